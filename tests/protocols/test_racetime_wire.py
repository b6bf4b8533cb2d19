"""racetime.gg's words, read and written."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from application.domain.live_races.room import EntrantStatus, RoomSettings, RoomStatus, SnapshotSource
from racetime import documents, frames, wire
from racetime.reading import Duration, Instant, MalformedDocument, Shape, duration
from tests.support.racetime import message, request, rig

Json = dict[str, Any]


class _Times(Shape):
    at: Instant | None = None
    length: Duration = timedelta(0)


BOOLEANS = [
    "invitational",
    "unlisted",
    "team_race",
    "require_even_teams",
    "ranked",
    "partitionable",
    "hide_entrants",
    "time_limit_auto_complete",
    "streaming_required",
    "auto_start",
    "allow_comments",
    "hide_comments",
    "allow_prerace_chat",
    "allow_midrace_chat",
    "allow_non_entrant_chat",
]


def _entrant(**changes: object) -> Json:
    return {
        "user": {"id": "NqO2YoLxB3nQ9Wlo", "name": "Ann", "full_name": "Ann#1234"},
        "status": {"value": "ready"},
        "finish_time": None,
        "finished_at": None,
        "place": None,
        "comment": None,
        **changes,
    }


def _race(*entrants: Json, **changes: object) -> Json:
    return {
        "name": "alttpr/calm-boots-1234",
        "version": 7,
        "status": {"value": "open"},
        "goal": {"name": "Beat the game", "custom": False},
        "info_bot": None,
        "opened_at": "2026-11-23T23:37:02.899Z",
        "started_at": None,
        "ended_at": None,
        "cancelled_at": None,
        "recorded": False,
        "entrants": list(entrants),
        **changes,
    }


def _read(document: object) -> Any:
    return documents.parse_snapshot(documents.parse_json(json.dumps(document)), SnapshotSource.SOCKET)


def _as_django_writes_it(length: timedelta) -> str:
    sign = "-" if length < timedelta(0) else ""
    length = abs(length)
    hours, rest = divmod(length.seconds, 3600)
    fraction = f".{length.microseconds:06}" if length.microseconds else ""
    return f"{sign}P{length.days}DT{hours:02}H{rest // 60:02}M{rest % 60:02}{fraction}S"


# Durations and instants


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        (
            {"twitch_channel": "https://www.twitch.tv/AnnRaces", "pronouns": "she/her"},
            ("https://www.twitch.tv/annraces", "she/her"),
        ),
        (
            {"twitch_channel": "https://evil.example/ann", "pronouns": "she\u202e/her" + "x" * 90},
            ("", "she/her" + "x" * 23),
        ),
        ({"twitch_channel": None, "pronouns": 7}, ("", "")),
    ],
)
def test_a_racers_channel_and_pronouns_are_kept_as_far_as_they_are_such(said: Json, kept: tuple[str, str]) -> None:
    user = {"id": "NqO2YoLxB3nQ9Wlo", "name": "Ann", **said}
    (entrant,) = documents.parse_snapshot(_race(_entrant(user=user)), SnapshotSource.DATA).entrants
    assert (entrant.channel, entrant.pronouns) == kept


@given(st.timedeltas(min_value=timedelta(days=-999), max_value=timedelta(days=99_999)))
def test_a_duration_is_read_exactly_as_it_was_written(length: timedelta) -> None:
    assert duration(_as_django_writes_it(length)) == length


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("P0DT00H00M07.000231S", timedelta(seconds=7, microseconds=231)),
        ("P1DT00H00M00S", timedelta(days=1)),
        ("P2D", timedelta(days=2)),
        ("PT1H", timedelta(hours=1)),
        ("PT90M", timedelta(minutes=90)),
        ("PT0.5S", timedelta(milliseconds=500)),
        ("PT1.1234567S", timedelta(seconds=1, microseconds=123456)),
        ("-P0DT00H00M01S", timedelta(seconds=-1)),
    ],
)
def test_durations_of_several_shapes_are_understood(text: str, length: timedelta) -> None:
    assert duration(text) == length


@pytest.mark.parametrize("text", ["", "P", "PT", "P1DT", "1:23:45", "P1Y", "PT1S ", "P999999999DT999999999H", 7, None])
def test_what_is_no_duration_is_malformed(text: object) -> None:
    with pytest.raises(MalformedDocument):
        _Times.read({"length": text})


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-11-23T23:37:02.899Z", datetime(2026, 11, 23, 23, 37, 2, 899_000, UTC)),
        ("2026-11-23T23:37:02Z", datetime(2026, 11, 23, 23, 37, 2, tzinfo=UTC)),
        ("2026-11-23T23:37:02.899001+00:00", datetime(2026, 11, 23, 23, 37, 2, 899_001, UTC)),
        ("2026-11-24T00:37:02+01:00", datetime(2026, 11, 23, 23, 37, 2, tzinfo=UTC)),
        (None, None),
    ],
)
def test_instants_with_and_without_a_fraction_are_understood(text: object, moment: datetime | None) -> None:
    assert _Times.read({"at": text}).at == moment


@pytest.mark.parametrize("text", ["", "yesterday", "2026-11-23T23:37:02", "0001-01-01T00:00:00+14:00", 7, []])
def test_what_is_no_instant_is_malformed(text: object) -> None:
    with pytest.raises(MalformedDocument):
        _Times.read({"at": text})


# Race documents


async def test_a_whole_race_is_read_as_the_server_writes_it() -> None:
    async with rig(supervised=False) as live:
        ann, bob, cid = live.stage.people("Ann#0001", "Bob", "Cid")
        race = await live.stage.running_race(ann, bob, cid)
        live.stage.world.done(race, bob)
        live.stage.world.forfeit(race, cid)
        live.stage.world.disqualify(race, ann)
        await live.stage.settle()
        live.stage.world.record(race)
        snapshot = await live.rooms.fetch(race.name)
    statuses = {entrant.name: entrant.status for entrant in snapshot.entrants}
    assert statuses == {"Ann": EntrantStatus.DQ, "Bob": EntrantStatus.DONE, "Cid": EntrantStatus.DNF}
    winner = snapshot.entrants[0]
    assert (winner.racetime_id, winner.key, winner.place) == (bob.id, bob.id, 1)
    assert snapshot.started_at is not None
    assert winner.finish_time is not None
    assert winner.finished_at == snapshot.started_at + winner.finish_time
    assert (snapshot.status, snapshot.recorded, snapshot.goal) == (RoomStatus.FINISHED, True, "Beat the game")
    assert snapshot.ended_at is not None


async def test_hidden_entrants_keep_their_made_up_names_and_have_no_ids() -> None:
    async with rig(supervised=False) as live:
        race = live.stage.open_room(hide_entrants=True)
        for person in live.stage.people("Ann", "Bob"):
            live.stage.world.join(race, person)
        snapshot = await live.rooms.fetch(race.name)
    assert [entrant.key for entrant in snapshot.entrants] == ["nameless:1", "nameless:2"]
    assert {entrant.racetime_id for entrant in snapshot.entrants} == {None}
    assert not {"Ann", "Bob"} & {entrant.name for entrant in snapshot.entrants}
    assert documents.UNKNOWN_RACER not in {entrant.name for entrant in snapshot.entrants}


def test_an_entrant_whose_account_was_deleted_is_nameless() -> None:
    snapshot = _read(_race(_entrant(user=None), _entrant(), _entrant(user=None)))
    assert [(entrant.key, entrant.racetime_id, entrant.name) for entrant in snapshot.entrants] == [
        ("nameless:1", None, "Unknown racer"),
        ("NqO2YoLxB3nQ9Wlo", "NqO2YoLxB3nQ9Wlo", "Ann"),
        ("nameless:2", None, "Unknown racer"),
    ]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("x" * 500, "x" * 80),
        ("  A\n\tnn  ", "A nn"),
        ("A\u202ennA\x00", "AnnA"),
        ("", "Ann#1234"),
        (None, "Ann#1234"),
        ("\u200f", "Unknown racer"),
    ],
)
def test_names_from_outside_are_cleaned_and_never_refused(name: object, shown: str) -> None:
    user = {"id": "NqO2YoLxB3nQ9Wlo", "name": name, "full_name": "Ann#1234"}
    assert _read(_race(_entrant(user=user))).entrants[0].name == shown


def test_fields_that_are_unknown_or_missing_do_no_harm() -> None:
    document = _race(_entrant(mood="fine"), weather={"sun": True})
    for extra in ("goal", "info_bot", "recorded", "started_at", "ended_at", "cancelled_at", "opened_at"):
        del document[extra]
    snapshot = _read(document)
    assert (snapshot.goal, snapshot.info_bot, snapshot.recorded, snapshot.started_at) == ("", "", False, None)


@pytest.mark.parametrize(
    "changes",
    [
        {"name": None},
        {"name": "calm-boots-1234"},
        {"name": "https://racetime.gg/alttpr/calm-boots-1234"},
        {"version": "7"},
        {"version": True},
        {"version": -1},
        {"version": 2**40},
        {"version": None},
        {"status": None},
        {"status": "open"},
        {"status": {"value": ["open"]}},
        {"started_at": "soon"},
        {"entrants": None},
        {"entrants": [None]},
        {"entrants": [_entrant(user="Ann")]},
        {"entrants": [_entrant(user={"id": "x" * 41, "name": "Ann"})]},
        {"entrants": [_entrant(), _entrant()]},
    ],
    ids=repr,
)
def test_a_race_document_with_something_wrong_in_what_matters_is_malformed(changes: Json) -> None:
    with pytest.raises(MalformedDocument):
        _read(_race(**changes))


@pytest.mark.parametrize(
    "changes",
    [
        {"status": None},
        {"status": {"value": "hovering"}},
        {"finish_time": "1:23:45"},
        {"finished_at": 12},
        {"place": "1st"},
    ],
    ids=repr,
)
def test_an_entrant_who_is_not_understood_costs_nobody_else_a_result(changes: Json) -> None:
    other = _entrant(user={"id": "other", "name": "Bob", "full_name": "Bob"})
    odd, plain = _read(_race(_entrant(**changes), other)).entrants
    assert (odd.status, odd.racetime_id) == (EntrantStatus.UNKNOWN, "NqO2YoLxB3nQ9Wlo")
    assert plain.status is EntrantStatus.READY


def test_a_word_for_a_room_that_is_not_known_leaves_its_racers_readable() -> None:
    snapshot = _read(_race(_entrant(), status={"value": "paused"}))
    assert (snapshot.status, snapshot.entrants[0].status) == (RoomStatus.UNKNOWN, EntrantStatus.READY)


@pytest.mark.parametrize(
    "body", ["", "{", "[]", "null", "7", "[" * 100_000, '{"version": ' + "9" * 5000 + "}", b"\xff"]
)
def test_what_is_no_json_object_is_malformed(body: str | bytes) -> None:
    with pytest.raises(MalformedDocument):
        documents.parse_json(body)


_json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@given(st.data())
def test_whatever_stands_in_a_document_it_is_read_or_called_malformed(data: st.DataObject) -> None:
    changes = data.draw(st.dictionaries(st.sampled_from(sorted(_race())), _json_values, max_size=3))
    entrant = data.draw(st.dictionaries(st.sampled_from(sorted(_entrant())), _json_values, max_size=3))
    frame = data.draw(st.dictionaries(st.sampled_from(["type", "errors", "message", "messages", "to"]), _json_values))
    readers = (
        documents.parse_category,
        documents.parse_categories,
        documents.parse_token,
        documents.parse_refusal,
        frames.frame_type,
        frames.race_in,
        frames.chat_line,
        frames.chat_history,
        frames.bot_told,
        frames.complaints,
        lambda document: documents.find_tagged_room(document, "tag"),
    )
    for read, document in [
        (_read, _race(_entrant(**entrant), **changes)),
        *((reader, {**frame, **changes}) for reader in readers),
    ]:
        assert len(_complaint_of(read, document)) < 100


def test_a_complaint_about_a_document_does_not_repeat_what_stands_in_it() -> None:
    secret = "https://seeds.test/secret"
    for changes in ({"name": secret}, {"version": secret}, {"started_at": secret}, {"status": secret}):
        with pytest.raises(MalformedDocument) as complaint:
            _read(_race(**changes))
        assert secret not in str(complaint.value)


# Forms and actions


@pytest.mark.parametrize("value", [True, False])
def test_every_boolean_of_a_new_room_is_written_out(value: bool) -> None:
    settings = RoomSettings(
        streaming_required=value,
        auto_start=value,
        allow_comments=value,
        hide_comments=value,
        allow_prerace_chat=value,
        allow_midrace_chat=value,
        allow_non_entrant_chat=value,
    )
    form = wire.startrace_form(request(settings=settings))
    assert {form[name] for name in BOOLEANS} <= {"True", "False"}
    assert (form["invitational"], form["unlisted"], form["ranked"]) == ("False", "False", "True")
    assert {form[name] for name in BOOLEANS[-7:]} == {str(value)}
    assert set(form) == {*BOOLEANS, "goal", "info_bot", "start_delay", "time_limit", "chat_message_delay"}


def test_a_new_room_carries_its_tag_even_if_the_info_forgot_it() -> None:
    assert wire.startrace_form(request(info="Race"))["info_bot"] == "Race [tag-1]"
    assert wire.startrace_form(request(info="Race [tag-1]"))["info_bot"] == "Race [tag-1]"


def test_actions_are_written_as_racetime_reads_them() -> None:
    assert json.loads(wire.ping()) == {"action": "ping"}
    assert json.loads(wire.getrace()) == {"action": "getrace"}
    assert json.loads(wire.gethistory()) == {"action": "gethistory", "data": {}}
    assert json.loads(wire.make_invitational()) == {"action": "make_invitational"}
    assert json.loads(wire.cancel()) == {"action": "cancel"}
    assert json.loads(wire.setinfo("Text")) == {"action": "setinfo", "data": {"info_bot": "Text"}}


def test_a_message_keeps_its_guid_in_the_letters_that_racetime_accepts() -> None:
    line = message("Hi", pinned=True)
    shouted = type(line)(line.id, "0B7E_AA-1", line.text, None, pinned=True)
    assert json.loads(wire.message(shouted))["data"] == {"message": "Hi", "guid": "0b7e-aa-1", "pinned": True}


def test_a_direct_message_is_not_pinned() -> None:
    sent = json.loads(wire.message(message("Hi", direct_to="NqO2YoLxB3nQ9Wlo", pinned=True)))["data"]
    assert sent == {"message": "Hi", "guid": "0b7e-1", "direct_to": "NqO2YoLxB3nQ9Wlo"}


@pytest.mark.parametrize(
    "location", ["/alttpr/calm-boots-1234", "https://racetime.gg/alttpr/calm-boots-1234", "/alttpr/calm-boots-1234/"]
)
def test_a_new_room_is_known_by_a_relative_or_absolute_location(location: str) -> None:
    assert wire.opened_slug(location) == "alttpr/calm-boots-1234"


@pytest.mark.parametrize("location", ["", "/", "/alttpr", "https://[", "/alttpr/<b>"])
def test_a_location_without_a_room_is_malformed(location: str) -> None:
    with pytest.raises(MalformedDocument):
        wire.opened_slug(location)


def test_a_bot_joins_a_room_by_its_name_without_the_category() -> None:
    document = wire.handler_document("alttpr/calm-boots-1234")
    assert document == {"name": "alttpr/calm-boots-1234", "websocket_bot_url": "/ws/o/bot/calm-boots-1234"}


def _complaint_of(read: Callable[[Json], object], document: Json) -> str:
    """Return what a reader says against a document, "" when it takes it; any other exception is a failure."""
    try:
        read(document)
    except MalformedDocument as complaint:
        return str(complaint)
    return ""
