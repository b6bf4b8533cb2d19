"""Discord as programs see it: the organization's server, tournaments' channels, messages on their way."""

from datetime import datetime

from pydantic import ConfigDict, Field

from api.schemas.answers import Answer, IdText, TextOrNull
from api.schemas.fields import DiscordId, Flag, RequestBody, ResponseBody, Whole, left_out
from application.domain.discord import DiscordState, check_snowflake
from application.domain.live_races.scheduling import UNSET, Unset
from application.domain.messages.channels import Channel
from application.domain.messages.race_posts import PingMode
from application.domain.messages.rich_text import RichMessage
from application.domain.messages.server_events import EventText
from application.read_models import (
    DiscordServerView,
    LinkableServer,
    MessageLine,
    ReminderAnswer,
    ServerChannel,
    ServerRole,
    TournamentDiscordView,
)
from application.services.messages.discord_server_service import TournamentDiscordChanges

# Requests


class LinkServerRequest(RequestBody):
    model_config = ConfigDict(json_schema_extra={"examples": [{"guild_id": "80351110224678912"}]})

    guild_id: DiscordId

    @property
    def number(self) -> int:
        return _number(self.guild_id, "guild_id")


class TournamentDiscordRequest(RequestBody):
    """Fields that are left out stay as they are; null clears."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"channel_id": "80351110224678912", "ping": "eligible", "server_events": True}]}
    )

    channel_id: DiscordId | None = left_out()
    ping: PingMode = left_out()
    ping_role_id: DiscordId | None = left_out()
    server_events: Flag = left_out()
    runs_in_threads: Flag = left_out()
    reminder_minutes: Whole | None = left_out()

    @property
    def changes(self) -> TournamentDiscordChanges:
        named = self.model_fields_set
        return TournamentDiscordChanges(
            channel_id=self._id("channel_id", self.channel_id),
            ping=self.ping if "ping" in named else UNSET,
            ping_role_id=self._id("ping_role_id", self.ping_role_id),
            server_events=self.server_events if "server_events" in named else UNSET,
            runs_in_threads=self.runs_in_threads if "runs_in_threads" in named else UNSET,
            reminder_minutes=self.reminder_minutes if "reminder_minutes" in named else UNSET,
        )

    def _id(self, field: str, value: str | None) -> int | Unset | None:
        if field not in self.model_fields_set:
            return UNSET
        return None if value is None else _number(value, field)


def _number(value: str, field: str) -> int:
    number = int(value)
    check_snowflake(number, field=field)
    return number


# Answers


class DiscordServerResponse(Answer[DiscordServerView]):
    guild_id: IdText
    absent_since: datetime | None = Field(description="Since when the bot is not in the server any more.")


class DiscordBotResponse(ResponseBody):
    state: DiscordState
    message: str = Field(description="The bot's connection to Discord, in a sentence.")
    since: datetime | None


class LinkableServerResponse(Answer[LinkableServer]):
    guild_id: IdText
    bot_present: bool = Field(description="Only a server that the bot is in can be linked.")


class LinkableServersResponse(ResponseBody):
    items: list[LinkableServerResponse]


class ServerChannelResponse(Answer[ServerChannel]):
    id: IdText
    missing: list[str] = Field(description="Permissions that the bot lacks there.")


class ServerRoleResponse(Answer[ServerRole]):
    id: IdText
    alertable: bool = Field(description="Whether the bot may alert it.")


class ServerPlacesResponse(ResponseBody):
    channels: list[ServerChannelResponse]
    roles: list[ServerRoleResponse]


class TournamentDiscordResponse(Answer[TournamentDiscordView]):
    channel_id: IdText | None
    ping: PingMode = Field(description="Who is alerted when a room opens.")
    ping_role_id: IdText | None


class MessageResponse(Answer[MessageLine], hidden=("live_race",)):
    what: str = Field(examples=["Race message"])
    failed_at: datetime | None = Field(description="Since when it is not retried automatically.")
    error: TextOrNull = Field(description="What Discord answered last.")


class MessageTroublesResponse(ResponseBody):
    items: list[MessageResponse]


class MessageTextResponse(ResponseBody):
    """A message as it would be sent now, in Discord's own markup; empty when there is nothing to say any more."""

    title: str
    content: str
    body: str
    sections: dict[str, str]
    footer: str
    buttons: list[str]

    @classmethod
    def of(cls, shown: RichMessage | EventText | None) -> "MessageTextResponse":
        match shown:
            case RichMessage():
                return cls(
                    title=shown.title,
                    content=shown.content,
                    body=shown.body,
                    sections={section.name: section.text for section in shown.sections},
                    footer=shown.footer,
                    buttons=[button.label for button in shown.buttons],
                )
            case EventText():
                return cls(
                    title=shown.name, content="", body=shown.description, sections={}, footer=shown.location, buttons=[]
                )
            case None:
                return cls(title="", content="", body="", sections={}, footer="", buttons=[])


class ReminderResponse(Answer[ReminderAnswer], hidden=("title", "scheduled_at")):
    minutes_before: list[int] = Field(
        description="How long before the start reminders still come; empty when that time has passed.",
        validation_alias="leads",
    )
    channels: list[Channel] = Field(description="By which of your channels they come.")


class RemindersResponse(ResponseBody):
    live_race_ids: list[int]
