"""Runs: what their players may draw, do and hand in."""

from datetime import datetime
from typing import Annotated

from pydantic import BeforeValidator, ConfigDict, Field

from api.schemas.answers import Answer, TextOrNull
from api.schemas.eligibility import VerdictResponse
from api.schemas.fields import Flag, RequestBody, ResponseBody, Whole, left_out
from application.domain.live_races.scheduling import UNSET
from application.domain.runs.vod_links import split_links
from application.read_models.runs import DrawOptions, PoolToDraw, RunDetails, RunRefusals, RunSeed, RunSummary
from application.services.runs.async_race_service import RunSubmission

VodLinks = Annotated[list[str], BeforeValidator(split_links)]
"""Each of the links in one field."""

# Requests


class ForfeitRequest(RequestBody):
    model_config = ConfigDict(json_schema_extra={"examples": [{"confirmed": True}]})

    confirmed: Flag = Field(default=False, description="There is no way back.")


class SubmissionRequest(RequestBody):
    """Fields that are left out stay as they are; null or an empty text clears."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"vod_url": "https://www.twitch.tv/videos/1234567890", "notes": "Skipped the first dungeon."}]
        }
    )

    vod_url: str | None = Field(default_factory=lambda: None, description="VOD link, or several with blanks between.")
    notes: str | None = left_out()

    @property
    def submission(self) -> RunSubmission:
        named = self.model_fields_set
        return RunSubmission(
            vod_url=(self.vod_url or "") if "vod_url" in named else UNSET,
            notes=(self.notes or "") if "notes" in named else UNSET,
        )


class FlagRequest(RequestBody):
    reason: str = Field(examples=["The timer stood still for a minute."])


class ReattemptRequest(RequestBody):
    reason: str = Field(examples=["Power cut in the second hour."])


class ExtensionRequest(RequestBody):
    minutes: Whole = Field(examples=[30], description="How much more, up to a week.")
    reason: str = Field(default="", description="The player is notified.")


# Answers


class PoolToDrawResponse(Answer[PoolToDraw]):
    """One pool before a draw; of its seeds only the number is told."""

    verdicts: list[VerdictResponse]
    open: bool = Field(description="Whether you may draw here now.")


class DrawOptionsResponse(Answer[DrawOptions]):
    warning: str = Field(description="What a player must know before drawing.")


class RunSeedResponse(Answer[RunSeed]):
    pass


class RunResponse(Answer[RunSummary]):
    seed_number: int = Field(description="What the permalink is called in its pool.")
    live_race_id: int | None = Field(description="Null for an async run.")
    live_race_title: TextOrNull
    started_at: datetime | None = Field(description="In the future while the countdown runs.")
    reattempted: bool = Field(description="A reattempt was made; this run counts no more.")
    corrected: bool = Field(description="The result was set by hand.")
    version: int = Field(description="Goes up with every change; a review names the one that was looked at.")


class RunsResponse(ResponseBody):
    """One page of a tournament's runs."""

    hidden: bool = Field(description="Results are hidden until the tournament closes; only your own runs are listed.")
    held_back: TextOrNull = Field(description="What is held back from you and when it shows; null where nothing is.")
    items: list[RunResponse]
    next_cursor: str | None


class RunRefusalsResponse(Answer[RunRefusals]):
    """Why you can't do something with the run just now; null where you can."""


class RunDetailsResponse(Answer[RunDetails]):
    """One run as you may see it; what you may not is null."""

    run: RunResponse = Field(validation_alias="summary")
    as_of: datetime = Field(description="The server's time, to show a clock by.")
    held_back: TextOrNull = Field(description="What is held back from you and when it shows; null where nothing is.")
    vod_url: TextOrNull
    vod_links: VodLinks = Field(description="Each of the links in `vod_url`.", validation_alias="vod_url")
    runner_notes: TextOrNull
    flag_reason: TextOrNull
    reattempt_reason: TextOrNull
    review_note: TextOrNull
    forfeit_question: str = Field(description="What to confirm before a forfeit.")
    reattempts_allowed: int = Field(description="-1 for as many as anybody wants.")


class ActiveRunResponse(ResponseBody):
    run: RunDetailsResponse | None = Field(description="Null while none of your runs is under way.")
