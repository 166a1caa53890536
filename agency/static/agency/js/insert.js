/* A saved text goes into a field: <button data-insert="Hello, {name}" data-name="Olena Tkach" data-into="reply">.
   What stands there already is kept; the saved text follows it. */
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-insert]");
  const field = button && document.getElementById(button.dataset.into);
  if (!field) return;
  const text = button.dataset.insert.replaceAll("{name}", (button.dataset.name ?? "").split(" ")[0]);
  field.value = field.value.trim() ? `${field.value.trimEnd()}\n${text}` : text;
  field.focus();
  field.dispatchEvent(new Event("input", { bubbles: true }));
});
