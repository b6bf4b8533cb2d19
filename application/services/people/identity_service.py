"""Who is at the other end: browser sessions and API tokens. Only hashes of either are stored."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from application.context import Actor
from application.domain.clock import Clock
from application.domain.discord import LARGEST_DISCORD_ID, UNNAMED, account_created_at
from application.domain.errors import AlreadyTaken, Conflict, FieldProblem, Forbidden, NotFound, Problems, SessionEnded
from application.domain.events.people import SessionsEndedEvent
from application.domain.ids import NO_ORGANIZATION, ApiTokenId, OrganizationRef, SessionId, UserId
from application.domain.live_races.scheduling import UNSET, Unset
from application.domain.permissions import Role
from application.domain.personal_data import stands_for_the_deleted
from application.domain.text import cut_line, one_line
from application.events import EventBus
from application.pkce import hash_of
from application.read_models import DemoUserView, TokenView, UserView
from application.repositories.messages.discord_site_repository import DiscordSiteRepository
from application.repositories.people.user_repository import UserRepository
from application.services.people.person_gathering import PersonGatherer
from models.user import User

SESSION_LIFE = timedelta(days=30)
SESSION_COOKIE = "session"
NAME_LIMIT = 80
_YOUNG = timedelta(days=7)
TOKEN_LIFE = timedelta(days=90)
MOST_TOKENS = 20
"""Of one person at a time; a program needs one."""
TOKEN_PREFIX = "sb2_"  # noqa: S105  # marks our tokens for secret scanners
LONGEST_TOKEN = 100
TOKEN_USE_NOTED_EVERY = timedelta(minutes=10)
"""How exact "last used" is; noting every request would make each read a write."""


@dataclass(frozen=True, slots=True)
class NewToken:
    """`token` is shown once and stored nowhere."""

    id: ApiTokenId
    name: str
    token: str
    expires_at: datetime | None

    def __repr__(self) -> str:
        return f"NewToken(id={self.id}, name={self.name!r})"


@dataclass(frozen=True, slots=True)
class TokenBearer:
    """For whom a token acts, and which of that person's tokens it is."""

    actor: Actor
    token_id: int


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A browser that is signed in, as it was when it asked for a page."""

    id: SessionId
    user: UserView
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class ManagedServer:
    guild_id: int
    name: str


@dataclass(frozen=True, slots=True)
class DiscordAccount:
    """A Discord account whose owner is at the other end, as Discord says."""

    discord_id: int
    name: str
    managed_servers: tuple[ManagedServer, ...] = ()


class JoinedAccount(Forbidden):
    """Two accounts were made one, and this Discord account is the one that was given up."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"This Discord account was joined with another one here. Sign in with the Discord account of {name}; "
            "if you have lost that, ask a site administrator."
        )


class IdentityService:
    def __init__(
        self,
        users: UserRepository,
        servers: DiscordSiteRepository,
        gatherer: PersonGatherer,
        bus: EventBus,
        clock: Clock,
        *,
        demo_sign_in: bool,
        site_administrators: frozenset[int] = frozenset(),
    ) -> None:
        """`site_administrators` are Discord ids from the configuration."""
        self._users = users
        self._servers = servers
        self._gatherer = gatherer
        self._bus = bus
        self._clock = clock
        self._demo_sign_in = demo_sign_in
        self._site_administrators = site_administrators

    async def list_demo_users(self) -> tuple[DemoUserView, ...]:
        """Return whom one may sign in as in development; nobody in production."""
        if not self._demo_sign_in:
            return ()
        users = await self._users.list_demo_users()
        roles = await self._users.roles_of([user.id for user in users])
        words = [self._in_words(user, roles.get(user.id, ())) for user in users]
        words[:1] = [f"{first}, site administrator" for first in words[:1]]
        return tuple(DemoUserView(user_view(user), role) for user, role in zip(users, words, strict=True))

    def _in_words(self, user: User, roles: tuple[Role, ...]) -> str:
        if roles:
            return ", ".join(role.label for role in roles)
        if user.discord_id is not None and self._clock.now() - account_created_at(user.discord_id) < _YOUNG:
            return "Player with a young Discord account"
        return "Player"

    async def sign_in_as_demo_user(self, user_id: UserId, *, replacing: str | None = None) -> str:
        """Return a session token; the session that the browser had before (`replacing`) ends.

        Raises `Forbidden` in production, `NotFound` for anybody who is no demo user.
        """
        if not self._demo_sign_in:
            raise Forbidden("Signing in as a demo user is only possible in development.")
        user = await self._users.get(user_id)
        if not user.is_demo:
            raise NotFound("demo user")
        if replacing:
            await self.sign_out(replacing)
        return await self.open_session(user.id)

    async def use_sign_in(self, state: str, ends_at: datetime) -> bool:
        """Take the one way back that belongs to a way to Discord; False when it was taken before."""
        return await self._users.use_sign_in(hash_of(state), ends_at)

    async def sign_in_with_discord(self, account: DiscordAccount, *, replacing: str | None = None) -> str:
        """Return a session token for the owner of a Discord account, who becomes a user at the first time.

        The session is always a new one, and the one that the browser had before (`replacing`) ends. Which servers the
        person may manage is remembered until the next sign-in.
        """
        user = await self._person_of(account)
        managed = [(server.guild_id, server.name[:100]) for server in account.managed_servers]
        await self._servers.replace_managed_servers(user.id, managed)
        if replacing:
            await self.sign_out(replacing)
        return await self.open_session(user.id)

    async def know(self, account: DiscordAccount) -> UserView:
        """Return the person for whose Discord account Discord vouches just now, who becomes one at the first time."""
        return user_view(await self._person_of(account))

    async def _person_of(self, account: DiscordAccount) -> User:
        """Discord's name and account win over whatever anybody typed, but not over a name that the person chose."""
        user = await self._owner_of(account)
        name = _clean_name(account)
        if user.display_name != name and not user.has_own_name:
            await self._users.set_name(user, name)
        await self._gatherer.gather_by_discord(user)
        return user

    async def _owner_of(self, account: DiscordAccount) -> User:
        user = await self._users.find_by_discord_id(account.discord_id)
        if user is not None:
            return user
        if (successor := await self._users.find_successor(account.discord_id)) is not None:
            raise JoinedAccount(successor.display_name)
        if (heir := await self._gatherer.heir_of_discord(account.discord_id)) is not None:
            raise JoinedAccount(heir.display_name)
        try:
            return await self._users.create(_clean_name(account), discord_id=account.discord_id)
        except AlreadyTaken:  # two first sign-ins at the same moment
            found = await self._users.find_by_discord_id(account.discord_id)
            if found is None:
                raise
            return found

    async def open_session(self, user_id: UserId) -> str:
        """Return a new session token for somebody who has proved who they are."""
        token = secrets.token_urlsafe(32)
        await self._users.open_session(user_id, hash_of(token), self._clock.now() + SESSION_LIFE)
        return token

    async def find_session(self, token: str | None) -> OpenSession | None:
        """Return a browser's session, None for one that has ended."""
        if not token:
            return None
        session = await self._users.find_session(hash_of(token))
        return OpenSession(session.id, user_view(session.user), session.expires_at) if session is not None else None

    async def living_sessions(self, session_ids: Iterable[SessionId]) -> frozenset[SessionId]:
        """Return which of these sessions have not ended, wherever that was done."""
        return await self._users.living_sessions(session_ids)

    async def demand_session(self, session_id: SessionId) -> None:
        """Raise `SessionEnded` unless the session lasts; asked before everything that is done in it."""
        if session_id not in await self._users.living_sessions([session_id]):
            raise SessionEnded

    async def sign_out(self, token: str) -> None:
        self._tell_ended(await self._users.close_session(hash_of(token)))

    async def sign_out_everywhere(self, user_id: UserId) -> int:
        """End every session of a person; returns how many ended."""
        ended = await self._users.close_sessions_of(user_id)
        self._tell_ended(ended)
        return len(ended)

    async def end_all_sessions(self) -> int:
        """Sign everybody out; returns how many sessions ended."""
        ended = await self._users.close_all_sessions()
        self._tell_ended(ended)
        return len(ended)

    def _tell_ended(self, session_ids: tuple[SessionId, ...]) -> None:
        if session_ids:
            self._bus.publish(SessionsEndedEvent(OrganizationRef(NO_ORGANIZATION), session_ids=session_ids))

    async def user_with_discord_id(self, discord_id: int) -> UserView:
        """Return who has this Discord account, or is meant by it in the only organization that has entered it.

        Raises `NotFound` when nobody is, and for an account that several organizations have entered and nobody proved.
        """
        if not 0 < discord_id <= LARGEST_DISCORD_ID:
            raise NotFound("user")
        user = await self._users.find_by_discord_id(discord_id)
        meant = [user] if user is not None else await self._users.list_placeholders_of(discord_id)
        if len(meant) != 1:
            raise NotFound("user")
        return user_view(meant[0])

    async def create_token(
        self, user_id: UserId, name: str, *, expires_at: datetime | Unset | None = UNSET
    ) -> NewToken:
        """Make an API token that may do what its user may do, for 90 days unless told otherwise.

        `expires_at` None makes one that never expires. Raises `Conflict` for somebody who has enough of them.
        """
        problems, text = Problems(), ""
        with problems.noted():
            text = one_line(name, field="name", what="token's name", limit=80)
        now = self._clock.now()
        ends_at = now + TOKEN_LIFE if expires_at is UNSET else expires_at
        if ends_at is not None and ends_at <= now:
            problems.note(FieldProblem("expires_at", "The token would have expired already."))
        problems.refuse()
        user = await self._users.get(user_id)
        token = TOKEN_PREFIX + secrets.token_urlsafe(32)
        row = await self._users.add_token(user.id, text, hash_of(token), ends_at)
        # Counted afterwards: of several that are made at the same moment the last one sees them all.
        if await self._users.count_tokens(user.id) > MOST_TOKENS:
            await row.delete()
            raise Conflict(f"You have {MOST_TOKENS} API tokens. Revoke one that you no longer use first.")
        return NewToken(row.id, text, token, ends_at)

    async def bearer_of_token(self, token: str) -> TokenBearer | None:
        """Return for whom a bearer token acts; None for one that is unknown, expired or revoked."""
        if not token.startswith(TOKEN_PREFIX) or len(token) > LONGEST_TOKEN:
            return None
        owner = await self._users.find_token_owner(hash_of(token))
        if owner is None:
            return None
        now = self._clock.now()
        if owner.last_used_at is None or now - owner.last_used_at >= TOKEN_USE_NOTED_EVERY:
            await self._users.note_token_use(owner.token_id)
        return TokenBearer(Actor(owner.user_id, owner.name), owner.token_id)

    async def get_user(self, actor: Actor) -> UserView:
        """Return the person who acts. Raises `NotFound` for the system."""
        if actor.user_id is None:
            raise NotFound("user")
        return user_view(await self._users.get(actor.user_id))

    async def demand_site_administrator(self, actor: Actor) -> None:
        """Raise `Forbidden` unless the actor is one: see `is_site_administrator`."""
        if not await self.is_site_administrator(actor):
            raise Forbidden("Only a site administrator may do that.")

    async def is_site_administrator(self, actor: Actor) -> bool:
        """Tell whether the configuration names the actor's Discord account; the first demo user needs no naming."""
        if actor.user_id is None or not (self._site_administrators or self._demo_sign_in):
            return False
        user = await self._users.get(actor.user_id)
        return user.discord_id in self._site_administrators or await self._is_first_demo_user(user)

    async def _is_first_demo_user(self, user: User) -> bool:
        if not (self._demo_sign_in and user.is_demo):
            return False
        return (await self._users.list_demo_users())[0].id == user.id

    async def list_tokens(self, user_id: UserId) -> tuple[TokenView, ...]:
        """Return a person's API tokens that were not revoked, the newest first; their text was shown once only."""
        rows = await self._users.list_tokens(user_id)
        return tuple(
            TokenView(row.id, row.name, row.created_at, row.last_used_at, row.expires_at)
            for row in reversed(rows)
            if row.revoked_at is None
        )

    async def revoke_token(self, user_id: UserId, token_id: ApiTokenId) -> None:
        """End one of the person's tokens at once. Raises `NotFound` for one that is not theirs or ended already."""
        await self._users.revoke_token(user_id, token_id)

    async def revoke_all_tokens(self, user_id: UserId, *, but: int | None = None) -> int:
        """End all of a person's tokens at once, `but` for the one that asks for it; returns how many ended."""
        return await self._users.revoke_tokens_of(user_id, but=but)

    async def revoke_everybodys_tokens(self) -> int:
        """End all API tokens of all people; returns how many ended."""
        return await self._users.revoke_all_tokens()


def _clean_name(account: DiscordAccount) -> str:
    name = cut_line(account.name, NAME_LIMIT, instead=UNNAMED)
    return UNNAMED if stands_for_the_deleted(name) else name


def user_view(user: User) -> UserView:
    return UserView(
        id=user.id,
        name=user.display_name,
        racetime_id=user.racetime_id,
        racetime_name=user.racetime_name,
        is_demo=user.is_demo,
    )
