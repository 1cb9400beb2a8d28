/* Small help for pages that work without it. Everything listens on the document, so parts
   that htmx brings in need no wiring. The markup it looks for is in docs/look.md. */
(() => {
  const d = document, on = (name, f, capture) => d.addEventListener(name, f, capture);
  const all = (sel, root = d) => [...root.querySelectorAll(sel)];
  d.documentElement.classList.add("js");

  const toast = (kind, text) => {
    const p = d.createElement("p"), s = d.createElement("span"), b = d.createElement("button");
    p.className = "toast " + kind;
    s.textContent = text;
    b.type = "button"; b.textContent = "×"; b.dataset.dismiss = "";
    b.setAttribute("aria-label", d.body.dataset.close);
    p.append(s, b);
    d.getElementById("toasts")?.append(p);
    fade();
  };
  const fade = () => all("#toasts .toast:not(.warn, [data-fading])").forEach((p) => {
    p.dataset.fading = "";
    setTimeout(() => p.remove(), 8000);
  });

  /* A list with boxes, one a page: form[data-bulk], box [data-all], [data-n] shows how many. */
  const bulk = () => d.querySelector("form[data-bulk]");
  const boxes = () => [...(bulk()?.elements || [])].filter((e) => e.type === "checkbox" && e.name && !e.disabled);
  const count = () => {
    const list = boxes(), n = list.filter((e) => e.checked).length;
    all("[data-n]").forEach((e) => { e.textContent = n; });
    all("[data-counted]").forEach((e) => { e.disabled = !n; });
    all("[data-all]").forEach((e) => { e.checked = n > 0 && n === list.length; e.indeterminate = n > 0 && n < list.length; });
  };

  /* table[data-grid]: one stop for the tab key, arrows go from cell to cell (empty ones are passed over). */
  const grids = () => all("table[data-grid]").forEach((t) => {
    const links = all("td a", t), first = t.querySelector("td.today a") || links[0];
    links.forEach((a) => { a.tabIndex = a === first ? 0 : -1; });
  });
  const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  const walk = (link, [x, y]) => {
    const cell = link.closest("td"), body = cell.closest("tbody");
    let c = cell.cellIndex + x, r = cell.parentNode.sectionRowIndex + y, to;
    while (!(to = body.rows[r]?.cells[c]?.querySelector("a")) && body.rows[r]?.cells[c]) { c += x; r += y; }
    if (to) { link.tabIndex = -1; to.tabIndex = 0; to.focus(); }
  };

  /* nav[data-roving]: a long row of links is one stop for the tab key, arrows go along it. */
  const strips = () => all("nav[data-roving]").forEach((nav) => {
    const links = all("a", nav), at = nav.querySelector("[aria-current]") || links[0];
    links.forEach((a) => { a.tabIndex = a === at ? 0 : -1; });
  });
  const along = (link, by) => {
    const links = all("a", link.closest("nav")), to = links[links.indexOf(link) + by];
    if (to) { link.tabIndex = -1; to.tabIndex = 0; to.focus(); }
  };

  /* Over plain http browsers have no clipboard of their own: then as people did before there was one. */
  const copy = async (text) => {
    const t = d.createElement("textarea");
    let done = false;
    try { await navigator.clipboard.writeText(text); done = true; } catch {
      const at = d.activeElement;
      t.value = text;
      t.readOnly = true;
      t.className = "hide";
      d.body.append(t);
      t.select();
      done = d.execCommand("copy");
      t.remove();
      at?.focus();
    }
    if (done && d.body.dataset.copied) toast("good", d.body.dataset.copied);
  };

  const free = (form) => form && delete form.dataset.busy;
  const ready = () => {
    if (bulk()) count();
    else if (d.querySelector(".actionbar [data-n]")) { d.querySelector(".actionbar").remove(); d.body.classList.remove("has-bar"); }
    grids();
    strips();
    all("[data-focus]").forEach((e) => { delete e.dataset.focus; e.focus(); });
    all("details.confirm[open]").forEach(ask);
    if (navigator.share) all("[data-share]").forEach((e) => { e.hidden = false; });
    fade();
  };

  on("click", (e) => {
    const t = e.target.closest("button, a, summary");
    all("details[data-menu][open]").forEach((m) => { if (!m.contains(e.target)) m.open = false; });
    if (!t) return;
    if (t.dataset.step) {
      const i = d.getElementById(t.getAttribute("aria-controls")) || t.parentNode.querySelector("input"), n = (parseFloat(i.value) || 0) + +t.dataset.step;
      i.value = Math.min(Math.max(n, i.min === "" ? 0 : +i.min), i.max === "" ? 1e6 : +i.max);
      i.dispatchEvent(new Event("change", { bubbles: true }));
    } else if ("dismiss" in t.dataset) t.closest(".toast").remove();
    else if ("close" in t.dataset) t.closest("dialog").close();
    else if ("print" in t.dataset) print();
    else if (t.dataset.copy) copy(t.dataset.copy);
    else if (t.dataset.share) navigator.share({ text: t.dataset.share }).catch(() => {});
  });

  on("change", (e) => {
    if (!e.target.form || e.target.form !== bulk()) return;
    if ("all" in e.target.dataset) boxes().forEach((b) => { b.checked = e.target.checked; });
    count();
  });

  /* details.confirm > dialog: the panel becomes a modal when opened, also where it comes back open with an error. */
  const ask = (fold) => {
    const box = fold.querySelector("dialog");
    if (!fold.open || !box?.showModal || box.matches(":modal")) return;
    box.removeAttribute("open");
    box.showModal();
    box.querySelector("[aria-invalid]")?.focus();
    box.addEventListener("close", () => { fold.open = false; }, { once: true });
  };
  on("toggle", (e) => { if (e.target.matches?.("details.confirm")) ask(e.target); }, true);

  on("keydown", (e) => {
    if (e.key === "Escape") all("details[data-menu][open]").forEach((m) => { m.open = false; m.firstElementChild.focus(); });
    const step = !e.ctrlKey && !e.metaKey && !e.altKey && STEPS[e.key];
    if (step && e.target.matches("table[data-grid] td a")) { e.preventDefault(); walk(e.target, step); return; }
    if (step?.[0] && e.target.matches("nav[data-roving] a")) { e.preventDefault(); along(e.target, step[0]); return; }
    if (e.ctrlKey || e.metaKey || e.altKey || !/^[jkx]$/.test(e.key) || e.target.matches("input:not([type=checkbox]), textarea, select")) return;
    const rows = all("form[data-bulk] tbody tr"), at = rows.indexOf(e.target.closest("tr"));
    if (e.key === "x") rows[at]?.querySelector("input[type=checkbox]")?.click();
    else rows[at + (e.key === "j" ? 1 : -1)]?.querySelector("a, input")?.focus();
  });

  /* One submit at a time. A plain form is freed again when the page is shown from the cache. */
  on("submit", (e) => {
    const form = e.target;
    if ("busy" in form.dataset) { e.preventDefault(); e.stopImmediatePropagation(); return; }
    if (form.matches("[hx-get], [hx-post]") || e.submitter?.matches("[hx-get], [hx-post]") || form.method === "dialog") return;
    form.dataset.busy = "";
    setTimeout(free, 10000, form);
  }, true);
  /* What only fetches a part inside of a form does not hold up its buttons; the sender may be gone when the answer is in. */
  on("htmx:before:request", ({ target, detail: { ctx } }) => {
    ctx.form = ctx.request.method !== "GET" && target.closest?.("form");
    if (ctx.form) ctx.form.dataset.busy = "";
  });
  on("htmx:finally:request", ({ detail: { ctx } }) => free(ctx.form));
  addEventListener("pageshow", (e) => { if (e.persisted) all("form[data-busy]").forEach(free); ready(); });

  /* What is drawn again keeps the row that was used where it was on the screen, and the focus in that row: the next
     tap, or the next tab, must not meet another one. */
  let used = null;
  const rowOf = (e) => e?.closest?.("li[id], tr[id], section[id]");
  const inside = (row) => row.querySelector("a[href], button:not(:disabled), input:not([type=hidden]), select, summary");
  on("htmx:before:swap", ({ detail: { ctx } }) => {
    const from = ctx?.request?.method !== "GET" && ctx?.sourceElement, row = rowOf(from);
    const high = row && all("li[id]", row.parentNode).map((r) => [r.id, r.getBoundingClientRect().height]);
    used = row && { id: row.id, top: row.getBoundingClientRect().top, focused: row.contains(d.activeElement), high };
  });
  on("htmx:after:swap", () => {
    ready();
    const row = used && d.getElementById(used.id), { top, focused, high } = used || {};
    used = null;
    if (!row) return;
    high.forEach(([id, height]) => {
      const r = d.getElementById(id);
      if (r && r.getBoundingClientRect().height < height) r.style.minHeight = height + "px";
    });
    scrollBy(0, row.getBoundingClientRect().top - top);
    if (focused && !d.activeElement?.closest("main *")) inside(row)?.focus({ preventScroll: true });
  });

  /* A second tap that lands on another row's button because the rows moved was meant for the first one. */
  const SAME = 24, SOON = 1500;
  let tap = JSON.parse(sessionStorage.getItem("tap") || "null");
  on("click", (e) => {
    const sends = e.target.closest("button[hx-post]");
    if (sends?.form && "busy" in sends.form.dataset) {
      e.preventDefault();
      e.stopImmediatePropagation();
      return;
    }
    const button = e.detail && e.target.closest(".list > li :is(a, button:not([type=button]))");
    if (!button) return;
    const t = Date.now(), which = button.getAttribute("formaction") || button.form?.action || button.href;
    if (tap && t - tap.t < SOON && which !== tap.which && Math.hypot(e.clientX - tap.x, e.clientY - tap.y) < SAME) {
      e.preventDefault();
      e.stopImmediatePropagation();
      return;
    }
    if (!button.matches("button, .btn")) return;
    tap = { t, x: e.clientX, y: e.clientY, which };
    sessionStorage.setItem("tap", JSON.stringify(tap));
  }, true);
  /* A part that asks again by itself says once that it can't, and takes that back when it can. */
  const asksAgain = (ctx) => /every/.test(ctx?.sourceElement?.getAttribute?.("hx-trigger") || "");
  const lost = () => d.querySelector("#toasts .lost");
  on("htmx:error", ({ detail: { ctx } }) => {
    if (!ctx) return;
    if (!asksAgain(ctx)) toast("warn", d.body.dataset.offline);
    else if (!lost()) { toast("warn", d.body.dataset.lost); d.getElementById("toasts").lastElementChild.classList.add("lost"); }
  });
  on("htmx:after:request", ({ detail: { ctx } }) => { if (ctx?.response) lost()?.remove(); });
  /* Signed out meanwhile: what was sent goes once more as a page, which asks to sign in and keeps it. */
  const sendAsPage = ({ action, body }) => {
    const form = d.createElement("form");
    form.method = "post"; form.action = action; form.hidden = true;
    for (const [name, value] of body) {
      const i = d.createElement("textarea");
      i.name = value instanceof File ? "unsent_file" : name;
      i.value = value instanceof File ? value.name : value;
      form.append(i);
    }
    d.body.append(form);
    form.submit();
  };
  on("htmx:response:error", ({ detail: { ctx } }) => {
    const status = ctx.response.status;
    if (ctx.response.headers.get("Gocua-Send-As-Page") && ctx.request.body) return sendAsPage(ctx.request);
    if (status !== 422 && !/hx-swap-oob/.test(ctx.text)) toast("warn", d.body.dataset[status === 401 ? "expired" : "failed"]);
  });

  all(".days [aria-current]").forEach((e) => e.parentNode.scrollTo({ left: e.offsetLeft - e.parentNode.clientWidth / 2 + 28 }));
})();
