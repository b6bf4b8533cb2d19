"""The organization's Discord server, its tournaments' channels, and the messages on their way there."""

from fastapi import APIRouter, Depends
from pydantic import TypeAdapter

from api.deps import Cursor, InOrganization, InTournament, Limit, Services, Spends
from api.documentation import refusals
from api.limits import ASKING_DISCORD
from api.paging import CursorOf, begun
from api.route import ApiRoute
from api.schemas.fields import Id, Page
from api.schemas.messages.discord import (
    DiscordBotResponse,
    DiscordServerResponse,
    LinkableServerResponse,
    LinkableServersResponse,
    LinkServerRequest,
    MessageResponse,
    MessageTextResponse,
    MessageTroublesResponse,
    ServerChannelResponse,
    ServerPlacesResponse,
    ServerRoleResponse,
    TournamentDiscordRequest,
    TournamentDiscordResponse,
)
from application.domain.errors import NotFound
from application.domain.ids import MessageId, TournamentId
from application.page_links import RowId

router = APIRouter(tags=["Discord"], route_class=ApiRoute)

_SERVER = "/api/organizations/{organization_id}/discord-server"
_BOT = "/api/organizations/{organization_id}/discord-bot"
_MESSAGES = "/api/organizations/{organization_id}/messages"
_TOURNAMENT = "/api/async-tournaments/{tournament_id}/discord"
_ASKS_DISCORD = Depends(Spends(ASKING_DISCORD))

_messages = CursorOf(TypeAdapter(tuple[Id]))


@router.get(_BOT, summary="Read the bot's connection to Discord")
async def get_discord_bot(ctx: InOrganization, services: Services) -> DiscordBotResponse:
    """For tournament admins. Messages wait while the bot isn't connected."""
    standing = await services.discord_servers.get_standing(ctx)
    return DiscordBotResponse(state=standing.state, message=standing.message, since=standing.since)


@router.get(_SERVER, summary="Read the Discord server")
async def get_discord_server(ctx: InOrganization, services: Services) -> DiscordServerResponse:
    """404 while none is linked."""
    server = await services.discord_servers.get_server(ctx)
    if server is None:
        raise NotFound("Discord server")
    return DiscordServerResponse.of(server)


@router.get(
    _SERVER + "/linkable", summary="List servers to link", dependencies=[_ASKS_DISCORD], responses=refusals(503)
)
async def list_linkable_servers(ctx: InOrganization, services: Services) -> LinkableServersResponse:
    """For admins: the servers that you may manage, as Discord said when you signed in last."""
    found = await services.discord_servers.list_linkable(ctx)
    return LinkableServersResponse(items=[LinkableServerResponse.of(server) for server in found])


@router.put(_SERVER, summary="Link a Discord server", dependencies=[_ASKS_DISCORD], responses=refusals(409, 503))
async def link_discord_server(
    body: LinkServerRequest, ctx: InOrganization, services: Services
) -> DiscordServerResponse:
    """For admins who may also manage the server. The bot must be in it."""
    return DiscordServerResponse.of(await services.discord_servers.link_server(ctx, body.number))


@router.delete(_SERVER, status_code=204, summary="Unlink the Discord server")
async def unlink_discord_server(ctx: InOrganization, services: Services) -> None:
    """For admins. Every tournament loses its channel; what was said there stays."""
    await services.discord_servers.unlink_server(ctx)


@router.get(
    _SERVER + "/places", summary="List channels and roles", dependencies=[_ASKS_DISCORD], responses=refusals(409, 503)
)
async def list_server_places(ctx: InOrganization, services: Services) -> ServerPlacesResponse:
    """For tournament admins: channels and roles for tournaments, with what the bot lacks there."""
    channels = await services.discord_servers.list_channels(ctx)
    roles = await services.discord_servers.list_roles(ctx)
    return ServerPlacesResponse(
        channels=[ServerChannelResponse.of(channel) for channel in channels],
        roles=[ServerRoleResponse.of(role) for role in roles],
    )


@router.get(_TOURNAMENT, summary="Read a tournament's Discord settings")
async def get_tournament_discord(
    tournament_id: RowId, ctx: InTournament, services: Services
) -> TournamentDiscordResponse:
    settings = await services.discord_servers.get_tournament_settings(ctx, TournamentId(tournament_id))
    return TournamentDiscordResponse.of(settings)


@router.patch(
    _TOURNAMENT,
    summary="Change a tournament's Discord settings",
    dependencies=[_ASKS_DISCORD],
    responses=refusals(409, 503),
)
async def update_tournament_discord(
    tournament_id: RowId, body: TournamentDiscordRequest, ctx: InTournament, services: Services
) -> TournamentDiscordResponse:
    """For tournament admins. Messages of races that are not over move along to a new channel."""
    settings = await services.discord_servers.update_tournament_settings(ctx, TournamentId(tournament_id), body.changes)
    return TournamentDiscordResponse.of(settings)


@router.get(_MESSAGES, summary="List messages")
async def list_messages(
    ctx: InOrganization, services: Services, limit: Limit = 50, cursor: Cursor = None
) -> Page[MessageResponse]:
    """For tournament admins: what was said in channels or waits to be, the newest first."""
    last = _messages.read(cursor)
    before = None if last is None else MessageId(last[0])
    found = await services.messages.list_messages(ctx, before=before, limit=limit + 1)
    return begun(found, place=lambda line: (line.id,), cursors=_messages, limit=limit).of_each(MessageResponse.of)


@router.get(_MESSAGES + "/troubles", summary="List messages that need attention")
async def list_message_troubles(ctx: InOrganization, services: Services) -> MessageTroublesResponse:
    """For tournament admins: what Discord refused for good, and what has been waiting for an hour."""
    lines = await services.messages.list_troubles(ctx)
    return MessageTroublesResponse(items=[MessageResponse.of(line) for line in lines])


@router.get(_MESSAGES + "/{message_id}/text", summary="Read a message as it would be sent now")
async def get_message_text(message_id: RowId, ctx: InOrganization, services: Services) -> MessageTextResponse:
    """For tournament admins; works without Discord."""
    return MessageTextResponse.of(await services.messages.preview(ctx, MessageId(message_id)))


@router.post(_MESSAGES + "/{message_id}/try-again", summary="Send a message again", responses=refusals(409))
async def retry_message(message_id: RowId, ctx: InOrganization, services: Services) -> MessageResponse:
    """For tournament admins: a message that failed, or waits for its next attempt, is sent now."""
    return MessageResponse.of(await services.messages.try_again(ctx, MessageId(message_id)))
