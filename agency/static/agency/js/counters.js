/* Counters and the live preview.
   <textarea data-count="300" data-count-by="graphemes" data-out="#n" data-mirror="#preview">: the limit and the way of
   counting come from the network's rules on the server; chars (code points) is the usual way.
   <span data-counter-of="#own" data-else="#base" data-count="300" data-count-by="utf16" data-link-length="23">: counts
   one text, or the other while the first is empty; one text may have several of these. data-mirror-of works alike. */
const NEARLY = 0.05;
const segmenter = new Intl.Segmenter(undefined, { granularity: "grapheme" });
const COUNTERS = {
  chars: (text) => [...text].length,
  utf16: (text) => text.length,
  graphemes: (text) => [...segmenter.segment(text)].length,
  bytes: (text) => new TextEncoder().encode(text).length,
};

const thin = (number) => number.toLocaleString("en").replaceAll(",", "\u202f");

const show = (out, used, limit) => {
  if (!out) return;
  out.textContent = `${thin(used)} of ${thin(limit)}`;
  out.dataset.kind = used > limit ? "danger" : used > limit * (1 - NEARLY) ? "warn" : "";
};

const count = (area) => {
  const limit = Number(area.dataset.count);
  const used = (COUNTERS[area.dataset.countBy] ?? COUNTERS.chars)(area.value);
  show(document.querySelector(area.dataset.out), used, limit);
  if (used > limit) area.ariaInvalid = "true";
  else if (area.dataset.over) area.ariaInvalid = "false";
  area.dataset.over = used > limit ? "true" : "";
};

const update = (area) => {
  if (area.dataset.count) count(area);
  const mirror = area.dataset.mirror && document.querySelector(area.dataset.mirror);
  if (mirror) mirror.textContent = area.value;
};

const spokenBy = (watcher, name) => {
  const own = document.querySelector(watcher.dataset[name])?.value ?? "";
  return own || !watcher.dataset.else ? own : (document.querySelector(watcher.dataset.else)?.value ?? "");
};

const watch = (watcher) => {
  if (watcher.dataset.mirrorOf) watcher.textContent = spokenBy(watcher, "mirrorOf");
  if (!watcher.dataset.counterOf) return;
  const { count: limit, countBy, linkLength } = watcher.dataset;
  let text = spokenBy(watcher, "counterOf");
  if (linkLength) text = text.replace(/https?:\/\/\S+/g, "x".repeat(Number(linkLength)));
  show(watcher, (COUNTERS[countBy] ?? COUNTERS.chars)(text), Number(limit));
};

const watchAll = () => {
  for (const watcher of document.querySelectorAll("[data-counter-of], [data-mirror-of]")) watch(watcher);
};

const updateAll = (root) => {
  for (const area of root.querySelectorAll("textarea[data-count], [data-mirror]")) update(area);
  watchAll();
};

updateAll(document);
document.addEventListener("htmx:load", (event) => updateAll(event.target));
document.addEventListener("input", (event) => {
  if (event.target.matches("[data-count], [data-mirror]")) update(event.target);
  if (event.target.matches("textarea")) watchAll();
});
