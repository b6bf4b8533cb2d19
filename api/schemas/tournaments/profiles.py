"""Race room profiles and racetime.gg bots."""

from pydantic import ConfigDict, Field

from api.schemas.answers import Answer, TextOrNull
from api.schemas.fields import Flag, RequestBody, Whole
from application.domain.live_races.room import RoomSettings
from application.read_models import BotView, ProfileView
from application.services.tournaments.race_room_profile_service import ProfileDraft

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


class RoomSettingsResponse(Answer[RoomSettings]):
    start_delay_seconds: int = Field(validation_alias="start_delay")
    time_limit_hours: int = Field(validation_alias="time_limit")
    chat_message_delay_seconds: int = Field(validation_alias="chat_message_delay")


class ProfileResponse(Answer[ProfileView]):
    pass


class BotRequest(RequestBody):
    """Credentials as racetime.gg shows them to the owner of a bot."""

    client_id: str
    client_secret: str = Field(
        description="Kept encrypted, and never shown again.",
        json_schema_extra={"writeOnly": True, "format": "password"},
    )


class BotResponse(Answer[BotView]):
    category: str = Field(examples=["alttpr"])
    status_message: TextOrNull
