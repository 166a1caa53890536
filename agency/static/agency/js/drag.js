/* Drag and drop for calendar and teams, with keys: M picks up, arrows choose a place, Enter drops, Escape puts back.

   The thing:  [data-drag="its name"] (without one its .title is the name), draggable, data-kind, data-move-url,
               data-move-method (patch), data-drag-value; with more around it, [data-carried] is what moves
   The place:  [data-drop="its name"] data-accept="kind", data-row="7" (places a row), data-drop-value, data-drop-url,
               data-drop-target and data-drop-swap for the answer; [data-list] inside takes the thing
   Values are JSON objects or plain text (sent as "to" and "what"). The thing moves at once, the server is asked, and
   when it refuses the thing goes home. */
let held = null;
let home = null;

const say = (text, undo) =>
  document.dispatchEvent(new CustomEvent("toasts", { detail: { value: [{ text, undo }] } }));
const nameOf = (thing) => thing.dataset.drag || `“${thing.querySelector(".title")?.textContent}”`;
const bodyOf = (thing) => thing.closest("[data-carried]") ?? thing;
const isOpen = (zone) => !zone.dataset.accept || zone.dataset.accept === held?.dataset.kind;
const zones = () => [...document.querySelectorAll("[data-drop]")].filter((zone) => zone.offsetParent && isOpen(zone));
const over = () => document.querySelector(".is-over");

const mark = (zone) => {
  for (const marked of document.querySelectorAll(".is-over")) marked.classList.remove("is-over");
  zone?.classList.add("is-over");
};

const pick = (thing) => {
  held = thing;
  home = { parent: bodyOf(thing).parentElement, before: bodyOf(thing).nextElementSibling };
  thing.classList.add("is-held");
  for (const zone of zones()) zone.classList.add("is-open");
};

const release = () => {
  held?.classList.remove("is-held");
  mark();
  for (const zone of document.querySelectorAll("[data-drop].is-open")) zone.classList.remove("is-open");
  held = null;
};

const valuesOf = (text, name) => {
  if (!text) return {};
  return text.startsWith("{") ? JSON.parse(text) : { [name]: text };
};

const ask = (thing, zone, goHome) => {
  const url = thing.dataset.moveUrl ?? zone.dataset.dropUrl;
  const values = { ...valuesOf(zone.dataset.dropValue, "to"), ...valuesOf(thing.dataset.dragValue, "what") };
  const method = (thing.dataset.moveMethod ?? zone.dataset.dropMethod ?? "patch").toUpperCase();
  const target = zone.dataset.dropTarget ?? "#toasts";
  const failed = (event) => {
    if (event.detail.failed || event.type !== "htmx:afterRequest") goHome();
  };
  const source = thing.dataset.moveUrl ? thing : zone;
  source.addEventListener("htmx:afterRequest", failed, { once: true });
  htmx.ajax(method, url, { source, target, swap: zone.dataset.dropSwap ?? "none", values });
};

const drop = (zone) => {
  const thing = held;
  const body = bodyOf(thing);
  const from = home;
  release();
  if (!zone || zone === from.parent.closest("[data-drop]")) return;
  const goHome = () => from.parent.insertBefore(body, from.before?.parentElement === from.parent ? from.before : null);
  const asks = thing.dataset.moveUrl ?? zone.dataset.dropUrl;
  if (!zone.dataset.dropUrl) (zone.querySelector("[data-list]") ?? zone).append(body);
  thing.focus();
  if (asks) ask(thing, zone, goHome);
  else say(`${nameOf(thing)} moved to ${zone.dataset.drop}.`, goHome);
};

const choose = (event) => {
  const list = zones();
  const at = list.indexOf(over());
  const row = Number(list[at]?.dataset.row ?? 7);
  const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: row, ArrowUp: -row }[event.key];
  if (!step) return;
  event.preventDefault();
  const zone = list[Math.max(0, Math.min(list.length - 1, at + step))];
  mark(zone);
  zone.scrollIntoView({ block: "nearest" });
  say(zone.dataset.drop);
};

document.addEventListener("dragstart", (event) => {
  const thing = event.target.closest?.("[data-drag]");
  if (!thing) return;
  pick(thing);
  event.dataTransfer.effectAllowed = "move";
});

document.addEventListener("dragover", (event) => {
  const zone = event.target.closest?.("[data-drop]");
  if (!held || !zone || !isOpen(zone)) return;
  event.preventDefault();
  mark(zone);
});

document.addEventListener("drop", (event) => {
  const zone = event.target.closest?.("[data-drop]");
  if (!held || !zone || !isOpen(zone)) return;
  event.preventDefault();
  drop(zone);
});

document.addEventListener("dragend", release);

document.addEventListener("keydown", (event) => {
  const thing = event.target.closest?.("[data-drag]");
  const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
  if (!held && thing && plain && event.code === "KeyM") {
    event.preventDefault();
    pick(thing);
    mark(thing.closest("[data-drop]") ?? zones()[0]);
    say(`${nameOf(thing)}: arrows choose a place, Enter drops, Escape puts back.`);
    return;
  }
  if (!held) return;
  choose(event);
  if (event.key === "Enter") {
    event.preventDefault();
    drop(over());
  }
  if (event.key === "Escape") {
    release();
    say("Put back.");
  }
});
