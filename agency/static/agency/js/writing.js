/* Writing a post: what is put at the cursor (data-put) of the text that is shown, the way from a check to its field
   (data-goto), and Alt+1…9 for the texts by page. */
const shownText = () => document.querySelector("#composer [role=tabpanel]:not([hidden]) textarea");

const put = (field, text) => {
  field.focus();
  const before = field.value[field.selectionStart - 1] ?? " ";
  const isWord = /^[#@h]/.test(text) && !/\s/.test(before);
  const said = `${isWord ? " " : ""}${text}`;
  // keeps the browser's own undo, which setRangeText forgets
  if (document.execCommand("insertText", false, said)) return;
  field.setRangeText(said, field.selectionStart, field.selectionEnd, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
};

const placeOf = (name) =>
  document.getElementById(`id_${name}`) ??
  document.querySelector(`#composer [name="${CSS.escape(name)}"]`) ??
  document.querySelector(`[aria-describedby="error-${CSS.escape(name)}"] input`) ??
  document.querySelector(`#${CSS.escape(name)} :is(input, button, textarea)`);

const uncover = (place) => {
  const panel = place.closest("[role=tabpanel][hidden]");
  if (panel) document.getElementById(panel.getAttribute("aria-labelledby"))?.click();
  const fold = place.closest("details:not([open])");
  if (fold) fold.open = true;
};

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-put], [data-goto]");
  if (!button) return;
  if (button.dataset.put) {
    const field = shownText();
    if (field) setTimeout(() => put(field, button.dataset.put)); // after its menu has closed and given focus back
    return;
  }
  const place = placeOf(button.dataset.goto);
  if (!place) return;
  uncover(place);
  place.focus();
  place.scrollIntoView({ block: "center" });
});

document.addEventListener("keydown", (event) => {
  if (!event.altKey || event.ctrlKey || event.metaKey || !/^Digit[1-9]$/.test(event.code)) return;
  const tab = document.querySelectorAll("#composer [role=tab]")[Number(event.code.slice(5)) - 1];
  if (!tab) return;
  event.preventDefault();
  tab.click();
  shownText()?.focus();
});
