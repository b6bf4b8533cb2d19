"""Linking one's own racetime.gg account: proven by signing in there, moved, refreshed and given up by its owner."""

import base64
import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from application.access import Access
from application.context import Actor
from application.domain.accounts import LINK_ATTEMPT_LIFE, MOST_LINK_ATTEMPTS, LinkedElsewhere, LinkSource
from application.domain.errors import Conflict, InvalidInput, RateLimited, Unavailable
from application.domain.events import FieldChange, InboxMatchOfferedEvent, RacetimeLinkChangedEvent
from application.domain.ids import LiveRaceId, OrganizationId, TournamentId, UserId
from application.ports import FoundAccount, RacetimeAccounts, RacetimeError, SecretBox, SignInRefused, UnreadableSecret
from application.read_models import RacetimeLinkView
from application.repositories.site_repository import SiteRepository
from application.repositories.user_repository import UserRepository
from application.services.retry import tried_twice
from application.unit_of_work import UnitsOfWork, Work
from models import User

_TOO_OLD = "This request to link an account is used up or too old. Start again from your account page."
_NOT_SET_UP = "Linking by sign-in is not set up here. Ask an admin of your organization to enter your racetime.gg id."
_NAME_LIMIT = 80


class RacetimeLinkService:
    """Acts for a signed-in person. `accounts` is None where no racetime.gg application was configured."""

    def __init__(
        self,
        units: UnitsOfWork,
        access: Access,
        site: SiteRepository,
        users: UserRepository,
        accounts: RacetimeAccounts | None,
        secret_box: SecretBox,
    ) -> None:
        self._units = units
        self._access = access
        self._site = site
        self._users = users
        self._accounts = accounts
        self._secret_box = secret_box

    async def get_link(self, user_id: UserId) -> RacetimeLinkView:
        user = await self._users.get(user_id)
        address = None
        if user.racetime_id is not None and self._accounts is not None:
            address = self._accounts.address_of(user.racetime_id)
        return RacetimeLinkView(
            racetime_id=user.racetime_id,
            racetime_name=user.racetime_name,
            linked_at=user.racetime_linked_at,
            is_proven=user.racetime_link_source is LinkSource.OWNER,
            profile_url=address,
            may_sign_in=self._accounts is not None,
        )

    async def begin(self, user_id: UserId) -> str:
        """Return the address on racetime.gg at which the person signs in and agrees.

        Raises `Unavailable` where that is not set up, `RateLimited` for somebody who begins again and again.
        """
        accounts = self._demand_accounts()
        if await self._users.count_link_attempts(user_id) >= MOST_LINK_ATTEMPTS:
            raise RateLimited(round(LINK_ATTEMPT_LIFE.total_seconds()))
        state, verifier = secrets.token_urlsafe(32), secrets.token_urlsafe(48)
        expires_at = self._units.clock.now() + LINK_ATTEMPT_LIFE
        await self._users.begin_link(user_id, _hash(state), self._secret_box.seal(verifier), expires_at)
        return accounts.sign_in_address(state=state, challenge=_challenge(verifier))

    async def complete(self, user_id: UserId, *, state: str, code: str | None) -> RacetimeLinkView:
        """Link the account of whoever came back from racetime.gg; without a `code` they did not agree.

        Raises `InvalidInput` for an unknown, used or old `state` and for a refusal, `LinkedElsewhere` when the account
        is another user's here, `Unavailable` when racetime.gg gives no answer.
        """
        accounts = self._demand_accounts()
        attempt = await self._users.use_link_attempt(user_id, _hash(state))
        if attempt is None:
            raise InvalidInput.on("state", _TOO_OLD)
        if code is None:
            raise InvalidInput.on("code", "racetime.gg was not allowed to tell who you are. Nothing was changed.")
        try:
            verifier = self._secret_box.unseal(attempt.verifier_encrypted)
            account = await accounts.account_of(code=code, verifier=verifier)
        except (SignInRefused, UnreadableSecret) as error:
            raise InvalidInput.on("code", f"{error} Start again from your account page.") from error
        except RacetimeError as error:
            raise Unavailable(f"racetime.gg gave no answer: {error} Nothing was changed; try again.") from error
        holder = await self._users.find_by_racetime_id(account.racetime_id)
        if holder is not None and holder.id != user_id:
            await self._users.note_proven_account(attempt, account.racetime_id, account.name)
            is_proven = holder.racetime_link_source is LinkSource.OWNER
            raise LinkedElsewhere(state, account.name, is_proven=is_proven)
        await self._link(user_id, account)
        return await self.get_link(user_id)

    async def take_over(self, user_id: UserId, claim: str) -> RacetimeLinkView:
        """Move an account that was just proven to be this person's away from the user who has it.

        Raises `InvalidInput` for a claim that is unknown, used or too old.
        """
        proven = await self._users.take_proven_account(user_id, _hash(claim))
        if proven is None:
            raise InvalidInput.on("claim", _TOO_OLD)
        await self._link(user_id, FoundAccount(*proven), moving=True)
        return await self.get_link(user_id)

    async def unlink(self, user_id: UserId) -> RacetimeLinkView:
        """Give up the link; results stay."""
        user = await self._users.get(user_id)
        if user.racetime_id is None:
            raise Conflict("No racetime.gg account is linked.")
        await self._change(user, [await self._step(user_id, None)])
        return await self.get_link(user_id)

    async def refresh(self, user_id: UserId) -> RacetimeLinkView:
        """Take over a name that was changed on racetime.gg."""
        user = await self._users.get(user_id)
        if user.racetime_id is None:
            raise Conflict("No racetime.gg account is linked.")
        try:
            account = await self._demand_accounts().find(user.racetime_id)
        except RacetimeError as error:
            raise Unavailable(f"racetime.gg gave no answer: {error}") from error
        if account is None:
            raise Conflict("racetime.gg shows no public profile for this account. Link it again to refresh it.")
        if account.name[:_NAME_LIMIT] != user.racetime_name:
            source = user.racetime_link_source or LinkSource.ADMIN
            await self._change(user, [await self._step(user_id, account, source)])
        return await self.get_link(user_id)

    # Parts

    def _demand_accounts(self) -> RacetimeAccounts:
        if self._accounts is None:
            raise Unavailable(_NOT_SET_UP)
        return self._accounts

    async def _link(self, user_id: UserId, account: FoundAccount, *, moving: bool = False) -> None:
        user = await self._users.get(user_id)
        holder = await self._users.find_by_racetime_id(account.racetime_id) if moving else None
        steps = [await self._step(user_id, account)]
        if holder is not None and holder.id != user_id:
            steps.insert(0, await self._step(UserId(holder.id), None))
        await self._change(user, steps)

    async def _step(
        self, user_id: UserId, account: FoundAccount | None, source: LinkSource = LinkSource.OWNER
    ) -> "_Step":
        rows = await self._site.list_organizations_of(user_id)
        return _Step(user_id, account, source, tuple(OrganizationId(row.id) for row in rows))

    @tried_twice
    async def _change(self, actor: User, steps: Sequence["_Step"]) -> None:
        """Take all steps in one transaction, and log each in every organization of the user whom it is about."""
        organizations = [organization_id for step in steps for organization_id in step.organizations]
        if not organizations:  # nobody keeps a log of people who belong nowhere
            for step in steps:
                await self._take(self._users, step)
            return
        ctx = self._access.admit(Actor(UserId(actor.id), actor.display_name), organizations[0])
        async with self._units(ctx) as work:
            for step in steps:
                user, changes = await self._take(work.users, step)
                if changes:
                    await self._log(work, step, user, changes)

    async def _take(self, users: UserRepository, step: "_Step") -> tuple[User, tuple[FieldChange, ...]]:
        user = await users.get(step.user_id)
        before = _shown(user)
        racetime_id = step.account.racetime_id if step.account is not None else None
        name = step.account.name[:_NAME_LIMIT] if step.account is not None else None
        await users.set_racetime_account(user, racetime_id, name, step.source)
        after = _shown(user)
        names = [name for name in before if before[name] != after[name]]
        return user, tuple(FieldChange(name, before[name], after[name]) for name in names)

    async def _log(self, work: Work, step: "_Step", user: User, changes: tuple[FieldChange, ...]) -> None:
        """Results in an inbox that have an owner now are named, too; the inbox itself shows that by itself."""
        is_proven = step.account is not None and step.source is LinkSource.OWNER
        for organization_id in step.organizations:
            work.record(
                RacetimeLinkChangedEvent(
                    organization_id, user_id=step.user_id, name=user.display_name, proven=is_proven, changes=changes
                )
            )
            if step.account is None:
                continue
            reading = self._units.reading(self._access.as_system(organization_id))
            for entry in await reading.unmatched.list_open_for_accounts([step.account.racetime_id]):
                work.record(
                    InboxMatchOfferedEvent(
                        organization_id,
                        TournamentId(entry.live_race.tournament_id),
                        LiveRaceId(entry.live_race_id),
                        entry_id=entry.id,
                        user_id=step.user_id,
                        name=entry.racetime_name,
                    )
                )


@dataclass(frozen=True, slots=True)
class _Step:
    """One user's link to change; `account` is None to unlink."""

    user_id: UserId
    account: FoundAccount | None
    source: LinkSource
    organizations: tuple[OrganizationId, ...]


def _shown(user: User) -> dict[str, str | None]:
    source = user.racetime_link_source
    return {
        "racetime_id": user.racetime_id,
        "racetime_name": user.racetime_name,
        "racetime_link_source": source.value if source is not None else None,
    }


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _challenge(verifier: str) -> str:
    """Return the S256 challenge of RFC 7636."""
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
