"""Reviews and corrections of runs."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from pydantic import ConfigDict, Field

from api.schemas.fields import Id, Number, RequestBody, ResponseBody, Whole
from api.schemas.runs import RunResponse, RunSeedResponse
from application.domain.corrections import Result
from application.domain.errors import FieldProblem, InvalidInput
from application.domain.ids import RunId
from application.domain.leaderboard import RankMove
from application.domain.review import ReviewAction
from application.domain.run import RunStatus
from application.domain.vod_links import split_links
from application.read_models.runs import (
    BulkOutcome,
    CorrectionLine,
    CorrectionPreview,
    ReviewDetails,
    ReviewItem,
    ReviewLine,
)
from application.services.review_service import MOST_AT_ONCE

_SEEN = "The run's version that you looked at; when it has changed since, nothing is done."
_UNITS = {"finish_time": "finish_time_seconds"}
"""What the domain calls an amount, and how it is called here, where its unit must show."""


@contextmanager
def result_named_with_units() -> Iterator[None]:
    try:
        yield
    except InvalidInput as error:
        raise InvalidInput(
            *(FieldProblem(_UNITS.get(problem.field, problem.field), problem.message) for problem in error.problems)
        ) from error


# Requests


class AcceptRequest(RequestBody):
    model_config = ConfigDict(json_schema_extra={"examples": [{"version": 3, "note": "Well raced."}]})

    version: Whole = Field(description=_SEEN)
    note: str = Field(default="", description="The player is told.")


class RejectRequest(RequestBody):
    model_config = ConfigDict(json_schema_extra={"examples": [{"version": 3, "reason": "The recording has no timer."}]})

    version: Whole = Field(description=_SEEN)
    reason: str = Field(description="The player is told.")


class SeenRunFields(RequestBody):
    run_id: Id
    version: Whole = Field(description=_SEEN)


class AcceptManyRequest(RequestBody):
    model_config = ConfigDict(
        json_schema_extra={"examples": [{"runs": [{"run_id": 31, "version": 3}, {"run_id": 32, "version": 5}]}]}
    )

    runs: list[SeenRunFields] = Field(max_length=MOST_AT_ONCE, description="Each stands or falls by itself.")

    @property
    def seen(self) -> list[tuple[RunId, int]]:
        return [(RunId(run.run_id), run.version) for run in self.runs]


class ResultFields(RequestBody):
    status: RunStatus = Field(description="finished, forfeit or disqualified.")
    finish_time_seconds: Number | None = Field(default=None, description="Needed for a finished run.")

    @property
    def result(self) -> Result:
        time = self.finish_time_seconds
        return Result(self.status, None if time is None else timedelta(seconds=time))


class CorrectionPreviewRequest(ResultFields):
    model_config = ConfigDict(json_schema_extra={"examples": [{"status": "finished", "finish_time_seconds": 5025.5}]})


class CorrectionRequest(ResultFields):
    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"version": 3, "status": "finished", "finish_time_seconds": 5025.5, "reason": "By the recording."}
            ]
        }
    )

    version: Whole = Field(description=_SEEN)
    reason: str = Field(description="The player is told.")


class UndoCorrectionRequest(RequestBody):
    version: Whole = Field(description=_SEEN)


# Answers


class ReviewItemResponse(ResponseBody):
    """One run of the queue."""

    run: RunResponse
    flagged_at: datetime | None
    flag_reason: str | None
    has_vod: bool
    claimed_by_id: int | None
    claimed_by: str | None
    claimed_at: datetime | None
    reviewed_by: str | None
    reviewed_at: datetime | None
    is_own: bool = Field(description="Yours, so that somebody else reviews it.")

    @classmethod
    def of(cls, view: ReviewItem) -> "ReviewItemResponse":
        return cls(
            run=RunResponse.of(view.run),
            flagged_at=view.flagged_at,
            flag_reason=view.flag_reason or None,
            has_vod=view.has_vod,
            claimed_by_id=view.claimed_by_id,
            claimed_by=view.claimed_by,
            claimed_at=view.claimed_at,
            reviewed_by=view.reviewed_by,
            reviewed_at=view.reviewed_at,
            is_own=view.is_own,
        )


class ReviewCountResponse(ResponseBody):
    count: int


class ReviewLineResponse(ResponseBody):
    id: int
    action: ReviewAction
    who: str
    at: datetime
    note: str | None

    @classmethod
    def of(cls, view: ReviewLine) -> "ReviewLineResponse":
        return cls(id=view.id, action=view.action, who=view.who, at=view.at, note=view.note or None)


class CorrectionLineResponse(ResponseBody):
    """One change of a result by hand or by racetime.gg; what it was and what it became, in words."""

    before: str
    after: str
    reason: str | None
    who: str
    at: datetime
    undone_at: datetime | None

    @classmethod
    def of(cls, view: CorrectionLine) -> "CorrectionLineResponse":
        return cls(
            before=view.before,
            after=view.after,
            reason=view.reason or None,
            who=view.who,
            at=view.at,
            undone_at=view.undone_at,
        )


class ReviewResponse(ResponseBody):
    """Everything about one run for its reviewer; claim it to see its seed, recording and notes."""

    item: ReviewItemResponse
    as_of: datetime
    seed: RunSeedResponse | None
    vod_url: str | None
    vod_links: list[str] = Field(description="Each of the links in `vod_url`.")
    runner_notes: str | None
    review_note: str | None
    par_seconds: float | None
    history: list[ReviewLineResponse]
    corrections: list[CorrectionLineResponse]
    refusal: str | None = Field(description="Why you can't review the run just now.")
    may_undo_correction: bool

    @classmethod
    def of(cls, view: ReviewDetails) -> "ReviewResponse":
        return cls(
            item=ReviewItemResponse.of(view.item),
            as_of=view.as_of,
            seed=RunSeedResponse.of(view.seed),
            vod_url=view.vod_url or None,
            vod_links=list(split_links(view.vod_url)),
            runner_notes=view.runner_notes or None,
            review_note=view.review_note or None,
            par_seconds=view.par_seconds,
            history=[ReviewLineResponse.of(line) for line in view.history],
            corrections=[CorrectionLineResponse.of(line) for line in view.corrections],
            refusal=view.refusal,
            may_undo_correction=view.may_undo_correction,
        )


class BulkOutcomeResponse(ResponseBody):
    run_id: int
    refusal: str | None = Field(description="Null where the run was accepted.")

    @classmethod
    def of(cls, view: BulkOutcome) -> "BulkOutcomeResponse":
        return cls(run_id=view.run_id, refusal=view.refusal)


class BulkOutcomesResponse(ResponseBody):
    items: list[BulkOutcomeResponse]


class RankMoveResponse(ResponseBody):
    """One player whose line on the leaderboard would change; null where the player is not on it."""

    user_id: int
    player: str
    rank_before: int | None
    rank_after: int | None
    score_before: float | None
    score_after: float | None

    @classmethod
    def of(cls, view: RankMove) -> "RankMoveResponse":
        return cls(
            user_id=view.user_id,
            player=view.user_name,
            rank_before=view.rank_before,
            rank_after=view.rank_after,
            score_before=view.score_before,
            score_after=view.score_after,
        )


class CorrectionPreviewResponse(ResponseBody):
    before: str
    after: str
    par_seconds_before: float | None
    par_seconds_after: float | None
    score_before: float | None
    score_after: float | None
    moves: list[RankMoveResponse]

    @classmethod
    def of(cls, view: CorrectionPreview) -> "CorrectionPreviewResponse":
        return cls(
            before=view.before,
            after=view.after,
            par_seconds_before=view.par_before,
            par_seconds_after=view.par_after,
            score_before=view.score_before,
            score_after=view.score_after,
            moves=[RankMoveResponse.of(move) for move in view.moves],
        )
