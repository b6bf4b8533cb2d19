"""How an organization's staff are told of alerts beside the site, and whether that works."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from application.context import OrgContext
from application.domain.errors import Conflict, InvalidInput, Problems
from application.domain.events import Edited, EditedEvent, FieldChange, differences
from application.domain.events.operations import AlertRecipientChosenEvent, AlertRecipientRemovedEvent
from application.domain.ids import OrganizationRef, PersonRef, UserId
from application.domain.live_races.scheduling import UNSET, Unset
from application.domain.messages.channels import Destination
from application.domain.messages.mail import hinted, number_of
from application.domain.messages.outbox import partition_of_address, partition_of_person, partition_of_staff_channel
from application.domain.operations.alert_settings import MOST_PEOPLE, QuietHours, QuietHoursChanges, read_addresses
from application.domain.permissions import Permission
from application.domain.settings import cleaned, values_in
from application.read_models.operations import AlertAddressView, AlertPerson, AlertSettingsView, AlertWayView
from application.repositories import Repositories
from application.services.messages.alert_plans import queue_questions, queue_test
from application.services.messages.discord_server_service import DiscordServerService
from application.services.retry import tried_twice
from application.unit_of_work import UnitsOfWork, WorkSession
from models.event_log import OutboxMessage
from models.supervision import AlertSettings

_NOBODY = "Nobody would be told. Choose a channel, people or addresses first, and save."
_NOBODY_YET = "Nobody would be told yet: the addresses were asked by e-mail whether they want alerts."


@dataclass(frozen=True, slots=True)
class AlertSettingsChanges:
    channel_id: int | Unset | None = UNSET
    """Of the organization's Discord server; None: no channel is told."""
    people: Sequence[UserId] | Unset = UNSET
    """Members of the staff who are told by direct message."""
    addresses: Sequence[str] | Unset = UNSET
    """For e-mail."""
    quiet: QuietHoursChanges = field(default_factory=QuietHoursChanges)


class AlertSettingsService:
    def __init__(self, units: UnitsOfWork, discord: DiscordServerService, *, sends_mail: bool) -> None:
        self._units = units
        self._discord = discord
        self._sends_mail = sends_mail

    async def get_settings(self, ctx: OrgContext) -> AlertSettingsView:
        ctx.demand(Permission.MANAGE_ORGANIZATION)
        return await self._view(self._units.reading(ctx))

    @tried_twice
    async def update_settings(self, ctx: OrgContext, changes: AlertSettingsChanges) -> AlertSettingsView:
        """Change who is told and when. Raises `InvalidInput`, `Conflict` without a Discord server, `Unavailable`."""
        ctx.demand(Permission.MANAGE_ORGANIZATION)
        problems = Problems()
        channel_name = None
        with problems.noted():
            channel_name = await self._checked_channel(ctx, changes.channel_id)
        async with self._units(ctx) as work:
            settings = await work.alert_settings.get()
            before, before_addresses = _logged(settings), await _addresses(work)
            with problems.noted():
                _keep_quiet(settings, changes.quiet)
            if changes.people is not UNSET:
                with problems.noted():
                    await _choose(work, changes.people)
            if changes.addresses is not UNSET:
                with problems.noted():
                    await self._write_to(work, changes.addresses)
            problems.refuse()
            if changes.channel_id is not UNSET and changes.channel_id != settings.channel_id:
                settings.channel_id, settings.channel_name = changes.channel_id, channel_name or ""
                await work.outbox.drop(Destination.DISCORD, partition_of_staff_channel(ctx.organization_id))
            moved = differences(before, _logged(settings))
            if before_addresses != (addresses := await _addresses(work)):
                moved += (FieldChange("addresses", _hints(before_addresses), _hints(addresses)),)
            if moved:
                await work.alert_settings.put(settings)
                work.record(EditedEvent(OrganizationRef(ctx.organization_id), Edited.ALERTS, moved))
            return await self._view(work)

    @tried_twice
    async def send_test(self, ctx: OrgContext) -> int:
        """Tell everybody who would be told of an alert that this is a test; returns by how many ways.

        Addresses that have not said yes are asked again, if they weren't today.
        """
        ctx.demand(Permission.MANAGE_ORGANIZATION)
        async with self._units(ctx) as work:
            ways = await queue_test(work)
            with suppress(InvalidInput):
                await queue_questions(work)
            asked = await work.alert_addresses.list_chosen()
        if not ways:
            raise Conflict(_NOBODY_YET if asked else _NOBODY)
        return ways

    async def _write_to(self, work: WorkSession, written: Sequence[str]) -> None:
        addresses = read_addresses(written)
        if addresses and not self._sends_mail:
            raise InvalidInput.on("addresses", "E-mail is off here: whoever runs this site sets SMTP_HOST first.")
        rows = await work.alert_addresses.list_all()
        stopped = {number_of(row.address) for row in rows if row.stopped_at is not None}
        if refused := next((address for address in addresses if number_of(address) in stopped), None):
            raise InvalidInput.on(
                "addresses", f"{refused} asked not to be written to. Who reads it can allow it by the link in the mail."
            )
        await work.alert_addresses.choose(addresses)
        await queue_questions(work)

    async def _checked_channel(self, ctx: OrgContext, wanted: int | Unset | None) -> str | None:
        """Return the name of a channel that is newly chosen."""
        present = (await self._units.reading(ctx).alert_settings.get()).channel_id
        if wanted is UNSET or wanted is None or wanted == present:
            return None
        channel = next((item for item in await self._discord.list_channels(ctx) if item.id == wanted), None)
        if channel is None:
            raise InvalidInput.on("channel_id", "The Discord server has no such text channel.")
        if channel.missing:
            raise InvalidInput.on(
                "channel_id",
                f"The bot lacks permissions in #{channel.name}: {', '.join(channel.missing)}. "
                "Give it these in the settings of the channel or server on Discord.",
            )
        return channel.name[:100]

    async def _view(self, reading: Repositories) -> AlertSettingsView:
        settings = await reading.alert_settings.get()
        chosen = set(await reading.alert_recipients.list_chosen())
        staff = await reading.members.list_with_roles()
        latest = await reading.outbox.list_latest_alerts()
        recipients = await reading.preferences.list_recipients([row.member.user_id for row in staff])
        reachable = {recipient.user_id: recipient for recipient in recipients}
        return AlertSettingsView(
            **values_in(QuietHours, settings),
            channel_id=settings.channel_id,
            channel_name=settings.channel_name,
            channel_delivery=_delivery(latest.get(partition_of_staff_channel(reading.ctx.organization_id))),
            people=tuple(
                AlertPerson(
                    user_id=row.member.user_id,
                    name=row.member.user.display_name,
                    is_told=row.member.user_id in chosen,
                    has_discord=reachable[row.member.user_id].discord_id is not None,
                    delivery=_delivery(latest.get(partition_of_person(row.member.user_id))),
                )
                for row in staff
            ),
            sends_mail=self._sends_mail,
            addresses=tuple(
                AlertAddressView(
                    row.address, row.confirmed_at is not None, _delivery(latest.get(partition_of_address(row.id)))
                )
                for row in await reading.alert_addresses.list_chosen()
            ),
        )


def _keep_quiet(settings: AlertSettings, changes: QuietHoursChanges) -> None:
    problems = Problems()
    values = cleaned(QuietHours, values_in(QuietHours, settings) | dict(changes), problems)
    problems.refuse()
    QuietHours(**values).check()
    for name, value in values.items():
        setattr(settings, name, value)


async def _choose(work: WorkSession, people: Sequence[UserId]) -> None:
    """Let exactly these members of the staff be told by direct message."""
    wanted, chosen = set(people), set(await work.alert_recipients.list_chosen())
    staff = {row.member.user_id: row.member.user.display_name for row in await work.members.list_with_roles()}
    if wanted - staff.keys():
        raise InvalidInput.on("people", "Only staff of this organization can be told of alerts.")
    if len(wanted) > MOST_PEOPLE:
        raise InvalidInput.on("people", f"At most {MOST_PEOPLE} people can be told by direct message.")
    await work.alert_recipients.choose(wanted)
    for user_id in sorted(wanted - chosen):
        about = PersonRef(work.ctx.organization_id, user_id)
        work.record(AlertRecipientChosenEvent(about, name=staff[user_id]))
    for user_id in sorted(chosen - wanted):
        about = PersonRef(work.ctx.organization_id, user_id)
        name = staff[user_id] if user_id in staff else (await work.users.get(user_id)).display_name
        work.record(AlertRecipientRemovedEvent(about, name=name))


def _logged(settings: AlertSettings) -> dict[str, object]:
    return {"channel": settings.channel_name or None, **values_in(QuietHours, settings)}


def _hints(addresses: Sequence[str]) -> str | None:
    """Return what the log has for good, which is no whole address."""
    return ", ".join(map(hinted, addresses)) or None


async def _addresses(reading: Repositories) -> list[str]:
    return [row.address for row in await reading.alert_addresses.list_chosen()]


def _delivery(message: OutboxMessage | None) -> AlertWayView | None:
    """Return what became of the newest message by one way."""
    if message is None or message.superseded_at is not None:
        return None
    return AlertWayView(message.created_at, message.sent_at, message.given_up_at is not None, message.last_error)
