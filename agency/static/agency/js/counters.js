/* Counters and the live preview.
   <textarea data-count="300" data-count-by="graphemes" data-out="#n" data-mirror="#preview">: the limit and the way of
   counting come from the network's rules on the server; chars (code points) is the usual way. */
const NEARLY = 0.05;
const segmenter = new Intl.Segmenter(undefined, { granularity: "grapheme" });
const COUNTERS = {
  chars: (text) => [...text].length,
  utf16: (text) => text.length,
  graphemes: (text) => [...segmenter.segment(text)].length,
  bytes: (text) => new TextEncoder().encode(text).length,
};

const thin = (number) => number.toLocaleString("en").replaceAll(",", "\u202f");

const count = (area) => {
  const limit = Number(area.dataset.count);
  const used = (COUNTERS[area.dataset.countBy] ?? COUNTERS.chars)(area.value);
  const out = document.querySelector(area.dataset.out);
  if (out) {
    out.textContent = `${thin(used)} of ${thin(limit)}`;
    out.dataset.kind = used > limit ? "danger" : used > limit * (1 - NEARLY) ? "warn" : "";
  }
  if (used > limit) area.ariaInvalid = "true";
  else if (area.dataset.over) area.ariaInvalid = "false";
  area.dataset.over = used > limit ? "true" : "";
};

const update = (area) => {
  if (area.dataset.count) count(area);
  const mirror = area.dataset.mirror && document.querySelector(area.dataset.mirror);
  if (mirror) mirror.textContent = area.value;
};

const updateAll = (root) => {
  for (const area of root.querySelectorAll("[data-count], [data-mirror]")) update(area);
};

updateAll(document);
document.addEventListener("htmx:load", (event) => updateAll(event.target));
document.addEventListener("input", (event) => {
  if (event.target.matches("[data-count], [data-mirror]")) update(event.target);
});
