"""How staff are told of alerts beside the site: a channel, direct messages, e-mail, quiet hours, and a test."""

from dataclasses import dataclass
from functools import cache, partial
from zoneinfo import available_timezones

from application.context import OrgContext
from application.domain.errors import Conflict, Unavailable
from application.domain.events import EditedEvent, Event
from application.domain.events.messages import DiscordSettledEvent, MessagesQueuedEvent
from application.domain.ids import OrganizationId
from application.domain.live_races.scheduling import UNSET
from application.domain.operations.alert_settings import MOST_ADDRESSES, QuietHours, QuietHoursChanges
from application.domain.permissions import Permission
from application.domain.settings import declared_in
from application.domain.words import counted
from application.page_links import OrganizationPages
from application.rate_limits import TESTING_ALERTS
from application.read_models import ServerChannel
from application.read_models.operations import AlertPerson, AlertSettingsView, AlertWayView
from application.services.operations.alert_settings_service import AlertSettingsChanges
from components import notices
from components.action import on_click
from components.empty import empty
from components.form import Choice, Form, Values, text_of
from components.help import ALERTS
from components.live_refresh import Fragment, keep_fresh
from components.markup import Button, element, link, section, test_id, text
from components.moment import moment
from components.settings import put_settings
from components.status import Look, chip
from views.frame import frame
from views.organization_frame import settings_heading
from views.page_request import PageRequest

_QUIET = declared_in(QuietHours)
_LONGEST_ID = 20


async def show_alert_settings(request: PageRequest, slug: str) -> None:
    ctx = await request.enter_organization(slug)
    ctx.demand(Permission.MANAGE_ORGANIZATION)
    organization = await request.container.organizations.get_organization(ctx)
    settings = await request.container.alert_settings.get_settings(ctx)
    channels, problem = await _ask_server(request, ctx)
    with frame(request, f"Alerts of {organization.name}", organization=organization, ctx=ctx):
        settings_heading(request, organization)
        with element("beside"):
            _form(request, slug, settings, channels, problem)
            with section("What arrived", key="arrived"):
                text("The newest alert or test by each way.", "soft")
                arrived = Fragment(_arrived)
                arrived.show(_ways(settings))
                on_click(test_id(Button("Send a test", icon="bell"), "send-test"), lambda: _test(request, slug))

        async def refresh() -> None:
            fresh = await request.enter_organization(slug)
            arrived.show(_ways(await request.container.alert_settings.get_settings(fresh)))

        keep_fresh(request.container.bus, refresh, concerns=partial(_moves, organization.id))


async def _ask_server(request: PageRequest, ctx: OrgContext) -> tuple[tuple[ServerChannel, ...], str]:
    """Return the channels of the Discord server, or why they can't be told."""
    try:
        return await request.container.discord_servers.list_channels(ctx), ""
    except (Conflict, Unavailable) as refusal:
        return (), refusal.message


async def _test(request: PageRequest, slug: str) -> None:
    ctx = await request.enter_organization(slug)
    request.container.allowances.spend(TESTING_ALERTS, ctx.actor.user_id)
    ways = await request.container.alert_settings.send_test(ctx)
    notices.tell(f"A test goes out by {counted(ways, 'way')}.")


# The form


def _form(
    request: PageRequest, slug: str, settings: AlertSettingsView, channels: tuple[ServerChannel, ...], problem: str
) -> None:
    before = settings

    async def send(values: Values) -> None:
        nonlocal before
        ctx = await request.enter_organization(slug)
        before = await request.container.alert_settings.update_settings(ctx, _changes(before, values))
        notices.tell("The settings are saved.")

    with (
        section("Alerts", key="alerts"),
        Form(draft="alerts", send=send) as form,
    ):
        text(
            "Staff see alerts on the race night page and at the bell at once. Here you choose who is told besides: two "
            "minutes after an alert was raised, unless it is over by then, and again when it is over.",
            "soft",
        )
        with element(tag="p"):
            text("Programs are told by ", tag="span")
            link("webhooks", OrganizationPages(slug).webhooks)
            text(", at once.", tag="span")
        form.select(
            "channel_id",
            "Staff channel on Discord",
            _channel_choices(settings, channels),
            value=str(settings.channel_id or ""),
            hint=problem or "Everybody who reads the channel reads the alerts.",
        )
        with test_id(element("checks", "fieldset"), "people"):
            text("Direct messages on Discord", "field__label", "legend")
            for person in settings.people:
                form.check(_field(person), person.name, value=person.is_told, hint=_reach(person))
        if settings.sends_mail:
            form.lines(
                "addresses",
                "E-mail addresses",
                value="\n".join(each.address for each in settings.addresses),
                optional=True,
                hint=f"One to a line, at most {MOST_ADDRESSES}. Each is asked first, and told once it says yes.",
            )
        put_settings(form, {name: _QUIET[name] for name in ("quiet_from", "quiet_until")}, settings)
        zone = _QUIET["time_zone"].setting
        form.select(
            "time_zone", zone.label, _zones(settings.time_zone), value=settings.time_zone, hint="Of quiet hours."
        )
        form.end("Save settings", icon="check")


def _channel_choices(settings: AlertSettingsView, channels: tuple[ServerChannel, ...]) -> list[Choice]:
    known = {channel.id: f"#{channel.name}" for channel in channels}
    if settings.channel_id is not None:
        known.setdefault(settings.channel_id, f"#{settings.channel_name}")
    return [Choice("", "None"), *(Choice(str(key), name) for key, name in known.items())]


@cache
def _cities() -> tuple[str, ...]:
    areas = ("Africa/", "America/", "Asia/", "Atlantic/", "Australia/", "Europe/", "Indian/", "Pacific/")
    return ("UTC", *sorted(name for name in available_timezones() if name.startswith(areas)))


def _zones(present: str) -> list[Choice]:
    return [Choice(name, name.replace("_", " ")) for name in dict.fromkeys((*_cities(), present))]


def _field(person: AlertPerson) -> str:
    return f"person-{person.user_id}"


def _reach(person: AlertPerson) -> str:
    return "" if person.has_discord else "Has no Discord account here."


def _changes(before: AlertSettingsView, values: Values) -> AlertSettingsChanges:
    """Return only what differs, so that nothing is asked of Discord that nobody has changed."""
    channel = text_of(values, "channel_id")
    channel_id = int(channel) if channel.isdecimal() and len(channel) < _LONGEST_ID else None
    return AlertSettingsChanges(
        channel_id=channel_id if channel_id != before.channel_id else UNSET,
        people=[person.user_id for person in before.people if values.get(_field(person)) is True],
        addresses=text_of(values, "addresses").split() if before.sends_mail else UNSET,
        quiet=QuietHoursChanges(**{name: text_of(values, name) for name in _QUIET}),
    )


# What arrived


def _moves(organization_id: OrganizationId, event: Event) -> bool:
    return event.organization_id == organization_id and isinstance(
        event, MessagesQueuedEvent | DiscordSettledEvent | EditedEvent
    )


@dataclass(frozen=True, slots=True)
class _Way:
    name: str
    delivery: AlertWayView | None
    is_asked: bool = False
    """Nobody there has said yes so far."""


def _ways(settings: AlertSettingsView) -> tuple[_Way, ...]:
    channel = [_Way(f"#{settings.channel_name}", settings.channel_delivery)] if settings.channel_id is not None else []
    people = [_Way(person.name, person.delivery) for person in settings.people if person.is_told]
    addresses = [_Way(each.address, each.delivery, is_asked=not each.is_confirmed) for each in settings.addresses]
    return (*channel, *people, *addresses)


def _arrived(ways: tuple[_Way, ...]) -> None:
    if not ways:
        empty("Nobody is told yet", "Choose who, and save.", icon="bell", about=ALERTS)
        return
    with test_id(element("rows", "ul"), "ways"):
        for way in ways:
            delivery = way.delivery
            with element("row-line", "li"), element("row-line__main"):
                with element("row"):
                    text(way.name, "strong", "span")
                    chip(_look(way))
                if delivery is not None:
                    if delivery.error:
                        text(delivery.error, "soft")
                    with element("faint", "p"):
                        moment(delivery.sent_at or delivery.queued_at)


def _look(way: _Way) -> Look:
    delivery = way.delivery
    if way.is_asked and not (delivery is not None and delivery.failed):
        return Look("Waits for a yes", "clock", "warn")
    if delivery is None:
        return Look("Nothing sent yet", "clock", "plain")
    if delivery.sent_at is not None:
        return Look("Sent", "check", "good")
    return Look("Refused", "cross", "bad") if delivery.failed else Look("Waiting", "clock", "warn")
