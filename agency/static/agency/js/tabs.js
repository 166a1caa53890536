/* Tabs: one tab stop, arrows move and select. A tab may show several panels (aria-controls="text preview"). */
const tabsOf = (list) => [...list.querySelectorAll("[role=tab]")];

const select = (tab) => {
  for (const other of tabsOf(tab.closest("[role=tablist]"))) {
    const chosen = other === tab;
    other.ariaSelected = String(chosen);
    other.tabIndex = chosen ? 0 : -1;
    for (const id of (other.getAttribute("aria-controls") ?? "").split(" ")) {
      const panel = document.getElementById(id);
      if (panel) panel.hidden = !chosen;
    }
  }
};

document.addEventListener("click", (event) => {
  const tab = event.target.closest("[role=tablist] [role=tab]");
  if (tab) select(tab);
});

document.addEventListener("keydown", (event) => {
  const tab = event.target.closest?.("[role=tablist] [role=tab]");
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!tab || !step) return;
  const tabs = tabsOf(tab.closest("[role=tablist]"));
  const next = tabs[(tabs.indexOf(tab) + step + tabs.length) % tabs.length];
  next.focus();
  next.click();
});
