"""Which happenings are told outside, and how."""

import inspect
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from application.domain import events
from application.domain.events import Edited, EditedEvent, FieldChange, LiveRaceEvent, RunEvent, live_races, messages
from application.domain.events.live_races import (
    AsyncLiveRaceCreatedEvent,
    AsyncLiveRaceFinishedEvent,
    AsyncLiveRaceResultsChangedEvent,
    AsyncLiveRaceResultsShownEvent,
    AsyncLiveRaceRoomOpenedEvent,
    AsyncLiveRaceRosterChangedEvent,
    EntryEvent,
)
from application.domain.events.messages import LiveRaceReminderSetEvent
from application.domain.events.runs import AsyncRunForfeitedEvent, AsyncRunStartedEvent, AsyncRunThreadWantedEvent
from application.domain.ids import (
    EntryRef,
    LiveRaceId,
    OrganizationId,
    OrganizationRef,
    PoolId,
    RaceRef,
    RunId,
    RunRef,
    TournamentId,
    TournamentRef,
    UnmatchedEntrantId,
    UserId,
)
from application.domain.messages.notifications import Candidate, NotificationKind, Preferences, due_reminders
from application.domain.messages.outbox import (
    EntryMessage,
    MembersMessage,
    MessageKind,
    RaceMessage,
    RefreshMessages,
    RunLine,
    RunMessage,
    messages_for,
)
from application.domain.messages.server_events import OVER, EventState, moves_to
from application.domain.runs.run import ForfeitCause

NOW = datetime(2026, 3, 14, 18, 0, tzinfo=UTC)
RACE = RaceRef(OrganizationId(1), TournamentId(2), LiveRaceId(3))
ENTRY = EntryRef(**asdict(RACE), entry_id=UnmatchedEntrantId(4))


def kinds(event: events.Event) -> set[MessageKind | NotificationKind]:
    return {message.kind for message in messages_for(event) if isinstance(message, RaceMessage | MembersMessage)}


def test_every_logged_happening_of_a_race_may_change_its_message_and_its_event() -> None:
    classes = [
        kind
        for room in (live_races, messages)
        for _, kind in inspect.getmembers(room, inspect.isclass)
        if issubclass(kind, LiveRaceEvent) and kind not in (LiveRaceEvent, EntryEvent) and kind.logged
    ]
    assert len(classes) > 10
    quiet = {LiveRaceReminderSetEvent}
    for kind in classes:
        parameters = list(inspect.signature(kind).parameters)[1:]
        filler: dict[str, Any] = {name: () if name == "changes" else False for name in parameters}
        told = kinds(kind(ENTRY, **filler))
        assert ({MessageKind.CARD, MessageKind.EVENT} <= told) is (kind not in quiet), kind.__name__


def test_signals_are_told_to_nobody() -> None:
    assert messages_for(AsyncLiveRaceRosterChangedEvent(RACE)) == ()


@pytest.mark.parametrize(
    ("event", "extra"),
    [
        (AsyncLiveRaceCreatedEvent(RACE, PoolId(4), NOW, "Week 1"), {NotificationKind.RACE_SCHEDULED}),
        (AsyncLiveRaceRoomOpenedEvent(RACE, "alttpr/x", NOW), {MessageKind.PING, NotificationKind.ROOM_OPEN}),
        (AsyncLiveRaceFinishedEvent(RACE, NOW, 1, 0, 0), {MessageKind.RESULTS, NotificationKind.RESULTS}),
        (AsyncLiveRaceFinishedEvent(RACE, NOW, 1, 0, 0, shown_late=True), {MessageKind.RESULTS}),
        (AsyncLiveRaceResultsShownEvent(RACE), {MessageKind.RESULTS, NotificationKind.RESULTS}),
        (AsyncLiveRaceResultsChangedEvent(RACE, correction=True, changes=()), {MessageKind.RESULTS}),
        (AsyncLiveRaceResultsChangedEvent(RACE, correction=False, changes=()), set()),
        (EditedEvent(RACE, Edited.LIVE_RACE, (FieldChange("match_title", "a", "b"),)), set()),
        (EditedEvent(RACE, Edited.LIVE_RACE, (FieldChange("scheduled_at", "a", "b"),)), {NotificationKind.RACE_MOVED}),
    ],
)
def test_some_happenings_are_told_further(event: events.Event, extra: set[MessageKind | NotificationKind]) -> None:
    assert kinds(event) == {MessageKind.CARD, MessageKind.EVENT} | extra


def test_settings_refresh_what_they_may_have_changed() -> None:
    assert messages_for(EditedEvent(TournamentRef(OrganizationId(1), TournamentId(2)), Edited.TOURNAMENT, ())) == (
        EntryMessage(TournamentId(2)),
        RefreshMessages(TournamentId(2)),
    )
    assert messages_for(EditedEvent(OrganizationRef(OrganizationId(1)), Edited.ORGANIZATION, ())) == (
        RefreshMessages(),
    )


def run_event(kind: type[RunEvent], **more: Any) -> RunEvent:
    live_race = more.pop("live_race_id", None)
    return kind(RunRef(OrganizationId(1), TournamentId(2), UserId(6), RunId(5), live_race), **more)


def test_an_async_run_is_told_in_its_thread_and_a_live_one_is_not() -> None:
    started = run_event(AsyncRunStartedEvent, started_at=NOW)
    assert messages_for(started) == (
        RunMessage(MessageKind.RUN, RunId(5)),
        RunMessage(MessageKind.RUN_LINE, RunId(5), RunLine.GO, at=NOW),
    )
    assert messages_for(run_event(AsyncRunStartedEvent, started_at=NOW, live_race_id=LiveRaceId(3))) == ()
    wanted = messages_for(run_event(AsyncRunThreadWantedEvent))
    assert [message.kind for message in wanted] == [MessageKind.THREAD, MessageKind.RUN]  # type: ignore[union-attr]
    given_up = messages_for(run_event(AsyncRunForfeitedEvent, before="pending", cause=ForfeitCause.RUNNER))
    assert given_up == (RunMessage(MessageKind.RUN, RunId(5)),), "the player knows"


def test_server_events_do_not_wait_for_messages() -> None:
    card, event = (RaceMessage(kind, TournamentId(2), LiveRaceId(3)) for kind in (MessageKind.CARD, MessageKind.EVENT))
    assert card.partition != event.partition


@given(st.sampled_from(EventState), st.sampled_from(EventState))
def test_a_server_event_moves_only_along_discords_own_steps(present: EventState, wanted: EventState) -> None:
    allowed = {
        EventState.SCHEDULED: {EventState.ACTIVE, EventState.CANCELED},
        EventState.ACTIVE: {EventState.COMPLETED},
    }
    state = present
    for step in moves_to(wanted, present):
        assert step in allowed.get(state, set())
        state = step
    assert state is wanted or present in OVER or present is EventState.ACTIVE


@given(
    leads=st.lists(st.integers(1, 600), min_size=1, max_size=3),
    since=st.integers(0, 1000),
    now=st.integers(0, 1000),
)
def test_a_reminder_is_due_between_its_lead_and_the_start_and_only_if_wanted_before(
    leads: list[int], since: int, now: int
) -> None:
    start = NOW + timedelta(minutes=700)
    at = NOW + timedelta(minutes=now)
    preferences = Preferences(reminder_minutes=tuple(leads))
    candidate = Candidate(UserId(1), preferences, NOW + timedelta(minutes=since))
    due = due_reminders(start, [candidate], default_lead=15, now=at)
    reached = [lead for lead in leads if since <= 700 - lead <= now]
    if now >= 700 or not reached:
        assert due == ()
    else:
        assert [reminder.lead_minutes for reminder in due] == [min(reached)]
