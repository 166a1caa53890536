/* Counters. They count as projects/networks/counting.py does; both are fed the same samples in a test.
   <textarea data-count="300" data-count-by="graphemes" data-out="#n">: one limit; code points are the usual way.
   <span data-counter-of="#own" data-else="#base" data-rules="{…}">: one text, or the other while the first is empty,
   by the rules of a network: limit, by, bytes, link (what a link weighs), hashtags, mentions, tail (what its format
   adds) and below (a link that goes out under the words, unless they have it). The patterns stand once in
   <body data-patterns> of the composer's page. */
const NEARLY = 0.05;
const segmenter = new Intl.Segmenter(undefined, { granularity: "grapheme" });
const COUNTERS = {
  "code points": (text) => [...text].length,
  "UTF-16 units": (text) => text.length,
  graphemes: (text) => [...segmenter.segment(text)].length,
};

const thin = (number) => number.toLocaleString("en").replaceAll(",", "\u202f");

const show = (out, used, limit, over = "") => {
  if (!out) return;
  out.textContent = `${thin(used)} of ${thin(limit)}${over && `, ${over}`}`;
  out.dataset.kind = over || used > limit ? "danger" : used > limit * (1 - NEARLY) ? "warn" : "";
};

const count = (area) => {
  const limit = Number(area.dataset.count);
  const used = (COUNTERS[area.dataset.countBy] ?? COUNTERS["code points"])(area.value);
  show(document.querySelector(area.dataset.out), used, limit);
  if (used > limit) area.ariaInvalid = "true";
  else if (area.dataset.over) area.ariaInvalid = "false";
  area.dataset.over = used > limit ? "true" : "";
};

const patterns = () => {
  const place = document.querySelector("[data-patterns]");
  const written = place ? JSON.parse(place.dataset.patterns) : {};
  return Object.fromEntries(Object.entries(written).map(([name, text]) => [name, new RegExp(text, "giu")]));
};

const spoken = ({ counterOf, else: other }) =>
  document.querySelector(counterOf)?.value || (other && document.querySelector(other)?.value) || "";

const withBelow = (text, { tail, below, unless }) => {
  const words = tail ? [text.trimEnd(), tail].filter(Boolean).join("\n\n") : text;
  if (!below || words.includes(unless)) return words;
  return words.trim() ? `${words.trimEnd()}\n\n${below}` : below;
};

const lengthOf = (text, rules, { link, far }) => {
  const weighed = rules.link ? text.replace(link, "x".repeat(rules.link)).replace(far, "$1") : text;
  return COUNTERS[rules.by](weighed);
};

/* What is too much beside the length, in a word or two. */
const beyond = (text, rules, { link, hashtag, mention }) => {
  const bare = text.replace(link, " ");
  const found = {
    hashtags: bare.match(hashtag)?.length ?? 0,
    mentions: bare.match(mention)?.length ?? 0,
    bytes: new TextEncoder().encode(text).length,
  };
  const over = Object.keys(found).find((name) => rules[name] && found[name] > rules[name]);
  return over ? `${thin(found[over])} ${over} of ${thin(rules[over])}` : "";
};

const watch = (watcher, known) => {
  const rules = JSON.parse(watcher.dataset.rules);
  const text = spoken(watcher.dataset);
  const body = withBelow(text, rules);
  show(watcher, lengthOf(body, rules, known), rules.limit, beyond(body, rules, known));
};

const watchAll = () => {
  const watchers = document.querySelectorAll("[data-counter-of]");
  if (!watchers.length) return;
  const known = patterns();
  for (const watcher of watchers) watch(watcher, known);
};

const updateAll = (root) => {
  for (const area of root.querySelectorAll("textarea[data-count]")) count(area);
  watchAll();
};

updateAll(document);
document.addEventListener("htmx:load", (event) => updateAll(event.target));
document.addEventListener("input", (event) => {
  if (event.target.matches("[data-count]")) count(event.target);
  if (event.target.matches("textarea")) watchAll();
});
