/* A text leaves for the clipboard: <input id="address" readonly> <button data-copy="address">. Where the browser lets
   no script near the clipboard the text is selected, so that Ctrl C does it. */
const say = (text) => document.dispatchEvent(new CustomEvent("toasts", { detail: { value: [{ text }] } }));

document.addEventListener("click", async (event) => {
  const field = document.getElementById(event.target.closest("[data-copy]")?.dataset.copy);
  if (!field) return;
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
    say("Copied.");
  } catch {
    say("Selected. Copy it with Ctrl C.");
  }
});
