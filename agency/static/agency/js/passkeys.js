/* A passkey that did not work is told in place; the browser's own words go to the console. */
const BUTTONS = "#passkey_login, #mfa_webauthn_add, #mfa_webauthn_authenticate, #mfa_webauthn_reauthenticate";

document.addEventListener("allauth.error", (event) => {
  const place = document.querySelector(BUTTONS);
  document.querySelector("[data-failed]")?.remove();
  const notice = Object.assign(document.createElement("p"), {
    className: "notice",
    textContent: "The key was not used: it is not known here, or the question was closed. Nothing was changed.",
  });
  notice.dataset.kind = "danger";
  notice.dataset.failed = "";
  notice.setAttribute("role", "alert");
  place?.after(notice);
  if (event.detail.exception?.name === "NotAllowedError") event.preventDefault();
});
