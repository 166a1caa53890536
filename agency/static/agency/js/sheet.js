/* A link marked data-sheet (or a .move-to) opens its page as a dialog over this one; without a script it is a page.
   The dialog that comes opens itself (dialogs.js). */
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-sheet], a.move-to");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  htmx.ajax("GET", link.href, { target: "#sheet", swap: "innerHTML" });
});
