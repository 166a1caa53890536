/* Typing @ in a field with data-mention offers the names in the margin's [data-mates]. Arrows choose, Enter or Tab
   takes, Escape closes. What is taken is plain text: "@Olena Tkach ". */
const MOST = 6;
const list = Object.assign(document.createElement("ul"), { className: "mates", id: "mates", hidden: true });
list.setAttribute("role", "listbox");
list.setAttribute("aria-label", "Colleagues");
let field = null;
let at = -1;

const typedName = () => {
  const before = field.value.slice(0, field.selectionStart);
  const found = before.match(/(?:^|\s)@([\p{L}\p{M}'’.-]*(?: [\p{L}\p{M}'’.-]*)?)$/u);
  return found ? found[1] : null;
};

const names = () => [...(field.closest("[data-margin]")?.querySelectorAll("[data-mates] li") ?? [])];

const close = () => {
  list.hidden = true;
  at = -1;
  field?.removeAttribute("aria-activedescendant");
  field?.setAttribute("aria-expanded", "false");
};

const point = (index) => {
  at = (index + list.children.length) % list.children.length;
  [...list.children].forEach((option, number) => option.setAttribute("aria-selected", String(number === at)));
  field.setAttribute("aria-activedescendant", list.children[at].id);
};

const take = (option) => {
  const typed = typedName() ?? "";
  const end = field.selectionStart;
  field.setRangeText(`${option.dataset.name} `, end - typed.length, end, "end");
  close();
  field.dispatchEvent(new Event("input", { bubbles: true }));
};

const draw = (mates) => {
  list.replaceChildren(
    ...mates.map((mate, index) => {
      const option = document.createElement("li");
      option.id = `mate-${index}`;
      option.setAttribute("role", "option");
      option.dataset.name = mate.textContent;
      const job = Object.assign(document.createElement("small"), { textContent: mate.dataset.job });
      option.append(mate.textContent, " ", job);
      return option;
    }),
  );
  field.after(list);
  list.hidden = false;
  for (const [name, value] of Object.entries({ role: "combobox", "aria-controls": "mates", "aria-expanded": "true" })) {
    field.setAttribute(name, value);
  }
  point(0);
};

const offer = (target) => {
  field = target;
  const typed = typedName();
  if (typed === null) return close();
  const start = typed.toLocaleLowerCase();
  const mates = names().filter((mate) =>
    mate.textContent.toLocaleLowerCase().split(" ").some((_, n, all) => all.slice(n).join(" ").startsWith(start)),
  );
  if (mates.length) draw(mates.slice(0, MOST));
  else close();
};

document.addEventListener(
  "input",
  (event) => {
    if (event.target.matches?.("[data-mention]")) offer(event.target);
  },
  true,
);

document.addEventListener(
  "keydown",
  (event) => {
    if (event.target !== field || list.hidden) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) point(at + step);
    else if (event.key === "Enter" || event.key === "Tab") take(list.children[at]);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  },
  true,
);

list.addEventListener("mousedown", (event) => {
  const option = event.target.closest("li");
  if (!option) return;
  event.preventDefault();
  take(option);
});

document.addEventListener("focusout", (event) => {
  if (event.target === field) close();
});
