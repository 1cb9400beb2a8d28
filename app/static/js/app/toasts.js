/* Short messages at the edge of the page. A good one goes by itself, a warning stays. */
const TOAST_TIME = 8000;

function showToast(kind, text) {
  const toast = document.createElement("p");
  const words = document.createElement("span");
  const button = document.createElement("button");
  toast.className = "toast " + kind;
  words.textContent = text;
  button.type = "button";
  button.textContent = "×";
  button.dataset.dismiss = "";
  button.setAttribute("aria-label", document.body.dataset.close);
  toast.append(words, button);
  document.getElementById("toasts")?.append(toast);
  fadeToasts();
  return toast;
}

function fadeToasts() {
  all("#toasts .toast:not(.warn, [data-fading])").forEach((toast) => {
    toast.dataset.fading = "";
    setTimeout(() => toast.remove(), TOAST_TIME);
  });
}
