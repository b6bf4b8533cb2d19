"""Permalinks of a pool: added, imported, changed."""

from typing import Annotated

from pydantic import BeforeValidator, ConfigDict, Field

from api.schemas.answers import Answer, TextOrNull
from api.schemas.fields import Flag, Id, RequestBody, ResponseBody, left_out
from application.domain.ids import PermalinkId
from application.domain.live_races.scheduling import UNSET
from application.domain.seed_text import is_web_address
from application.domain.table_text import RowProblem
from application.read_models import PermalinkView
from application.read_models.tournaments import PermalinkImport, PreviewedPermalink, SeedUseLine
from application.services.tournaments.async_tournament_service import MOST_PERMALINKS_AT_ONCE, PermalinkDraft
from application.services.tournaments.pool_service import MOST_SEEDS_AT_ONCE, PermalinkChanges

# Requests


class PermalinkFields(RequestBody):
    url: str = Field(description="The seed: a web address, or any other text such as flags or a base64 permalink.")
    notes: str = Field(default="", description="Shown with the seed, e.g. its hash.")
    is_live: Flag = Field(default=False, description="Kept for live races and never dealt for async runs.")


class PermalinksCreateRequest(RequestBody):
    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "permalinks": [
                        {"url": "https://alttpr.com/h/q3GYB9rEvX", "notes": "Hammer/Mirror/Flute", "is_live": True},
                        {"url": "https://alttpr.com/h/Kd9mN2xZvp"},
                    ]
                }
            ]
        }
    )

    permalinks: list[PermalinkFields] = Field(max_length=MOST_PERMALINKS_AT_ONCE, description="All are added, or none.")

    @property
    def drafts(self) -> list[PermalinkDraft]:
        return [PermalinkDraft(item.url, item.notes, item.is_live) for item in self.permalinks]


class PermalinkUpdateRequest(RequestBody):
    """Fields that are left out stay as they are; null or an empty text clears the notes."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"notes": "Hammer/Mirror/Flute", "is_live": True}]})

    notes: str | None = left_out()
    is_live: Flag = Field(
        default_factory=lambda: False, description="Kept for live races, as long as nobody ran it otherwise."
    )

    @property
    def changes(self) -> PermalinkChanges:
        named = self.model_fields_set
        return PermalinkChanges(
            notes=(self.notes or "") if "notes" in named else UNSET,
            is_live=self.is_live if "is_live" in named else UNSET,
        )


class SeedUseRequest(RequestBody):
    model_config = ConfigDict(json_schema_extra={"examples": [{"permalink_ids": [7, 8, 9], "is_live": True}]})

    permalink_ids: list[Id] = Field(max_length=MOST_SEEDS_AT_ONCE)
    is_live: Flag = Field(description="Whether they are kept for live races, or dealt for async runs.")

    @property
    def ids(self) -> list[PermalinkId]:
        return [PermalinkId(permalink_id) for permalink_id in self.permalink_ids]


# Answers


class PermalinkResponse(Answer[PermalinkView]):
    """`url` and `notes` are null while the permalink is sealed: kept for a live race or given to one."""

    number: int = Field(description="What it is called in its pool: Seed 1, Seed 2; it never changes.")


class SeedUseLineResponse(Answer[SeedUseLine]):
    refusal: TextOrNull = Field(description="Why it stays as it is; null when it is used as was wanted.")


class SeedUseResponse(ResponseBody):
    lines: list[SeedUseLineResponse]


class PermalinksResponse(ResponseBody):
    items: list[PermalinkResponse]


class RowProblemResponse(Answer[RowProblem]):
    """What is wrong with one row; rows are counted from 1 as an editor shows them, the header included."""

    detail: str = Field(validation_alias="message")


class PreviewedPermalinkResponse(Answer[PreviewedPermalink]):
    url: str = Field(description="The seed as it was understood.")
    is_link: Annotated[bool, BeforeValidator(is_web_address)] = Field(
        description="It is a web address; any other text is kept as it is.", validation_alias="url"
    )


class PermalinksPreviewResponse(Answer[PermalinkImport]):
    """What an import would add, and the rows that it can't."""


class PermalinksImportResponse(ResponseBody):
    """What an import added, and the rows that were left out."""

    added: int
    live: int = Field(description="Those of them that are kept for live races.")
    problems: list[RowProblemResponse]

    @classmethod
    def of(cls, view: PermalinkImport) -> "PermalinksImportResponse":
        return cls(
            added=len(view.permalinks),
            live=sum(line.is_live for line in view.permalinks),
            problems=[RowProblemResponse.of(problem) for problem in view.problems],
        )
