"""Where and how one tournament speaks on Discord, and what the bot still lacks there."""

from dataclasses import dataclass

from application.context import OrgContext
from application.domain.errors import Conflict, InvalidInput, Unavailable
from application.domain.events import Edited, EditedEvent, Event
from application.domain.ids import TournamentId, TournamentRef
from application.domain.messages.notifications import DEFAULT_REMINDER_MINUTES, LONGEST_REMINDER_MINUTES
from application.domain.messages.race_posts import PingMode
from application.domain.permissions import Permission
from application.read_models import ServerChannel, ServerRole, TournamentDiscordView
from application.services.messages.discord_server_service import TournamentDiscordChanges
from components import notices
from components.form import Choice, Form, Values, number_of, text_of
from components.live_refresh import Section, keep_fresh
from components.markup import element, link, put_icon, section, test_id, text
from components.status import Look, chip
from views.frame import frame
from views.page_request import PageRequest
from views.tournament_frame import tournament_heading

_PINGS = (
    Choice(PingMode.NOBODY.value, "Nobody"),
    Choice(PingMode.ROLE.value, "One role"),
    Choice(PingMode.ELIGIBLE.value, "Members who may race"),
)


@dataclass(frozen=True, slots=True)
class _Server:
    """What the server offers; `problem` is why that can't be said just now."""

    channels: tuple[ServerChannel, ...] = ()
    roles: tuple[ServerRole, ...] = ()
    problem: str = ""
    is_linked: bool = True


async def show_tournament_discord(request: PageRequest, tournament_id: int) -> None:
    own = TournamentId(tournament_id)
    ctx = await request.enter_tournament(own)
    ctx.demand(Permission.MANAGE_TOURNAMENTS)
    organization = await request.container.organizations.get_organization(ctx)
    tournament = await request.container.tournaments.get_tournament(ctx, own)
    settings = await request.container.discord_servers.get_tournament_settings(ctx, own)
    server = await _ask_server(request, ctx)
    with frame(request, f"Discord of {tournament.name}", organization=organization, ctx=ctx):
        tournament_heading(request, ctx, organization, tournament)
        if server.problem:
            _problem(server, organization.slug, may_link=ctx.allows(Permission.MANAGE_ORGANIZATION))
        with element("beside"):
            _form(request, settings, server)
            checks = Section[_Server](_checks)
            checks.show(server)

        async def refresh() -> None:
            checks.show(await _ask_server(request, await request.enter_tournament(own)))

        keep_fresh(request.container.bus, refresh, concerns=lambda event: _is_about(event, own))


def _is_about(event: Event, tournament_id: TournamentId) -> bool:
    match event:
        case EditedEvent(TournamentRef(tournament_id=edited), Edited.TOURNAMENT_DISCORD):
            return edited == tournament_id
        case _:
            return False


async def _ask_server(request: PageRequest, ctx: OrgContext) -> _Server:
    servers = request.container.discord_servers
    try:
        return _Server(await servers.list_channels(ctx), await servers.list_roles(ctx))
    except Conflict as refusal:
        return _Server(problem=refusal.message, is_linked=False)
    except Unavailable as refusal:
        return _Server(problem=refusal.message)


def _problem(server: _Server, slug: str, *, may_link: bool) -> None:
    with test_id(element("callout callout--warn"), "problem"):
        put_icon("warning")
        with element("stack stack--tight"):
            text(server.problem)
            if not server.is_linked and may_link:
                link("Link the Discord server", f"/organizations/{slug}/settings/discord")
            elif not server.is_linked:
                text("An admin of the organization can do that.")


# The form


def _form(request: PageRequest, settings: TournamentDiscordView, server: _Server) -> None:
    tournament_id = settings.tournament_id
    before = settings

    async def send(values: Values) -> None:
        nonlocal before
        ctx = await request.enter_tournament(tournament_id)
        changes = _changes(before, values)
        before = await request.container.discord_servers.update_tournament_settings(ctx, tournament_id, changes)
        notices.tell("The settings are saved.")

    draft = f"discord-{tournament_id}"
    with section("On Discord", key="discord"), Form(draft=draft, send=send) as form:
        form.select(
            "channel_id",
            "Channel",
            _channel_choices(settings, server),
            value=str(settings.channel_id or ""),
            hint="Each race has one message there, which is kept true from its schedule to its final results.",
        )
        form.select("ping", "Alerted when a room opens", _PINGS, value=settings.ping.value)
        form.select(
            "ping_role_id",
            "Role that is alerted",
            _role_choices(settings, server),
            value=str(settings.ping_role_id or ""),
            hint="Only where one role is alerted.",
        )
        form.number(
            "reminder_minutes",
            "Reminders (minutes before start)",
            value=settings.reminder_minutes,
            least=1,
            most=LONGEST_REMINDER_MINUTES,
            optional=True,
            hint=f"For members without times of their own. Default: {DEFAULT_REMINDER_MINUTES}.",
        )
        form.check(
            "server_events",
            "Events of the server",
            value=settings.server_events,
            hint="Each live race is also an event of the server.",
        )
        form.check(
            "runs_in_threads",
            "Runs in threads",
            value=settings.runs_in_threads,
            hint="Members can begin a run in the channel and are led through it in a private thread.",
        )
        form.end("Save settings", icon="check")


def _channel_choices(settings: TournamentDiscordView, server: _Server) -> list[Choice]:
    known = {channel.id: f"#{channel.name}" for channel in server.channels}
    if settings.channel_id is not None:
        known.setdefault(settings.channel_id, f"#{settings.channel_name}")
    return [Choice("", "None: no messages on Discord"), *(Choice(str(key), name) for key, name in known.items())]


def _role_choices(settings: TournamentDiscordView, server: _Server) -> list[Choice]:
    known = {role.id: f"@{role.name}{'' if role.alertable else ' (the bot may not)'}" for role in server.roles}
    if settings.ping_role_id is not None:
        known.setdefault(settings.ping_role_id, f"Role {settings.ping_role_id}")
    return [Choice("", "None"), *(Choice(str(key), name) for key, name in known.items())]


def _changes(before: TournamentDiscordView, values: Values) -> TournamentDiscordChanges:
    """Return only what differs, so that nothing is asked of Discord that nobody has changed."""
    ping = text_of(values, "ping")
    if ping not in set(PingMode):
        raise InvalidInput.on("ping", "Choose who is alerted.")
    wanted = {
        "channel_id": _id_of(values, "channel_id"),
        "ping": PingMode(ping),
        "ping_role_id": _id_of(values, "ping_role_id"),
        "server_events": values.get("server_events") is True,
        "runs_in_threads": values.get("runs_in_threads") is True,
        "reminder_minutes": number_of(values, "reminder_minutes", what="number"),
    }
    differing = {name: value for name, value in wanted.items() if getattr(before, name) != value}
    return TournamentDiscordChanges(**differing)  # type: ignore[arg-type]


def _id_of(values: Values, name: str) -> int | None:
    written = text_of(values, name)
    return int(written) if written.isdecimal() and len(written) < 20 else None


# What the bot may do


def _checks(server: _Server) -> None:
    if server.problem:
        return
    with section("What the bot may do", "card--flush", key="checks"):
        text("Permissions are given on Discord, in the settings of the channel or of the server.", "soft row-line")
        with test_id(element("rows", "ul"), "checks"):
            for channel in server.channels:
                _check(channel)


def _check(channel: ServerChannel) -> None:
    with test_id(element("row-line", "li"), "channel"), element("row-line__main"):
        with element("row"):
            text(f"#{channel.name}", "strong", "span")
            chip(Look("Lacks permissions", "warning", "warn") if channel.missing else Look("Ready", "check", "good"))
        for purpose, missing in (
            ("For messages", channel.missing),
            ("For events of the server", channel.missing_for_events),
            ("For runs in threads", channel.missing_for_threads),
        ):
            if missing:
                text(f"{purpose} it lacks: {', '.join(missing)}.", "soft")
