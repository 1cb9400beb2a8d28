/* What a page or a part that came in needs; last, because it uses all the others. */
function startPage() {
  startSelection();
  startRoving();
  all("[data-focus]").forEach((element) => {
    delete element.dataset.focus;
    element.focus();
  });
  all("details.confirm[open]").forEach(showModal);
  if (navigator.share) all("[data-share]").forEach((button) => { button.hidden = false; });
  fadeToasts();
}

addEventListener("pageshow", ({ persisted }) => {
  if (persisted) all("form[data-busy]").forEach(freeForm);
  startPage();
});

/* The strip of days begins at the chosen day. */
all(".days [aria-current]").forEach((day) => {
  const strip = day.parentNode;
  strip.scrollTo({ left: day.offsetLeft - strip.clientWidth / 2 + 28 });
});
