"""The pages for people, as markup."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape

from racetime.rehearsal.formats import clock_time, instant, ordinal, without_styles
from racetime.rehearsal.race import Category, Entrant, EntrantStatus, Message, Race, RaceStatus
from racetime.rehearsal.users import User

STYLE = """
:root { color-scheme: light dark; --ink: #1c2330; --soft: #5b6577; --paper: #f4f5f8; --card: #fff;
  --line: #dfe3ea; --accent: #2f6f4f; --warn: #8a4b00; --warn-paper: #fff1d6; }
@media (prefers-color-scheme: dark) { :root { --ink: #e7ebf2; --soft: #9aa5b8; --paper: #12161d;
  --card: #1b212b; --line: #2d3643; --accent: #6cc596; --warn: #ffd28a; --warn-paper: #3a2a10; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink);
  font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
.banner { background: var(--warn-paper); color: var(--warn); text-align: center; padding: .5rem 1rem;
  font-weight: 600; }
main { max-width: 60rem; margin: 0 auto; padding: 1rem; display: grid; gap: 1rem; }
h1 { font-size: 1.35rem; margin: 0; overflow-wrap: anywhere; } h2 { font-size: 1.05rem; margin: 0 0 .5rem; }
a { color: var(--accent); }
section, details, article { background: var(--card); border: 1px solid var(--line); border-radius: .75rem;
  padding: 1rem; }
.soft { color: var(--soft); } .pre { white-space: pre-wrap; overflow-wrap: anywhere; }
.status { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: baseline; }
.badge { border: 1px solid currentColor; border-radius: 1rem; padding: 0 .7rem; font-weight: 600; }
.clock { font-variant-numeric: tabular-nums; font-size: 1.5rem; font-weight: 700; }
ul.plain { list-style: none; margin: 0; padding: 0; }
.entrants li { display: grid; grid-template-columns: 3rem 1fr auto; gap: .5rem; padding: .45rem 0;
  border-top: 1px solid var(--line); } .entrants li:first-child { border-top: 0; }
.entrants .name { overflow-wrap: anywhere; } .time { font-variant-numeric: tabular-nums; }
.log { max-height: 22rem; overflow-y: auto; } .log li { padding: .15rem 0; overflow-wrap: anywhere; }
.log .system { color: var(--soft); font-style: italic; } .log .private { color: var(--warn); }
.log time { color: var(--soft); font-size: .8rem; margin-right: .4rem; }
form { display: flex; flex-wrap: wrap; gap: .5rem; align-items: end; } label { display: grid; gap: .2rem; }
label, select, input { flex: 1 1 11rem; min-width: 0; max-width: 100%; } .whole { flex: 1 0 100%; }
.choice { display: flex; flex-wrap: nowrap; gap: .6rem; align-items: center; }
.choice input { flex: none; width: 1.1rem; height: 1.1rem; min-height: 0; margin: 0; }
select, input, button { font: inherit; padding: .5rem .7rem; border-radius: .5rem; min-height: 2.75rem;
  border: 1px solid var(--line); background: var(--card); color: inherit; }
button { border-color: var(--accent); color: var(--accent); font-weight: 600; cursor: pointer; }
.refusal { border: 1px solid; border-radius: .5rem; padding: .5rem .7rem; color: var(--warn); }
summary { cursor: pointer; font-weight: 600; } details form { margin-top: .75rem; }
.people { display: grid; grid-template-columns: repeat(auto-fill, minmax(14rem, 1fr)); gap: .5rem; }
.people button { overflow-wrap: anywhere; }
"""

ROOM_SCRIPT = """
(() => {
  const body = document.body, slug = body.dataset.slug, room = body.dataset.room;
  const log = document.getElementById('log');
  let version = -1, lastMessage = log.lastElementChild ? log.lastElementChild.dataset.id : null, skew = 0;
  const show = (kind, when, text, id) => {
    if (id && log.querySelector('[data-id="' + CSS.escape(id) + '"]')) return;
    const line = document.createElement('li');
    const time = document.createElement('time');
    time.textContent = new Date(when).toLocaleTimeString([], {hour: '2-digit', minute: '2-digit'});
    line.className = kind; line.dataset.id = id || '';
    line.append(time, text); log.append(line); log.scrollTop = log.scrollHeight;
    if (id) lastMessage = id;
  };
  const showMessage = m => show(m.is_system ? 'system' : 'said', m.posted_at,
    (m.user ? m.user.name + ': ' : m.bot ? m.bot + ': ' : '') + m.message_plain, m.id);
  const showPrivate = async id => {
    const answer = await fetch('/rehearsal/' + room + '/dm/' + encodeURIComponent(id));
    if (answer.ok) { const dm = await answer.json(); show('private', dm.posted_at, dm.text, id); }
  };
  const onFrame = frame => {
    skew = new Date(frame.date) - Date.now();
    if (frame.type === 'race.renders' && frame.version >= version) {
      version = frame.version;
      for (const [part, html] of Object.entries(frame.renders)) {
        const place = document.getElementById('part-' + part);
        if (place) place.innerHTML = html;
      }
      tick();
    } else if (frame.type === 'chat.message') showMessage(frame.message);
    else if (frame.type === 'chat.history') frame.messages.forEach(showMessage);
    else if (frame.type === 'chat.dm') showPrivate(frame.message);
    else if (frame.type === 'chat.delete') {
      const line = log.querySelector('[data-id="' + CSS.escape(frame.delete.id) + '"]');
      if (line) line.remove();
    }
  };
  const connect = () => {
    const scheme = location.protocol === 'https:' ? 'wss://' : 'ws://';
    const socket = new WebSocket(scheme + location.host + '/ws/race/' + slug);
    socket.onopen = () => socket.send(JSON.stringify(
      {action: 'gethistory', data: lastMessage ? {last_message: lastMessage} : {}}));
    socket.onmessage = event => onFrame(JSON.parse(event.data));
    socket.onclose = () => setTimeout(connect, 2000);
  };
  const tick = () => {
    const clock = document.querySelector('.clock[data-since]');
    if (!clock) return;
    const total = Math.floor((Date.now() + skew - new Date(clock.dataset.since)) / 1000);
    const away = Math.abs(total), two = n => String(n).padStart(2, '0');
    clock.textContent = (total < 0 ? '-' : '') + Math.floor(away / 3600) + ':' +
      two(Math.floor(away / 60) % 60) + ':' + two(away % 60);
  };
  setInterval(tick, 250);
  tick();
  log.scrollTop = log.scrollHeight;
  connect();
})();
"""


FAULTS_PATH = "/rehearsal/faults"

_ENTRANT_WORDS = {
    EntrantStatus.REQUESTED: "asks to join",
    EntrantStatus.INVITED: "invited",
    EntrantStatus.PARTITIONED: "in another room",
    EntrantStatus.DNF: "forfeited",
    EntrantStatus.DQ: "disqualified",
    EntrantStatus.DONE: "finished",
    EntrantStatus.IN_PROGRESS: "racing",
    EntrantStatus.READY: "ready",
    EntrantStatus.NOT_READY: "not ready",
}
_RACE_WORDS = {
    RaceStatus.OPEN: "Open",
    RaceStatus.INVITATIONAL: "Invitational",
    RaceStatus.PENDING: "Starting",
    RaceStatus.IN_PROGRESS: "In progress",
    RaceStatus.FINISHED: "Finished",
    RaceStatus.CANCELLED: "Cancelled",
    RaceStatus.PARTITIONED: "Partitioned",
}
_MOVE_BUTTONS = {
    "join": "Join",
    "leave": "Leave",
    "ready": "Ready",
    "unready": "Not ready",
    "done": "Done",
    "undo": "Undo finish",
    "forfeit": "Forfeit",
    "unforfeit": "Undo forfeit",
}
_MODERATOR_BUTTONS = {
    "disqualify": "Disqualify",
    "undisqualify": "Reinstate",
    "set_forfeit": "Set to forfeit",
    "cancel": "Cancel race",
    "record": "Record race",
    "unrecord": "Do not record",
}


def index_page(categories: Sequence[Category], rooms: Sequence[Race], address: str) -> str:
    """List the categories with their rooms, the newest first."""
    parts = [
        f"<h1>Rehearsal rooms</h1><p class='soft'>Served at {escape(address)} · "
        f"<a href='{FAULTS_PATH}'>Make something go wrong</a></p>"
    ]
    for category in categories:
        lines = [_room_line(race) for race in rooms if race.category is category]
        listing = f"<ul class='plain'>{''.join(lines)}</ul>" if lines else "<p class='soft'>No rooms yet.</p>"
        parts.append(f"<section><h2>{escape(category.name)}</h2>{listing}</section>")
    return _page("Rehearsal rooms", "".join(parts))


def faults_page(faults: Iterable[tuple[str, str, bool]]) -> str:
    """List what can go wrong, as its name, its meaning and whether it does so now."""
    lines = "".join(
        f"<label class='whole choice'><input type='checkbox' name='fault' value='{escape(name)}'"
        f"{' checked' if is_on else ''}> <span><b>{escape(name)}</b>: {escape(meaning)}</span></label>"
        for name, meaning, is_on in faults
    )
    return _page(
        "Rehearsal: faults",
        f"""
        <h1>What goes wrong</h1>
        <p><a href="/">All rooms</a></p>
        <section><form method="post" action="{FAULTS_PATH}">{lines}<button>Apply</button></form></section>
        """,
    )


def seed_page(icons: str) -> str:
    """Show a seed of the rehearsal's generator."""
    return _page(
        "Rehearsal seed",
        f"""
        <h1>Rehearsal seed</h1>
        <section><p>{escape(icons)}</p>
        <p class="soft">It stands for a game, and there is none: simulated racers don't play.</p></section>
        """,
    )


def room_page(race: Race, *, people: Sequence[User], chosen: User | None, refusal: str | None) -> str:
    """Show one room with everything said in it, and the controls of racers and moderators."""
    parts = renders(race)
    complaint = f'<p class="refusal" role="alert">{escape(refusal)}</p>' if refusal else ""
    lines = "".join(_chat_line(message) for message in race.chat.messages if message.deleted_by is None)
    content = f"""
    <h1>{escape(race.name)}</h1>
    <p><a href="/">All rooms</a></p>
    <section><div id="part-status">{parts["status"]}</div><div id="part-intro">{parts["intro"]}</div></section>
    <section><h2>Entrants</h2><div id="part-entrants">{parts["entrants"]}</div></section>
    <section><h2>Chat</h2><ul class="plain log" id="log">{lines}</ul></section>
    <section id="controls"><h2>Take part</h2>{complaint}{_racer_form(race, people, chosen)}</section>
    <details><summary>Moderate</summary>{_moderator_form(race, people)}</details>
    """
    attributes = f' data-slug="{escape(race.slug)}" data-room="{escape(race.name)}"'
    return _page(f"Rehearsal: {race.name}", content, attributes=attributes, script=ROOM_SCRIPT)


def renders(race: Race) -> dict[str, str]:
    """Return the pieces of a room that change, as `race.renders` carries them."""
    return {
        "entrants": _entrants(race),
        "intro": _intro(race),
        "status": _status(race),
        "streams": "",
    }


def consent_page(application: str, scopes: Iterable[str], people: Sequence[User], asked: Mapping[str, str]) -> str:
    """Ask whom to be; the whole request travels along in hidden fields."""
    hidden = "".join(
        f'<input type="hidden" name="{escape(field)}" value="{escape(value)}">'
        for field, value in asked.items()
        if field != "allow"
    )
    buttons = "".join(
        f'<button name="allow" value="{escape(person.id)}">{escape(person.full_name)}</button>'
        for person in people
        if person.is_active
    )
    return _page(
        "Rehearsal: who are you?",
        f"""
        <h1>{escape(application)} asks who you are</h1>
        <p>There are no accounts in a rehearsal. Choose the racer you want to be.
        The application may then: {escape(", ".join(scopes))}.</p>
        <section><form method="post" action="/o/authorize" class="people">{hidden}{buttons}</form></section>
        <section><form method="post" action="/o/authorize">{hidden}<button>Do not allow</button></form></section>
        """,
    )


def direct_message_text(message: Message) -> str:
    receiver = message.direct_to.full_name if message.direct_to else ""
    sender = message.author.full_name if message.author else "racetime"
    return f"{sender} to {receiver} only: {without_styles(message.text)}"


def _page(title: str, content: str, *, attributes: str = "", script: str = "") -> str:
    return f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)}</title><link rel="icon" href="data:,"><style>{STYLE}</style></head>
<body{attributes}><div class="banner" role="note">Rehearsal — not racetime.gg. Nothing here is real.</div>
<main>{content}</main>{f"<script>{script}</script>" if script else ""}</body></html>"""


def _room_line(race: Race) -> str:
    return (
        f'<li><a href="/{escape(race.name)}">{escape(race.slug)}</a> · {_RACE_WORDS[race.status]} · '
        f"{escape(race.settings.goal.name)} · {len(race.joined)} entrants</li>"
    )


def _status(race: Race) -> str:
    clock = ""
    if race.status in (RaceStatus.PENDING, RaceStatus.IN_PROGRESS) and race.started_at is not None:
        clock = f'<span class="clock" data-since="{instant(race.started_at)}"></span>'
    elif race.started_at is not None and race.ended_at is not None:
        clock = f'<span class="clock">{clock_time(race.ended_at - race.started_at)}</span>'
    recorded = '<span class="badge">Recorded</span>' if race.is_recorded else ""
    return (
        f'<div class="status"><span class="badge">{_RACE_WORDS[race.status]}</span>{recorded}{clock}'
        f"<strong>{escape(race.settings.goal.name)}</strong></div>"
    )


def _intro(race: Race) -> str:
    opener = race.opened_by.full_name if race.opened_by else race.opened_by_bot or "racetime"
    info = f'<p class="pre">{escape(race.settings.info)}</p>' if race.settings.info else ""
    return f'{info}<p class="soft">Opened by {escape(opener)} · {escape(race.category.name)}</p>'


def _entrants(race: Race) -> str:
    if not race.entrants:
        return '<p class="soft">Nobody is here yet.</p>'
    return f'<ul class="plain entrants">{"".join(_entrant(race, entrant) for entrant in race.in_order())}</ul>'


def _entrant(race: Race, entrant: Entrant) -> str:
    place = ordinal(entrant.place) if entrant.place else "–"
    finish_time = clock_time(entrant.finish_time) if entrant.finish_time is not None else ""
    comment = ""
    if entrant.comment and (race.is_over or not race.settings.hide_comments):
        comment = f'<br><span class="soft">“{escape(entrant.comment)}”</span>'
    return (
        f'<li><span>{place}</span><span class="name">{escape(race.shown_name(entrant))}{comment}</span>'
        f'<span class="time">{_ENTRANT_WORDS[race.status_of(entrant)]} {finish_time}</span></li>'
    )


def _chat_line(message: Message) -> str:
    time = f'<time datetime="{instant(message.posted_at)}">{message.posted_at:%H:%M}</time>'
    if message.is_direct:
        kind, text = "private", direct_message_text(message)
    elif message.author is None:
        kind, text = "system", without_styles(message.text)
    else:
        kind, text = "said", f"{message.author.name}: {message.text}"
    return f'<li class="{kind}" data-id="{escape(message.id)}">{time}{escape(text)}</li>'


def _racer_form(race: Race, people: Sequence[User], chosen: User | None) -> str:
    return f"""<form method="post" action="/rehearsal/{escape(race.name)}/act">
    <label class="whole">Take part as {_choice("user", people, chosen)}</label>
    <label>Say <input name="text" maxlength="1000" autocomplete="off"></label>
    <button name="move" value="say">Send</button><span class="whole"></span>
    {_buttons(_MOVE_BUTTONS)}</form>
    <p class="soft">A racer you act for is no longer simulated in this room.</p>"""


def _moderator_form(race: Race, people: Sequence[User]) -> str:
    entrants = [person for person in people if race.find_entrant(person) is not None]
    return f"""<form method="post" action="/rehearsal/{escape(race.name)}/moderate">
    <label class="whole">Entrant {_choice("user", entrants, None)}</label>
    <label>Time <input name="time" placeholder="1:23:45" autocomplete="off"></label>
    <button name="move" value="set_time">Set time</button><span class="whole"></span>
    {_buttons(_MODERATOR_BUTTONS)}</form>"""


def _choice(field: str, people: Sequence[User], chosen: User | None) -> str:
    options = "".join(
        f'<option value="{escape(person.id)}"{" selected" if person is chosen else ""}>'
        f"{escape(person.full_name)}</option>"
        for person in people
    )
    return f'<select name="{field}">{options}</select>'


def _buttons(labels: Mapping[str, str]) -> str:
    return "".join(f'<button name="move" value="{move}">{escape(label)}</button>' for move, label in labels.items())
