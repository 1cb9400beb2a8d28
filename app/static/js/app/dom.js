/* What the other files of this folder use. Everything listens on the document, so parts that htmx
   brings in need no wiring. The markup that is looked for stands in docs/look.md. */
const root = document.documentElement;
root.classList.add("js");

function on(name, listener, capture) {
  document.addEventListener(name, listener, capture);
}

function all(selector, inside = document) {
  return [...inside.querySelectorAll(selector)];
}

function stopEvent(event) {
  event.preventDefault();
  event.stopImmediatePropagation();
}
