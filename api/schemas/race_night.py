"""What staff look at and decide on a race night: the board, alerts, the inbox, corrections of a race."""

from datetime import datetime

from pydantic import ConfigDict, Field

from api.schemas.fields import Id, RequestBody, ResponseBody
from api.schemas.live_races import VerdictResponse
from application.domain.alerts import AlertKind
from application.domain.corrections import CorrectionSource
from application.domain.live_race import LiveRaceStatus
from application.domain.results import UnmatchedReason
from application.domain.run import RunStatus
from application.domain.tonight import Check, Item, Level, Remedy
from application.read_models import (
    AlertView,
    InboxDecision,
    InboxEntry,
    MatchOffer,
    MatchPreview,
    RaceCorrection,
    TonightBoard,
    TonightRace,
)

# Requests


class AttachRoomRequest(RequestBody):
    model_config = ConfigDict(json_schema_extra={"examples": [{"room": "alttpr/cool-icerod-1234"}]})

    room: str = Field(max_length=300, description="Name or address of the room on racetime.gg.")


class MatchRequest(RequestBody):
    user_id: Id = Field(description="The member whose result it is.")


class DismissRequest(RequestBody):
    reason: str = ""


# Answers


class AlertResponse(ResponseBody):
    """Something that needs a human, or did."""

    id: int
    kind: AlertKind
    sentence: str
    live_race_id: int | None
    bot_id: int | None
    raised_at: datetime
    resolved_at: datetime | None

    @classmethod
    def of(cls, view: AlertView) -> "AlertResponse":
        return cls(
            id=view.id,
            kind=view.kind,
            sentence=view.sentence,
            live_race_id=view.live_race_id,
            bot_id=view.bot_id,
            raised_at=view.raised_at,
            resolved_at=view.resolved_at,
        )


class CheckResponse(ResponseBody):
    """One thing that must be right for a race to come off, and what puts it right."""

    item: Item
    level: Level
    sentence: str
    remedy: Remedy | None
    alternative: Remedy | None

    @classmethod
    def of(cls, view: Check) -> "CheckResponse":
        return cls(
            item=view.item,
            level=view.level,
            sentence=view.sentence,
            remedy=view.remedy,
            alternative=view.alternative,
        )


class TonightRaceResponse(ResponseBody):
    live_race_id: int
    title: str
    tournament_id: int
    tournament_name: str
    status: LiveRaceStatus
    level: Level = Field(description="The worst of its checks.")
    scheduled_at: datetime
    opens_at: datetime
    locks_at: datetime
    releases_at: datetime | None
    racetime_url: str | None
    eligible_count: int
    unlinked_count: int
    joined_count: int
    heard_at: datetime | None = Field(description="When the room was last heard from.")
    checks: list[CheckResponse]

    @classmethod
    def of(cls, view: TonightRace) -> "TonightRaceResponse":
        return cls(
            live_race_id=view.live_race_id,
            title=view.title,
            tournament_id=view.tournament_id,
            tournament_name=view.tournament_name,
            status=view.status,
            level=view.level,
            scheduled_at=view.scheduled_at,
            opens_at=view.opens_at,
            locks_at=view.locks_at,
            releases_at=view.releases_at,
            racetime_url=view.racetime_url,
            eligible_count=view.eligible_count,
            unlinked_count=view.unlinked_count,
            joined_count=view.joined_count,
            heard_at=view.heard_at,
            checks=[CheckResponse.of(check) for check in view.checks],
        )


class TonightResponse(ResponseBody):
    """The races of the next 24 hours and those that are not final, at one moment."""

    as_of: datetime
    last_tick_at: datetime | None = Field(description="When the schedule last gave a sign of life.")
    schedule_is_alive: bool
    races: list[TonightRaceResponse]
    alerts: list[AlertResponse]
    inbox_count: int

    @classmethod
    def of(cls, view: TonightBoard) -> "TonightResponse":
        return cls(
            as_of=view.as_of,
            last_tick_at=view.last_tick_at,
            schedule_is_alive=view.schedule_is_alive,
            races=[TonightRaceResponse.of(race) for race in view.races],
            alerts=[AlertResponse.of(alert) for alert in view.alerts],
            inbox_count=view.inbox_count,
        )


class OwnerResponse(ResponseBody):
    user_id: int
    name: str

    @classmethod
    def of(cls, view: MatchOffer) -> "OwnerResponse":
        return cls(user_id=view.user_id, name=view.name)


class DecisionResponse(ResponseBody):
    matched_to: OwnerResponse | None = Field(description="Null for a result that was dismissed.")
    note: str
    who: str
    at: datetime | None

    @classmethod
    def of(cls, view: InboxDecision) -> "DecisionResponse":
        owner = view.matched_to
        return cls(
            matched_to=None if owner is None else OwnerResponse.of(owner), note=view.note, who=view.who, at=view.at
        )


class InboxEntryResponse(ResponseBody):
    """A racer's result that belongs to nobody yet, or did until somebody decided."""

    id: int
    live_race_id: int
    race_title: str
    tournament_id: int
    racetime_name: str
    racetime_id: str | None
    reason: UnmatchedReason
    explanation: str
    status: RunStatus
    finish_time_seconds: float | None
    created_at: datetime
    offer: OwnerResponse | None = Field(description="The member who is known to own the account.")
    decision: DecisionResponse | None

    @classmethod
    def of(cls, view: InboxEntry) -> "InboxEntryResponse":
        return cls(
            id=view.id,
            live_race_id=view.live_race_id,
            race_title=view.race_title,
            tournament_id=view.tournament_id,
            racetime_name=view.racetime_name,
            racetime_id=view.racetime_id,
            reason=view.reason,
            explanation=view.explanation,
            status=view.status,
            finish_time_seconds=None if view.finish_time is None else view.finish_time.total_seconds(),
            created_at=view.created_at,
            offer=None if view.offer is None else OwnerResponse.of(view.offer),
            decision=None if view.decision is None else DecisionResponse.of(view.decision),
        )


class MatchPreviewResponse(ResponseBody):
    """What giving a result to a member would mean; rules that are not met are overruled by doing so."""

    member: OwnerResponse
    verdicts: list[VerdictResponse]
    refusal: str | None = Field(description="Why it is not possible at all; null when it is.")

    @classmethod
    def of(cls, view: MatchPreview) -> "MatchPreviewResponse":
        return cls(
            member=OwnerResponse.of(view.member),
            verdicts=[VerdictResponse.of(verdict) for verdict in view.verdicts],
            refusal=view.refusal,
        )


class RaceCorrectionResponse(ResponseBody):
    """One result of a race that moved after it had been told: what it was and what it became, in words."""

    id: int
    name: str
    user_id: int | None
    source: CorrectionSource
    before: str
    after: str
    comment_before: str
    comment_after: str
    reason: str
    who: str
    at: datetime
    undone_at: datetime | None

    @classmethod
    def of(cls, view: RaceCorrection) -> "RaceCorrectionResponse":
        return cls(
            id=view.id,
            name=view.name,
            user_id=view.user_id,
            source=view.source,
            before=view.before,
            after=view.after,
            comment_before=view.comment_before,
            comment_after=view.comment_after,
            reason=view.reason,
            who=view.who,
            at=view.at,
            undone_at=view.undone_at,
        )
