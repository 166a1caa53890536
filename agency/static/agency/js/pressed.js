/* Pressed buttons: alone they toggle; in a group marked data-one exactly one is pressed. Details marked data-narrow
   start closed on a narrow screen. */
document.addEventListener("click", (event) => {
  const button = event.target.closest("button[aria-pressed]");
  if (!button || button.disabled) return;
  const group = button.closest("[data-one]");
  if (!group) button.ariaPressed = String(button.ariaPressed !== "true");
  else for (const other of group.querySelectorAll("button[aria-pressed]")) other.ariaPressed = String(other === button);
});

const narrow = (root) => {
  if (!matchMedia("(width < 52rem)").matches) return;
  for (const box of root.querySelectorAll("details[data-narrow]")) box.open = false;
};

narrow(document);
document.addEventListener("htmx:load", (event) => narrow(event.target));
