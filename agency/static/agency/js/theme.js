/* Theme: the system's, or the person's choice kept in a cookie, so that the server paints the right one at once. */
const root = document.documentElement;
const YEAR = 31536000;

const isDark = () => {
  const system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  return (root.dataset.theme || system) === "dark";
};

document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-theme-toggle]")) return;
  const theme = isDark() ? "light" : "dark";
  root.dataset.theme = theme;
  document.cookie = `theme=${theme}; path=/; max-age=${YEAR}; samesite=lax`;
  const text = theme === "dark" ? "Dark theme" : "Light theme";
  document.dispatchEvent(new CustomEvent("toasts", { detail: { value: [{ text }] } }));
});
