/* The answer to a button replaces what the button stood in (data-keeps-focus). Focus stays there, so that whoever works
   without a mouse goes on where they were and not at the top of the page. */
let held = "";

document.addEventListener("htmx:beforeRequest", (event) => {
  held = event.detail.elt.closest("[data-keeps-focus]")?.id ?? "";
});

document.addEventListener("htmx:afterSettle", () => {
  const place = held && document.getElementById(held);
  held = "";
  if (!place || document.activeElement !== document.body) return;
  place.tabIndex = -1;
  place.focus({ preventScroll: true });
});
