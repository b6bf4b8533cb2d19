"""People across organizations: accounts, browser sessions, API tokens, answered requests."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from tortoise.exceptions import IntegrityError
from tortoise.expressions import Q
from tortoise.queryset import QuerySet
from tortoise.transactions import in_transaction

from application.bookkeeping import bookkeeping
from application.domain.clock import Clock
from application.domain.errors import AlreadyTaken, NotFound
from application.domain.ids import OrganizationId, SessionId, UserId
from application.domain.permissions import Role
from application.repositories.base import taken_when_not_unique
from application.repositories.statements import Statement, optional_moment
from models.async_tournament import AsyncTournamentRace
from models.organization import OrganizationMember, OrganizationMemberRole
from models.user import (
    ApiToken,
    IdempotencyKey,
    ProvenRacetimeAccount,
    RacetimeLinkAttempt,
    UsedSignIn,
    User,
    UserSession,
)

_TOKEN_OWNER = Statement(
    """
    SELECT t.id, t.user_id, t.expires_at, t.last_used_at, u.display_name
      FROM api_tokens t
      JOIN users u ON u.id = t.user_id
     WHERE t.token_hash = $1 AND t.revoked_at IS NULL
    """
)


@dataclass(frozen=True, slots=True)
class TokenOwner:
    token_id: int
    user_id: UserId
    name: str
    last_used_at: datetime | None


@dataclass(frozen=True, slots=True)
class RacetimeClaim:
    """What one organization's admins say about a member: that a racetime.gg account is theirs."""

    organization_id: OrganizationId
    user_id: UserId
    name: str
    racetime_name: str
    is_placeholder: bool
    discord_id: int | None

    def may_mean(self, discord_id: int | None) -> bool:
        """Tell whether the member can be the one with this Discord account: nobody has said anything else yet."""
        return self.is_placeholder and self.discord_id in (None, discord_id)


_LINK_COLUMNS = ("racetime_id", "racetime_name", "racetime_linked_at")


class UserRepository:
    """`organization_id` is null for everybody whom these queries find by an account: placeholders are nobody here."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    async def create(self, display_name: str, *, discord_id: int | None = None, is_demo: bool = False) -> User:
        """Make a person for the owner of a Discord account, known everywhere.

        Raises `AlreadyTaken` when the account has its person already.
        """
        taken = "This Discord account belongs to another user already."
        if discord_id is not None and await self.find_by_discord_id(discord_id) is not None:
            raise AlreadyTaken(taken)
        now = self._clock.now()
        with taken_when_not_unique(taken):
            return await User.create(
                display_name=display_name, discord_id=discord_id, is_demo=is_demo, created_at=now, updated_at=now
            )

    async def get(self, user_id: UserId) -> User:
        user = await User.filter(id=user_id).first()
        if user is None:
            raise NotFound("user")
        return user

    async def lock(self, user_id: UserId) -> None:
        """Let nothing else be done under this lock for the person until the transaction ends, where the engine can."""
        if User._meta.db.capabilities.support_for_update:
            await User.filter(id=user_id).select_for_update(no_key=True).only("id")

    async def move_calendar_number(self, user_id: UserId, step: Callable[[int], int]) -> int:
        """Take a step from the number as it is, whoever takes one at the same moment; returns the number after it."""
        while True:
            before = (await self.get(user_id)).calendar_number
            after = step(before)
            unmoved = User.filter(id=user_id, calendar_number=before)
            if after == before or await unmoved.update(calendar_number=after):
                return after

    async def successor_of(self, user_id: UserId) -> UserId | None:
        """Return who a user turned out to be."""
        rows = await User.filter(id=user_id, merged_into_id__isnull=False).values_list("merged_into_id")
        return UserId(rows[0][0]) if rows else None

    async def list_names(self, user_ids: Iterable[UserId]) -> dict[UserId, str]:
        wanted = sorted(set(user_ids))
        if not wanted:
            return {}
        return dict(await User.filter(id__in=wanted).values_list("id", "display_name"))

    async def find_by_discord_id(self, discord_id: int) -> User | None:
        """Return who proved to own this Discord account."""
        proven = User.filter(discord_id=discord_id, organization_id__isnull=True)
        return await proven.filter(merged_into_id__isnull=True).first()

    async def find_successor(self, discord_id: int) -> User | None:
        """Return whom the user with this Discord account turned out to be, who signs in with another one."""
        merged = (
            await User.filter(discord_id=discord_id, organization_id__isnull=True).exclude(merged_into_id=None).first()
        )
        return await User.get(id=merged.merged_into_id) if merged is not None else None

    async def list_placeholders_of(self, discord_id: int) -> list[User]:
        """Return whom organizations entered with this Discord account."""
        return await User.filter(discord_id=discord_id, organization_id__isnull=False).order_by("id")

    async def set_name(self, user: User, display_name: str) -> None:
        user.display_name, user.updated_at = display_name, self._clock.now()
        await user.save(update_fields=["display_name", "updated_at"])

    async def list_demo_users(self) -> list[User]:
        return await User.filter(is_demo=True).order_by("id")

    async def list_claims_of(self, racetime_id: str) -> list[RacetimeClaim]:
        """Return what organizations say about a racetime.gg account, of whatever member of theirs."""
        rows = await OrganizationMember.filter(claimed_racetime_id=racetime_id).order_by("id").select_related("user")
        return [
            RacetimeClaim(
                OrganizationId(row.organization_id),
                UserId(row.user_id),
                row.user.display_name,
                row.claimed_racetime_name or row.user.display_name,
                row.user.organization_id is not None,
                row.user.discord_id,
            )
            for row in rows
        ]

    async def drop_claim(self, claim: RacetimeClaim) -> None:
        claims = OrganizationMember.filter(organization_id=claim.organization_id, user_id=claim.user_id)
        await claims.update(claimed_racetime_id=None, claimed_racetime_name=None)

    async def drop_claims_about(self, user_id: UserId) -> dict[OrganizationId, str]:
        """Forget what organizations say about a person; returns which account each of them had named."""
        claims = OrganizationMember.filter(user_id=user_id, claimed_racetime_id__isnull=False)
        dropped = dict(await claims.values_list("organization_id", "claimed_racetime_id"))
        await claims.update(claimed_racetime_id=None, claimed_racetime_name=None)
        return dropped

    async def list_who_proved(self, racetime_id: str) -> list[UserId]:
        """Return who has ever proved to own a racetime.gg account, also those who gave the link up since."""
        return [
            UserId(row[0]) for row in await ProvenRacetimeAccount.filter(racetime_id=racetime_id).values_list("user_id")
        ]

    async def is_racing(self, user_ids: Sequence[UserId]) -> bool:
        """Tell whether any of them has a run in an active tournament of whatever organization."""
        runs = AsyncTournamentRace.filter(user_id__in=list(user_ids), tournament__is_active=True)
        return bool(user_ids) and await runs.exists()

    async def roles_of(self, user_ids: Sequence[UserId]) -> dict[UserId, tuple[Role, ...]]:
        """Return the roles that users have in whatever organization, each once."""
        rows = (
            await OrganizationMemberRole.filter(user_id__in=list(user_ids))
            .order_by("role")
            .distinct()
            .values_list("user_id", "role")
        )
        found: dict[UserId, tuple[Role, ...]] = {}
        for user_id, role in rows:
            found[UserId(user_id)] = (*found.get(UserId(user_id), ()), Role(role))
        return found

    async def set_racetime_account(self, user: User, racetime_id: str | None, name: str | None) -> None:
        """Note which account the person has just proved to own, or that the link is given up.

        Raises `AlreadyTaken` when the racetime.gg account is linked to somebody else.
        """
        taken = "This racetime.gg account is linked to another user. It must be unlinked there first."
        if racetime_id is not None and await User.filter(racetime_id=racetime_id).exclude(id=user.id).exists():
            raise AlreadyTaken(taken)
        now = self._clock.now()
        user.racetime_id = racetime_id
        user.racetime_name = name
        user.racetime_linked_at = now if racetime_id is not None else None
        user.updated_at = now
        with taken_when_not_unique(taken):
            await user.save(update_fields=[*_LINK_COLUMNS, "updated_at"])
        if racetime_id is not None:
            proven = {"racetime_name": name or user.display_name, "proven_at": now}
            await ProvenRacetimeAccount.update_or_create(user_id=user.id, racetime_id=racetime_id, defaults=proven)

    async def find_by_racetime_id(self, racetime_id: str) -> User | None:
        return await User.filter(racetime_id=racetime_id).first()

    async def begin_link(self, user_id: UserId, state_hash: str, verifier_encrypted: str, expires_at: datetime) -> None:
        """Remember an attempt to link an account, and forget those whose time is over."""
        now = self._clock.now()
        await RacetimeLinkAttempt.filter(expires_at__lte=now).delete()
        await RacetimeLinkAttempt.create(
            user_id=user_id,
            state_hash=state_hash,
            verifier_encrypted=verifier_encrypted,
            created_at=now,
            expires_at=expires_at,
        )

    async def count_link_attempts(self, user_id: UserId) -> int:
        return await RacetimeLinkAttempt.filter(user_id=user_id, expires_at__gt=self._clock.now()).count()

    async def use_link_attempt(self, user_id: UserId, state_hash: str) -> RacetimeLinkAttempt | None:
        """Return an attempt of this user that nobody has used before, once."""
        now = self._clock.now()
        own = RacetimeLinkAttempt.filter(user_id=user_id, state_hash=state_hash, expires_at__gt=now)
        if not await own.filter(used_at__isnull=True).update(used_at=now):
            return None
        return await own.first()

    async def note_proven_account(self, attempt: RacetimeLinkAttempt, racetime_id: str, name: str) -> None:
        attempt.proven_racetime_id, attempt.proven_racetime_name = racetime_id, name
        await attempt.save(update_fields=["proven_racetime_id", "proven_racetime_name"])

    async def take_proven_account(self, user_id: UserId, state_hash: str) -> tuple[str, str] | None:
        """Return id and name of the account that this user has proven to own, once and while the attempt lasts."""
        own = RacetimeLinkAttempt.filter(user_id=user_id, state_hash=state_hash, expires_at__gt=self._clock.now())
        attempt = await own.first()
        if attempt is None or attempt.proven_racetime_id is None or not await own.delete():
            return None
        return attempt.proven_racetime_id, attempt.proven_racetime_name or ""

    async def use_sign_in(self, state_hash: str, expires_at: datetime) -> bool:
        """Take a way back from Discord; False when it was taken before. Those that nobody can take are forgotten."""
        await UsedSignIn.filter(expires_at__lte=self._clock.now()).delete()
        try:
            await UsedSignIn.create(state_hash=state_hash, expires_at=expires_at)
        except IntegrityError:
            return False
        return True

    async def open_session(self, user_id: UserId, token_hash: str, expires_at: datetime) -> None:
        await UserSession.create(
            user_id=user_id, token_hash=token_hash, created_at=self._clock.now(), expires_at=expires_at
        )

    async def find_session(self, token_hash: str) -> UserSession | None:
        """Return a session that has not ended, with its user."""
        living = UserSession.filter(token_hash=token_hash, expires_at__gt=self._clock.now())
        return await living.select_related("user").first()

    async def living_sessions(self, session_ids: Iterable[SessionId]) -> frozenset[SessionId]:
        """Return which of these sessions have not ended."""
        wanted = sorted(set(session_ids))
        if not wanted:
            return frozenset()
        rows = await UserSession.filter(id__in=wanted, expires_at__gt=self._clock.now()).values_list("id")
        return frozenset(SessionId(row[0]) for row in rows)

    async def close_session(self, token_hash: str) -> tuple[SessionId, ...]:
        return await self._close(UserSession.filter(token_hash=token_hash))

    async def close_sessions_of(self, user_id: UserId) -> tuple[SessionId, ...]:
        return await self._close(UserSession.filter(user_id=user_id))

    async def close_all_sessions(self) -> tuple[SessionId, ...]:
        return await self._close(UserSession.all())

    async def _close(self, sessions: QuerySet[UserSession]) -> tuple[SessionId, ...]:
        """End sessions and return which they were."""
        ids = tuple(SessionId(row[0]) for row in await sessions.values_list("id"))
        await sessions.delete()
        return ids

    async def discord_ids(self, user_ids: Sequence[int]) -> dict[int, int]:
        """Return the Discord ids of those users who have one."""
        rows = await User.filter(id__in=list(user_ids), discord_id__isnull=False).values_list("id", "discord_id")
        return dict(rows)

    async def add_token(self, user_id: UserId, name: str, token_hash: str, expires_at: datetime | None) -> ApiToken:
        return await ApiToken.create(
            user_id=user_id,
            name=name,
            token_hash=token_hash,
            created_at=self._clock.now(),
            expires_at=expires_at,
        )

    async def count_tokens(self, user_id: UserId) -> int:
        """Count the person's tokens that are neither revoked nor expired."""
        return await self._usable_tokens().filter(user_id=user_id).count()

    def _usable_tokens(self) -> QuerySet[ApiToken]:
        unexpired = Q(expires_at__isnull=True) | Q(expires_at__gt=self._clock.now())
        return ApiToken.filter(unexpired, revoked_at__isnull=True)

    async def find_token_owner(self, token_hash: str) -> TokenOwner | None:
        """Return whom an unexpired, unrevoked token acts for."""
        for row in await _TOKEN_OWNER.rows(ApiToken, token_hash):
            expires_at = optional_moment(row["expires_at"])
            if expires_at is None or expires_at > self._clock.now():
                last_used_at = optional_moment(row["last_used_at"])
                return TokenOwner(row["id"], UserId(row["user_id"]), row["display_name"], last_used_at)
        return None

    async def note_token_use(self, token_id: int) -> None:
        with bookkeeping("noted when a token was used"):
            async with in_transaction("default"):
                await ApiToken.filter(id=token_id).update(last_used_at=self._clock.now())

    async def list_tokens(self, user_id: UserId) -> list[ApiToken]:
        return await ApiToken.filter(user_id=user_id).order_by("id")

    async def revoke_token(self, user_id: UserId, token_id: int) -> None:
        tokens = ApiToken.filter(id=token_id, user_id=user_id, revoked_at__isnull=True)
        if not await tokens.update(revoked_at=self._clock.now()):
            raise NotFound("token")

    async def revoke_tokens_of(self, user_id: UserId, *, but: int | None = None) -> int:
        others = self._usable_tokens().filter(user_id=user_id).exclude(id=but or 0)
        return await others.update(revoked_at=self._clock.now())

    async def revoke_all_tokens(self) -> int:
        return await self._usable_tokens().update(revoked_at=self._clock.now())

    async def forget_requests_before(self, moment: datetime) -> None:
        with bookkeeping("forgotten what was answered long ago"):
            async with in_transaction("default"):
                await IdempotencyKey.filter(created_at__lt=moment).delete()

    async def claim_request(self, user_id: UserId, key: str, request_hash: str) -> IdempotencyKey | None:
        """Register a request key; return the earlier request when the key was used before."""
        while True:
            try:
                await IdempotencyKey.create(
                    user_id=user_id, key=key, request_hash=request_hash, created_at=self._clock.now()
                )
            except IntegrityError:
                earlier = await IdempotencyKey.filter(user_id=user_id, key=key).first()
                if earlier is not None:  # else it was forgotten just now, and the key is free again
                    return earlier
            else:
                return None

    async def answer_request(self, user_id: UserId, key: str, status: int, body: str) -> None:
        await IdempotencyKey.filter(user_id=user_id, key=key).update(response_status=status, response_body=body)

    async def forget_request(self, user_id: UserId, key: str) -> None:
        """Let a request that failed be sent again under its key."""
        await IdempotencyKey.filter(user_id=user_id, key=key, response_status__isnull=True).delete()
