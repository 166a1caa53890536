/* A page that is left says so at once, or others would see its person for half a minute: <div data-leave="/address/">.
   The page's own name is in the form's hidden field "editor". */
addEventListener("pagehide", () => {
  const place = document.querySelector("[data-leave]");
  const field = (name) => document.querySelector(`input[name="${name}"]`)?.value ?? "";
  if (!place) return;
  const said = new FormData();
  said.append("csrfmiddlewaretoken", field("csrfmiddlewaretoken"));
  said.append("editor", field("editor"));
  said.append("leave", "1");
  navigator.sendBeacon(place.dataset.leave, said);
});
