"""Linking one's own racetime.gg account: proven by signing in there, moved, refreshed and given up by its owner."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass

from application.access import Access
from application.context import Actor
from application.domain.accounts import LINK_ATTEMPT_LIFE, MOST_LINK_ATTEMPTS, LinkedElsewhere
from application.domain.errors import Conflict, InvalidInput, RateLimited, Unavailable
from application.domain.events import FieldChange, differences
from application.domain.events.live_races import InboxMatchOfferedEvent
from application.domain.events.people import RacetimeClaimVoidedEvent, RacetimeLinkChangedEvent
from application.domain.ids import EntryRef, LiveRaceId, OrganizationId, PersonRef, TournamentId, UserId
from application.domain.messages.notifications import News, NotificationKind
from application.pkce import SignInProof, hash_of
from application.ports import FoundAccount, RacetimeAccounts, RacetimeError, SecretBox, SignInRefused, UnreadableSecret
from application.read_models import RacetimeClaimView, RacetimeLinkView
from application.repositories.people.access_repository import AccessRepository
from application.repositories.people.user_repository import RacetimeClaim, UserRepository
from application.services.notify import notify
from application.services.people.person_gathering import PersonGatherer
from application.services.retry import tried_twice
from application.unit_of_work import UnitsOfWork, WorkSession
from models.user import User

_TOO_OLD = "This request to link an account is used up or too old. Start again from your account page."
_NOT_SET_UP = "Linking by sign-in is not set up here. Ask an admin of your organization to enter your racetime.gg id."
_NAME_LIMIT = 80


class RacetimeLinkService:
    """Acts for a signed-in person. `accounts` is None where no racetime.gg application was configured."""

    def __init__(
        self,
        units: UnitsOfWork,
        access: Access,
        site: AccessRepository,
        users: UserRepository,
        gatherer: PersonGatherer,
        accounts: RacetimeAccounts | None,
        secret_box: SecretBox,
    ) -> None:
        self._units = units
        self._access = access
        self._site = site
        self._users = users
        self._gatherer = gatherer
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
            is_proven=user.racetime_id is not None,
            profile_url=address,
            may_sign_in=self._accounts is not None,
            claims=tuple([claim async for claim in self._claims(user_id)]),
        )

    async def _claims(self, user_id: UserId) -> AsyncIterator[RacetimeClaimView]:
        for row in await self._site.list_memberships_of(user_id):
            reading = self._units.reading(self._access.as_system(OrganizationId(row.organization_id)))
            account = (await reading.people.accounts_of([user_id])).get(user_id)
            if account is not None and not account.is_proven:
                yield RacetimeClaimView(row.organization.name, account.racetime_id, account.name)

    async def begin(self, user_id: UserId) -> str:
        """Return the address on racetime.gg at which the person signs in and agrees.

        Raises `Unavailable` where that is not set up, `RateLimited` for somebody who begins again and again.
        """
        accounts = self._demand_accounts()
        if await self._users.count_link_attempts(user_id) >= MOST_LINK_ATTEMPTS:
            raise RateLimited(round(LINK_ATTEMPT_LIFE.total_seconds()))
        proof = SignInProof.fresh()
        expires_at = self._units.clock.now() + LINK_ATTEMPT_LIFE
        await self._users.begin_link(user_id, hash_of(proof.state), self._secret_box.seal(proof.verifier), expires_at)
        return accounts.sign_in_address(state=proof.state, challenge=proof.challenge)

    async def complete(self, user_id: UserId, *, state: str, code: str | None) -> RacetimeLinkView:
        """Link the account of whoever came back from racetime.gg; without a `code` they did not agree.

        Raises `InvalidInput` for an unknown, used or old `state` and for a refusal, `LinkedElsewhere` when the account
        is another user's here, `Conflict` while it can't be moved, `Unavailable` when racetime.gg gives no answer.
        """
        accounts = self._demand_accounts()
        attempt = await self._users.use_link_attempt(user_id, hash_of(state))
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
        await self._demand_movable(user_id, account)
        holder = await self._users.find_by_racetime_id(account.racetime_id)
        if holder is not None and holder.id != user_id:
            await self._users.note_proven_account(attempt, account.racetime_id, account.name)
            raise LinkedElsewhere(state, account.name)
        await self._link(user_id, account)
        return await self.get_link(user_id)

    async def take_over(self, user_id: UserId, claim: str) -> RacetimeLinkView:
        """Move an account that was just proven to be this person's away from the user who has it.

        Raises `InvalidInput` for a claim that is unknown, used or too old, `Conflict` while it can't be moved.
        """
        proven = await self._users.take_proven_account(user_id, hash_of(claim))
        if proven is None:
            raise InvalidInput.on("claim", _TOO_OLD)
        await self._demand_movable(user_id, FoundAccount(*proven))
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
            await self._change(user, [await self._step(user_id, account)])
        return await self.get_link(user_id)

    # Parts

    def _demand_accounts(self) -> RacetimeAccounts:
        if self._accounts is None:
            raise Unavailable(_NOT_SET_UP)
        return self._accounts

    async def _demand_movable(self, user_id: UserId, account: FoundAccount) -> None:
        """Whoever proved the account before keeps it while they race: another user's slots would be fresh ones."""
        proved = {*await self._users.list_who_proved(account.racetime_id)}
        proved |= {*await self._gatherer.heirs_of_racetime(account.racetime_id)}
        if await self._users.is_racing(sorted(proved - {user_id})):
            raise Conflict(
                f"{account.name} on racetime.gg was proved by another user here, who has runs in an active tournament. "
                "If that is you, too, ask a site administrator to merge the two users."
            )

    async def _link(self, user_id: UserId, account: FoundAccount, *, moving: bool = False) -> None:
        user = await self._users.get(user_id)
        holder = await self._users.find_by_racetime_id(account.racetime_id) if moving else None
        steps = [await self._step(user_id, account)]
        if holder is not None and holder.id != user_id:
            steps.insert(0, await self._step(UserId(holder.id), None))
        await self._change(user, steps)
        await self._gatherer.gather_by_racetime(await self._users.get(user_id), account.racetime_id)

    async def _step(self, user_id: UserId, account: FoundAccount | None) -> "_Step":
        rows = await self._site.list_organizations_of(user_id)
        claims: list[RacetimeClaim] = []
        if account is not None:
            user = await self._users.get(user_id)
            claims = [
                claim
                for claim in await self._users.list_claims_of(account.racetime_id)
                if claim.user_id != user_id and not claim.may_mean(user.discord_id)
            ]
        return _Step(user_id, account, tuple(OrganizationId(row.id) for row in rows), tuple(claims))

    @tried_twice
    async def _change(self, actor: User, steps: Sequence["_Step"]) -> None:
        """Take all steps in one transaction, and log each in every organization of the user whom it is about."""
        organizations = [organization_id for step in steps for organization_id in step.concerned]
        if not organizations:  # nobody keeps a log of people who belong nowhere
            for step in steps:
                await self._take(self._users, step)
            return
        ctx = self._access.admit(Actor(UserId(actor.id), actor.display_name), organizations[0])
        async with self._units(ctx) as work:
            for step in steps:
                await self._log(work, step, await self._take(work.users, step))

    async def _take(self, users: UserRepository, step: "_Step") -> "_Taken":
        """What admins said about the person, and about the account, holds no more once it is proved."""
        user = await users.get(step.user_id)
        before = _shown(user)
        racetime_id = step.account.racetime_id if step.account is not None else None
        name = step.account.name[:_NAME_LIMIT] if step.account is not None else None
        await users.set_racetime_account(user, racetime_id, name)
        said = await users.drop_claims_about(step.user_id) if step.account is not None else {}
        for claim in step.void_claims:
            await users.drop_claim(claim)
        return _Taken(user, before, said)

    async def _log(self, work: WorkSession, step: "_Step", taken: "_Taken") -> None:
        """Unmatched results that have an owner now are named, too; their page shows that by itself."""
        for claim in step.void_claims:
            work.record(
                RacetimeClaimVoidedEvent(
                    PersonRef(claim.organization_id, claim.user_id), name=claim.name, racetime_name=claim.racetime_name
                )
            )
            await self._tell_admins(work.beside(self._access.as_system(claim.organization_id)), claim)
        for organization_id in step.organizations:
            changes = taken.changes_for(organization_id)
            if not changes:
                continue
            work.record(
                RacetimeLinkChangedEvent(
                    PersonRef(organization_id, step.user_id),
                    name=taken.user.display_name,
                    proven=step.account is not None,
                    changes=changes,
                )
            )
            if step.account is None:
                continue
            reading = self._units.reading(self._access.as_system(organization_id))
            for entry in await reading.unmatched.list_open_for_accounts([step.account.racetime_id]):
                work.record(
                    InboxMatchOfferedEvent(
                        EntryRef(
                            organization_id,
                            TournamentId(entry.live_race.tournament_id),
                            LiveRaceId(entry.live_race_id),
                            entry.id,
                        ),
                        user_id=step.user_id,
                        name=entry.racetime_name,
                    )
                )

    async def _tell_admins(self, there: WorkSession, claim: RacetimeClaim) -> None:
        parts = {"account": claim.racetime_name, "member": claim.name}
        await notify(there, News(NotificationKind.CLAIM_VOIDED, parts), await there.members.list_admin_ids())


@dataclass(frozen=True, slots=True)
class _Step:
    """One user's link to change; `account` is None to unlink."""

    user_id: UserId
    account: FoundAccount | None
    organizations: tuple[OrganizationId, ...]
    void_claims: tuple[RacetimeClaim, ...]
    """What organizations say about the account of people who can't be this one."""

    @property
    def concerned(self) -> tuple[OrganizationId, ...]:
        return (*self.organizations, *(claim.organization_id for claim in self.void_claims))


@dataclass(frozen=True, slots=True)
class _Taken:
    """A step that was taken: the user as they are now, what was there before, and what organizations had said."""

    user: User
    before: dict[str, str | None]
    said: dict[OrganizationId, str]

    def changes_for(self, organization_id: OrganizationId) -> tuple[FieldChange, ...]:
        before, after = self.before, _shown(self.user)
        if before["racetime_id"] is None:
            before = before | {"racetime_id": self.said.get(organization_id)}
            is_proof_of_the_same = before["racetime_id"] is not None and before["racetime_id"] == after["racetime_id"]
            proof = (FieldChange("proven", "no", "yes"),) if is_proof_of_the_same else ()
        else:
            proof = ()
        return (*differences(before, after), *proof)


def _shown(user: User) -> dict[str, str | None]:
    return {"racetime_id": user.racetime_id, "racetime_name": user.racetime_name}
