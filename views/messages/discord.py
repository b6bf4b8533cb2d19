"""An organization's Discord server: linking it, and where its tournaments speak."""

from dataclasses import dataclass

from nicegui import ui

from application.context import OrgContext
from application.domain.discord import DiscordState, Standing, bot_invitation
from application.domain.errors import Conflict, Unavailable
from application.domain.ids import ServerRef, TournamentRef
from application.domain.permissions import Permission
from application.read_models import DiscordServerView, LinkableServer, OrganizationView, TournamentView
from components import notices
from components.action import Work, on_click
from components.dialog import Dialog
from components.empty import Lead, empty
from components.form import Form, Values
from components.help import NEW_TOURNAMENT, SETTING_UP
from components.live_refresh import Section, keep_fresh
from components.markup import Button, element, keep_focus, link, outside_link, put_icon, section, test_id, text
from components.moment import moment
from components.status import Look, chip
from views.concerns import touches
from views.frame import frame
from views.organization_frame import settings_heading
from views.page_request import PageRequest


@dataclass(frozen=True, slots=True)
class _Shown:
    """`problem` is why it can't be said which servers could be linked."""

    standing: Standing
    server: DiscordServerView | None
    linkable: tuple[LinkableServer, ...] = ()
    problem: str = ""
    channels: tuple[tuple[TournamentView, str], ...] = ()


async def show_organization_discord(request: PageRequest, slug: str) -> None:
    ctx = await request.enter_organization(slug)
    ctx.demand(Permission.MANAGE_ORGANIZATION)
    organization = await request.container.organizations.get_organization(ctx)
    read = await _read(request, ctx)
    with frame(request, f"Discord server of {organization.name}", organization=organization, ctx=ctx):
        settings_heading(request, organization)
        shown = Section[_Shown](lambda fresh: _draw(request, organization, fresh))
        shown.show(read)

        async def refresh() -> None:
            shown.show(await _read(request, await request.enter_organization(slug)))

        keep_fresh(request.container.bus, refresh, concerns=touches({organization.id}, ServerRef, TournamentRef))


async def _read(request: PageRequest, ctx: OrgContext) -> _Shown:
    servers = request.container.discord_servers
    standing = await servers.get_standing(ctx)
    server = await servers.get_server(ctx)
    if server is None:
        try:
            return _Shown(standing, None, linkable=await servers.list_linkable(ctx))
        except Unavailable as refusal:
            return _Shown(standing, None, problem=refusal.message)
    tournaments = await request.container.tournaments.list_tournaments(ctx, active_only=True)
    channels = [
        (tournament, (await servers.get_tournament_settings(ctx, tournament.id)).channel_name)
        for tournament in tournaments
    ]
    return _Shown(standing, server, channels=tuple(channels))


def _draw(request: PageRequest, organization: OrganizationView, shown: _Shown) -> None:
    if shown.standing.state is not DiscordState.OFF:
        _bot(shown.standing)
    if shown.server is None:
        _unlinked(request, organization, shown)
    else:
        _linked(request, organization, shown.server, shown)


def _bot(standing: Standing) -> None:
    with section("Bot", key="bot"), element("row"):
        is_connected = standing.state is DiscordState.CONNECTED
        chip(Look("Connected", "check", "good") if is_connected else Look("Not connected", "warning", "bad"))
        text(standing.message, "soft", "span")
        if standing.since is not None:
            with element("faint", "span"):
                text("Since ", tag="span")
                moment(standing.since)


# Without a server


def _unlinked(request: PageRequest, organization: OrganizationView, shown: _Shown) -> None:
    with section("Link your Discord server", "card--flush", key="link"):
        text(
            "Races are announced there, members are reminded, and runs can be raced in threads. Only somebody who "
            "administers this organization and may manage the server can link the two.",
            "soft row-line",
        )
        if shown.problem:
            with element("callout callout--warn"):
                put_icon("warning")
                text(shown.problem)
        elif not shown.linkable:
            _none_to_link(request)
        else:
            with test_id(element("rows", "ul"), "servers"):
                for server in shown.linkable:
                    _server(request, organization, server)


def _none_to_link(request: PageRequest) -> None:
    if not request.container.settings.discord_sign_in:
        empty(
            "No server can be linked yet",
            "Whoever runs this site sets up a Discord application first; its settings begin with DISCORD_.",
            icon="message",
            about=SETTING_UP,
        )
        return
    sign_in = Lead("Sign in with Discord", f"/sign-in/discord?next={request.path}")
    empty(
        "No server of yours is known",
        "Sign in with Discord; the servers that you manage then show here.",
        sign_in,
        about=SETTING_UP,
    )


def _server(request: PageRequest, organization: OrganizationView, server: LinkableServer) -> None:
    async def do_link() -> None:
        ctx = await request.enter_organization(organization.slug)
        linked = await request.container.discord_servers.link_server(ctx, server.guild_id)
        notices.tell(f"{linked.name} is linked. Choose a channel for each tournament.")

    with test_id(element("row-line", "li"), "server"):
        with element("row-line__main"):
            text(server.name, "strong")
            if not server.bot_present:
                text("The bot isn't in this server yet.", "soft")
        with element("row-line__end"):
            if server.bot_present:
                _button("Link", "link", "link-server", server, do_link)
            else:
                outside_link("Invite bot", _invitation(request, server.guild_id), "button")
                _button("Look again", "refresh", "look-again", server, _looking(request))


def _button(label: str, icon: str, name: str, server: LinkableServer, work: Work) -> None:
    button = keep_focus(test_id(Button(label, icon=icon), name), f"{name}-{server.guild_id}")
    button.props["aria-label"] = f"{label}: {server.name}"
    on_click(button, work)


def _invitation(request: PageRequest, guild_id: int) -> str:
    settings = request.container.settings
    return bot_invitation(settings.discord_oauth_authorize_url, settings.discord_client_id, guild_id)


def _looking(request: PageRequest) -> Work:
    async def work() -> None:
        ui.navigate.to(request.path)

    return work


# With a server


def _linked(request: PageRequest, organization: OrganizationView, server: DiscordServerView, shown: _Shown) -> None:
    with element("beside"):
        with section("Discord server", key="server"):
            with element("row"):
                text(server.name, "strong", "span")
                is_there = server.absent_since is None
                chip(Look("Linked", "check", "good") if is_there else Look("The bot is gone", "warning", "bad"))
            with element("faint", "p"):
                text(f"Linked by {server.linked_by} " if server.linked_by else "Linked ", tag="span")
                moment(server.linked_at)
            if not is_there:
                text("Nothing is posted there until the bot is back; missed messages follow then.", "soft")
                outside_link("Invite bot again", _invitation(request, server.guild_id), "button")
            with element("row"):
                link("Messages", f"/organizations/{organization.slug}/messages", "button")
                unlink = test_id(Button("Unlink", icon="ban", style="danger"), "unlink-server")
                on_click(unlink, lambda: _ask_unlink(request, organization, server))
        with section("Tournament channels", "card--flush", key="channels"):
            _channels(shown.channels)


def _channels(channels: tuple[tuple[TournamentView, str], ...]) -> None:
    if not channels:
        empty(
            "No tournament is active", "Each tournament gets a channel of its own.", icon="trophy", about=NEW_TOURNAMENT
        )
        return
    with test_id(element("rows", "ul"), "channels"):
        for tournament, channel in channels:
            with element("row-line", "li"):
                with element("row-line__main"):
                    text(tournament.name, "strong")
                    text(f"In #{channel}" if channel else "No channel", "soft")
                with element("row-line__end"):
                    change = link("Change", f"/tournaments/{tournament.id}/discord", "button")
                    change.props["aria-label"] = f"Change the channel of {tournament.name}"


async def _ask_unlink(request: PageRequest, organization: OrganizationView, server: DiscordServerView) -> None:
    async def send(_: Values) -> None:
        ctx = await request.enter_organization(organization.slug)
        if await request.container.discord_servers.get_server(ctx) is None:
            raise Conflict("The server is unlinked already.")
        await request.container.discord_servers.unlink_server(ctx)
        dialog.close()
        notices.tell("The server is unlinked.")

    with ui.context.client.content, Dialog(f"Unlink {server.name}?", small=True) as dialog:
        text("Every tournament of this organization loses its channel. What was said there stays.", "soft")
        with Form(draft="unlink-server", send=send) as form:
            form.end("Unlink", icon="ban", cancel=True)
    dialog.open()
