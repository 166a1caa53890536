/* A request that failed is told in place, next to what was pressed; a toast never carries an error. The server's own
   sentence is taken where it sent one (text/plain); other 409 and 422 are answers, not failures. */
const ANSWERS = new Set([409, 422]);
const LOST = "The server does not answer. What you typed is still here. Try again in a minute.";
const SENTENCES = {
  0: LOST,
  403: "You may not do this. Nothing was changed.",
  404: "This is no longer here. Load the page again to see what is.",
  413: "This file is too big. Nothing was sent.",
  429: "Too many tries in a row. Nothing was lost; try again in a minute.",
};

const placeOf = (elt) => elt.closest("dialog, form, [data-errors], li, section") ?? document.getElementById("main");

const tell = (elt, text) => {
  const place = placeOf(elt.isConnected ? elt : document.body);
  const notice = Object.assign(document.createElement("p"), { className: "notice", textContent: text });
  notice.dataset.kind = "danger";
  notice.dataset.failed = "";
  notice.setAttribute("role", "alert");
  place?.append(notice);
};

/* A 409 with a page in it shows what there is now, in place; the request still counts as failed. */
document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr } = event.detail;
  const isPage = xhr.getResponseHeader("Content-Type")?.startsWith("text/html");
  if (xhr.status === 409 && isPage) event.detail.shouldSwap = true;
});

document.addEventListener("htmx:beforeRequest", (event) => {
  for (const notice of placeOf(event.detail.elt)?.querySelectorAll("[data-failed]") ?? []) notice.remove();
});

document.addEventListener("htmx:responseError", (event) => {
  const { xhr, elt } = event.detail;
  const plain = xhr.getResponseHeader("Content-Type")?.startsWith("text/plain");
  if (ANSWERS.has(xhr.status) && !plain) return;
  tell(elt, (plain && xhr.responseText.slice(0, 300)) || SENTENCES[xhr.status] || LOST);
});

for (const name of ["htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(name, (event) => tell(event.detail.elt, LOST));
}
