"""What members were told, and how they want to be told."""

from pydantic import ConfigDict, Field

from api.schemas.answers import Answer
from api.schemas.fields import Flag, Id, RequestBody, ResponseBody, Whole, left_out
from application.domain.ids import NotificationId
from application.domain.live_races.scheduling import UNSET
from application.domain.messages.channels import Channel
from application.domain.messages.notifications import LONGEST_REMINDER_MINUTES, MOST_REMINDERS, Preferences, Topic
from application.read_models import NotificationView
from application.services.messages.notification_service import PreferenceChanges

_MOST_AT_ONCE = 100

# Requests


class MarkReadRequest(RequestBody):
    model_config = ConfigDict(json_schema_extra={"examples": [{"notification_ids": [14, 15]}]})

    notification_ids: list[Id] | None = Field(
        default=None, max_length=_MOST_AT_ONCE, description="Null for all of them."
    )

    @property
    def named(self) -> list[NotificationId] | None:
        return None if self.notification_ids is None else [NotificationId(item) for item in self.notification_ids]


class NotificationPreferencesRequest(RequestBody):
    """Only the fields that are named change, and of `channels` only the topics that are named."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"channels": {"reminder": ["site", "discord"]}, "reminder_minutes": [60, 15]}]}
    )

    channels: dict[Topic, set[Channel]] = left_out()
    reminder_minutes: list[Whole] | None = Field(
        default=None,
        max_length=20,
        description=f"Up to {MOST_REMINDERS} leads before a start, each of 1 to {LONGEST_REMINDER_MINUTES} minutes; "
        "null is each tournament's own lead.",
    )
    only_if_eligible: Flag = left_out()
    every_race: Flag = left_out()

    @property
    def wanted(self) -> PreferenceChanges:
        named = self.model_fields_set
        leads = self.reminder_minutes
        return PreferenceChanges(
            channels={topic: frozenset(chosen) for topic, chosen in self.channels.items()}
            if "channels" in named
            else UNSET,
            reminder_minutes=(tuple(leads) if leads is not None else None) if "reminder_minutes" in named else UNSET,
            only_if_eligible=self.only_if_eligible if "only_if_eligible" in named else UNSET,
            every_race=self.every_race if "every_race" in named else UNSET,
        )


# Answers


class NotificationPreferencesResponse(ResponseBody):
    channels: dict[Topic, list[Channel]] = Field(
        description="The channels of each topic. The site always shows what concerns your runs and accounts."
    )
    reminder_minutes: list[int] | None = Field(description="Null is each tournament's own lead.")
    only_if_eligible: bool = Field(description="Told of races that you may race in only.")
    every_race: bool = Field(description="Told of every race, not only of those that you marked.")

    @classmethod
    def of(cls, preferences: Preferences) -> "NotificationPreferencesResponse":
        leads = preferences.reminder_minutes
        return cls(
            channels={topic: list(channels) for topic, channels in preferences.in_force.items()},
            reminder_minutes=list(leads) if leads is not None else None,
            only_if_eligible=preferences.only_if_eligible,
            every_race=preferences.every_race,
        )


class NotificationResponse(Answer[NotificationView], hidden=("organization",)):
    """One notification; the ids name what it is about, which may be gone by now."""

    channels: list[Channel] = Field(description="By which of your channels it went.")
    delivery: str = Field(description="What became of it beyond the site, in words; empty where it went nowhere else.")


class NotificationsResponse(ResponseBody):
    unread: int = Field(description="How many are unread in all.")
    items: list[NotificationResponse]
    next_cursor: str | None


class MarkedResponse(ResponseBody):
    marked: int = Field(description="How many were unread until now.")
