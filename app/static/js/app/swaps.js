/* What is drawn again keeps the row that was used where it was on the screen, and the focus in that
   row: the next tap, or the next tab, must not meet another one. */
let usedRow = null;

function rowOf(element) {
  return element?.closest?.("li[id], tr[id], section[id]");
}

function heightOf(element) {
  return element.getBoundingClientRect().height;
}

function firstStop(row) {
  return row.querySelector(
    "a[href], button:not(:disabled), input:not([type=hidden]), select, summary",
  );
}

on("htmx:before:swap", ({ detail: { ctx } }) => {
  const sender = ctx?.request?.method !== "GET" && ctx?.sourceElement;
  const row = rowOf(sender);
  usedRow = row && {
    id: row.id,
    top: row.getBoundingClientRect().top,
    focused: row.contains(document.activeElement),
    heights: all("li[id]", row.parentNode).map((item) => [item.id, heightOf(item)]),
  };
});

on("htmx:after:swap", () => {
  startPage();
  const used = usedRow;
  usedRow = null;
  const row = used && document.getElementById(used.id);
  if (!row) return;
  used.heights.forEach(([id, height]) => {
    const item = document.getElementById(id);
    if (item && heightOf(item) < height) item.style.minHeight = height + "px";
  });
  scrollBy(0, row.getBoundingClientRect().top - used.top);
  const focusIsLost = used.focused && !document.activeElement?.closest("main *");
  if (focusIsLost) firstStop(row)?.focus({ preventScroll: true });
});
