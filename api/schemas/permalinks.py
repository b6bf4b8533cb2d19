"""Permalinks of a pool: added, imported, changed."""

from datetime import datetime

from pydantic import ConfigDict, Field

from api.schemas.fields import Flag, RequestBody, ResponseBody, left_out
from application.domain.scheduling import UNSET
from application.domain.seed_text import is_web_address
from application.domain.table_text import RowProblem
from application.read_models import PermalinkView
from application.read_models.tournaments import PermalinkImport
from application.services.async_tournament_service import MOST_PERMALINKS_AT_ONCE, PermalinkDraft
from application.services.pool_service import PermalinkChanges

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


# Answers


class PermalinkResponse(ResponseBody):
    """`url` and `notes` are null while the permalink is sealed: kept for a live race or given to one."""

    id: int
    number: int = Field(description="What it is called in its pool: Seed 1, Seed 2; it never changes.")
    pool_id: int
    url: str | None
    notes: str | None
    is_live: bool
    sealed: bool
    run_count: int
    par_seconds: float | None
    created_at: datetime

    @classmethod
    def of(cls, view: PermalinkView) -> "PermalinkResponse":
        return cls(
            id=view.id,
            number=view.number,
            pool_id=view.pool_id,
            url=view.url,
            notes=view.notes,
            is_live=view.is_live,
            sealed=view.sealed,
            run_count=view.run_count,
            par_seconds=view.par_seconds,
            created_at=view.created_at,
        )


class PermalinksResponse(ResponseBody):
    items: list[PermalinkResponse]


class RowProblemResponse(ResponseBody):
    """What is wrong with one row; rows are counted from 1 as an editor shows them, the header included."""

    row: int
    detail: str

    @classmethod
    def of(cls, view: RowProblem) -> "RowProblemResponse":
        return cls(row=view.row, detail=view.message)


class PreviewedPermalinkResponse(ResponseBody):
    row: int
    url: str = Field(description="The seed as it was understood.")
    is_link: bool = Field(description="It is a web address; any other text is kept as it is.")
    notes: str
    is_live: bool


class PermalinksPreviewResponse(ResponseBody):
    """What an import would add, and the rows that it can't."""

    permalinks: list[PreviewedPermalinkResponse]
    problems: list[RowProblemResponse]

    @classmethod
    def of(cls, view: PermalinkImport) -> "PermalinksPreviewResponse":
        return cls(
            permalinks=[
                PreviewedPermalinkResponse(
                    row=line.row,
                    url=line.url,
                    is_link=is_web_address(line.url),
                    notes=line.notes,
                    is_live=line.is_live,
                )
                for line in view.permalinks
            ],
            problems=[RowProblemResponse.of(problem) for problem in view.problems],
        )


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
