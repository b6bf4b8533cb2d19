"""What people do about themselves: the own name, what is stored about them, and having it deleted."""

import json
from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import datetime, timedelta
from enum import Enum
from typing import Any

from application.access import Access
from application.account_fingerprints import AccountFingerprints
from application.context import Actor
from application.domain.errors import Conflict, InvalidInput, NotFound
from application.domain.events import Edited, EditedEvent, FieldChange
from application.domain.events.live_races import LiveRaceNamesChangedEvent
from application.domain.events.people import PersonDeletedEvent, SessionsEndedEvent
from application.domain.ids import (
    NO_ORGANIZATION,
    LiveRaceId,
    OrganizationId,
    OrganizationRef,
    PersonRef,
    RaceRef,
    TournamentId,
    UserId,
)
from application.domain.permissions import Role
from application.domain.personal_data import DELETED_NAME, check_not_of_the_deleted
from application.domain.text import one_line
from application.read_models.people import (
    DeletionPlan,
    PersonalOverview,
    PersonalSummary,
    StoredCount,
    StoredRow,
    StoredSection,
)
from application.repositories.fingerprint_repository import drop_unneeded_fingerprints
from application.repositories.people.personal_repository import SECTIONS, PersonalRepository
from application.services.retry import tried_twice
from application.unit_of_work import UnitsOfWork, WorkSession
from models.async_tournament import AsyncTournamentRace

NAME_LIMIT = 80
FIRST_ROWS = 50
"""Of each section, in the overview."""
_EXACT_IN_JSON = 2**53
"""JavaScript, and spreadsheets sooner, round larger numbers."""
_CONSEQUENCES = (
    "Your name, your Discord account and your racetime.gg account are removed, also from the audit log and from rooms.",
    f"Your results stay on leaderboards, as “{DELETED_NAME}”.",
    "Your notes and VOD links are removed.",
    "Memberships, roles, sessions, API tokens, calendar links, notifications and settings end at once.",
    "This can't be undone. Signing in again makes a new account.",
)
_LISTED = 5


class AccountService:
    def __init__(
        self, units: UnitsOfWork, access: Access, people: PersonalRepository, fingerprints: AccountFingerprints
    ) -> None:
        self._units = units
        self._access = access
        self._people = people
        self._fingerprints = fingerprints

    @tried_twice
    async def rename(self, actor: Actor, name: str) -> None:
        """Change one's own display name, which Discord's name no longer replaces; logged wherever one is a member."""
        user_id = _person(actor)
        clean = check_not_of_the_deleted(one_line(name, field="display_name", what="name", limit=NAME_LIMIT))
        async with self._units(self._access.in_person(actor)) as work:
            user = (await work.personal.lock([user_id]))[user_id]
            before = user.display_name
            await work.personal.rename(user_id, clean, is_own=True)
            if before == clean:
                return
            await work.personal.touch_tournaments([user_id])
            for organization_id in await work.personal.memberships_of(user_id):
                change = FieldChange("display_name", before, clean)
                work.record(EditedEvent(PersonRef(organization_id, user_id), Edited.OWN_NAME, (change,)))
            await say_names_anew(work, [user_id])

    @tried_twice
    async def follow_discord_name(self, actor: Actor) -> None:
        """Let the name be Discord's again, from the next sign-in on."""
        user_id = _person(actor)
        async with self._units(self._access.in_person(actor)) as work:
            user = (await work.personal.lock([user_id]))[user_id]
            await work.personal.rename(user_id, user.display_name, is_own=False)

    async def get_overview(self, actor: Actor) -> PersonalOverview:
        """Return what is stored about the actor, secrets aside: of each section its first rows."""
        user_id, ids = await self._all_of(actor)
        sections = []
        for title in SECTIONS:
            rows = await self._people.list_stored(ids, title, limit=FIRST_ROWS + 1)
            number = len(rows) if len(rows) <= FIRST_ROWS else await self._people.count_stored(ids, title)
            sections.append(StoredSection(title, number, tuple(rows[:FIRST_ROWS])))
        return PersonalOverview(
            account=await self._people.account_of(user_id),
            organizations=await self._people.organizations_of(ids),
            sections=tuple(sections),
        )

    async def list_stored(self, actor: Actor, section: str, *, after: int = 0, limit: int) -> list[StoredRow]:
        """Return rows of a section of the overview in the order of their places, continuing after one of them.

        Raises `NotFound` where there is no such section.
        """
        if section not in SECTIONS:
            raise NotFound("section")
        _, ids = await self._all_of(actor)
        return await self._people.list_stored(ids, section, after=after, limit=limit)

    async def get_summary(self, actor: Actor) -> PersonalSummary:
        """Return how much there is of each section, without reading it."""
        user_id, ids = await self._all_of(actor)
        return PersonalSummary(
            account=await self._people.account_of(user_id),
            organizations=await self._people.organizations_of(ids),
            sections=tuple([StoredCount(title, await self._people.count_stored(ids, title)) for title in SECTIONS]),
        )

    async def export_overview(self, actor: Actor) -> AsyncIterator[str]:
        """Return a JSON document with everything that is stored about the actor, a piece at a time."""
        user_id, ids = await self._all_of(actor)
        account = await self._people.account_of(user_id)
        return self._written(account, await self._people.organizations_of(ids), ids)

    async def _written(
        self, account: Mapping[str, Any], organizations: Mapping[OrganizationId, str], ids: Sequence[UserId]
    ) -> AsyncIterator[str]:
        yield f'{{"account": {_json(account)},\n"organizations": {_json(organizations)},\n"sections": ['
        for number, title in enumerate(SECTIONS):
            yield f'{"," if number else ""}\n{{"title": {_json(title)}, "rows": ['
            separator = "\n"
            async for rows in self._people.each_stored(ids, title):
                yield separator + ",\n".join(_json(row.values) for row in rows)
                separator = ",\n"
            yield "]}"
        yield "\n]}\n"

    async def _all_of(self, actor: Actor) -> tuple[UserId, list[UserId]]:
        """Return the actor, and with them all users who turned out to be the same person."""
        user_id = _person(actor)
        return user_id, [user_id, *await self._people.former_ids(user_id)]

    async def plan_deletion(self, actor: Actor) -> DeletionPlan:
        """Return what deleting the own account does, and what stands in its way."""
        user_id = _person(actor)
        runs = await self._people.runs_under_way(user_id)
        organizations = await self._people.lonely_admin_in(user_id)
        kept = _what_is_kept(await self._people.open_tournaments_of(user_id))
        return DeletionPlan(_refusals(runs, organizations), (*_CONSEQUENCES, kept))

    @tried_twice
    async def delete(self, actor: Actor, *, confirmation: str) -> None:
        """Make the actor nobody in particular; `confirmation` is the present name.

        As long as the person has runs in a tournament that is not closed, fingerprints of the proven accounts stay, so
        that whoever proves one of them again goes on with these runs.
        Raises `InvalidInput` for another name, and `Conflict` while the person has a run under way or is the only
        admin of an organization.
        """
        user_id = _person(actor)
        name = (await self._people.account_of(user_id))["display_name"]
        if " ".join(confirmation.split()).casefold() != name.casefold():
            raise InvalidInput.on("confirm", f"Type your name, {name}, to confirm.")
        nameless = Actor(user_id, DELETED_NAME)
        async with self._units(self._access.in_person(nameless)) as work:
            ids = [user_id, *await work.personal.former_ids(user_id)]
            await work.personal.lock_organizations(await work.personal.organizations_of(ids))
            await work.personal.lock_live_races(ids)
            await work.personal.lock(ids)
            refusals = _refusals(
                await work.personal.runs_under_way(user_id), await work.personal.lonely_admin_in(user_id)
            )
            if refusals:
                raise Conflict(" ".join(refusals))
            await self._forget(work, user_id, ids)

    async def count_fingerprints_of_older_keys(self) -> int:
        """Return how many deleted people are known again only while their key is named in SECRET_KEYS_OLD."""
        reading = self._units.reading(self._access.in_person(Actor(None, "")))
        return await reading.fingerprints.count_older(self._fingerprints.present)

    async def _forget(self, work: WorkSession, user_id: UserId, ids: list[UserId]) -> None:
        organizations = await work.personal.organizations_of(ids)
        await work.personal.touch_tournaments(ids)
        sessions = await work.personal.sessions_of(ids)
        discord_ids, racetime_ids = await work.personal.proven_accounts_of(ids)
        await work.personal.forget(ids)
        prints = [self._fingerprints.of_discord(account)[0] for account in discord_ids]
        prints += [self._fingerprints.of_racetime(account)[0] for account in racetime_ids]
        await work.fingerprints.keep(user_id, prints)
        await drop_unneeded_fingerprints()
        for organization_id in organizations:
            work.record(PersonDeletedEvent(PersonRef(organization_id, user_id)))
        work.record(SessionsEndedEvent(OrganizationRef(NO_ORGANIZATION), session_ids=sessions))
        await say_names_anew(work, ids)


def _what_is_kept(tournaments: Sequence[str]) -> str:
    if not tournaments:
        return "Your results don't come back with a new account."
    more = len(tournaments) - _LISTED
    names = ", ".join(tournaments[:_LISTED]) + (f" and {more} more" if more > 0 else "")
    closed = "this tournament is" if len(tournaments) == 1 else "these tournaments are"
    return (
        f"Until {closed} closed, a fingerprint of your Discord and racetime.gg accounts is kept: {names}. Nobody can "
        "read the accounts from it. If you sign in with one of them before that, your runs are yours again, and the "
        "slots stay used. Then the fingerprint is removed."
    )


async def say_names_anew(work: WorkSession, user_ids: Sequence[UserId]) -> None:
    """Have what was said about races that name a person written again, with the present name."""
    for race in await work.personal.shown_races_of(user_ids):
        work.record(
            LiveRaceNamesChangedEvent(
                RaceRef(race.organization_id, TournamentId(race.tournament_id), LiveRaceId(race.id))
            )
        )


def _json(value: object) -> str:
    return json.dumps(plain(value), ensure_ascii=False)


def plain(value: Any) -> Any:
    """Return what is stored as JSON can say it; numbers that JavaScript would round become text."""
    match value:
        case Enum():
            return value.value
        case bool() | None | float() | str():
            return value
        case int():
            return str(value) if abs(value) > _EXACT_IN_JSON else value
        case datetime():
            return value.isoformat()
        case timedelta():
            return value.total_seconds()
        case Mapping():
            return {str(key): plain(item) for key, item in value.items()}
        case _:
            return [plain(item) for item in value]


def _refusals(runs: list[AsyncTournamentRace], organizations: Mapping[OrganizationId, str]) -> tuple[str, ...]:
    under_way = tuple(
        f"Your run in {run.tournament.name}, {run.pool.name}, is under way. Finish or forfeit it first"
        + (", on racetime.gg." if run.live_race_id is not None else ".")
        for run in runs
    )
    lonely = tuple(
        f"You are the only {Role.ADMIN.label.lower()} of {name}. Make somebody else admin there first."
        for name in organizations.values()
    )
    return (*under_way, *lonely)


def _person(actor: Actor) -> UserId:
    if actor.user_id is None:
        raise NotFound("user")
    return actor.user_id
