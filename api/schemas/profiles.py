"""Race room profiles and racetime.gg bots."""

from datetime import datetime

from pydantic import ConfigDict, Field

from api.schemas.fields import Flag, RequestBody, ResponseBody, Whole
from application.domain.room import RoomSettings
from application.read_models import BotView, ProfileView
from application.services.race_room_profile_service import ProfileDraft

UNITS = {
    "start_delay": "start_delay_seconds",
    "time_limit": "time_limit_hours",
    "chat_message_delay": "chat_message_delay_seconds",
}
"""What the domain calls an amount, and how it is called here, where its unit must show."""

_BUILT_IN = RoomSettings()


class ProfileRequest(RequestBody):
    """What is left out is as in the built-in profile."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"name": "Qualifier", "start_delay_seconds": 30, "streaming_required": True}]}
    )

    name: str
    description: str = ""
    is_default: Flag = Field(default=False, description="Used where neither live race nor tournament has a profile.")
    start_delay_seconds: Whole = Field(default=_BUILT_IN.start_delay, description="10 to 60.")
    time_limit_hours: Whole = Field(default=_BUILT_IN.time_limit, description="1 to 72.")
    chat_message_delay_seconds: Whole = Field(default=_BUILT_IN.chat_message_delay, description="0 to 90.")
    streaming_required: Flag = _BUILT_IN.streaming_required
    auto_start: Flag = _BUILT_IN.auto_start
    allow_comments: Flag = _BUILT_IN.allow_comments
    hide_comments: Flag = _BUILT_IN.hide_comments
    allow_prerace_chat: Flag = _BUILT_IN.allow_prerace_chat
    allow_midrace_chat: Flag = _BUILT_IN.allow_midrace_chat
    allow_non_entrant_chat: Flag = _BUILT_IN.allow_non_entrant_chat

    @property
    def draft(self) -> ProfileDraft:
        settings = RoomSettings(
            start_delay=self.start_delay_seconds,
            time_limit=self.time_limit_hours,
            streaming_required=self.streaming_required,
            auto_start=self.auto_start,
            allow_comments=self.allow_comments,
            hide_comments=self.hide_comments,
            allow_prerace_chat=self.allow_prerace_chat,
            allow_midrace_chat=self.allow_midrace_chat,
            allow_non_entrant_chat=self.allow_non_entrant_chat,
            chat_message_delay=self.chat_message_delay_seconds,
        )
        return ProfileDraft(self.name, settings, self.description, self.is_default)


class RoomSettingsResponse(ResponseBody):
    start_delay_seconds: int
    time_limit_hours: int
    chat_message_delay_seconds: int
    streaming_required: bool
    auto_start: bool
    allow_comments: bool
    hide_comments: bool
    allow_prerace_chat: bool
    allow_midrace_chat: bool
    allow_non_entrant_chat: bool

    @classmethod
    def of(cls, view: RoomSettings) -> "RoomSettingsResponse":
        return cls(
            start_delay_seconds=view.start_delay,
            time_limit_hours=view.time_limit,
            chat_message_delay_seconds=view.chat_message_delay,
            streaming_required=view.streaming_required,
            auto_start=view.auto_start,
            allow_comments=view.allow_comments,
            hide_comments=view.hide_comments,
            allow_prerace_chat=view.allow_prerace_chat,
            allow_midrace_chat=view.allow_midrace_chat,
            allow_non_entrant_chat=view.allow_non_entrant_chat,
        )


class ProfileResponse(ResponseBody):
    id: int
    name: str
    description: str
    is_default: bool
    settings: RoomSettingsResponse

    @classmethod
    def of(cls, view: ProfileView) -> "ProfileResponse":
        return cls(
            id=view.id,
            name=view.name,
            description=view.description,
            is_default=view.is_default,
            settings=RoomSettingsResponse.of(view.settings),
        )


class BotRequest(RequestBody):
    """Credentials as racetime.gg shows them to the owner of a bot."""

    client_id: str
    client_secret: str = Field(
        description="Kept encrypted, and never shown again.",
        json_schema_extra={"writeOnly": True, "format": "password"},
    )


class BotResponse(ResponseBody):
    id: int
    category: str = Field(examples=["alttpr"])
    client_id: str
    is_active: bool
    status: str
    status_message: str | None
    status_since: datetime | None

    @classmethod
    def of(cls, view: BotView) -> "BotResponse":
        return cls(
            id=view.id,
            category=view.category,
            client_id=view.client_id,
            is_active=view.is_active,
            status=view.status,
            status_message=view.status_message or None,
            status_since=view.status_since,
        )
