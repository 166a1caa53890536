/* The live preview: what is typed is drawn as its network draws it, like content/templatetags/previews.py.
   <p data-mirror-of="#own" data-else="#base" data-look="{…}">: linked (a pattern), cut and lines (where the feed
   stops). data-below stands under the words unless they have data-link. data-host-of shows where a link leads,
   data-unfold the rest. */
const valueOf = (selector) => (selector && document.querySelector(selector)?.value) || "";

const points = (text, number) => {
  let at = 0;
  for (const letter of text) {
    if (number-- <= 0) break;
    at += letter.length;
  }
  return at;
};

const fold = (text, { cut, lines }) => {
  const ends = [text.length];
  const fits = cut ? points(text, cut) : text.length;
  if (fits < text.length) {
    const shown = text.slice(0, fits);
    ends.push(Math.max(shown.lastIndexOf(" "), shown.lastIndexOf("\n"), points(text, Math.floor(cut / 2))));
  }
  const rows = lines ? text.split("\n") : [];
  if (rows.length > lines) ends.push(rows.slice(0, lines).join("\n").length);
  return Math.min(...ends);
};

const marked = (text, linked) => {
  if (!linked) return [text];
  const parts = [];
  let at = 0;
  for (const found of text.matchAll(new RegExp(linked, "giu"))) {
    parts.push(text.slice(at, found.index));
    parts.push(Object.assign(document.createElement("span"), { className: "preview-mark", textContent: found[0] }));
    at = found.index + found[0].length;
  }
  return [...parts, text.slice(at)];
};

const rest = (text, linked) => {
  const hidden = Object.assign(document.createElement("span"), { className: "preview-rest" });
  hidden.append(...marked(text, linked));
  return hidden;
};

const draw = (place) => {
  const { mirrorOf, else: other, look, link, below } = place.dataset;
  let text = valueOf(mirrorOf) || valueOf(other);
  const rules = look ? JSON.parse(look) : {};
  if (below && !text.includes(link)) text = text.trim() ? `${text.trimEnd()}\n\n${below}` : below;
  const at = fold(text, rules);
  place.replaceChildren(...marked(text.slice(0, at), rules.linked));
  if (at < text.length) place.append(rest(text.slice(at), rules.linked));
};

const host = (place) => {
  const link = valueOf(place.dataset.hostOf);
  place.textContent = URL.canParse(link) ? new URL(link).host : link;
};

const drawAll = () => {
  for (const place of document.querySelectorAll("[data-mirror-of]")) draw(place);
  for (const place of document.querySelectorAll("[data-host-of]")) host(place);
};

drawAll();
document.addEventListener("htmx:load", drawAll);
document.addEventListener("input", (event) => {
  if (event.target.matches("textarea, input[type=url]")) drawAll();
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-unfold]");
  if (button) button.previousElementSibling.dataset.open = "";
});
