"""OAuth clients, codes and tokens."""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from application.domain.clock import Clock
from racetime.rehearsal.options import RehearsalOptions
from racetime.rehearsal.race import Category
from racetime.rehearsal.users import Bot, RehearsalError, User

ALL_SCOPES = ("read", "chat_message", "race_action", "create_race")
TOKEN_LIFETIME = timedelta(seconds=36_000)
_CODE_LIFETIME = timedelta(seconds=600)


class OAuthFailure(RehearsalError):
    """A refusal in OAuth's own words: an error code and the HTTP status it is answered with."""

    def __init__(self, code: str, status: int = 400) -> None:
        super().__init__(code)
        self.code = code
        self.status = status


@dataclass(frozen=True, slots=True)
class Client:
    """A registered client: a category's bot, or an application of people (then `bot` is None)."""

    client_id: str
    client_secret: str
    name: str
    bot: Bot | None = None
    redirect_uris: tuple[str, ...] = ()

    def has_secret(self, offered: str) -> bool:
        return hmac.compare_digest(self.client_secret.encode(), offered.encode())


@dataclass(slots=True)
class Token:
    """An access token; it belongs to a bot, or to a person through an application."""

    value: str
    client_id: str
    scopes: tuple[str, ...]
    expires_at: datetime
    bot: Bot | None = None
    user: User | None = None
    refresh_value: str | None = None


@dataclass(frozen=True, slots=True)
class Consent:
    """What a person agreed to; kept under its code until that is used or too old."""

    client_id: str
    redirect_uri: str
    user: User
    scopes: tuple[str, ...]
    code_challenge: str | None
    code_challenge_method: str
    given_at: datetime


class TokenStore:
    """Issues and judges tokens. Lifetimes are real ones, whatever the speed of the rehearsal.

    `lifetime` is how long a token is good for, whatever was promised; while it `refuses_bots`, none is known.
    """

    def __init__(
        self,
        clock: Clock,
        options: RehearsalOptions,
        lifetime: Callable[[], timedelta],
        refuses_bots: Callable[[], bool],
    ) -> None:
        self._clock = clock
        self._lifetime = lifetime
        self._refuses_bots = refuses_bots
        self._clients = _clients(options)
        self._tokens: dict[str, Token] = {}
        self._consents: dict[str, Consent] = {}

    def client(self, client_id: str) -> Client | None:
        return self._clients.get(client_id)

    def authenticated_client(self, client_id: str, client_secret: str) -> Client:
        """Raise `invalid_client` for an unknown client or a wrong secret."""
        client = self._clients.get(client_id)
        if client is None or not client.has_secret(client_secret) or self._is_refused(client.bot):
            raise OAuthFailure("invalid_client", 401)
        return client

    def issue_to_bot(self, client: Client, scopes: tuple[str, ...]) -> Token:
        """Issue one more token; earlier ones stay valid."""
        if client.bot is None:
            raise OAuthFailure("unauthorized_client")
        return self._issue(client.client_id, scopes, bot=client.bot)

    def remember_consent(self, consent: Consent) -> str:
        """Return a code that can be exchanged once, within ten minutes."""
        code = secrets.token_urlsafe(24)
        self._consents[code] = consent
        return code

    def exchange_code(self, client: Client, code: str, redirect_uri: str, verifier: str | None) -> Token:
        """Raise `invalid_grant` for a code that is used, old, somebody else's, or whose proof does not fit."""
        consent = self._consents.pop(code, None)
        if (
            consent is None
            or consent.client_id != client.client_id
            or consent.redirect_uri != redirect_uri
            or self._clock.now() >= consent.given_at + _CODE_LIFETIME
            or not _proof_fits(consent, verifier)
        ):
            raise OAuthFailure("invalid_grant")
        return self._issue(client.client_id, consent.scopes, user=consent.user)

    def refresh(self, client: Client, refresh_value: str) -> Token:
        """Replace a person's token; the previous access token ends at once."""
        previous = next(
            (
                token
                for token in self._tokens.values()
                if token.refresh_value == refresh_value and token.client_id == client.client_id
            ),
            None,
        )
        if previous is None or previous.user is None:
            raise OAuthFailure("invalid_grant")
        del self._tokens[previous.value]
        return self._issue(client.client_id, previous.scopes, user=previous.user)

    def revoke(self, client: Client, value: str) -> None:
        """Forget an access or refresh token of this client; anything else is ignored."""
        for token in list(self._tokens.values()):
            if token.client_id == client.client_id and value in (token.value, token.refresh_value):
                del self._tokens[token.value]

    def expire_all(self) -> None:
        """Let every access token end now; refresh tokens stay good."""
        for token in self._tokens.values():
            token.expires_at = self._clock.now()

    def valid(self, value: str | None) -> Token | None:
        token = self._tokens.get(value or "")
        if token is None or self._clock.now() >= token.expires_at:
            return None
        if self._is_refused(token.bot) or (token.user is not None and not token.user.is_active):
            return None
        return token

    def bot_of(self, value: str | None, category: Category, scope: str) -> Bot | None:
        """Return the bot that this token speaks for in this category, when it covers `scope`, now."""
        token = self.valid(value)
        if token is None or token.bot is None or scope not in token.scopes:
            return None
        return token.bot if token.bot.category_slug == category.slug else None

    def user_of(self, value: str | None, scope: str) -> User | None:
        """Return the person that this token speaks for, when it covers `scope`, now."""
        token = self.valid(value)
        return token.user if token is not None and scope in token.scopes else None

    def covers(self, user: User, client_id: str, scopes: tuple[str, ...]) -> bool:
        """Whether this person has a valid token of the application for all these scopes."""
        return any(
            token.user is user and token.client_id == client_id and set(scopes) <= set(token.scopes)
            for value in list(self._tokens)
            if (token := self.valid(value)) is not None
        )

    def _is_refused(self, bot: Bot | None) -> bool:
        return bot is not None and self._refuses_bots()

    def _issue(
        self, client_id: str, scopes: tuple[str, ...], *, bot: Bot | None = None, user: User | None = None
    ) -> Token:
        token = Token(
            value=secrets.token_urlsafe(32),
            client_id=client_id,
            scopes=scopes,
            expires_at=self._clock.now() + self._lifetime(),
            bot=bot,
            user=user,
            refresh_value=secrets.token_urlsafe(32) if user is not None else None,
        )
        self._tokens[token.value] = token
        return token


def parsed_scopes(text: str) -> tuple[str, ...]:
    """Read a space-separated scope parameter; none asked means all. Raises `invalid_scope` for an unknown one."""
    asked = text.split()
    if not set(asked) <= set(ALL_SCOPES):
        raise OAuthFailure("invalid_scope")
    return tuple(scope for scope in ALL_SCOPES if scope in asked) or ALL_SCOPES


def _clients(options: RehearsalOptions) -> dict[str, Client]:
    bots = [
        Client(bot.client_id, bot.client_secret, bot.name, bot=Bot(bot.name, category.slug))
        for category in options.categories
        for bot in category.bots
    ]
    apps = [
        Client(app.client_id, app.client_secret, app.name, redirect_uris=app.redirect_uris) for app in options.user_apps
    ]
    return {client.client_id: client for client in (*bots, *apps)}


def _proof_fits(consent: Consent, verifier: str | None) -> bool:
    if consent.code_challenge is None:
        return True
    if verifier is None:
        return False
    if consent.code_challenge_method == "plain":
        return hmac.compare_digest(consent.code_challenge.encode(), verifier.encode())
    digest = hashlib.sha256(verifier.encode()).digest()
    challenge = base64.urlsafe_b64encode(digest).rstrip(b"=")
    return hmac.compare_digest(consent.code_challenge.encode(), challenge)
