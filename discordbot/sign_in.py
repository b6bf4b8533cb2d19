"""Signing in with Discord: OAuth2 code flow with state and PKCE, ending in a session of our own.

Discord's token is used for two questions and then forgotten; it is stored nowhere.
"""

import json
import logging
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import discord
import httpx
from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from application.certificates import authorities
from application.container import Container
from application.domain.discord import check_snowflake, discord_name
from application.domain.errors import DomainError, RateLimited, Unavailable
from application.domain.text import own_path
from application.page_links import Words
from application.pkce import SignInProof
from application.ports import UnreadableSecret
from application.rate_limits import SIGNING_IN, asker
from application.secret_box import FernetSecretBox, secret_box
from application.services.people.identity_service import (
    SESSION_COOKIE,
    SESSION_LIFE,
    DiscordAccount,
    JoinedAccount,
    ManagedServer,
)
from application.settings import Settings
from components.plain_page import plain_page

logger = logging.getLogger(__name__)

START = "/sign-in/discord"
CALLBACK = "/sign-in/discord/callback"
_ATTEMPT_COOKIE = "discord_sign_in"
_ATTEMPT_LIFE = timedelta(minutes=10)
_SCOPES = "identify guilds"
_PATIENCE_SECONDS = 10.0
_MOST_SERVERS = 200
"""As many as Discord lets anybody join."""


class DiscordSaysNo(Exception):
    """Discord did not vouch for anybody; the message is for the log."""


@dataclass(frozen=True, slots=True)
class _Attempt:
    """One way to Discord and back, kept by the browser in a cookie that it can't read."""

    proof: SignInProof
    target: str
    ends_at: datetime

    @classmethod
    def begin(cls, target: str, now: datetime) -> "_Attempt":
        return cls(SignInProof.fresh(), target, now + _ATTEMPT_LIFE)

    def sealed(self, box: FernetSecretBox) -> str:
        return box.seal(json.dumps([self.proof.state, self.proof.verifier, self.target, self.ends_at.isoformat()]))

    @classmethod
    def unseal(cls, text: str | None, box: FernetSecretBox, now: datetime) -> "_Attempt | None":
        """Return None for anything that this process's key did not seal, or that is too old."""
        if not text:
            return None
        try:
            state, verifier, target, ends_at = json.loads(box.unseal(text))
        except (UnreadableSecret, ValueError):
            return None
        attempt = cls(SignInProof(state, verifier), target, datetime.fromisoformat(ends_at))
        return attempt if now < attempt.ends_at else None


def sign_in_routes(container: Container) -> APIRouter:
    """Return the two requests of signing in.

    Failures lead back to /sign-in with `?problem=` and one word: "denied", "expired", "joined" or "unavailable".
    Discord is asked once for each way there, and only about a code that comes back with the state of a way that began
    here.
    """
    router = APIRouter(include_in_schema=False)
    settings, clock, identity, cookies = container.settings, container.clock, container.identity, container.cookies
    service = _DiscordOAuth(settings)
    allowances = container.allowances
    box = secret_box(settings)

    def done(response: Response) -> Response:
        cookies.remove(response, _ATTEMPT_COOKIE)
        return _unstored(response)

    def ration(request: Request) -> Response | None:
        """Take one step out of the allowance of whoever asks; return what to answer when it is used up."""
        try:
            allowances.spend(SIGNING_IN, asker(request.client.host if request.client is not None else None))
        except RateLimited as refusal:
            page = plain_page("Too many sign-ins", refusal.message, label="Home page", address="/")
            return _unstored(HTMLResponse(page, 429, {"Retry-After": str(refusal.retry_after_seconds)}))
        return None

    @router.get(START)
    async def start(request: Request, next: Words = "/") -> Response:  # noqa: A002  # the name in the address
        if (too_many := ration(request)) is not None:
            return too_many
        if not settings.discord_sign_in:
            return _back("unavailable")
        attempt = _Attempt.begin(own_path(next), clock.now())
        response = RedirectResponse(service.authorize_address(attempt), status_code=303)
        cookies.put(response, _ATTEMPT_COOKIE, attempt.sealed(box), _ATTEMPT_LIFE)
        return _unstored(response)

    @router.get(CALLBACK)
    async def callback(request: Request, state: Words = "", code: Words = "") -> Response:
        if (too_many := ration(request)) is not None:
            return too_many
        attempt = _Attempt.unseal(cookies.read(request.cookies, _ATTEMPT_COOKIE), box, clock.now())
        if attempt is None or not secrets.compare_digest(attempt.proof.state.encode(), state.encode()):
            return done(_back("expired"))
        try:
            is_first = await identity.use_sign_in(attempt.proof.state, attempt.ends_at)
        except Unavailable as error:
            logger.warning("A sign-in with Discord failed: %s", error)
            return done(_back("unavailable"))
        if not is_first:
            return done(_back("expired"))
        if not code:
            return done(_back("denied"))
        try:
            account = await service.account_of(code, attempt.proof.verifier)
            token = await identity.sign_in_with_discord(
                account, replacing=cookies.read(request.cookies, SESSION_COOKIE)
            )
        except JoinedAccount:
            return done(_back("joined"))
        except (DiscordSaysNo, DomainError) as error:
            logger.warning("A sign-in with Discord failed: %s", error)
            return done(_back("unavailable"))
        response = RedirectResponse(attempt.target, status_code=303)
        cookies.put(response, SESSION_COOKIE, token, SESSION_LIFE)
        return done(response)

    return router


class _DiscordOAuth:
    """The server's side of the talk with Discord."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._redirect_uri = f"{settings.public_url}{CALLBACK}"

    def authorize_address(self, attempt: _Attempt) -> str:
        query = {
            "response_type": "code",
            "client_id": self._settings.discord_client_id,
            "redirect_uri": self._redirect_uri,
            "scope": _SCOPES,
            "state": attempt.proof.state,
            "code_challenge": attempt.proof.challenge,
            "code_challenge_method": "S256",
            "prompt": "none",
        }
        return f"{self._settings.discord_oauth_authorize_url}?{urlencode(query)}"

    async def account_of(self, code: str, verifier: str) -> DiscordAccount:
        """Return whose code this is. Raises `DiscordSaysNo`."""
        try:
            async with httpx.AsyncClient(timeout=_PATIENCE_SECONDS, verify=authorities()) as client:
                token = await self._token(client, code, verifier)
                headers = {"Authorization": f"Bearer {token}"}
                person = await self._ask(client, "/users/@me", headers)
                servers = await self._ask(client, "/users/@me/guilds", headers)
        except httpx.HTTPError as error:
            raise DiscordSaysNo(f"Discord can't be reached ({type(error).__name__}).") from error
        return _account(person, servers)

    async def _token(self, client: httpx.AsyncClient, code: str, verifier: str) -> str:
        answer = await client.post(
            self._settings.discord_token_url,
            data={
                "grant_type": "authorization_code",
                "code": code,
                "redirect_uri": self._redirect_uri,
                "client_id": self._settings.discord_client_id,
                "client_secret": self._settings.discord_client_secret,
                "code_verifier": verifier,
            },
        )
        granted = _json(answer)
        token = granted.get("access_token") if isinstance(granted, dict) else None
        if not isinstance(token, str):
            raise DiscordSaysNo("Discord gave no token.")
        return token

    async def _ask(self, client: httpx.AsyncClient, path: str, headers: dict[str, str]) -> Any:
        return _json(await client.get(f"{self._settings.discord_api_base}{path}", headers=headers))


def _json(answer: httpx.Response) -> Any:
    if answer.status_code != 200:
        raise DiscordSaysNo(f"Discord answers with {answer.status_code}.")
    try:
        return answer.json()
    except ValueError as error:
        raise DiscordSaysNo("Discord's answer can't be read.") from error


def _account(person: Any, servers: Any) -> DiscordAccount:
    try:
        discord_id = int(person["id"])
        check_snowflake(discord_id, field="id")
        name = str(person.get("global_name") or person["username"])
        managed = tuple(
            ManagedServer(int(server["id"]), discord_name(str(server["name"])))
            for server in servers[:_MOST_SERVERS]
            if _manages(server)
        )
    except (KeyError, TypeError, ValueError, AttributeError, DomainError) as error:
        raise DiscordSaysNo("Discord's answer can't be read.") from error
    return DiscordAccount(discord_id, name, managed)


def _manages(server: dict[str, Any]) -> bool:
    permissions = discord.Permissions(int(server.get("permissions") or 0))
    return bool(server.get("owner")) or permissions.manage_guild or permissions.administrator


def _back(problem: str) -> Response:
    return _unstored(RedirectResponse(f"/sign-in?problem={problem}", status_code=303))


def _unstored(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response
