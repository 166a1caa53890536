/* Words selected in the text become what a new remark is about. The text is an element with data-anchor-text, or the
   field #id_text. Positions count characters as the server does: an emoji is one, what was deleted is none.
   What happens in a margin is no part of the form it stands in. */
const APART = "del, sup";
let chosen = null;

const count = (text) => [...text].length;

const bare = (range) => {
  const part = document.createElement("div");
  part.append(range.cloneContents());
  for (const extra of part.querySelectorAll(APART)) extra.remove();
  return part.textContent;
};

const inField = (field) => {
  const { value, selectionStart, selectionEnd } = field;
  return { quote: value.slice(selectionStart, selectionEnd), start: count(value.slice(0, selectionStart)) };
};

const inText = (selection) => {
  const node = selection.anchorNode;
  const text = (node?.nodeType === Node.TEXT_NODE ? node.parentElement : node)?.closest?.("[data-anchor-text]");
  if (!text?.contains(selection.focusNode)) return null;
  const range = selection.getRangeAt(0);
  const before = document.createRange();
  before.setStart(text, 0);
  before.setEnd(range.startContainer, range.startOffset);
  return { quote: bare(range), start: count(bare(before)) };
};

document.addEventListener("selectionchange", () => {
  const field = document.activeElement?.id === "id_text" ? document.activeElement : null;
  const found = field ? inField(field) : inText(document.getSelection());
  if (found) chosen = found.quote.trim() ? found : null;
});

document.addEventListener("focusin", (event) => {
  const form = event.target.closest?.("form[data-quoting]");
  if (!form || !event.target.matches("textarea") || !chosen || form.elements.quote.value) return;
  form.elements.quote.value = chosen.quote;
  form.elements.start.value = chosen.start;
  chosen = null;
});

/* Whoever opens a folded field means to write in it. */
document.addEventListener("click", (event) => {
  const fold = event.target.closest("[data-margin] summary")?.parentElement;
  if (fold) requestAnimationFrame(() => fold.open && fold.querySelector("textarea")?.focus());
});

for (const name of ["input", "change"]) {
  document.addEventListener(
    name,
    (event) => {
      const form = event.target.closest?.("[data-margin] form");
      if (!form?.parentElement.closest("form")) return;
      event.stopPropagation();
    },
    true,
  );
}
