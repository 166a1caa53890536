/* What was typed into <form data-keep="post-12"> stays on this device until the server has it, so that a lost session
   or a closed tab loses nothing. It is offered back, never put over what the server shows. */
const WAIT = 400;
const SKIP = new Set(["password", "file", "hidden", "submit", "button"]);
const person = document.body.dataset.user ?? "";
const timers = new WeakMap();
const seen = new WeakSet();

const keyOf = (form) => `keep:${person}:${form.dataset.keep}`;
const isChoice = (field) => field.type === "checkbox" || field.type === "radio";
const fieldsOf = (form) => [...form.elements].filter((field) => field.name && !SKIP.has(field.type));
const slot = (field) => (isChoice(field) ? `${field.name}=${field.value}` : field.name);
const read = (form) =>
  Object.fromEntries(fieldsOf(form).map((field) => [slot(field), isChoice(field) ? field.checked : field.value]));

const save = (form) => {
  const kept = { at: Date.now(), values: read(form) };
  try {
    localStorage.setItem(keyOf(form), JSON.stringify(kept));
  } catch {
    /* the device is full: the server's own autosave remains */
  }
};

const forget = (form) => {
  clearTimeout(timers.get(form));
  localStorage.removeItem(keyOf(form));
};

const putBack = (form, values) => {
  for (const field of fieldsOf(form)) {
    const value = values[slot(field)];
    if (value === undefined) continue;
    if (isChoice(field)) field.checked = value;
    else field.value = value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
};

const button = (text, act) => {
  const made = Object.assign(document.createElement("button"), { type: "button", className: "btn is-s" });
  made.textContent = text;
  made.addEventListener("click", act);
  return made;
};

const offer = (form, kept) => {
  const notice = document.createElement("div");
  notice.className = "notice";
  notice.dataset.kind = "info";
  notice.setAttribute("role", "status");
  const time = new Date(kept.at).toLocaleString([], { dateStyle: "medium", timeStyle: "short" });
  const text = Object.assign(document.createElement("p"), { textContent: `Text typed here on ${time} was not saved.` });
  const close = (act) => () => {
    act();
    notice.remove();
  };
  notice.append(text, button("Put it back", close(() => putBack(form, kept.values))));
  notice.append(button("Throw it away", close(() => forget(form))));
  form.prepend(notice);
};

const look = (form) => {
  if (seen.has(form)) return;
  seen.add(form);
  const kept = JSON.parse(localStorage.getItem(keyOf(form)) ?? "null");
  if (!kept) return;
  const now = read(form);
  const differs = Object.entries(kept.values).some(([name, value]) => name in now && now[name] !== value);
  if (differs) offer(form, kept);
  else forget(form);
};

const lookAll = (root) => {
  for (const form of root.querySelectorAll("form[data-keep]")) look(form);
};

/* A form that was sent and is no longer on the page of a signed-in person has arrived. */
const dropArrived = () => {
  if (!person) return;
  const shown = new Set([...document.querySelectorAll("form[data-keep]")].map(keyOf));
  for (const key of Object.keys(localStorage)) {
    if (!key.startsWith(`keep:${person}:`) || shown.has(key)) continue;
    if (JSON.parse(localStorage.getItem(key)).sent) localStorage.removeItem(key);
  }
};

document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (!form?.dataset.keep || !event.isTrusted) return;
  clearTimeout(timers.get(form));
  timers.set(form, setTimeout(() => save(form), WAIT));
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.dataset.keep) return;
  clearTimeout(timers.get(form));
  const kept = { at: Date.now(), values: read(form), sent: true };
  localStorage.setItem(keyOf(form), JSON.stringify(kept));
});

document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.detail.elt.closest("form[data-keep]");
  if (form && event.detail.successful && event.detail.requestConfig.verb !== "get") forget(form);
});

dropArrived();
lookAll(document);
document.addEventListener("htmx:load", (event) => lookAll(event.target));
