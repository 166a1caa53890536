/* Files on their way: dropped on a .drop they go into its field; <form data-progress="#bar"> shows how far they are. */
const dropOf = (event) => event.target.closest?.(".drop");

document.addEventListener("dragover", (event) => {
  const drop = dropOf(event);
  if (!drop || !event.dataTransfer?.types.includes("Files")) return;
  event.preventDefault();
  drop.dataset.over = "";
});

document.addEventListener("dragleave", (event) => {
  if (dropOf(event)) delete dropOf(event).dataset.over;
});

document.addEventListener("drop", (event) => {
  const drop = dropOf(event);
  const field = drop?.querySelector("input[type=file]");
  if (!field || !event.dataTransfer?.files.length) return;
  event.preventDefault();
  delete drop.dataset.over;
  field.files = event.dataTransfer.files;
  field.dispatchEvent(new Event("change", { bubbles: true }));
});

const barOf = (form) => form && document.querySelector(form.dataset.progress);

document.addEventListener("htmx:xhr:progress", (event) => {
  const bar = barOf(event.target.closest?.("form[data-progress]"));
  if (!bar || !event.detail.lengthComputable) return;
  bar.hidden = false;
  bar.value = (100 * event.detail.loaded) / event.detail.total;
});

document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.target.closest?.("form[data-progress]");
  const bar = barOf(form);
  if (!bar) return;
  bar.hidden = true;
  form.reset();
});
