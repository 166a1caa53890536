/* Navigation inside the shell: only main changes, and takes focus as a new page would. An answer that is not a page of
   the shell (signed out, the quiet pages, an error page) is loaded whole. */
document.addEventListener("htmx:beforeSwap", (event) => {
  const { boosted, xhr, pathInfo } = event.detail;
  if (!boosted || xhr.responseText.includes('id="side"')) return;
  event.detail.shouldSwap = false;
  location.assign(pathInfo.responsePath ?? pathInfo.finalRequestPath);
});

document.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.boosted) document.getElementById("main")?.focus({ preventScroll: true });
});
