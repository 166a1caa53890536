/* A button that works says so (aria-busy) and does not work twice. Polls (hx-trigger="every 10s") sleep while the tab
   is hidden. */
// htmx looks after its own; a form that ends in a download never leaves the page, so nothing would make it free again
const OTHERS = "[hx-post], [hx-get], [hx-patch], [hx-put], [hx-delete], [data-download]";

const busy = (button, on) => {
  if (!button) return;
  if (on) button.setAttribute("aria-busy", "true");
  else button.removeAttribute("aria-busy");
};

const buttonOf = (event) => {
  const { elt, requestConfig } = event.detail;
  const submitter = requestConfig?.triggeringEvent?.submitter;
  return submitter ?? (elt.matches("button, .btn") ? elt : null);
};

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.matches(OTHERS) || form.method === "dialog") return;
  if (form.dataset.sending) return event.preventDefault();
  if (event.defaultPrevented) return;
  form.dataset.sending = "true";
  busy(event.submitter, true);
});

addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sending]")) {
    delete form.dataset.sending;
    for (const button of form.querySelectorAll("[aria-busy]")) busy(button, false);
  }
});

document.addEventListener("htmx:beforeRequest", (event) => {
  const polls = event.detail.elt.getAttribute("hx-trigger")?.startsWith("every");
  if (polls && document.hidden) return event.preventDefault();
  const button = buttonOf(event);
  if (button?.getAttribute("aria-busy") === "true") event.preventDefault();
  else busy(button, true);
});

document.addEventListener("htmx:afterRequest", (event) => busy(buttonOf(event), false));
