/* What others wrote meanwhile comes into the page without touching what is being typed:
   <div data-merged='{"text": {"sent": "…", "pieces": [["same", "…"], ["ins", "…"], ["del", "…"]]}}'> says, for a text,
   how to get from what was sent to what is there now; for anything else ({"value": …}) what it is now. */

/* What was typed since it was sent: from `from` to `to` of the sent text stands `text` now. */
const splice = (sent, now, caret) => {
  if (sent === now) return { from: caret, to: caret, text: "" };
  let from = 0;
  while (from < sent.length && sent[from] === now[from]) from += 1;
  let tail = 0;
  while (tail < Math.min(sent.length, now.length) - from && sent.at(-1 - tail) === now.at(-1 - tail)) tail += 1;
  return { from, to: sent.length - tail, text: now.slice(from, now.length - tail) };
};

/* The sent text with the others' changes, and with ours since. Also where the caret belongs. */
const rebase = (pieces, { from, to, text }) => {
  let [at, out, caret] = [0, "", null];
  const put = () => {
    out += text;
    caret = out.length;
  };
  for (const [op, piece] of pieces) {
    if (op === "ins") {
      out += piece;
      continue;
    }
    for (const letter of piece.split("")) {
      if (at === from && caret === null) put();
      if (op === "same" && (at < from || at >= to)) out += letter;
      at += 1;
    }
  }
  if (caret === null) put();
  return { out, caret };
};

const intoText = (field, { sent, pieces }) => {
  const { out, caret } = rebase(pieces, splice(sent, field.value, field.selectionStart ?? 0));
  const isTyped = document.activeElement === field;
  field.value = out;
  if (isTyped) field.setSelectionRange(caret, caret);
};

const intoChoice = (field, value) => {
  if (field.type === "radio") field.checked = field.value === String(value ?? "");
  else if (field.type === "checkbox") field.checked = Boolean(value);
  else field.value = value ?? "";
};

const takeIn = (place) => {
  const merged = JSON.parse(place.dataset.merged);
  delete place.dataset.merged;
  for (const [name, change] of Object.entries(merged)) {
    for (const field of document.querySelectorAll(`#composer [name="${CSS.escape(name)}"]`)) {
      if (change.pieces) intoText(field, change);
      else intoChoice(field, change.value);
    }
  }
};

document.addEventListener("htmx:oobAfterSwap", () => {
  for (const place of document.querySelectorAll("[data-merged]")) takeIn(place);
});
