"""Notices."""

from pydantic import ConfigDict, Field

from api.schemas.answers import Answer
from api.schemas.fields import Id, RequestBody, ResponseBody
from application.domain.ids import NoticeId
from application.services.messages.notice_service import NoticeView

_MOST_AT_ONCE = 100

# Requests


class MarkReadRequest(RequestBody):
    model_config = ConfigDict(json_schema_extra={"examples": [{"notice_ids": [14, 15]}]})

    notice_ids: list[Id] | None = Field(default=None, max_length=_MOST_AT_ONCE, description="Null for all of them.")

    @property
    def named(self) -> list[NoticeId] | None:
        return None if self.notice_ids is None else [NoticeId(notice_id) for notice_id in self.notice_ids]


# Answers


class NoticeResponse(Answer[NoticeView]):
    """One notice; the ids name what it is about, which may be gone by now."""


class NoticesResponse(ResponseBody):
    unread: int = Field(description="How many are unread in all.")
    items: list[NoticeResponse]
    next_cursor: str | None


class MarkedResponse(ResponseBody):
    marked: int = Field(description="How many were unread until now.")
