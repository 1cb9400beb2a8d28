/* A list with boxes, one a page: form[data-bulk], box [data-all]; [data-n] shows how many are chosen,
   [data-counted] is off while none is. */
function bulkForm() {
  return document.querySelector("form[data-bulk]");
}

function bulkBoxes() {
  const fields = [...(bulkForm()?.elements || [])];
  return fields.filter((field) => field.type === "checkbox" && field.name && !field.disabled);
}

function countChosen() {
  const boxes = bulkBoxes();
  const chosen = boxes.filter((box) => box.checked).length;
  all("[data-n]").forEach((shown) => { shown.textContent = chosen; });
  all("[data-counted]").forEach((button) => { button.disabled = !chosen; });
  all("[data-all]").forEach((box) => {
    box.checked = chosen > 0 && chosen === boxes.length;
    box.indeterminate = chosen > 0 && chosen < boxes.length;
  });
}

/* Without a list there is nothing to choose: the bar that counts goes. */
function startSelection() {
  if (bulkForm()) {
    countChosen();
  } else if (document.querySelector(".actionbar [data-n]")) {
    document.querySelector(".actionbar").remove();
    document.body.classList.remove("has-bar");
  }
}

on("change", ({ target }) => {
  if (!target.form || target.form !== bulkForm()) return;
  if ("all" in target.dataset) bulkBoxes().forEach((box) => { box.checked = target.checked; });
  countChosen();
});
