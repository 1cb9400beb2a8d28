/* A second tap that lands on another row's button because the rows moved was meant for the first one. */
const SAME_PLACE = 24; // pixels
const SOON = 1500; // milliseconds
let lastTap = JSON.parse(sessionStorage.getItem("tap") || "null");

function isSecondTap(event, which) {
  return (
    lastTap &&
    Date.now() - lastTap.t < SOON &&
    which !== lastTap.which &&
    Math.hypot(event.clientX - lastTap.x, event.clientY - lastTap.y) < SAME_PLACE
  );
}

on("click", (event) => {
  if (isBusy(event.target.closest("button[hx-post]")?.form)) {
    stopEvent(event);
    return;
  }
  // A click by the keyboard has no detail.
  const button = event.detail && event.target.closest(".list > li :is(a, button:not([type=button]))");
  if (!button) return;
  const which = button.getAttribute("formaction") || button.form?.action || button.href;
  if (isSecondTap(event, which)) {
    stopEvent(event);
    return;
  }
  if (!button.matches("button, .btn")) return;
  lastTap = { t: Date.now(), x: event.clientX, y: event.clientY, which };
  sessionStorage.setItem("tap", JSON.stringify(lastTap));
}, true);
