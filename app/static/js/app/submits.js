/* One submit at a time. A plain form is freed again after a while, and when the page is shown from the
   browser's cache. */
const BUSY_TIME = 10000;
const SENT_BY_HTMX = "[hx-get], [hx-post]";

function freeForm(form) {
  if (form) delete form.dataset.busy;
}

function isBusy(form) {
  return Boolean(form) && "busy" in form.dataset;
}

on("submit", (event) => {
  const form = event.target;
  if (isBusy(form)) {
    stopEvent(event);
    return;
  }
  const byHtmx = form.matches(SENT_BY_HTMX) || event.submitter?.matches(SENT_BY_HTMX);
  if (byHtmx || form.method === "dialog") return;
  form.dataset.busy = "";
  setTimeout(freeForm, BUSY_TIME, form);
}, true);

/* What only fetches a part inside of a form does not hold up its buttons. The form is kept with the
   request: its sender may be gone when the answer is in. */
on("htmx:before:request", ({ target, detail: { ctx } }) => {
  ctx.form = ctx.request.method !== "GET" && target.closest?.("form");
  if (ctx.form) ctx.form.dataset.busy = "";
});

on("htmx:finally:request", ({ detail: { ctx } }) => freeForm(ctx.form));
