"""Notices."""

from datetime import datetime

from pydantic import ConfigDict, Field

from api.schemas.fields import Id, RequestBody, ResponseBody
from application.domain.ids import NoticeId
from application.domain.notices import NoticeKind
from application.services.notice_service import NoticeView

_MOST_AT_ONCE = 100

# Requests


class MarkReadRequest(RequestBody):
    model_config = ConfigDict(json_schema_extra={"examples": [{"notice_ids": [14, 15]}]})

    notice_ids: list[Id] | None = Field(default=None, max_length=_MOST_AT_ONCE, description="Null for all of them.")

    @property
    def named(self) -> list[NoticeId] | None:
        return None if self.notice_ids is None else [NoticeId(notice_id) for notice_id in self.notice_ids]


# Answers


class NoticeResponse(ResponseBody):
    """One notice; the ids name what it is about, which may be gone by now."""

    id: int
    kind: NoticeKind
    sentence: str
    tournament_id: int | None
    run_id: int | None
    live_race_id: int | None
    created_at: datetime
    read_at: datetime | None

    @classmethod
    def of(cls, view: NoticeView) -> "NoticeResponse":
        return cls(
            id=view.id,
            kind=view.kind,
            sentence=view.sentence,
            tournament_id=view.tournament_id,
            run_id=view.run_id,
            live_race_id=view.live_race_id,
            created_at=view.created_at,
            read_at=view.read_at,
        )


class NoticesResponse(ResponseBody):
    unread: int = Field(description="How many are unread in all.")
    items: list[NoticeResponse]
    next_cursor: str | None


class MarkedResponse(ResponseBody):
    marked: int = Field(description="How many were unread until now.")
