// Small comforts over pages that work without any script. No state of its own but drafts in localStorage.
(() => {
  "use strict";
  const words = document.body.dataset;
  const all = (selector, root = document) => Array.from(root.querySelectorAll(selector));

  /** Fills the {name} places of a translated text. */
  const say = (text, values) => (text || "").replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

  /** localStorage may be forbidden or full; then drafts are simply not kept. */
  const store = {
    get(key) { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } },
    set(key, value) { try { localStorage.setItem(key, JSON.stringify(value)); } catch { /* nothing is kept */ } },
    drop(key) { try { localStorage.removeItem(key); } catch { /* nothing was kept */ } },
    keys() { try { return Object.keys(localStorage); } catch { return []; } },
  };

  // A part that others change while it is looked at (receipts coming in) is fetched anew, as long as the page is in sight.
  for (const part of all("[data-live][id]")) {
    setInterval(async () => {
      if (document.hidden || part.contains(document.activeElement)) return;
      try {
        const answer = await fetch(location.href, { credentials: "same-origin" });
        if (!answer.ok || answer.redirected) return;
        const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById(part.id);
        if (fresh && fresh.innerHTML !== part.innerHTML) part.innerHTML = fresh.innerHTML;
      } catch { /* the next try may succeed */ }
    }, 1000 * part.dataset.live);
  }

  // The whole row of a list opens what its title links to.
  for (const row of all("table.rows tbody tr")) {
    const link = row.querySelector(".t a[href]");
    if (!link) continue;
    row.dataset.open = "";
    row.addEventListener("click", (event) => {
      if (event.defaultPrevented || event.target.closest("a, button, input, label, select, summary")) return;
      if (String(getSelection())) return;
      if (event.ctrlKey || event.metaKey) window.open(link.href, "_blank", "noopener");
      else link.click();
    });
  }

  // Where there is room the inputs of a filter stand open, also in browsers that cannot do so by style.
  if (matchMedia("(min-width: 62.01rem)").matches) for (const sift of all("[data-sift]")) sift.open = true;

  // Long lists of departments get a search box and a line saying what is chosen.
  for (const picker of all("[data-picker]")) {
    const list = picker.querySelector(".list");
    const choices = all(".choice", list);
    const chosen = document.createElement("p");
    chosen.className = "chosen";
    chosen.setAttribute("aria-live", "polite");
    const tell = () => {
      const names = choices.filter((c) => c.querySelector("input").checked).map((c) => c.dataset.name);
      chosen.textContent = names.length
        ? say(words.wordChosen, { count: names.length, names: names.join(words.wordComma) })
        : words.wordNoneChosen || "";
    };
    picker.append(chosen);
    list.addEventListener("change", tell);
    tell();
    if (choices.length < 9) continue;
    const find = document.createElement("div");
    find.className = "find";
    const box = document.createElement("input");
    box.type = "search";
    box.setAttribute("aria-label", words.wordFind || "");
    box.placeholder = words.wordFind || "";
    box.dataset.unkept = "";
    find.append(box);
    picker.prepend(find);
    box.addEventListener("input", () => {
      const wanted = box.value.trim().toLowerCase();
      for (const choice of choices) choice.hidden = !(choice.dataset.find || "").toLowerCase().includes(wanted);
    });
    box.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      const shown = choices.filter((c) => !c.hidden);
      if (shown.length === 1) shown[0].querySelector("input").click();
    });
  }

  // Fields whose text is never kept: secrets, files, tokens.
  const keepable = (field) =>
    field.name && !["hidden", "password", "file", "submit", "button", "reset"].includes(field.type) && !("unkept" in field.dataset);
  const draft = (form) => {
    const values = {};
    for (const field of form.elements) {
      if (!keepable(field)) continue;
      const many = (values[field.name] ??= []);
      if (field.type === "checkbox" || field.type === "radio") { if (field.checked) many.push(field.value); }
      else if (field.type === "select-multiple") many.push(...Array.from(field.selectedOptions, (o) => o.value));
      else many.push(field.value);
    }
    return values;
  };
  const fill = (form, values) => {
    const taken = {};
    for (const field of form.elements) {
      if (!keepable(field) || !(field.name in values)) continue;
      const wanted = values[field.name];
      if (field.type === "checkbox" || field.type === "radio") field.checked = wanted.includes(field.value);
      else if (field.type === "select-multiple") for (const o of field.options) o.selected = wanted.includes(o.value);
      else field.value = wanted[(taken[field.name] = (taken[field.name] ?? -1) + 1)] ?? "";
      field.dispatchEvent(new Event("change", { bubbles: true }));
    }
  };

  const prefix = "lianxi-draft:";
  /** A draft belongs to one person, one address (and so one workspace) and one form. */
  const keyOf = (form) => prefix + [words.person || "", form.getAttribute("action"), form.dataset.keep].join("|");
  const week = 7 * 24 * 3600 * 1000;
  const forms = all("form[data-keep]");
  for (const key of store.keys()) {
    if (!key.startsWith(prefix)) continue;
    const kept = store.get(key);
    const here = forms.some((form) => keyOf(form) === key);
    const done = kept && kept.sent && document.querySelector(".flash") && !here;
    if (!kept || done || Date.now() - kept.at > week) store.drop(key);
  }

  // Sending one form leaves the page for all; what stands in the others is kept.
  let leaving = false;
  addEventListener("submit", () => { leaving = true; });
  addEventListener("pageshow", () => { leaving = false; });
  for (const form of forms) {
    const key = keyOf(form);
    const served = JSON.stringify(draft(form));
    const kept = store.get(key);
    const refused = document.querySelector(".errors") || form.querySelector("[aria-invalid=true]");
    if (kept && !refused && JSON.stringify(kept.values) !== served) {
      const original = draft(form);
      fill(form, kept.values);
      const line = document.createElement("p");
      line.className = "kept";
      line.setAttribute("role", "status");
      line.textContent = say(words.wordKept, { when: new Date(kept.at).toLocaleString(document.documentElement.lang, { dateStyle: "short", timeStyle: "short" }) }) + " ";
      const discard = document.createElement("button");
      discard.type = "button";
      discard.className = "btn small";
      discard.textContent = words.wordDiscard;
      discard.addEventListener("click", () => { fill(form, original); store.drop(key); line.remove(); });
      line.append(discard);
      form.prepend(line);
    }
    let timer = 0;
    const keep = () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        const values = draft(form);
        if (JSON.stringify(values) === served) store.drop(key);
        else store.set(key, { at: Date.now(), values });
      }, 400);
    };
    form.addEventListener("input", keep);
    form.addEventListener("change", keep);
    form.addEventListener("submit", () => {
      clearTimeout(timer);
      store.set(key, { at: Date.now(), values: draft(form), sent: true });
    });
    addEventListener("beforeunload", (event) => {
      if (!leaving && JSON.stringify(draft(form)) !== served) event.preventDefault();
    });
  }

  // Ticking many: all at once, a stretch with Shift, and how many are ticked.
  for (const form of all("form[data-ticks]")) {
    const boxes = all("input[name=tick]", form);
    const told = form.querySelector("[data-ticked]");
    const tell = () => { if (told) told.textContent = say(told.dataset.ticked, { n: boxes.filter((b) => b.checked).length }); };
    let last = null;
    for (const box of boxes) box.addEventListener("click", (event) => {
      if (event.shiftKey && last) {
        const [from, to] = [boxes.indexOf(last), boxes.indexOf(box)].sort((a, b) => a - b);
        for (const between of boxes.slice(from, to + 1)) between.checked = box.checked;
      }
      last = box;
    });
    form.addEventListener("change", tell);
    form.querySelector("[data-tick-all]")?.addEventListener("click", (event) => {
      event.preventDefault();
      const every = boxes.every((b) => b.checked);
      for (const box of boxes) box.checked = !every;
      form.dispatchEvent(new Event("change"));
    });
    tell();
  }

  // A form is sent once, however often its button is pressed.
  for (const form of all("form[method=post]")) {
    form.addEventListener("submit", (event) => {
      if (form.dataset.sent) event.preventDefault();
      form.dataset.sent = "1";
      setTimeout(() => { delete form.dataset.sent; }, 5000);
    });
    // Who logs out leaves no drafts on a shared machine.
    if ("forget" in form.dataset) form.addEventListener("submit", () => {
      for (const key of store.keys()) if (key.startsWith(prefix)) store.drop(key);
    });
  }

  // What went wrong is read first.
  document.querySelector(".errors")?.focus();

  // Long work shows how far it is without pressing anything.
  const work = document.querySelector("[data-refresh]");
  if (work) setTimeout(() => { if (!document.hidden) location.reload(); else document.addEventListener("visibilitychange", () => location.reload(), { once: true }); }, 1000 * Number(work.dataset.refresh || 3));

  for (const button of all("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => print());
  }

  // The menu of a phone shuts when one looks elsewhere.
  for (const menu of all("details.menu, details.switch")) {
    menu.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && menu.open) { menu.open = false; menu.querySelector("summary").focus(); }
    });
  }
})();
