"""The top of a live race's page: the clock that matters now, when it is, and the one thing to do."""

from dataclasses import dataclass
from datetime import datetime

from application.domain.live_races.live_race import NOT_STARTED, LiveRaceStatus
from application.read_models import LiveRaceSummary
from components.markup import button_to_see, element, keep_focus, link, outside_link, test_id, text
from components.moment import count_down, moment, race_clock
from components.status import Look, chip

_TONES = {
    LiveRaceStatus.SCHEDULED: "calm",
    LiveRaceStatus.PENDING: "pending",
    LiveRaceStatus.IN_PROGRESS: "live",
    LiveRaceStatus.FINISHED: "over",
    LiveRaceStatus.CANCELLED: "off",
}


@dataclass(frozen=True, slots=True)
class MainAction:
    """Without an address the button is off; `reason` says why, or what to know before clicking it."""

    label: str
    address: str = ""
    primary: bool = True
    outside: bool = True
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Hero:
    """What stands in the hero, and nothing else of the race, so that it is drawn again only when it differs."""

    label: str
    place: str
    action: MainAction | None
    status: LiveRaceStatus
    scheduled_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    leader: str
    own: Look | None
    """How the viewer stands."""

    @classmethod
    def of(
        cls,
        race: LiveRaceSummary,
        label: str,
        action: MainAction | None,
        *,
        leader: str = "",
        own: Look | None = None,
    ) -> "Hero":
        return cls(
            label=label,
            place=f"{race.tournament_name} · {race.pool_name}",
            action=action,
            status=race.status,
            scheduled_at=race.scheduled_at,
            started_at=race.started_at,
            ended_at=race.ended_at,
            leader=leader,
            own=own,
        )


def hero(shown: Hero) -> None:
    with test_id(element(f"hero hero--{_TONES[shown.status]}"), "hero"):
        with element("stack stack--tight"):
            if not _has_no_time(shown):
                text(shown.label, "hero__label")
            with element("hero__times"):
                with element("hero__clock"):
                    _clock(shown)
                if shown.ended_at is not None and shown.status is LiveRaceStatus.FINISHED:
                    text("to the last racer", "soft")
            if shown.leader:
                test_id(text(shown.leader, "strong"), "hero-leader")
            moment(shown.started_at or shown.scheduled_at, when_past=_when_past(shown.status))
            text(shown.place, "soft")
            if shown.own is not None:
                with test_id(element("hero__state"), "own-verdict"):
                    chip(shown.own)
        if shown.action is not None:
            with element("hero__action"):
                _action(shown.action)


def _has_no_time(race: Hero) -> bool:
    """Tell whether the label stands alone: there is nothing to time, or when it ended would tell the last result."""
    is_untold = race.status is LiveRaceStatus.FINISHED and race.ended_at is None
    return race.status is LiveRaceStatus.CANCELLED or is_untold


def _clock(race: Hero) -> None:
    if _has_no_time(race):
        text(race.label, tag="span")
    elif race.started_at is not None:
        race_clock(race.started_at, race.ended_at)
    else:
        count_down(race.scheduled_at, when_past="any moment")


def _action(action: MainAction) -> None:
    style = "button button--big" + (" button--primary" if action.primary else "")
    if not action.address:
        button = test_id(button_to_see(action.label, style="primary"), "main-action").classes("button--big")
        button.props["disabled"] = True
    else:
        make = outside_link if action.outside else link
        keep_focus(test_id(make(action.label, action.address, style), "main-action"), "main-action")
    if action.reason:
        test_id(text(action.reason, "hero__reason"), "main-reason")


def _when_past(status: LiveRaceStatus) -> str:
    waiting = status in NOT_STARTED
    return "any moment now" if waiting else ""
