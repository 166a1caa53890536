/* Toasts: one line in the polite live region, with Undo where it can be taken back.
   They come from the server (HX-Trigger: {"toasts": [{"text": …, "undo": url}]}), from messages painted into a full
   page, and from other files here; those may give `undo` as a function. */
const SHORT = 3500;
const LONG = 10000;

const fade = (toast) => setTimeout(() => toast.remove(), toast.querySelector("button") ? LONG : SHORT);

const takeBack = (undo, toast) => {
  if (typeof undo === "function") undo();
  else htmx.ajax("POST", undo, { source: toast.parentElement, target: toast.parentElement, swap: "none" });
  toast.remove();
};

const say = ({ text, undo }) => {
  const region = document.getElementById("toasts");
  if (!region || !text) return;
  const toast = document.createElement("div");
  toast.className = "toast";
  toast.append(Object.assign(document.createElement("p"), { textContent: text }));
  if (undo) {
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: "Undo" });
    button.addEventListener("click", () => takeBack(undo, toast));
    toast.append(button);
  }
  region.replaceChildren(toast);
  fade(toast);
};

document.addEventListener("toasts", (event) => {
  for (const toast of event.detail.value) say(toast);
});

for (const painted of document.querySelectorAll("#toasts .toast")) fade(painted);
