/* Pages for people without an account move while they are looked at: the server tells what is new of them. */

const main = document.getElementById("main");
const note = document.querySelector("[data-live]");
const HIDDEN_FOR = 60_000;
const AGAIN_AFTER = 60_000;

let version = main.dataset.version;
let source = null;
let later = null;

function say(state) {
  note.hidden = false;
  note.textContent = state;
}

function show({ parts, tables }) {
  for (const [name, markup] of Object.entries(parts)) {
    const part = document.querySelector(`[data-part="${CSS.escape(name)}"]`);
    if (part) part.innerHTML = markup;
  }
  for (const [name, { order, changed }] of Object.entries(tables)) window.showRows(`rows-${name}`, order, changed);
}

function follow() {
  clearTimeout(later);
  if (source || !main.dataset.events) return;
  const address = new URL(main.dataset.events, location.href);
  address.searchParams.set("since", version);
  source = new EventSource(address);
  source.addEventListener("time", (event) => {
    window.setServerTime?.(Date.parse(event.data));
    say("Up to date");
  });
  source.addEventListener("show", (event) => {
    version = event.lastEventId;
    show(JSON.parse(event.data));
  });
  source.addEventListener("gone", () => location.reload());
  source.addEventListener("error", () => {
    say("Connecting…");
    if (source?.readyState === EventSource.CLOSED) {
      leave();
      later = setTimeout(follow, AGAIN_AFTER);
    }
  });
}

function leave() {
  source?.close();
  source = null;
}

/* What nobody looks at needs no line to the server. */
document.addEventListener("visibilitychange", () => {
  clearTimeout(later);
  if (document.hidden) later = setTimeout(leave, HIDDEN_FOR);
  else follow();
});

addEventListener("pagehide", leave);
addEventListener("pageshow", (event) => event.persisted && follow());

follow();
