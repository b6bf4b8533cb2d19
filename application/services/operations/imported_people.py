"""Who the people of another tool are here: known from an earlier import, found by an account, or new."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from application.account_fingerprints import AccountFingerprints
from application.domain.events.people import RosterImportedEvent
from application.domain.ids import ImportId, OrganizationRef, UserId
from application.domain.operations.importing.assembling import People
from application.domain.operations.importing.drafts import PersonDraft, PersonKey, Problem, note, stop
from application.repositories.operations.import_repository import KnownRow, NewKnownRow
from application.repositories.operations.import_writer import NewMembership
from application.unit_of_work import WorkSession
from models.user import User


@dataclass(frozen=True, slots=True)
class SettledPeople:
    """The users of those who could be settled, `canonical` one key for all who turned out to be the same user."""

    users: Mapping[PersonKey, User]
    canonical: Mapping[PersonKey, PersonKey]
    stopped: frozenset[PersonKey]
    problems: tuple[Problem, ...]
    counts: Mapping[str, int]

    @property
    def ids(self) -> dict[PersonKey, UserId]:
        return {key: UserId(user.id) for key, user in self.users.items()}

    @property
    def names(self) -> dict[UserId, str]:
        return {UserId(user.id): user.display_name for user in self.users.values()}


async def settle_people(
    work: WorkSession,
    people: People,
    wanted: Collection[PersonKey],
    origin_id: ImportId,
    fingerprints: AccountFingerprints,
) -> SettledPeople:
    """Find or make the users of these people within one transaction, and make members of those who did anything."""
    settling = _Settling(work, people, origin_id, fingerprints)
    return await settling.settle([people.drafts[key] for key in sorted(wanted)])


class _Settling:
    def __init__(
        self, work: WorkSession, people: People, origin_id: ImportId, fingerprints: AccountFingerprints
    ) -> None:
        self._work = work
        self._people = people
        self._origin_id = origin_id
        self._fingerprints = fingerprints
        self._users: dict[PersonKey, User] = {}
        self._known: dict[PersonKey, KnownRow] = {}
        self._stopped: set[PersonKey] = set()
        self._problems: list[Problem] = []
        self._linked = 0

    async def settle(self, drafts: Sequence[PersonDraft]) -> SettledPeople:
        await self._find_known(drafts)
        unknown = await self._without_the_deleted([draft for draft in drafts if draft.key not in self._users])
        new = await self._match(unknown)
        self._users |= dict(
            zip((draft.key for draft in new), await self._work.import_writer.write_people(new), strict=True)
        )
        joined = await self._join([draft for draft in drafts if draft.key in self._users], unknown)
        changed = await self._remember(drafts, {draft.key for draft in unknown})
        first: dict[int, PersonKey] = {}
        for key, user in sorted(self._users.items()):
            first.setdefault(user.id, key)
        settled = SettledPeople(
            users=self._users,
            canonical={key: first[user.id] for key, user in self._users.items()},
            stopped=frozenset(self._stopped),
            problems=tuple(self._problems),
            counts={
                "new": len(new),
                "matched": len(unknown) - len(new) - len(self._stopped),
                "known": len(drafts) - len(unknown),
                "changed": changed,
                "new members": joined,
                "linked": self._linked,
                "without Discord": sum(draft.discord_id is None for draft in drafts),
                "without any account": sum(draft.discord_id is None and draft.racetime_id is None for draft in drafts),
            },
        )
        if joined or self._linked:
            self._work.record(
                RosterImportedEvent(
                    OrganizationRef(self._work.ctx.organization_id),
                    added=joined,
                    linked=self._linked,
                    unchanged=len(drafts) - len(unknown),
                    skipped=len(self._stopped),
                )
            )
        return settled

    async def _find_known(self, drafts: Sequence[PersonDraft]) -> None:
        by_table: dict[str, list[int]] = {}
        for draft in drafts:
            by_table.setdefault(draft.key.table, []).append(draft.key.id)
        for table, ids in by_table.items():
            rows = await self._work.imported_rows.list_known(table, ids)
            self._known |= {PersonKey(table, old_id): row for old_id, row in rows.items()}
        locals_ = {key: row.local_id for key, row in self._known.items() if row.local_id is not None}
        present = await self._work.import_writer.present_people(sorted(set(locals_.values())))
        self._users = {key: present[local] for key, local in locals_.items() if local in present}

    async def _without_the_deleted(self, drafts: Sequence[PersonDraft]) -> list[PersonDraft]:
        """Take the accounts from those who had themselves deleted here; nothing may lead back to them."""
        marks: dict[str, PersonKey] = {}
        for draft in drafts:
            if draft.discord_id is not None:
                marks |= dict.fromkeys(self._fingerprints.of_discord(draft.discord_id), draft.key)
            if draft.racetime_id is not None:
                marks |= dict.fromkeys(self._fingerprints.of_racetime(draft.racetime_id), draft.key)
        raced = await self._work.fingerprints.raced_in(self._work.ctx.organization_id, marks) if marks else set()
        deleted = {marks[mark] for mark in raced}
        for key in sorted(deleted):
            self._note(key, "deleted-here", "Had themselves deleted here: their runs come without name and accounts.")
        return [
            replace(draft, name=f"Player {draft.key.id}", discord_id=None, racetime_id=None)
            if draft.key in deleted
            else draft
            for draft in drafts
        ]

    async def _match(self, drafts: Sequence[PersonDraft]) -> list[PersonDraft]:
        """Find those who are here already, and return those who are not."""
        work = self._work
        by_discord = await work.people.list_by_discord_ids(
            [draft.discord_id for draft in drafts if draft.discord_id is not None]
        )
        owners = await work.people.owners_of([draft.racetime_id for draft in drafts if draft.racetime_id is not None])
        owner_users = await work.people.list_users(list(owners.values()))
        new = []
        for draft in drafts:
            one = by_discord.get(draft.discord_id) if draft.discord_id is not None else None
            other = owner_users.get(owners[draft.racetime_id]) if draft.racetime_id in owners else None
            if one is not None and other is not None and one.id != other.id:
                self._stopped.add(draft.key)
                self._problems.append(
                    stop(
                        "two-people",
                        draft.key.table,
                        draft.key.id,
                        f"The Discord account is {one.display_name}'s here and the racetime.gg account "
                        f"{other.display_name}'s. Merge the two here, if they are one person.",
                    )
                )
                continue
            user = one or other
            if user is None:
                new.append(draft)
                continue
            self._users[draft.key] = user
            if draft.discord_id is not None and user.discord_id != draft.discord_id:
                await self._match_other_discord(draft, user)
        return new

    async def _match_other_discord(self, draft: PersonDraft, user: User) -> None:
        assert draft.discord_id is not None  # noqa: S101  # asked before
        if user.discord_id is None and user.organization_id is not None:
            await self._work.import_writer.write_discord_id(UserId(user.id), draft.discord_id)
            user.discord_id = draft.discord_id
        else:
            self._note(draft.key, "other-discord", f"Is {user.display_name} here, with another Discord account: kept.")

    async def _join(self, drafts: Sequence[PersonDraft], unknown: Sequence[PersonDraft]) -> int:
        """Make members of those who did anything there, and keep their racetime.gg accounts as what admins say.

        Whoever proved an account here and left the organization is not brought back by a second import.
        """
        work, writer = self._work, self._work.import_writer
        first_time = {draft.key for draft in unknown}
        accountless = {draft.key: draft for draft in unknown if draft.racetime_id is None}
        members = await work.members.list_member_ids([UserId(user.id) for user in self._users.values()])
        claimed = await writer.claimed_accounts()
        wished = {
            draft.racetime_id for draft in drafts if draft.racetime_id is not None and draft.key not in accountless
        }
        owners = await work.people.owners_of(sorted(wished))
        given_up = await writer.accounts_given_up(wished)
        taken = set(claimed.values())
        new: list[NewMembership] = []
        for draft in drafts:
            user = self._users[draft.key]
            user_id, claim = UserId(user.id), None
            wish = draft.racetime_id if draft.key not in accountless else None
            if wish is not None and user.racetime_id != wish and claimed.get(user_id) != wish:
                claim = self._claim(draft, user, wish, claimed, owners, given_up, taken)
            if user_id in members:
                if claim is not None:
                    await writer.write_claim(user_id, claim)
                    self._linked += 1
                    claimed[user_id] = claim
                    taken.add(claim)
            elif draft.key in self._people.joined and (draft.key in first_time or user.organization_id is not None):
                new.append(NewMembership(user, draft, claim))
                members.add(user_id)
                if claim is not None:
                    claimed[user_id] = claim
                    taken.add(claim)
        await writer.write_members(new, self._people.joined)
        return len(new)

    def _claim(
        self,
        draft: PersonDraft,
        user: User,
        wish: str,
        claimed: Mapping[UserId, str],
        owners: Mapping[str, UserId],
        given_up: Mapping[str, set[UserId]],
        taken: Collection[str],
    ) -> str | None:
        """Return the account that may be kept for a member, as an admin may say it."""
        user_id = UserId(user.id)
        if user.racetime_id is not None or user_id in claimed:
            self._note(draft.key, "other-racetime", f"{user.display_name} has another racetime.gg account here: kept.")
            return None
        if owners.get(wish, user_id) != user_id or given_up.get(wish, set()) - {user_id} or wish in taken:
            self._note(
                draft.key, "racetime-elsewhere", "The racetime.gg account is or was somebody else's here: left out."
            )
            return None
        return wish

    async def _remember(self, drafts: Sequence[PersonDraft], first_time: Collection[PersonKey]) -> int:
        rows = [
            NewKnownRow(draft.key.table, draft.key.id, User, self._users[draft.key].id, draft.fingerprint)
            for draft in drafts
            if draft.key in self._users and draft.key not in self._known
        ]
        await self._work.imported_rows.add_known(self._origin_id, rows)
        changed = 0
        for draft in drafts:
            known, user = self._known.get(draft.key), self._users.get(draft.key)
            if known is None or user is None:
                continue
            if known.fingerprint != draft.fingerprint or draft.key in first_time:
                changed += 1
                await self._work.imported_rows.note_update(
                    draft.key.table, draft.key.id, draft.fingerprint, user.id, None
                )
        return changed

    def _note(self, key: PersonKey, rule: str, sentence: str) -> None:
        self._problems.append(note(rule, key.table, key.id, sentence))
