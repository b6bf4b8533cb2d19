"""The server: everything behind one address, and a record of every request."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from aiohttp import web

from application.domain.clock import Clock
from tests.support.discord import documents
from tests.support.discord.errors import Refused
from tests.support.discord.faults import Faults, Trouble
from tests.support.discord.gateway import Gateway
from tests.support.discord.interactions import Interactions
from tests.support.discord.oauth import OAuth, OAuthApp
from tests.support.discord.people import Person
from tests.support.discord.rest import Rest, answer
from tests.support.discord.world import Channel, Guild, Role, World

BOT_TOKEN = "bot-token"
_UNAUTHENTICATED = ("/oauth2/token", "/interactions/", "/webhooks/", "/users/@me/guilds")

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True)
class Request:
    method: str
    path: str
    body: str


@dataclass
class DiscordServer:
    """A Discord of its own, in memory; everything is gone once it stops."""

    clock: Clock
    redirect_uris: tuple[str, ...] = ("http://product.test/sign-in/discord/callback",)
    requests: list[Request] = field(default_factory=list)
    faults: Faults = field(default_factory=Faults)

    def __post_init__(self) -> None:
        self.world = World(self.clock)
        self.interactions = Interactions(self.world)
        self.oauth = OAuth(self.world, OAuthApp("client-id", "client-secret", self.redirect_uris))
        self.gateway = Gateway(self.world, self.faults, token=BOT_TOKEN, address=lambda: self.gateway_url)
        self._runner: web.AppRunner | None = None
        self._stopped = asyncio.Event()
        self._origin = ""

    @property
    def api_base(self) -> str:
        return f"http://{self._origin}/api/v10"

    @property
    def gateway_url(self) -> str:
        return f"ws://{self._origin}/gateway"

    @property
    def authorize_url(self) -> str:
        return f"http://{self._origin}/oauth2/authorize"

    async def start(self) -> None:
        api = web.Application(middlewares=[self._edge])
        api.add_routes([web.get("/users/@me", self._me), web.get("/gateway/bot", self._gateway)])
        api.add_routes(self.oauth.api_routes())
        api.add_routes(Rest(self.world).routes())
        api.add_routes(self.interactions.routes())
        application = web.Application()
        application.add_routes([web.get("/gateway", self.gateway.handle)])
        application.add_routes(self.oauth.routes())
        application.add_subapp("/api/v10", api)
        self._runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.5)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        host, port = self._runner.addresses[0][:2]
        self._origin = f"{host}:{port}"

    async def stop(self) -> None:
        self._stopped.set()
        self.gateway.drop(code=1001)
        await asyncio.sleep(0)
        if self._runner is not None:
            await self._runner.cleanup()

    # What tests ask and do

    def person(self, name: str, guild: Guild | None = None, *, discord_id: int | None = None) -> Person:
        """Make a person, a member of `guild` where one is given."""
        account = self.world.add_account(name, account_id=discord_id)
        if guild is not None:
            self.world.join(guild, account)
        return Person(self.world, self.interactions, account)

    def add_guild(self, name: str, *, owner: Person, bot_permissions: int) -> Guild:
        """Make a server and invite the bot, which hears of it if it is connected."""
        guild = self.world.add_guild(name, owner=owner.account, bot_permissions=bot_permissions)
        told = documents.guild_create_json(self.world, guild)
        del told["unavailable"]
        self.gateway.tell("GUILD_CREATE", told, guild.id)
        return guild

    def remove_bot(self, guild: Guild) -> None:
        """Kick the bot, which hears of it if it is connected."""
        del guild.members[self.world.bot.id]
        self.gateway.tell("GUILD_DELETE", {"id": str(guild.id)}, guild.id)

    def invite_bot(self, guild: Guild, permissions: int) -> None:
        """Let the bot in again, with a role of its own."""
        self.world.join(guild, self.world.bot, self.world.add_role(guild, self.world.bot.name, permissions))
        told = documents.guild_create_json(self.world, guild)
        del told["unavailable"]
        self.gateway.tell("GUILD_CREATE", told, guild.id)

    def set_overwrites(self, channel: Channel, overwrites: dict[int, tuple[int, int]]) -> None:
        """Change what a channel allows and denies; bots in the server hear of it."""
        channel.overwrites = overwrites
        self.gateway.tell("CHANNEL_UPDATE", documents.channel_json(self.world, channel), channel.guild_id)

    def set_permissions(self, guild: Guild, role: Role, permissions: int) -> None:
        """Change what a role may do; bots in the server hear of it."""
        role.permissions = permissions
        told = {"guild_id": str(guild.id), "role": documents.role_json(role)}
        self.gateway.tell("GUILD_ROLE_UPDATE", told, guild.id)

    def set_roles_of_bot(self, guild: Guild, *roles: Role) -> None:
        """Change the bot's own roles, of which it hears without any intent."""
        guild.members[self.world.bot.id] = {role.id for role in roles}
        told = documents.member_json(self.world, guild, self.world.bot) | {"guild_id": str(guild.id)}
        self.gateway.tell("GUILD_MEMBER_UPDATE", told, guild.id)

    def go_down(self) -> None:
        """Refuse everything from now on, and cut what is open."""
        self.faults.down = True
        self.gateway.drop()

    def come_back(self) -> None:
        self.faults.down = False

    @property
    def everything_received(self) -> str:
        """Every request of the bot so far, as text, for searching."""
        return "\n".join(f"{request.method} {request.path} {request.body}" for request in self.requests)

    # Parts

    async def _me(self, request: web.Request) -> web.Response:
        account = self.oauth.holder(request) or self.world.bot
        return answer(documents.account_json(account))

    async def _gateway(self, _request: web.Request) -> web.Response:
        limit = self.gateway.may_identify()
        return answer({"url": self.gateway_url, "shards": 1, "session_start_limit": limit})

    @web.middleware
    async def _edge(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        path = request.path.removeprefix("/api/v10")
        self.requests.append(Request(request.method, path, await _body_text(request)))
        if self.faults.hangs(path):
            await self._stopped.wait()
        if self.faults.down:
            return web.Response(status=503, text="upstream connect error")
        trouble = self.faults.take(request.method, path)
        if trouble is not None and trouble[0] is not Trouble.ANSWER_LOST:
            return _go_wrong(request, *trouble)
        try:
            self._check_token(request, path)
            response = await handler(request)
        except Refused as refusal:
            response = answer(refusal.body, refusal.status)
        if trouble is not None:
            _cut(request)
        return response

    def _check_token(self, request: web.Request, path: str) -> None:
        if path.startswith(_UNAUTHENTICATED) or self.oauth.holder(request) is not None:
            return
        if request.headers.get("Authorization") != f"Bot {BOT_TOKEN}":
            raise Refused(401, 0, "401: Unauthorized")


def _go_wrong(request: web.Request, trouble: Trouble, retry_after: float) -> web.Response:
    match trouble:
        case Trouble.RATE_LIMITED:
            body = {"message": "You are being rate limited.", "retry_after": retry_after, "global": False}
            limited = answer(body, 429)
            limited.headers["Via"] = "1.1 google"
            return limited
        case Trouble.BLOCKED:
            return web.Response(status=429, text="error code: 1015")
        case Trouble.UNAVAILABLE:
            return web.Response(status=503, text="upstream connect error")
        case _:
            _cut(request)
            return web.Response(status=500)


def _cut(request: web.Request) -> None:
    if request.transport is not None:
        request.transport.abort()


async def _body_text(request: web.Request) -> str:
    if request.content_type == "multipart/form-data":
        return str((await request.post()).get("payload_json"))
    text = await request.text()
    try:
        return json.dumps(json.loads(text)) if text else ""
    except ValueError:
        return text
