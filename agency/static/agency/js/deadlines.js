/* Deadlines are recounted every half minute without asking the server: ok, soon, late. */
const TICK = 30000;
const HOUR = 60;
const DAY = 1440;

const span = (seconds) => {
  const minutes = Math.floor(Math.abs(seconds) / 60);
  if (minutes < 1) return "less than a minute";
  if (minutes < HOUR) return `${minutes} min`;
  if (minutes >= 2 * DAY) return `${Math.floor(minutes / DAY)} days`;
  const hours = Math.floor(minutes / HOUR);
  const rest = minutes % HOUR;
  return rest && hours < 3 ? `${hours} h ${rest} min` : `${hours} h`;
};

const recount = (pill) => {
  const left = Number(pill.dataset.deadline) - Date.now() / 1000;
  const state = left < 0 ? "late" : left <= Number(pill.dataset.soon) * 60 ? "soon" : "ok";
  pill.querySelector("time").textContent = left < 0 ? `${span(left)} late` : span(left);
  if (state === pill.dataset.sla) return;
  pill.dataset.sla = state;
  const use = pill.querySelector("use");
  const sprite = use.getAttribute("href").split("#")[0];
  use.setAttribute("href", `${sprite}#${state === "late" ? "exclamation-triangle" : "clock"}`);
};

setInterval(() => {
  for (const pill of document.querySelectorAll("[data-deadline]")) recount(pill);
}, TICK);
