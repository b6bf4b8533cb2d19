"""Signing in with Discord: what a browser and a server see of OAuth2 with PKCE."""

import base64
import hashlib
import secrets
from dataclasses import dataclass, field
from urllib.parse import urlencode

from aiohttp import web

from tests.support.discord import documents
from tests.support.discord.errors import Refused
from tests.support.discord.rest import answer, bit
from tests.support.discord.world import Account, World


@dataclass
class OAuthApp:
    client_id: str
    client_secret: str
    redirect_uris: tuple[str, ...]


@dataclass
class _Code:
    account: Account
    scope: str
    redirect_uri: str
    challenge: str
    used: bool = False


@dataclass
class OAuth:
    """`visitor` is the person whose browser asks; None is somebody who says no."""

    world: World
    app: OAuthApp
    visitor: Account | None = None
    _codes: dict[str, _Code] = field(default_factory=dict)
    tokens: dict[str, tuple[Account, str]] = field(default_factory=dict)

    def routes(self) -> list[web.RouteDef]:
        return [web.get("/oauth2/authorize", self.authorize)]

    def api_routes(self) -> list[web.RouteDef]:
        return [web.post("/oauth2/token", self.token), web.get("/users/@me/guilds", self.guilds)]

    def holder(self, request: web.Request) -> Account | None:
        kind, _, token = request.headers.get("Authorization", "").partition(" ")
        return self.tokens[token][0] if kind == "Bearer" and token in self.tokens else None

    async def authorize(self, request: web.Request) -> web.Response:
        query = request.query
        if query.get("client_id") != self.app.client_id or query.get("redirect_uri") not in self.app.redirect_uris:
            return web.Response(status=400, text="Invalid OAuth2 redirect_uri")
        state = {"state": query["state"]}
        if self.visitor is None:
            return _redirect(query["redirect_uri"], {"error": "access_denied"} | state)
        code = secrets.token_urlsafe(16)
        self._codes[code] = _Code(self.visitor, query["scope"], query["redirect_uri"], query.get("code_challenge", ""))
        return _redirect(query["redirect_uri"], {"code": code} | state)

    async def token(self, request: web.Request) -> web.Response:
        form = await request.post()
        code = self._codes.get(str(form.get("code")))
        if (form.get("client_id"), form.get("client_secret")) != (self.app.client_id, self.app.client_secret):
            return answer({"error": "invalid_client"}, 401)
        verifier = str(form.get("code_verifier", ""))
        challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
        if code is None or code.used or code.redirect_uri != form.get("redirect_uri") or code.challenge != challenge:
            return answer({"error": "invalid_grant"}, 400)
        code.used = True
        token = secrets.token_urlsafe(24)
        self.tokens[token] = (code.account, code.scope)
        return answer({"access_token": token, "token_type": "Bearer", "expires_in": 604800, "scope": code.scope})

    async def guilds(self, request: web.Request) -> web.Response:
        """The servers of a bearer token's person; of the bot, when it is the bot that asks."""
        account = self.holder(request) or self.world.bot
        if account is not self.world.bot and "guilds" not in self._scope_of(request):
            raise Refused(403, 50001, "Missing Access")
        return answer(
            [
                {
                    "id": str(guild.id),
                    "name": guild.name,
                    "icon": None,
                    "owner": guild.owner_id == account.id,
                    "permissions": documents.bits(self.world.permissions_of(guild, account.id)),
                    "features": [],
                }
                for guild in self.world.guilds.values()
                if account.id in guild.members
            ]
        )

    def _scope_of(self, request: web.Request) -> str:
        return self.tokens[request.headers["Authorization"].removeprefix("Bearer ")][1]

    def may_manage(self, account: Account, guild_id: int) -> bool:
        return bool(self.world.permissions_of(self.world.guilds[guild_id], account.id) & bit("manage_guild"))


def _redirect(address: str, query: dict[str, str]) -> web.Response:
    return web.Response(status=302, headers={"Location": f"{address}?{urlencode(query)}"})
