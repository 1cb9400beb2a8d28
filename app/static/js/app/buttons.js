/* Buttons that do something on the page itself, named by a data attribute. */
const ON_CLICK = {
  step: changeNumber,
  dismiss: (button) => button.closest(".toast").remove(),
  close: (button) => button.closest("dialog").close(),
  print: () => print(),
  copy: (button) => copyText(button.dataset.copy),
  share: (button) => navigator.share({ text: button.dataset.share }).catch(() => {}),
};

function changeNumber(button) {
  const named = document.getElementById(button.getAttribute("aria-controls"));
  const field = named || button.parentNode.querySelector("input");
  const value = (parseFloat(field.value) || 0) + Number(button.dataset.step);
  const least = field.min === "" ? 0 : Number(field.min);
  const most = field.max === "" ? 1e6 : Number(field.max);
  field.value = Math.min(Math.max(value, least), most);
  field.dispatchEvent(new Event("change", { bubbles: true }));
}

on("click", ({ target }) => {
  const button = target.closest("button, a, summary");
  const name = button && Object.keys(ON_CLICK).find((key) => key in button.dataset);
  if (name) ON_CLICK[name](button);
});
