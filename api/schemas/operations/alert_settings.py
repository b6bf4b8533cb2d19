"""How staff are told of alerts, as programs see it."""

from pydantic import ConfigDict, Field

from api.schemas.answers import Answer, IdText
from api.schemas.fields import DiscordId, Id, RequestBody, ResponseBody, left_out
from api.schemas.tournaments.settings import changes_settings, tells_settings
from application.domain.discord import check_snowflake
from application.domain.ids import UserId
from application.domain.live_races.scheduling import UNSET, Unset
from application.domain.operations.alert_settings import QuietHours, QuietHoursChanges
from application.domain.settings import declared_in
from application.read_models.operations import AlertAddressView, AlertPerson, AlertSettingsView, AlertWayView
from application.services.operations.alert_settings_service import AlertSettingsChanges

# Requests


@changes_settings(QuietHours)
class AlertSettingsRequest(RequestBody):
    """Fields that are left out stay as they are; null clears."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"quiet_from": "22:00", "quiet_until": "08:00", "time_zone": "Europe/Berlin", "people": [1]}]
        }
    )

    channel_id: DiscordId | None = left_out(description="Of the organization's Discord server; null: no channel.")
    people: list[Id] = Field(
        default_factory=list, max_length=100, description="Staff who are told by direct message: all of them."
    )

    addresses: list[str] = Field(
        default_factory=list,
        max_length=100,
        description="E-mail addresses that are told: all of them. New ones are asked first whether they want that.",
    )

    @property
    def changes(self) -> AlertSettingsChanges:
        named = self.model_fields_set
        return AlertSettingsChanges(
            channel_id=self._channel(),
            people=[UserId(user_id) for user_id in self.people] if "people" in named else UNSET,
            addresses=self.addresses if "addresses" in named else UNSET,
            quiet=QuietHoursChanges(**{name: getattr(self, name) for name in declared_in(QuietHours) if name in named}),
        )

    def _channel(self) -> int | Unset | None:
        if "channel_id" not in self.model_fields_set:
            return UNSET
        if self.channel_id is None:
            return None
        check_snowflake(int(self.channel_id), field="channel_id")
        return int(self.channel_id)


# Answers


class AlertDeliveryResponse(Answer[AlertWayView]):
    """What became of the newest message about an alert by one way."""


class AlertPersonResponse(Answer[AlertPerson]):
    delivery: AlertDeliveryResponse | None


class AlertAddressResponse(Answer[AlertAddressView]):
    """An address is sent nothing but the question whether it wants alerts until it has said yes."""

    delivery: AlertDeliveryResponse | None


@tells_settings(QuietHours)
class AlertSettingsResponse(ResponseBody):
    channel_id: IdText | None
    channel_name: str
    channel_delivery: AlertDeliveryResponse | None
    people: list[AlertPersonResponse] = Field(description="All staff, with whether they are told by direct message.")
    sends_mail: bool = Field(description="Whether this installation has a mail server.")
    addresses: list[AlertAddressResponse]

    @classmethod
    def of(cls, view: AlertSettingsView) -> "AlertSettingsResponse":
        return cls.model_validate(view, from_attributes=True)


class AlertTestResponse(ResponseBody):
    ways: int = Field(description="By how many ways the test goes.")
