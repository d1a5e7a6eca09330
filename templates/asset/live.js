// A session written by several at once: fields are saved as they are typed, others' changes appear, and what could not be sent is kept
// here and sent again. Without this script every field has its button.
(() => {
  "use strict";
  const root = document.querySelector("[data-live]");
  if (!root) return;
  const words = root.dataset;
  const all = (selector, from = root) => Array.from(from.querySelectorAll(selector));
  const say = (text, values) => (text || "").replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
  const screen = "screen" in root.dataset;
  let seq = Number(words.seq);

  // What was typed and is not saved yet: of one person, meeting and field (the address holds the workspace).
  const prefix = "lianxi-draft:live|" + words.who + "|" + words.live + "|";
  const kept = {
    get(name) { try { return JSON.parse(localStorage.getItem(prefix + name)); } catch { return null; } },
    set(name, value) { try { localStorage.setItem(prefix + name, JSON.stringify(value)); } catch { /* then only this page keeps it */ } },
    drop(name) { try { localStorage.removeItem(prefix + name); } catch { /* nothing was kept */ } },
    names() { try { return Object.keys(localStorage).filter((k) => k.startsWith(prefix)).map((k) => k.slice(prefix.length)); } catch { return []; } },
  };

  const line = root.querySelector("[data-line]");
  const tell = (text) => { if (line && line.textContent !== text) line.textContent = text; };

  /** A key nobody else makes: it is what makes a saving sent twice one. */
  const newKey = () => {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    return Array.from(bytes, (b) => b.toString(16).padStart(2, "0")).join("");
  };

  const token = () => root.querySelector("[name=csrf]")?.value ?? "";
  const bodyOf = (name, { value, version, key }) => {
    const [subject, field] = name.split(":");
    const body = new URLSearchParams({ csrf: token(), subject, field, version: String(version), key });
    for (const part of field === "support" ? value.split(",") : [value]) body.append("value", part);
    return body;
  };
  /** What the server made of a saving; null when it could not be asked. */
  const post = async (name, saving) => {
    try {
      const response = await fetch(words.live + "/field", { method: "POST", body: bodyOf(name, saving), headers: { Accept: "application/json" } });
      const isJson = (response.headers.get("Content-Type") || "").startsWith("application/json");
      if (response.redirected || (!isJson && response.ok)) return { refused: words.wordEnded };
      if (response.status >= 500 || response.status === 429) return null;
      const json = await response.json();
      return json.result ? json : { refused: (json.details && json.details[0]) || json.detail || json.heading };
    } catch { return null; }
  };

  // --- two texts of one origin put together, line by line ---

  /** The first and the last line in which `now` differs from `was`: [from, to of was, to of now]. */
  const changed = (was, now) => {
    let from = 0;
    while (from < was.length && from < now.length && was[from] === now[from]) from++;
    let a = was.length, b = now.length;
    while (a > from && b > from && was[a - 1] === now[b - 1]) { a--; b--; }
    return [from, a, b];
  };
  /** Both changes, when they are in different places; else null. */
  const merge = (base, mine, theirs) => {
    if (mine === theirs || base === theirs) return mine;
    if (base === mine) return theirs;
    const [was, own, other] = [base, mine, theirs].map((text) => text.split("\n"));
    const [mf, ma, mb] = changed(was, own);
    const [tf, ta, tb] = changed(was, other);
    // Two who add at the same place cannot be put in an order by anybody but them.
    if (ma < tf || (ma === tf && mf < ma && tf < ta)) return [...own.slice(0, mb), ...was.slice(ma, tf), ...other.slice(tf)].join("\n");
    if (ta < mf || (ta === mf && tf < ta && mf < ma)) return [...other.slice(0, tb), ...was.slice(ta, mf), ...own.slice(mf)].join("\n");
    return null;
  };

  // --- one field ---

  const fields = new Map();
  const nameOf = (subject, field) => subject + ":" + field;

  class Field {
    constructor(form) {
      this.form = form;
      this.subject = form.dataset.subject;
      this.field = form.dataset.field;
      this.name = nameOf(this.subject, this.field);
      this.version = Number(form.dataset.version);
      this.base = this.read();
      this.told = form.querySelector(".told");
      this.toldText = this.told ? this.told.textContent : "";
      this.timer = 0;
      this.busy = false;
      this.wait = 1000;
      this.conflict = null;
      form.addEventListener("input", () => this.typed(600));
      form.addEventListener("change", () => this.typed(0));
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        event.stopImmediatePropagation();
        if (event.submitter?.name === "now") this.write(this.clock());
        this.typed(0);
      }, true);
      this.recall();
    }
    clock() {
      // The room's time, not the browser's.
      return new Date(Date.parse(words.now + "Z") + performance.now()).toISOString().slice(11, 16);
    }
    controls() { return all("[name=value]", this.form); }
    read() {
      const found = this.controls();
      if (!found.length) return "";
      if (found[0].type === "checkbox") return found.filter((c) => c.checked).map((c) => c.value).sort((a, b) => (BigInt(a) < BigInt(b) ? -1 : 1)).join(",");
      if (found[0].type === "radio") return found.find((c) => c.checked)?.value ?? "";
      return found[0].value;
    }
    write(value) {
      const found = this.controls();
      if (!found.length) return;
      if (found[0].type === "checkbox") { const ids = value.split(","); for (const c of found) c.checked = ids.includes(c.value); return; }
      if (found[0].type === "radio") { for (const c of found) c.checked = c.value === value; return; }
      const control = found[0];
      if (control.value === value) return;
      if (document.activeElement !== control || control.selectionStart === undefined || control.type === "time") { control.value = value; grow(control); return; }
      // Whoever is typing stays where they are, also when somebody writes above.
      const [from, to, was] = [control.selectionStart, control.selectionEnd, control.value];
      let same = 0;
      while (same < was.length && same < value.length && was[same] === value[same]) same++;
      let tail = 0;
      while (tail < was.length - same && tail < value.length - same && was[was.length - 1 - tail] === value[value.length - 1 - tail]) tail++;
      const move = (at) => (at <= same ? at : Math.max(same, at + value.length - was.length));
      control.value = value;
      if (from !== null) control.setSelectionRange(move(from), move(to));
      grow(control);
    }
    isDirty() { return this.read().trim() !== this.base.trim(); }
    /** What an earlier page could not send. */
    recall() {
      const left = kept.get(this.name);
      if (!left) return;
      if (left.value.trim() === this.base.trim()) { kept.drop(this.name); return; }
      this.key = left.key;
      this.sent = left.value;
      if (left.version === this.version) { this.write(left.value); this.typed(0); return; }
      // Somebody saved meanwhile, perhaps this very text: the server knows by its key.
      const put = merge(left.base, left.value, this.base);
      this.version = put === null ? left.version : this.version;
      this.write(put ?? left.value);
      if (put !== null && put !== left.value) this.key = null;
      this.typed(0);
    }
    typed(after) {
      clearTimeout(this.timer);
      if (!this.isDirty()) { if (!this.busy) kept.drop(this.name); return; }
      const value = this.read();
      if (this.sent !== value) { this.sent = value; this.key = newKey(); }
      this.key ??= newKey();
      kept.set(this.name, { value, version: this.version, base: this.base, key: this.key, at: Date.now() });
      if (this.conflict) return;
      this.timer = setTimeout(() => this.save(), after);
    }
    async save() {
      if (this.busy || this.conflict || !this.isDirty()) return;
      const value = this.read();
      if (this.sent !== value) { this.sent = value; this.key = newKey(); }
      const key = this.key;
      this.busy = true;
      this.show(words.wordSaving, "");
      const answer = await post(this.name, { value, version: this.version, key });
      this.busy = false;
      this.done(value, answer);
    }
    done(value, answer) {
      if (!answer) {
        this.show(words.wordUnsent, "late");
        tell(words.wordLost);
        clearTimeout(this.timer);
        this.timer = setTimeout(() => this.save(), this.wait);
        this.wait = Math.min(this.wait * 2, 8000);
        return;
      }
      this.wait = 1000;
      if (line && line.textContent === words.wordLost) tell(words.wordBack);
      if (answer.refused) { this.show(answer.refused, "late"); this.mark(true); return; }
      this.mark(false);
      if (answer.result === "conflict") { this.clash(value, answer); return; }
      this.version = answer.version;
      const untouched = this.read() === value;
      this.base = answer.value;
      if (untouched) {
        kept.drop(this.name);
        // What the server made of it (ten working days are a date), unless only white space differs.
        if (answer.value.trim() !== value.trim()) this.write(answer.value);
      } else this.typed(300);
      this.toldText = answer.told;
      this.show(say(words.wordSaved, { told: answer.told }), "saved");
      later(this.field);
    }
    mark(bad) { for (const control of this.controls()) { if (bad) control.setAttribute("aria-invalid", "true"); else control.removeAttribute("aria-invalid"); } }
    show(text, kind) {
      if (!this.told) return;
      this.told.textContent = text;
      this.told.className = "told " + kind;
    }
    /** Two changed the same: put together where they changed different lines, else both are shown. */
    clash(mine, answer) {
      const isText = this.controls()[0]?.type === "textarea";
      const put = isText ? merge(this.base, mine, answer.value) : null;
      const by = { who: answer.by, at: answer.at };
      if (put !== null) {
        const more = this.read();
        this.base = answer.value;
        this.version = answer.version;
        this.write(more === mine ? put : merge(mine, more, put) ?? put);
        this.typed(0);
        return;
      }
      this.conflict = answer;
      this.box?.remove();
      const box = document.createElement("div");
      box.className = "clash";
      box.setAttribute("role", "alert");
      const text = document.createElement("p");
      text.textContent = say(words.wordConflict, by);
      const theirs = document.createElement("blockquote");
      theirs.textContent = this.inWords(answer.value) || words.wordEmpty;
      const buttons = document.createElement("div");
      buttons.className = "actions";
      const add = (label, work) => {
        const button = document.createElement("button");
        button.type = "button";
        button.className = "btn small";
        button.textContent = label;
        button.addEventListener("click", () => { this.conflict = null; box.remove(); this.base = answer.value; this.version = answer.version; work(); });
        buttons.append(button);
      };
      add(words.wordMine, () => { this.key = newKey(); this.sent = this.read(); this.typed(0); });
      add(words.wordTheirs, () => { this.write(answer.value); kept.drop(this.name); this.show(say(words.wordTold, by), ""); });
      box.append(text, theirs, buttons);
      this.form.append(box);
      this.box = box;
      this.show(words.wordUnsent, "late");
      kept.set(this.name, { value: this.read(), version: this.version, base: this.base, key: this.key, at: Date.now() });
    }
    inWords(value) {
      const ids = value.split(",");
      const options = all("option", this.form).filter((o) => o.value === value).map((o) => o.textContent);
      const boxes = this.controls().filter((c) => c.labels && (c.type === "radio" || c.type === "checkbox") && ids.includes(c.value)).map((c) => c.labels[0].textContent.trim());
      return options[0] ?? (boxes.length ? boxes.join(words.wordComma) : value);
    }
    /** Somebody else saved. */
    heard(change) {
      if (change.version <= this.version || change.key === this.key && this.busy) return;
      const by = { who: change.by, at: change.at };
      if (!this.isDirty()) {
        this.base = change.value;
        this.version = change.version;
        this.write(change.value);
        this.show(say(words.wordTold, by), "fresh");
        return;
      }
      // While ours is on its way the server says what becomes of it.
      if (this.busy || this.conflict) { if (this.conflict) this.clash(this.read(), { ...change, result: "conflict" }); return; }
      clearTimeout(this.timer);
      this.clash(this.read(), { ...change, result: "conflict" });
    }
  }

  const grow = (control) => {
    if (control.tagName !== "TEXTAREA") return;
    control.style.height = "auto";
    control.style.height = control.scrollHeight + 2 + "px";
  };

  const adopt = (from = root) => {
    for (const form of all("form.live-field", from)) {
      const name = nameOf(form.dataset.subject, form.dataset.field);
      if (fields.get(name)?.form === form) continue;
      fields.set(name, new Field(form));
      for (const area of all("textarea", form)) { grow(area); area.addEventListener("input", () => grow(area)); }
    }
  };

  /** What was typed on other pages of this meeting and never sent; a conflict waits until its field is shown. */
  const sendLeft = async () => {
    if (screen) return;
    for (const name of kept.names()) {
      const left = fields.has(name) ? null : kept.get(name);
      if (!left) continue;
      const answer = await post(name, left);
      if (answer?.result === "saved" || answer?.result === "already") kept.drop(name);
    }
  };
  /** Whoever leaves the page while something is on its way does not wait for it. */
  const flush = () => {
    for (const field of fields.values()) {
      if (!field.isDirty() || field.conflict || field.busy) continue;
      const value = field.read();
      if (field.sent !== value || !field.key) { field.sent = value; field.key = newKey(); }
      const saving = { value, version: field.version, base: field.base, key: field.key, at: Date.now() };
      kept.set(field.name, saving);
      navigator.sendBeacon?.(words.live + "/field", bodyOf(field.name, saving));
    }
  };

  // --- the rest of the page ---

  const shownItem = () => root.querySelector("[data-item]")?.dataset.item;
  const isIdle = () => !document.activeElement?.matches("input, textarea, select") && Array.from(fields.values()).every((f) => !f.isDirty() && !f.busy && !f.conflict);

  /** Puts new parts of the page in the place of old ones; what somebody is typing in stays. */
  const refresh = async () => {
    let page;
    const load = async (address) => {
      const response = await fetch(address, { headers: { Accept: "text/html" } });
      if (!response.ok || response.redirected) { tell(words.wordEnded); return null; }
      return new DOMParser().parseFromString(await response.text(), "text/html");
    };
    try {
      page = await load(location.href);
      const mine = shownItem(), theirs = page?.querySelector("[data-item]")?.dataset.item;
      if (page && mine && theirs !== mine) {
        // Another item is dealt with now: who is not writing goes along.
        if (isIdle()) { location.reload(); return; }
        const address = new URL(location.href);
        address.searchParams.set("item", mine);
        page = await load(address);
      }
    } catch { return; }
    if (!page) return;
    for (const part of all("[data-part]")) {
      const next = page.querySelector('[data-part="' + part.dataset.part + '"]');
      if (!next) continue;
      if ("list" in part.dataset) renew(part, next);
      else if (!part.contains(document.activeElement) || screen || part.dataset.part.startsWith("decision-foot")) part.replaceWith(document.importNode(next, true));
      else part.dataset.stale = "";
    }
    adopt();
    watch();
  };
  const renew = (list, next) => {
    const ids = all(":scope > [id]", next).map((e) => e.id);
    for (const old of all(":scope > [id]", list)) if (!ids.includes(old.id)) old.remove();
    for (const fresh of all(":scope > [id]", next)) {
      const old = document.getElementById(fresh.id);
      if (!old) { list.append(document.importNode(fresh, true)); continue; }
      // Fields that came or went (a reason that is asked for now), the others are left alone.
      const forms = (of) => all("form.live-field", of).map((f) => f.id);
      const isBusy = all("form.live-field", old).some((f) => { const known = fields.get(nameOf(f.dataset.subject, f.dataset.field)); return known && (known.isDirty() || known.conflict); });
      if (forms(old).join() === forms(fresh).join()) {
        const foot = fresh.querySelector("[data-part]"), oldFoot = old.querySelector("[data-part]");
        if (foot && oldFoot) oldFoot.replaceWith(document.importNode(foot, true));
      } else if (!isBusy) {
        const focused = old.contains(document.activeElement) ? document.activeElement.id : "";
        old.replaceWith(document.importNode(fresh, true));
        if (focused) document.getElementById(focused)?.focus();
      }
    }
  };
  let pending = 0;
  const soon = (after = 150) => { clearTimeout(pending); pending = setTimeout(refresh, after); };
  /** What follows from a field one saved oneself: the draft duty, the reasons asked for, the agenda's lights. */
  const later = (field) => { if (["lead", "due", "outcome", "text", "no_duty_reason", "no_due_reason"].includes(field)) soon(400); };

  const onChange = (change) => {
    const shown = all('[data-shown="' + change.field + "-" + change.subject + '"]');
    for (const place of shown) place.textContent = change.shown ?? change.value;
    if (screen) {
      if (["state", "current", "agenda", "added", "removed"].includes(change.field)) soon();
      return;
    }
    const known = fields.get(nameOf(change.subject, change.field));
    if (known) known.heard(change);
    if (!known || ["outcome", "lead", "due", "text"].includes(change.field)) soon(known ? 400 : 150);
  };

  const clock = () => {
    for (const place of all("[data-watch]")) {
      if (!("runs" in place.dataset)) continue;
      const seconds = Number(place.dataset.watch) + (Date.now() - Number(place.dataset.since)) / 1000;
      const text = say(words.wordWatch, { spent: Math.floor(seconds / 60), planned: place.dataset.planned });
      if (place.textContent !== text) place.textContent = text;
      place.classList.toggle("late", seconds > 60 * Number(place.dataset.planned));
    }
  };
  const watch = () => { for (const place of all("[data-watch]")) place.dataset.since ??= String(Date.now()); };
  watch();
  setInterval(clock, 1000);

  // --- the stream ---

  let source = null, lost = 0, again = 1000;
  const connect = () => {
    source?.close();
    source = new EventSource(words.live + "/events?since=" + seq);
    source.addEventListener("open", () => {
      again = 1000;
      clearTimeout(lost);
      if (line && line.textContent === words.wordLost) tell(words.wordBack);
      for (const field of fields.values()) if (field.isDirty() && !field.busy) field.typed(0);
      sendLeft();
    });
    source.addEventListener("change", (event) => onChange(JSON.parse(event.data)));
    source.addEventListener("seen", (event) => {
      const seen = JSON.parse(event.data);
      seq = Math.max(seq, seen.seq);
      for (const place of all("[data-tally]")) { place.textContent = seen.tally; place.classList.toggle("late", !seen.reached); }
    });
    source.addEventListener("error", () => {
      clearTimeout(lost);
      lost = setTimeout(() => { if (source.readyState !== EventSource.OPEN) tell(words.wordLost); }, 2500);
      // A browser gives up for good when a proxy answers in the server's place; we do not.
      if (source.readyState === EventSource.CLOSED) { setTimeout(connect, again); again = Math.min(again * 2, 15000); }
    });
  };

  root.dataset.on = "";
  adopt();
  if ("isLive" in root.dataset) connect();
  sendLeft();
  addEventListener("pagehide", () => { flush(); source?.close(); });
  addEventListener("pageshow", (event) => { if (event.persisted && "isLive" in root.dataset) connect(); });
})();
