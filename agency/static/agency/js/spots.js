/* The spot of a picture that must stay: a press on the picture moves the two sliders, the sliders move the mark. */
const slidersOf = (spot) => [spot.dataset.across, spot.dataset.down].map((id) => document.getElementById(id));

document.addEventListener("click", (event) => {
  const spot = event.target.closest("[data-spot]");
  if (!spot) return;
  const box = spot.getBoundingClientRect();
  const places = [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height];
  slidersOf(spot).forEach((slider, side) => {
    slider.value = Math.round(100 * places[side]);
    slider.dispatchEvent(new Event("input", { bubbles: true }));
  });
});

document.addEventListener("input", (event) => {
  for (const spot of document.querySelectorAll("[data-spot]")) {
    const side = slidersOf(spot).indexOf(event.target);
    if (side >= 0) spot.style.setProperty(["--x", "--y"][side], event.target.value);
  }
});
