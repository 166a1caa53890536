/* Letter keys. A control says its key in aria-keyshortcuts ("R", "?", "Control+Enter", several apart by a space); the
   key presses it, or focuses it when it is a field. Letters go by their place on the keyboard too, so that they work
   under a Cyrillic layout. They sleep while a field has focus or a dialog is open; combinations work in their form.
   What can be dragged answers to M itself (drag.js). */
const FIELD = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]";

const pressed = (event) => {
  const letter = event.code.startsWith("Key") ? event.code.slice(3).toLowerCase() : event.key.toLowerCase();
  return event.ctrlKey || event.metaKey ? `control+${letter}` : letter;
};

const find = (root, combination) =>
  [...root.querySelectorAll("[aria-keyshortcuts]:not([data-drag])")].find((control) => {
    const keys = control.getAttribute("aria-keyshortcuts").toLowerCase().split(" ");
    return keys.includes(combination) && !control.disabled && control.checkVisibility();
  });

document.addEventListener("keydown", (event) => {
  if (event.altKey || event.repeat || event.defaultPrevented) return;
  const combination = pressed(event);
  const together = combination.startsWith("control+");
  const field = event.target.closest?.(FIELD);
  if (!together && (field || document.querySelector("dialog[open]"))) return;
  const control = find(together ? (event.target.closest?.("form, dialog") ?? document) : document, combination);
  if (!control) return;
  event.preventDefault();
  if (control.matches(FIELD)) control.focus();
  else control.click();
});
