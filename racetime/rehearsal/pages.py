"""Pages for people. Every text that comes from outside passes through `escape`."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape

from racetime.rehearsal.chat import Message
from racetime.rehearsal.entrant import Entrant, EntrantStatus
from racetime.rehearsal.formats import clock_time, instant, ordinal, without_styles
from racetime.rehearsal.race import Category, Race, RaceStatus
from racetime.rehearsal.style import ROOM_SCRIPT, STYLE
from racetime.rehearsal.users import User

TROUBLES_PATH = "/rehearsal/troubles"

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
        f"<a href='{TROUBLES_PATH}'>Make something go wrong</a></p>"
    ]
    for category in categories:
        lines = [_room_line(race) for race in rooms if race.category is category]
        listing = f"<ul class='plain'>{''.join(lines)}</ul>" if lines else "<p class='soft'>No rooms yet.</p>"
        parts.append(f"<section><h2>{escape(category.name)}</h2>{listing}</section>")
    return _page("Rehearsal rooms", "".join(parts))


def troubles_page(troubles: Iterable[tuple[str, str, bool]]) -> str:
    """List what can go wrong, as its name, its meaning and whether it does so now."""
    lines = "".join(
        f"<label class='whole choice'><input type='checkbox' name='trouble' value='{escape(name)}'"
        f"{' checked' if is_on else ''}> <span><b>{escape(name)}</b>: {escape(meaning)}</span></label>"
        for name, meaning, is_on in troubles
    )
    return _page(
        "Rehearsal: troubles",
        f"""
        <h1>What goes wrong</h1>
        <p><a href="/">All rooms</a></p>
        <section><form method="post" action="{TROUBLES_PATH}">{lines}<button>Apply</button></form></section>
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
