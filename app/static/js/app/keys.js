/* Keys: arrows in grids and strips; j and k go through the rows of a list with boxes, x ticks one. */
function typesText(element) {
  return element.matches("input:not([type=checkbox]), textarea, select");
}

on("keydown", (event) => {
  const { key, target } = event;
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const step = STEPS[key];
  if (step && target.matches("table[data-grid] td a")) {
    event.preventDefault();
    moveInGrid(target, step);
  } else if (step?.[0] && target.matches("nav[data-roving] a")) {
    event.preventDefault();
    moveAlong(target, step[0]);
  } else if (/^[jkx]$/.test(key) && !typesText(target)) {
    const rows = all("form[data-bulk] tbody tr");
    const at = rows.indexOf(target.closest("tr"));
    if (key === "x") rows[at]?.querySelector("input[type=checkbox]")?.click();
    else rows[at + (key === "j" ? 1 : -1)]?.querySelector("a, input")?.focus();
  }
});
