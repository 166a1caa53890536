/* Choosing several rows of a form marked data-picking: Shift with a click or Space chooses all between the last one and
   this one, [data-pick-all] chooses the page, and [data-picked] says how many are chosen. */
let last = null;

const boxesOf = (form) => [...form.querySelectorAll(".pick input")];

const tell = (form) => {
  const chosen = boxesOf(form).filter((box) => box.checked).length;
  const line = form.querySelector("[data-picked]");
  if (line) line.textContent = chosen ? `${chosen} chosen` : "Choose posts, then say what to do with them.";
};

document.addEventListener("click", (event) => {
  const box = event.target.closest("[data-picking] .pick input");
  if (!box) return;
  const boxes = boxesOf(box.form);
  if (event.shiftKey && last?.isConnected) {
    const [from, to] = [boxes.indexOf(last), boxes.indexOf(box)].sort((a, b) => a - b);
    for (const between of boxes.slice(from, to + 1)) between.checked = box.checked;
  }
  last = box;
  tell(box.form);
});

document.addEventListener("change", (event) => {
  const all = event.target.closest("[data-pick-all]");
  if (!all) return;
  for (const box of boxesOf(all.form)) box.checked = all.checked;
  tell(all.form);
});
