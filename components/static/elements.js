/* What only the browser can do: its time zone, ticking clocks, the seed's proof, copying, and keeping what was
   typed and where the keyboard was. Text is only ever set as text. */

const ENGLISH = "en-GB";
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/* Opened by another name than the site's own: what is done here is refused, so that must be seen. */

const siteAddress = document.querySelector('meta[name="site-address"]')?.content;
if (siteAddress && new URL(siteAddress).origin !== location.origin) {
  const there = document.createElement("a");
  there.href = siteAddress + location.pathname + location.search;
  there.textContent = siteAddress;
  const note = document.createElement("p");
  note.className = "elsewhere";
  note.setAttribute("role", "alert");
  note.append("This site's address is ", there, ". Nothing can be done here; open it there.");
  document.body.prepend(note);
}

/* Time */

let clockOffset = 0;

class PageClock extends HTMLElement {
  /* The server's time at loading: a viewer's clock may be minutes off. */
  connectedCallback() {
    const [navigation] = performance.getEntriesByType("navigation");
    if (navigation?.type === "back_forward") return;
    clockOffset = Date.parse(this.getAttribute("now")) - (performance.timeOrigin + (navigation?.responseStart ?? 0));
  }
}

const now = () => Date.now() + clockOffset;

window.setServerTime = (instant) => {
  clockOffset = instant - Date.now();
  for (const part of ticking) part.write();
};

const usable = new Map();

/* A browser that doesn't know where it is calls its zone Etc/Unknown, and can't write a time in it. */
function isUsable(zone) {
  if (!usable.has(zone)) {
    try {
      usable.set(zone, zone !== "Etc/Unknown" && Boolean(new Intl.DateTimeFormat("en", { timeZone: zone })));
    } catch {
      usable.set(zone, false);
    }
  }
  return usable.get(zone);
}

function deviceZone() {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return own && isUsable(own) ? own : "UTC";
}

/* In another site's frame a browser may refuse to keep anything. */
function chosenZone() {
  try {
    return localStorage.getItem("zone");
  } catch {
    return null;
  }
}

function zone() {
  const chosen = chosenZone();
  return chosen && isUsable(chosen) ? chosen : deviceZone();
}

const twelveHours = /^h1/.test(Intl.DateTimeFormat(undefined, { hour: "numeric" }).resolvedOptions().hourCycle ?? "");
const formats = new Map();

function format(instant, options) {
  const key = JSON.stringify([zone(), options]);
  if (!formats.has(key)) {
    formats.set(key, new Intl.DateTimeFormat(ENGLISH, { timeZone: zone(), hour12: twelveHours, ...options }));
  }
  return formats.get(key).format(instant);
}

const dayOf = (instant) => format(instant, { year: "numeric", month: "2-digit", day: "2-digit" });

/* A line ends between a date and a time, and within neither. */
const unbroken = (words) => words.replaceAll(" ", "\u00a0");

function absolute(instant, form) {
  const time = { hour: twelveHours ? "numeric" : "2-digit", minute: "2-digit" };
  if (form === "exact") time.second = "2-digit";
  if (form === "time") return unbroken(format(instant, { ...time, timeZoneName: "short" }));
  const sameYear = format(instant, { year: "numeric" }) === format(now(), { year: "numeric" });
  const date = unbroken(format(instant, {
    weekday: "short",
    day: "numeric",
    month: "short",
    ...(sameYear ? {} : { year: "numeric" }),
  }));
  if (form === "date") return date;
  return `${date}, ${unbroken(format(instant, { ...time, timeZoneName: "short" }))}`;
}

function span(milliseconds) {
  const minutes = Math.floor(milliseconds / MINUTE);
  const hours = Math.floor(milliseconds / HOUR);
  const days = Math.floor(milliseconds / DAY);
  if (minutes < 1) return `${Math.max(Math.floor(milliseconds / 1000), 0)} s`;
  if (hours < 1) return `${minutes} min`;
  if (hours < 24) return minutes % 60 && hours < 10 ? `${hours} h ${minutes % 60} min` : `${hours} h`;
  if (days < 14) return days === 1 ? "1 day" : `${days} days`;
  if (days < 60) return `${Math.floor(days / 7)} weeks`;
  return days < 730 ? `${Math.floor(days / 30)} months` : `${Math.floor(days / 365)} years`;
}

function relative(instant, whenPast) {
  const difference = instant - now();
  if (difference > 0) return `in ${span(difference)}`;
  if (whenPast) return whenPast;
  return difference > -5000 ? "just now" : `${span(-difference)} ago`;
}

function clock(milliseconds) {
  const seconds = Math.max(Math.floor(milliseconds / 1000), 0);
  const two = (number) => String(number).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  const rest = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return hours ? `${hours}:${rest}` : rest;
}

const ticking = new Set();

class Ticking extends HTMLElement {
  connectedCallback() {
    ticking.add(this);
    this.write();
  }

  disconnectedCallback() {
    ticking.delete(this);
  }

  attributeChangedCallback() {
    if (this.isConnected) this.write();
  }

  put(...parts) {
    const text = parts.map((part) => part.text ?? part).join("\u0000");
    if (this.shown === text && this.textContent) return;
    this.shown = text;
    this.replaceChildren(
      ...parts.map((part) => {
        if (typeof part === "string") return part;
        const element = document.createElement("span");
        element.className = part.kind;
        element.textContent = part.text;
        return element;
      }),
    );
  }
}

class LocalTime extends Ticking {
  static observedAttributes = ["datetime", "show", "form", "when-past"];

  write() {
    const instant = Date.parse(this.getAttribute("datetime"));
    if (Number.isNaN(instant)) return;
    const full = absolute(instant, "datetime");
    this.title = full;
    const fixed = { kind: "time__absolute", text: absolute(instant, this.getAttribute("form") ?? "datetime") };
    const whole = relative(instant, this.getAttribute("when-past")).replaceAll(" ", "\u00a0");
    const moving = { kind: "time__relative", text: whole };
    switch (this.getAttribute("show")) {
      case "absolute":
        return this.put(fixed);
      case "relative":
        return this.put(moving);
      case "stacked":
        return this.put(fixed, moving);
      default:
        return this.put(fixed, { ...moving, text: ` ·\u00a0${whole}` });
    }
  }
}

class CountDown extends Ticking {
  static observedAttributes = ["to", "when-past"];

  write() {
    const left = Date.parse(this.getAttribute("to")) - now();
    if (Number.isNaN(left)) return;
    this.toggleAttribute("past", left <= 0);
    if (left <= 0) this.put(this.getAttribute("when-past") ?? "now");
    else this.put(left > 2 * DAY ? span(left) : clock(left + 999));
  }
}

class RaceClock extends Ticking {
  static observedAttributes = ["since", "until"];

  write() {
    const since = Date.parse(this.getAttribute("since"));
    const until = this.hasAttribute("until") ? Date.parse(this.getAttribute("until")) : now();
    if (Number.isNaN(since)) return;
    this.put(until < since ? `-${clock(since - until + 999)}` : clock(until - since));
  }
}

class DayHeading extends Ticking {
  static observedAttributes = ["datetime"];

  write() {
    const instant = Date.parse(this.getAttribute("datetime"));
    if (Number.isNaN(instant)) return;
    const day = dayOf(instant);
    const earlier = [...(this.parentElement?.querySelectorAll(":scope > day-heading") ?? [])];
    const above = earlier[earlier.indexOf(this) - 1];
    this.hidden = above !== undefined && dayOf(Date.parse(above.getAttribute("datetime"))) === day;
    const name = format(instant, { weekday: "long", day: "numeric", month: "long" });
    if (day === dayOf(now())) this.put("Today", { kind: "soft", text: name });
    else if (day === dayOf(now() + DAY)) this.put("Tomorrow", { kind: "soft", text: name });
    else this.put(name);
  }
}

/* How many rows of a form's table are ticked. */

class TickedCount extends Ticking {
  connectedCallback() {
    this.form = this.closest("form");
    this.heard = () => this.write();
    this.form?.addEventListener("input", this.heard);
    super.connectedCallback();
  }

  disconnectedCallback() {
    this.form?.removeEventListener("input", this.heard);
    super.disconnectedCallback();
  }

  write() {
    this.put(`${this.form?.querySelectorAll("input[type=checkbox]:checked").length ?? 0} selected`);
  }
}

function zoneOffset(instant) {
  const parts = new Intl.DateTimeFormat(ENGLISH, { timeZone: zone(), timeZoneName: "longOffset" }).formatToParts(instant);
  return parts.find((part) => part.type === "timeZoneName").value.replace("GMT", "UTC");
}

class ZoneNote extends Ticking {
  write() {
    this.put(`Times are in ${zone().replaceAll("_", " ")} (${zoneOffset(now())})`);
  }
}

function writeAll() {
  for (const element of ticking) element.write();
}

setInterval(writeAll, 500);

/* The zone that this browser shows times in; chosen here and kept here. */

class ZoneChip extends HTMLElement {
  connectedCallback() {
    if (this.firstElementChild) return;
    const label = document.createElement("label");
    label.className = "zone-chip";
    const name = document.createElement("span");
    name.className = "visually-hidden";
    name.textContent = "Time zone";
    const icon = document.createElement("span");
    icon.className = "icon icon-globe";
    icon.ariaHidden = "true";
    const select = document.createElement("select");
    const own = deviceZone();
    const known = Intl.supportedValuesOf?.("timeZone") ?? [own];
    select.append(new Option(`${own.replaceAll("_", " ")} (this device)`, ""));
    for (const each of ["UTC", ...known.filter((each) => each !== "UTC")]) {
      select.append(new Option(each.replaceAll("_", " "), each));
    }
    select.value = chosenZone() ?? "";
    select.addEventListener("change", () => {
      if (select.value) localStorage.setItem("zone", select.value);
      else localStorage.removeItem("zone");
      formats.clear();
      writeAll();
    });
    label.append(icon, name, select);
    this.append(label);
  }
}

/* A week of races side by side: each stands at its moment, in the viewer's own days. */

const STRIP_DAYS = 7;

class RaceStrip extends Ticking {
  connectedCallback() {
    this.heard = new MutationObserver(() => this.write());
    this.heard.observe(this, { childList: true, subtree: true, attributes: true, attributeFilter: ["data-at"] });
    super.connectedCallback();
  }

  disconnectedCallback() {
    this.heard.disconnect();
    super.disconnectedCallback();
  }

  write() {
    const today = this.startOfDay(now());
    const end = today + STRIP_DAYS * DAY;
    const place = (instant) => ((instant - today) / (end - today)) * 100;
    this.style.setProperty("--now", `${place(now())}%`);
    const ends = [];
    for (const race of [...this.querySelectorAll("[data-at]")].sort((a, b) => a.dataset.at.localeCompare(b.dataset.at))) {
      const at = Date.parse(race.dataset.at);
      race.hidden = at < today || at >= end;
      if (race.hidden) continue;
      const left = Math.min(place(at), 100 - 11);
      let row = ends.findIndex((taken) => taken <= left);
      if (row < 0) row = ends.length;
      ends[row] = left + 11;
      race.style.setProperty("--left", `${left}%`);
      race.style.setProperty("--row", row);
    }
    this.style.setProperty("--rows", Math.max(ends.length, 1));
    for (const [number, heading] of [...this.querySelectorAll(".strip__day")].entries()) {
      const day = format(today + number * DAY + DAY / 2, { weekday: "short", day: "numeric" });
      if (heading.textContent !== day) heading.textContent = day;
    }
    this.hidden = ends.length === 0;
  }

  startOfDay(instant) {
    const parts = new Intl.DateTimeFormat(ENGLISH, {
      timeZone: zone(),
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
      hourCycle: "h23",
    }).formatToParts(instant);
    const value = (type) => Number(parts.find((part) => part.type === type).value);
    return instant - (instant % 1000) - ((value("hour") * 60 + value("minute")) * 60 + value("second")) * 1000;
  }
}

/* The zone that a form's local times are in, with its offset at the chosen moment. */

class ZoneField extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.input = this.form?.querySelector("input[type=hidden][name=zone]");
    this.heard = () => this.write();
    this.form?.addEventListener("input", this.heard);
    this.write();
  }

  disconnectedCallback() {
    this.form?.removeEventListener("input", this.heard);
  }

  write() {
    const chosen = zone();
    if (this.input) this.input.value = chosen;
    const local = this.form?.querySelector("input[type=datetime-local]")?.value;
    const near = local ? Date.parse(`${local}:00Z`.slice(0, 20)) : now();
    this.textContent = `In your time zone, ${chosen.replaceAll("_", " ")} (${zoneOffset(near || now())})`;
  }
}

/* A local time that a form starts with is written in the viewer's zone. */
function asLocalInput(instant) {
  const parts = Object.fromEntries(
    new Intl.DateTimeFormat("sv-SE", {
      timeZone: zone(),
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
    })
      .formatToParts(instant)
      .map((part) => [part.type, part.value]),
  );
  return `${parts.year}-${parts.month}-${parts.day}T${parts.hour}:${parts.minute}`;
}

/* Forms: what is sent is what stands in the fields, and what was typed outlives a reload. */

const viewer = document.querySelector('meta[name="viewer"]')?.content;
const draftKey = (form) => `draft:typed:${viewer}:${location.pathname}:${form.dataset.draft}`;

const LONGEST_DRAFT = 200_000;

/* What stood in a field before anything was typed in it; nothing is chosen of several at first. */
const starts = new WeakMap();
const startOf = (field) => (field instanceof Node && field.type !== "radio" ? starts.get(field) : undefined) ?? null;
const setStart = (field) => starts.set(field, field.type === "checkbox" ? field.checked : field.value);
const isKept = (field) => !["hidden", "password", "file"].includes(field.type);

/* A form is restored as a whole when it appears, and a part of it when that part is drawn anew. What was typed comes
   back only over the value that it was typed over: what somebody else changed meanwhile stays changed. */
function restoreForm(form, part = form) {
  for (const field of part.querySelectorAll("[data-value]")) field.value = field.dataset.value;
  for (const input of part.querySelectorAll("input[data-instant]")) {
    if (input.dataset.instant) input.value = asLocalInput(Date.parse(input.dataset.instant));
  }
  for (const field of form.elements) if (part.contains(field) && !starts.has(field)) setStart(field);
  const saved = form.dataset.draft && sessionStorage.getItem(draftKey(form));
  if (!saved) return;
  for (const [name, [start, value]] of Object.entries(JSON.parse(saved))) {
    const field = form.elements.namedItem(name);
    if (!field || startOf(field) !== start || (field instanceof Node && !part.contains(field))) continue;
    if (field.type === "checkbox") field.checked = value === true;
    else if (field.type !== "select-one" || [...field.options].some((option) => option.value === value)) field.value = value;
  }
  if (form === part && form.hasAttribute("data-is-heard")) form.dispatchEvent(new Event("change"));
}

window.formValues = (form, submitter) => {
  const values = {};
  for (const field of form.elements) {
    if (!field.name || field.disabled || (field.type === "submit" && field !== submitter)) continue;
    if (field.type === "radio" && !field.checked) continue;
    values[field.name] = field.type === "checkbox" ? field.checked : field.value;
  }
  return values;
};

/* A form that is listened to tells what stands in it as soon as somebody stops typing, and when a field is left. */

const PAUSE = 300;
const pauses = new WeakMap();

document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (!form?.hasAttribute("data-is-heard")) return;
  clearTimeout(pauses.get(form));
  pauses.set(form, setTimeout(() => form.dispatchEvent(new Event("change")), PAUSE));
});

document.addEventListener("change", (event) => clearTimeout(pauses.get(event.target.form)));

window.forgetDraft = (id) => {
  const form = document.getElementById(id);
  if (!form?.dataset.draft) return;
  sessionStorage.removeItem(draftKey(form));
  for (const field of form.elements) setStart(field);
};

document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (!form?.dataset.draft) return;
  const typed = {};
  for (const [name, value] of Object.entries(window.formValues(form))) {
    const field = form.elements.namedItem(name);
    if (isKept(field) && value !== startOf(field)) typed[name] = [startOf(field), value];
  }
  const draft = JSON.stringify(typed);
  try {
    if (draft.length > LONGEST_DRAFT) sessionStorage.removeItem(draftKey(form));
    else sessionStorage.setItem(draftKey(form), draft);
  } catch {
    sessionStorage.removeItem(draftKey(form)); // the browser has no room left: nothing is kept, and nothing half
  }
});

/* Who signs out leaves nothing behind for the next one in this browser. */
document.addEventListener("submit", (event) => {
  if (!event.target.getAttribute("action")?.startsWith("/sign-out")) return;
  for (const key of Object.keys(sessionStorage)) if (key.startsWith("draft:")) sessionStorage.removeItem(key);
});

/* A long text goes to the server in pieces, each short enough for one message of the socket. A chosen file comes before
   what was typed; spreadsheets write text in one of four encodings, and workbooks, which the server reads. */

const PIECE = 100_000;
let batch = 0;

window.sendText = async (form, emit) => {
  const area = form.querySelector("textarea[data-longest]");
  const longest = Number(area.dataset.longest);
  const file = form.querySelector("input[type=file]")?.files[0];
  const values = window.formValues(form);
  delete values[area.name];
  batch += 1;
  const content = file && file.size <= 4 * longest ? await file.arrayBuffer() : null;
  const workbook = area.dataset.workbooks !== undefined && content !== null && isArchive(content);
  const read = workbook || area.dataset.file === "whole" ? encoded : decoded;
  const text = file ? content && read(content) : area.value;
  if (text === null || text.length > longest) {
    emit({ batch, values, count: 0, length: text?.length ?? file.size });
    return;
  }
  const pieces = [];
  for (let start = 0; start < text.length; ) {
    let end = Math.min(start + PIECE, text.length);
    if (end < text.length && /[\uD800-\uDBFF]/.test(text[end - 1])) end -= 1;
    pieces.push(text.slice(start, end));
    start = end;
  }
  emit({ batch, values, workbook, count: pieces.length, length: text.length });
  for (const [number, piece] of pieces.entries()) emit({ batch, number, piece });
};

function isArchive(buffer) {
  return String.fromCharCode(...new Uint8Array(buffer, 0, Math.min(4, buffer.byteLength))) === "PK\u0003\u0004";
}

function encoded(buffer) {
  return btoa(Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join(""));
}

function decoded(buffer) {
  const [first, second] = new Uint8Array(buffer, 0, Math.min(2, buffer.byteLength));
  if (first === 0xff && second === 0xfe) return new TextDecoder("utf-16le").decode(buffer);
  if (first === 0xfe && second === 0xff) return new TextDecoder("utf-16be").decode(buffer);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(buffer);
  } catch {
    return new TextDecoder("windows-1252").decode(buffer);
  }
}

window.refusedField = (field, emit) => {
  const refused = field.ariaInvalid === "true" || field.form?.querySelector(".form__problem:not(:empty)");
  if (field.name && refused) emit(field.name);
};

/* A field that needs attention may stand in a part that is folded away. */
window.showField = (id) => {
  const field = document.getElementById(id);
  for (let part = field?.closest("details"); part; part = part.parentElement?.closest("details")) part.open = true;
  field?.focus();
};

/* Dialogs */

window.openDialog = (id) => {
  const dialog = document.getElementById(id);
  if (!dialog || dialog.open) return;
  dialog.showModal();
  window.raiseNotices();
  dialog.querySelector(".dialog__body :is(input:not([type=hidden]), select, textarea, button)")?.focus();
  /* An address that asks for a form has it now; neither a reload nor the way back asks again. */
  const address = new URL(location);
  if (!address.searchParams.has("new")) return;
  address.searchParams.delete("new");
  history.replaceState(history.state, "", address);
};

window.closeDialog = (id) => document.getElementById(id)?.close();

document.addEventListener("click", (event) => {
  if (event.target.closest?.("[data-close-dialog]")) event.target.closest("dialog")?.close();
});

/* One listener hears the buttons in all rows of a table; each is busy until what it does is done. */

window.clickInRow = (event, emit) => {
  const button = event.target.closest("[data-act]");
  if (!button || button.ariaBusy === "true") return;
  button.ariaBusy = "true";
  emit({ act: button.dataset.act, row: button.dataset.row });
};

window.rowIsDone = (act, row) => {
  const button = document.querySelector(`[data-act="${CSS.escape(act)}"][data-row="${row}"]`);
  if (button) button.ariaBusy = "false";
};

/* The rows of a table that is watched: those that changed, by their keys, and the order of all where it is another one.
   A row that is there already keeps its element. */

window.showRows = (id, order, changed) => {
  const body = document.getElementById(id);
  if (!body) return;
  const rows = new Map([...body.children].map((row) => [row.dataset.key, row]));
  for (const [key, markup] of Object.entries(changed)) {
    const template = document.createElement("template");
    template.innerHTML = markup;
    const fresh = template.content.firstElementChild;
    const row = rows.get(key);
    if (row) {
      row.className = fresh.className;
      row.replaceChildren(...fresh.childNodes);
    } else rows.set(key, fresh);
  }
  if (!order) return;
  for (const [place, key] of order.entries()) {
    if (body.children[place] !== rows.get(key)) body.insertBefore(rows.get(key), body.children[place] ?? null);
  }
  while (body.children.length > order.length) body.lastElementChild.remove();
};

/* Every box of a form at once; a second click takes the ticks away again. */

document.addEventListener("click", (event) => {
  const form = event.target.closest?.("[data-tick-all]")?.form;
  if (!form) return;
  const boxes = [...form.querySelectorAll("input[type=checkbox]")];
  const tick = boxes.some((box) => !box.checked);
  for (const box of boxes) box.checked = tick;
  boxes[0]?.dispatchEvent(new Event("input", { bubbles: true }));
});

window.untick = (id) => {
  const boxes = [...(document.getElementById(id)?.querySelectorAll("input[type=checkbox]:checked") ?? [])];
  for (const box of boxes) box.checked = false;
  boxes[0]?.dispatchEvent(new Event("input", { bubbles: true }));
  window.forgetDraft(id);
};

/* Menus close when something else is clicked or Escape is pressed. */

document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (menu.contains(event.target) && !event.target.closest("a, button")) continue;
    const hadKeyboard = menu.contains(document.activeElement);
    menu.open = false;
    if (hadKeyboard) menu.querySelector("summary")?.focus(); // where it is again once a dialog is closed
  }
});

/* So does, on a phone, the one with the ways to an organization's pages. */
function openPages(opens) {
  const opener = document.querySelector(".nav__opener");
  if (!opener || opener.ariaExpanded === String(opens)) return;
  opener.ariaExpanded = String(opens);
  if (!opens && opener.nextElementSibling.contains(document.activeElement)) opener.focus();
}

document.addEventListener("click", (event) => {
  const opener = event.target.closest(".nav__opener");
  openPages(opener !== null && opener.ariaExpanded !== "true");
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  openPages(false);
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    menu.open = false;
    menu.querySelector("summary")?.focus();
  }
});

/* Copying */

async function copy(button) {
  const said = button.querySelector(".copy__said") ?? button;
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
    button.dataset.copied = "yes";
  } catch {
    button.dataset.copied = "no";
  }
  said.dispatchEvent(new Event("copied", { bubbles: true }));
  setTimeout(() => delete button.dataset.copied, 2000);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-copy]");
  if (button) copy(button);
});

/* Printing, which only a script can begin */

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}

/* The seed's proof */

class SeedProof extends HTMLElement {
  static observedAttributes = ["url", "salt", "commitment"];

  connectedCallback() {
    this.check();
  }

  attributeChangedCallback() {
    if (this.isConnected) this.check();
  }

  async check() {
    const { url, salt, commitment } = Object.fromEntries(
      ["url", "salt", "commitment"].map((name) => [name, this.getAttribute(name) ?? ""]),
    );
    if (!salt) return;
    if (!globalThis.crypto?.subtle) {
      this.say("unknown", "This browser can't check the fingerprint here; use the command below.");
      return;
    }
    const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(`${salt}:${url}`));
    const found = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    if (found === commitment) this.say("good", "Checked in your browser: this is the seed that was sealed.");
    else this.say("bad", "The fingerprint does not match: this is not the seed that was sealed.");
  }

  say(state, sentence) {
    this.dataset.state = state;
    this.textContent = sentence;
  }
}

/* What was folded out stays so, and the keyboard stays where it was, when a part of the page is drawn again. */

let focused = null;

document.addEventListener("focusin", ({ target }) => {
  focused = { key: target.closest?.("[data-focus]")?.dataset.focus, node: target };
});

/* A row is known by what it leads to, whatever became of its words. */
function nameOf(node) {
  const key = node.closest("[data-focus]")?.dataset.focus;
  const row = node.closest("tr")?.querySelector("a")?.getAttribute("href");
  return key ?? [node.tagName, node.getAttribute("href"), node.ariaLabel, row ?? node.textContent].join("\n");
}

function twinOf(node, part, kind) {
  const name = nameOf(node);
  const twins = [...part.querySelectorAll(kind)].filter((each) => nameOf(each) === name);
  return twins.length === 1 ? twins[0] : null;
}

function keepAsItWas({ target, removedNodes, addedNodes }) {
  if (!addedNodes.length) return;
  for (const node of removedNodes) {
    for (const folded of node.querySelectorAll?.("details[open] > summary") ?? []) {
      const twin = twinOf(folded, target, "summary");
      if (twin) twin.parentElement.open = true;
    }
    if (focused && !focused.key && document.activeElement === document.body && node.contains(focused.node)) {
      twinOf(focused.node, target, focused.node.tagName)?.focus({ preventScroll: true });
    }
  }
}

function showCurrent(part) {
  for (const current of part.querySelectorAll(".tabs [aria-current]")) {
    current.parentElement.scrollLeft = current.offsetLeft - current.parentElement.clientWidth / 2;
  }
}

const holds = (nodes, element) => [...nodes].some((node) => node.contains(element));

new MutationObserver((mutations) => {
  for (const mutation of mutations) {
    keepAsItWas(mutation);
    for (const node of mutation.addedNodes) {
      if (node.nodeType !== Node.ELEMENT_NODE) continue;
      const forms = node.matches("form") ? [node] : node.querySelectorAll("form");
      for (const form of forms) restoreForm(form);
      const around = node.matches("form") ? null : node.closest("form");
      if (around && !mutations.some((other) => holds(other.addedNodes, around))) restoreForm(around, node.closest("select") ?? node);
      showCurrent(node);
    }
  }
  if (focused?.key && document.activeElement === document.body) {
    document.querySelector(`[data-focus="${CSS.escape(focused.key)}"]`)?.focus({ preventScroll: true });
  }
}).observe(document.documentElement, { childList: true, subtree: true });

/* A page is read, and begun to be used, before the page framework has drawn it anew in the same place. What was folded
   out, typed or clicked until then stays so, and is done as soon as there is something that does it. */

const parts = () => [...document.querySelectorAll(".nicegui-content *")];

let clicked = null;

document.addEventListener(
  "click",
  (event) => {
    const host = event.target.closest?.("#app:not([data-v-app]) [data-waits]");
    const button = event.target.closest?.("button, [data-act]");
    if (!host || !button || !host.contains(button)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    button.ariaBusy = "true";
    clicked = button;
  },
  true,
);

const typedIn = new Set();

document.addEventListener("input", (event) => {
  if (!event.target.form?.dataset.draft && event.target.closest("#app:not([data-v-app])")) typedIn.add(event.target);
});

window.startPage = (app) => {
  const before = parts();
  const active = before.indexOf(document.activeElement);
  const [left, top] = [window.scrollX, window.scrollY];
  app.mount("#app");
  const after = parts();
  // In a moment, so that forms have got their values.
  queueMicrotask(() => {
    for (const [place, part] of before.entries()) {
      const same = after[place];
      if (same?.tagName !== part.tagName) continue;
      if (part.matches("details")) same.open = part.open;
      if (typedIn.has(part)) {
        Object.assign(same, part.type === "checkbox" ? { checked: part.checked } : { value: part.value });
        same.dispatchEvent(new Event("input", { bubbles: true }));
      }
      if (place === active) same.focus({ preventScroll: true });
      if (part === clicked) same.click();
    }
    window.scrollTo({ left, top, behavior: "instant" });
  });
};

for (const form of document.forms) restoreForm(form);
showCurrent(document);

for (const [name, element] of [
  ["page-clock", PageClock],
  ["local-time", LocalTime],
  ["count-down", CountDown],
  ["race-clock", RaceClock],
  ["day-heading", DayHeading],
  ["ticked-count", TickedCount],
  ["zone-note", ZoneNote],
  ["zone-chip", ZoneChip],
  ["zone-field", ZoneField],
  ["race-strip", RaceStrip],
  ["seed-proof", SeedProof],
]) {
  customElements.define(name, element);
}
