/* details.confirm > dialog: the panel becomes a modal when opened, also where it comes back open with
   an error. */
function showModal(details) {
  const dialog = details.querySelector("dialog");
  if (!details.open || !dialog?.showModal || dialog.matches(":modal")) return;
  dialog.removeAttribute("open");
  dialog.showModal();
  dialog.querySelector("[aria-invalid]")?.focus();
  dialog.addEventListener("close", () => { details.open = false; }, { once: true });
}

on("toggle", ({ target }) => {
  if (target.matches?.("details.confirm")) showModal(target);
}, true);

/* details[data-menu] closes by a click elsewhere and by Escape. */
function closeMenus(outside, afterwards = () => {}) {
  all("details[data-menu][open]").forEach((menu) => {
    if (outside && menu.contains(outside)) return;
    menu.open = false;
    afterwards(menu);
  });
}

on("click", ({ target }) => closeMenus(target));
on("keydown", ({ key }) => {
  if (key === "Escape") closeMenus(null, (menu) => menu.firstElementChild.focus());
});
