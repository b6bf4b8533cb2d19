"""Reviews and corrections of runs."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from pydantic import ConfigDict, Field

from api.schemas.answers import Answer, TextOrNull
from api.schemas.fields import Id, Number, RequestBody, ResponseBody, Whole
from api.schemas.runs.runs import RunResponse, RunSeedResponse, VodLinks
from application.domain.errors import FieldProblem, InvalidInput
from application.domain.ids import RunId
from application.domain.runs.corrections import Result
from application.domain.runs.leaderboard import RankMove
from application.domain.runs.run import RunStatus
from application.read_models.runs import (
    BulkOutcome,
    CorrectionLine,
    CorrectionPreview,
    ReviewDetails,
    ReviewItem,
    ReviewLine,
)
from application.services.runs.review_service import MOST_AT_ONCE

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
    note: str = Field(default="", description="The player is notified.")


class RejectRequest(RequestBody):
    model_config = ConfigDict(json_schema_extra={"examples": [{"version": 3, "reason": "The VOD has no timer."}]})

    version: Whole = Field(description=_SEEN)
    reason: str = Field(description="The player is notified.")


class SeenRunFields(RequestBody):
    run_id: Id
    version: Whole = Field(description=_SEEN)


class AcceptManyRequest(RequestBody):
    model_config = ConfigDict(
        json_schema_extra={"examples": [{"runs": [{"run_id": 31, "version": 3}, {"run_id": 32, "version": 5}]}]}
    )

    runs: list[SeenRunFields] = Field(max_length=MOST_AT_ONCE, description="Each is accepted or refused on its own.")

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
            "examples": [{"version": 3, "status": "finished", "finish_time_seconds": 5025.5, "reason": "By the VOD."}]
        }
    )

    version: Whole = Field(description=_SEEN)
    reason: str = Field(description="The player is notified.")


class UndoCorrectionRequest(RequestBody):
    version: Whole = Field(description=_SEEN)


# Answers


class ReviewItemResponse(Answer[ReviewItem]):
    """One run of the queue."""

    run: RunResponse
    flag_reason: TextOrNull
    is_own: bool = Field(description="Yours, so that somebody else reviews it.")


class ReviewCountResponse(ResponseBody):
    count: int


class ReviewLineResponse(Answer[ReviewLine]):
    note: TextOrNull


class CorrectionLineResponse(Answer[CorrectionLine]):
    """One change of a result by hand or by racetime.gg; what it was and what it became, in words."""

    reason: TextOrNull


class ReviewResponse(Answer[ReviewDetails]):
    """Everything about one run for its reviewer; claim it to see its seed, VOD and notes."""

    seed: RunSeedResponse | None
    vod_url: TextOrNull
    vod_links: VodLinks = Field(description="Each of the links in `vod_url`.", validation_alias="vod_url")
    runner_notes: TextOrNull
    review_note: TextOrNull
    refusal: str | None = Field(description="Why you can't review the run just now.")


class BulkOutcomeResponse(Answer[BulkOutcome]):
    refusal: str | None = Field(description="Null where the run was accepted.")


class BulkOutcomesResponse(ResponseBody):
    items: list[BulkOutcomeResponse]


class RankMoveResponse(Answer[RankMove]):
    """One player whose line on the leaderboard would change; null where the player is not on it."""

    player: str = Field(validation_alias="user_name")


class CorrectionPreviewResponse(Answer[CorrectionPreview]):
    par_seconds_before: float | None = Field(validation_alias="par_before")
    par_seconds_after: float | None = Field(validation_alias="par_after")
