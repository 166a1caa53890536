/* Lists and panes. In a list marked data-walk=".inbox-item" J and K open the next and the previous item; Escape goes
   from a field back to the current one. On a phone the panes of .inbox take turns. */
const itemsOf = (list) => [...list.querySelectorAll(list.dataset.walk)].filter((item) => item.checkVisibility());
const currentOf = (list) => list.querySelector(`${list.dataset.walk}[aria-current]`);

const mark = (item) => {
  const list = item.closest("[data-walk]");
  for (const other of list?.querySelectorAll("[aria-current]") ?? []) other.removeAttribute("aria-current");
  item.setAttribute("aria-current", "true");
};

const walk = (step) => {
  const list = document.querySelector("[data-walk]");
  if (!list) return false;
  const items = itemsOf(list);
  const next = items[items.indexOf(currentOf(list)) + step] ?? (step > 0 ? items.at(-1) : items[0]);
  if (!next) return false;
  next.scrollIntoView({ block: "nearest" });
  next.focus({ preventScroll: true });
  next.click();
  return true;
};

document.addEventListener("click", (event) => {
  const item = event.target.closest("[data-walk] .inbox-item");
  const inbox = event.target.closest(".inbox");
  if (item) mark(item);
  if (item) inbox?.classList.add("is-open");
  if (event.target.closest("[data-author]")) inbox?.classList.toggle("show-author");
  if (!event.target.closest("[data-back]")) return;
  inbox?.classList.remove("is-open");
  inbox?.querySelector("[data-walk] [aria-current]")?.focus();
});

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
  const step = { KeyJ: 1, KeyK: -1 }[event.code];
  if (!typing && step && walk(step)) event.preventDefault();
  if (typing && event.key === "Escape") document.querySelector("[data-walk] [aria-current]")?.focus();
});
