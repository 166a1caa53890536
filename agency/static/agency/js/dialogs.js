/* Dialogs and menus. Invoker commands are native in current browsers; the first listener covers the older ones.
   A dialog that htmx brings opens itself (data-open) and leaves when closed; HX-Trigger "close-dialog" closes it. */
const native = "commandForElement" in HTMLButtonElement.prototype;

document.addEventListener("click", (event) => {
  const button = event.target.closest("button[commandfor]");
  if (native || !button) return;
  const target = document.getElementById(button.getAttribute("commandfor"));
  if (!target?.close) return;
  if (button.getAttribute("command") === "show-modal") target.showModal();
  else target.close();
});

document.addEventListener("click", (event) => {
  if (event.target.closest(".menu :is(a, button)")) event.target.closest("[popover]")?.hidePopover();
  if (event.target.closest("[data-print]")) print();
});

document.addEventListener("htmx:load", (event) => {
  const dialog = event.target.closest?.("dialog[data-open]") ?? event.target.querySelector?.("dialog[data-open]");
  if (!dialog || dialog.open) return;
  dialog.addEventListener("close", () => dialog.remove());
  dialog.showModal();
});

document.addEventListener("close-dialog", () => {
  for (const dialog of document.querySelectorAll("dialog[open]")) dialog.close();
});
