/* A part that asks again by itself says once that it can't, and takes that back when it can. */
function asksAgain(ctx) {
  return /every/.test(ctx?.sourceElement?.getAttribute?.("hx-trigger") || "");
}

function lostToast() {
  return document.querySelector("#toasts .lost");
}

on("htmx:error", ({ detail: { ctx } }) => {
  if (!ctx) return;
  const { offline, lost } = document.body.dataset;
  if (!asksAgain(ctx)) showToast("warn", offline);
  else if (!lostToast()) showToast("warn", lost).classList.add("lost");
});

on("htmx:after:request", ({ detail: { ctx } }) => {
  if (ctx?.response) lostToast()?.remove();
});

/* Signed out meanwhile: what was sent goes once more as a page, which asks to sign in and keeps it. */
function sendAsPage({ action, body }) {
  const form = document.createElement("form");
  form.method = "post";
  form.action = action;
  form.hidden = true;
  for (const [name, value] of body) {
    const field = document.createElement("textarea");
    const isFile = value instanceof File;
    field.name = isFile ? "unsent_file" : name;
    field.value = isFile ? value.name : value;
    form.append(field);
  }
  document.body.append(form);
  form.submit();
}

on("htmx:response:error", ({ detail: { ctx } }) => {
  const { status, headers } = ctx.response;
  if (headers.get("Gocua-Send-As-Page") && ctx.request.body) {
    sendAsPage(ctx.request);
    return;
  }
  const saysWhy = status === 422 || /hx-swap-oob/.test(ctx.text);
  const words = status === 401 ? "expired" : "failed";
  if (!saysWhy) showToast("warn", document.body.dataset[words]);
});
