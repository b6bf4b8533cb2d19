"""What members are told personally, and how they want to be told."""

from datetime import datetime

from pydantic import ConfigDict, Field

from api.schemas.answers import Answer
from api.schemas.fields import Flag, RequestBody, ResponseBody, Whole, left_out
from application.domain.live_races.scheduling import UNSET
from application.domain.messages.notifications import (
    LONGEST_REMINDER_MINUTES,
    MOST_REMINDERS,
    NotificationKind,
    Way,
    Wishes,
)
from application.read_models import NotificationView
from application.services.messages.notification_service import WishChanges

# Requests


class NotificationWishesRequest(RequestBody):
    """Only the fields that are named change, and of `ways` only the kinds that are named."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"ways": {"reminder": "direct_message"}, "reminder_minutes": [60, 15]}]}
    )

    ways: dict[NotificationKind, Way] = left_out()
    reminder_minutes: list[Whole] | None = Field(
        default=None,
        max_length=20,
        description=f"Up to {MOST_REMINDERS} leads before a start, each of 1 to {LONGEST_REMINDER_MINUTES} minutes; "
        "null is each tournament's own lead.",
    )
    only_if_eligible: Flag = left_out()
    every_race: Flag = left_out()

    @property
    def wanted(self) -> WishChanges:
        named = self.model_fields_set
        leads = self.reminder_minutes
        return WishChanges(
            ways=self.ways if "ways" in named else UNSET,
            reminder_minutes=(tuple(leads) if leads is not None else None) if "reminder_minutes" in named else UNSET,
            only_if_eligible=self.only_if_eligible if "only_if_eligible" in named else UNSET,
            every_race=self.every_race if "every_race" in named else UNSET,
        )


# Answers


class NotificationWishesResponse(ResponseBody):
    ways: dict[NotificationKind, Way] = Field(description="How you are told of each kind of thing.")
    reminder_minutes: list[int] | None = Field(description="Null is each tournament's own lead.")
    only_if_eligible: bool = Field(description="Told of races that you may race in only.")
    every_race: bool = Field(description="Told of every race, not only of those that you marked.")

    @classmethod
    def of(cls, wishes: Wishes) -> "NotificationWishesResponse":
        leads = wishes.reminder_minutes
        return cls(
            ways={kind: wishes.way_of(kind) for kind in NotificationKind},
            reminder_minutes=list(leads) if leads is not None else None,
            only_if_eligible=wishes.only_if_eligible,
            every_race=wishes.every_race,
        )


class NotificationResponse(Answer[NotificationView]):
    happens_at: datetime | None = Field(description="When the thing that it announces takes place.")
    on_site: bool = Field(description="Whether it is among the notices on the site.")
    delivery: str = Field(description="What became of the direct message, in words; empty where there is none.")
