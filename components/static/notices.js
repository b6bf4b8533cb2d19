/* What is said over the page: what was done, what was refused, and that the connection is lost. It stands over open
   dialogs, and in the topmost of them, since nothing else can be read out or reached then. */

const READING_MILLISECONDS = 6000;

const board = document.createElement("div");
board.className = "notices";
board.popover = "manual";
board.ariaLive = "polite";

/* Buttons at the foot of the screen stay in sight: what is said stands above them. */
function place() {
  const bar = board.parentElement.querySelector(".form__bar, .ticked, dialog .form__end")?.getBoundingClientRect();
  const isCovered = bar?.height && bar.top < innerHeight && bar.bottom > innerHeight - board.offsetHeight;
  board.style.bottom = isCovered ? `${innerHeight - bar.top}px` : "";
}

const sizes = new ResizeObserver(place);
sizes.observe(board);
addEventListener("resize", place);

function raise() {
  const host = Array.from(document.querySelectorAll("dialog:modal")).at(-1) ?? document.body;
  host.append(board);
  sizes.observe(host);
  board.showPopover();
}

raise();
window.raiseNotices = raise;
document.addEventListener("close", raise, true);

const seenSince = new WeakMap();

const see = (notice) => seenSince.set(notice, document.hidden ? Infinity : performance.now());
const isRead = (notice) => performance.now() - seenSince.get(notice) > READING_MILLISECONDS;
const sentenceOf = (notice) => notice.firstChild.textContent;
const told = (kind) => [...board.querySelectorAll(`.notice--${kind}`)];

document.addEventListener("visibilitychange", () => {
  for (const notice of board.children) see(notice);
});

function put(kind, sentence) {
  const notice = document.createElement("div");
  notice.className = `notice notice--${kind}`;
  notice.append(Object.assign(document.createElement("p"), { textContent: sentence }));
  raise();
  board.append(notice);
  see(notice);
  return notice;
}

function letClose(notice) {
  const close = Object.assign(document.createElement("button"), { type: "button", textContent: "Close" });
  close.className = "notice__close";
  close.addEventListener("click", () => notice.remove());
  notice.append(close);
}

/* What was done stays until the reader has had the time to read it and goes on; what was refused until it is closed. */

window.tellDone = (sentence) => {
  for (const notice of told("good")) notice.remove();
  letClose(put("good", sentence));
};

function leadOn(notice) {
  const help = document.querySelector("[data-page-help]");
  if (!help) return;
  const about = Object.assign(document.createElement("a"), { href: help.href, target: "_blank", textContent: "Help" });
  about.className = "notice__about";
  notice.append(about);
}

window.tellRefused = (sentence) => {
  for (const notice of told("bad")) if (sentenceOf(notice) === sentence) notice.remove();
  const notice = put("bad", sentence);
  notice.role = "alert";
  leadOn(notice);
  letClose(notice);
};

function goOn(event) {
  for (const notice of told("good")) if (isRead(notice) && !notice.contains(event.target)) notice.remove();
}

document.addEventListener("pointerdown", goOn, true);
document.addEventListener("keydown", goOn, true);

/* A page that leaves at once takes along to the next one what nobody can have read yet. */

const KEPT = "notices";
const LEAVING_MILLISECONDS = 30_000;
const viewer = document.querySelector('meta[name="viewer"]')?.content;

window.addEventListener("pagehide", () => {
  const [done, refused] = ["good", "bad"].map((kind) => told(kind).filter((notice) => !isRead(notice)).map(sentenceOf));
  sessionStorage.setItem(KEPT, JSON.stringify({ viewer, at: Date.now(), done, refused }));
});

const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? "null");
if (kept && kept.viewer === viewer && Date.now() - kept.at < LEAVING_MILLISECONDS) {
  for (const sentence of kept.done) window.tellDone(sentence);
  for (const sentence of kept.refused) window.tellRefused(sentence);
}
sessionStorage.removeItem(KEPT);

/* The page framework's own sentences lie under dialogs and don't say what becomes of what was typed; ours do. */

const PATIENCE_MILLISECONDS = 2000;
let losing;

function whenShown(id, hear) {
  const theirs = document.getElementById(id);
  new MutationObserver(() => hear(theirs.ariaHidden === "false")).observe(theirs, { attributeFilter: ["aria-hidden"] });
}

whenShown("popup", (isLost) => {
  clearTimeout(losing);
  for (const notice of told("lost")) notice.remove();
  if (!isLost) return;
  losing = setTimeout(() => {
    const isOver = document.querySelector(".page--over"); // it waits for no connection
    if (!isOver) put("lost", "Connection lost. Reconnecting… What you typed is kept.");
  }, PATIENCE_MILLISECONDS);
});

whenShown("too_long_message_popup", (isTooLong) => {
  if (isTooLong) window.tellRefused("That is too long to be sent. Shorten it and try again.");
});
