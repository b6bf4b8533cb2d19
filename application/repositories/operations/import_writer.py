"""Rows of another tool written as they were there: with their old times, and without anything that is told to people.

Everything else that makes such rows asks the clock and whoever may act; here both lie in the past.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar
from zlib import crc32

from tortoise.expressions import F
from tortoise.models import Model

from application.domain.ids import LiveRaceId, PermalinkId, PoolId, RunId, TournamentId, UserId
from application.domain.operations.importing.drafts import (
    LiveRaceDraft,
    PermalinkDraft,
    PersonDraft,
    PersonKey,
    PoolDraft,
    ReviewDraft,
    RoleDraft,
    RunDraft,
    TournamentDraft,
    WhitelistDraft,
)
from application.domain.operations.importing.live_races import LOCK, OPEN
from application.domain.runs.run import ACTIVE_RUN_STATUSES
from application.domain.seed_key import seed_digest
from application.repositories.base import TenantRepository
from models.async_tournament import (
    AsyncTournament,
    AsyncTournamentLiveRace,
    AsyncTournamentMemberRole,
    AsyncTournamentPermalink,
    AsyncTournamentPool,
    AsyncTournamentRace,
    AsyncTournamentWhitelistEntry,
)
from models.discord import AsyncTournamentDiscord
from models.event_log import EventLogEntry
from models.imported import ImportedHistoryEntry
from models.organization import OrganizationMember, OrganizationMemberRole
from models.run_history import AsyncTournamentRaceReview
from models.user import ProvenRacetimeAccount, User

_CHUNK = 2_000
_MARKED: Mapping[type[Model], tuple[str, ...]] = {
    AsyncTournamentPool: ("name",),
    AsyncTournamentPermalink: ("url", "notes", "is_live"),
}
_LARGEST_MARK = 2**31 - 1
_M = TypeVar("_M", bound=Model)
_K = TypeVar("_K", bound=int)


class _Old(Protocol):
    @property
    def old_id(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Placed:
    """What SahasrahBot's ids within one tournament stand for here."""

    tournament: TournamentId
    people: Mapping[PersonKey, UserId]
    names: Mapping[UserId, str]
    pools: Mapping[int, PoolId]
    pool_of: Mapping[int, PoolId]
    """By the ids of permalinks."""
    permalinks: Mapping[int, PermalinkId]
    live_races: Mapping[int, LiveRaceId]


@dataclass(frozen=True, slots=True)
class NewMembership:
    user: User
    draft: PersonDraft
    claim: str | None


@dataclass(frozen=True, slots=True)
class PresentTournament:
    """How a tournament stands, by the versions of its rows; the own one is None once it is gone."""

    name: str
    version: int | None
    live_races: Mapping[int, int]
    runs: Mapping[int, int]
    is_logged: bool
    """Anything but imports was logged about it."""


class ImportWriter(TenantRepository[AsyncTournament]):
    model = AsyncTournament
    noun = "tournament"

    # People

    async def present_people(self, user_ids: Sequence[int]) -> dict[int, User]:
        """Return by their ids who users are by now, who may have turned out to be somebody else."""
        found: dict[int, User] = {}
        for start in range(0, len(user_ids), _CHUNK):
            found |= {user.id: user for user in await User.filter(id__in=list(user_ids[start : start + _CHUNK]))}
        gone = {user.merged_into_id for user in found.values() if user.merged_into_id is not None}
        successors = {user.id: user for user in await User.filter(id__in=sorted(gone))} if gone else {}
        return {
            user_id: successors[user.merged_into_id] if user.merged_into_id is not None else user
            for user_id, user in found.items()
        }

    async def accounts_given_up(self, racetime_ids: Collection[str]) -> dict[str, set[UserId]]:
        """Return who has ever proved these accounts."""
        owners: dict[str, set[UserId]] = {}
        for racetime_id, user_id in await ProvenRacetimeAccount.filter(
            racetime_id__in=sorted(racetime_ids)
        ).values_list("racetime_id", "user_id"):
            owners.setdefault(racetime_id, set()).add(UserId(user_id))
        return owners

    async def claimed_accounts(self) -> dict[UserId, str]:
        rows = OrganizationMember.filter(organization_id=self._ctx.organization_id, claimed_racetime_id__isnull=False)
        return {UserId(user_id): claim for user_id, claim in await rows.values_list("user_id", "claimed_racetime_id")}

    async def write_people(self, drafts: Sequence[PersonDraft]) -> list[User]:
        """Make placeholders of the organization, in the order of the drafts."""
        rows = [
            User(
                organization_id=self._ctx.organization_id,
                display_name=draft.name,
                discord_id=draft.discord_id,
                created_at=draft.created_at,
                updated_at=draft.updated_at,
            )
            for draft in drafts
        ]
        return await self._written(rows)

    async def write_members(self, new: Sequence[NewMembership], joined: Mapping[PersonKey, Any]) -> None:
        await OrganizationMember.bulk_create(
            [
                OrganizationMember(
                    organization_id=self._ctx.organization_id,
                    user_id=each.user.id,
                    joined_at=joined[each.draft.key],
                    made_by_others=each.user.organization_id is None,
                    discord_id_entered=each.draft.discord_id is not None,
                    claimed_racetime_id=each.claim,
                )
                for each in new
            ],
            batch_size=_CHUNK,
        )

    async def write_claim(self, user_id: UserId, racetime_id: str) -> None:
        member = OrganizationMember.filter(organization_id=self._ctx.organization_id, user_id=user_id)
        await member.update(claimed_racetime_id=racetime_id)

    async def write_discord_id(self, user_id: UserId, discord_id: int) -> None:
        """Give a placeholder of the organization that has none a Discord account."""
        own = User.filter(id=user_id, organization_id=self._ctx.organization_id, discord_id__isnull=True)
        await own.update(discord_id=discord_id)

    # A tournament and what belongs to it

    async def write_tournament(self, draft: TournamentDraft, name: str) -> AsyncTournament:
        row = AsyncTournament(**self._of_tournament(draft), name=name)
        await row.save(force_create=True)
        return row

    async def change_tournament(self, tournament_id: TournamentId, draft: TournamentDraft, version: int) -> bool:
        """Let a tournament be again what the source says; False where somebody changed it here meanwhile."""
        return await self._changed(AsyncTournament, tournament_id, version, self._of_tournament(draft))

    def _of_tournament(self, draft: TournamentDraft) -> dict[str, Any]:
        return {
            "organization_id": self._ctx.organization_id,
            "description": draft.description,
            "is_active": draft.is_active,
            "is_public": draft.is_public,
            "hide_results": draft.hide_results,
            "runs_per_pool": draft.runs_per_pool,
            "reattempts_allowed": draft.reattempts_allowed,
            "min_account_age_days": draft.min_account_age_days,
            "racetime_category": draft.racetime_category,
            "racetime_goal": draft.racetime_goal,
            "created_at": draft.created_at,
            "updated_at": draft.updated_at,
        }

    async def write_pools(self, tournament_id: TournamentId, drafts: Sequence[PoolDraft]) -> dict[int, PoolId]:
        """Add pools after those that are there."""
        known = AsyncTournamentPool.filter(organization_id=self._ctx.organization_id, tournament_id=tournament_id)
        taken = await known.values_list("name", "position")
        names, first = {name for name, _ in taken}, max((place for _, place in taken), default=-1) + 1
        rows = [
            AsyncTournamentPool(
                organization_id=self._ctx.organization_id,
                tournament_id=tournament_id,
                name=draft.name if draft.name not in names else f"{draft.name[:80]} ({draft.old_id})",
                position=first + place,
                created_at=draft.created_at,
            )
            for place, draft in enumerate(drafts)
        ]
        return _by_old_id(drafts, await self._written(rows), PoolId)

    async def marks_of(self, model: type[Model], row_ids: Collection[int]) -> dict[int, int]:
        """Return marks of pools or seeds, which have no version; a mark differs once anybody has changed the row."""
        columns = _MARKED[model]
        marks: dict[int, int] = {}
        for start in range(0, len(row_ids), _CHUNK):
            rows = model.filter(
                organization_id=self._ctx.organization_id, id__in=sorted(row_ids)[start : start + _CHUNK]
            )
            marks |= {row_id: _mark(values) for row_id, *values in await rows.values_list("id", *columns)}
        return marks

    async def change_pool(self, pool_id: PoolId, draft: PoolDraft) -> bool:
        """Let a pool be called what the source calls it; False where another one is called so."""
        pool = await AsyncTournamentPool.get(id=pool_id, organization_id=self._ctx.organization_id)
        namesakes = AsyncTournamentPool.filter(tournament_id=pool.tournament_id, name=draft.name).exclude(id=pool_id)
        if await namesakes.exists():
            return False
        pool.name = draft.name
        await pool.save(update_fields=["name"])
        return True

    async def change_permalink(self, permalink_id: PermalinkId, draft: PermalinkDraft, pool_id: PoolId) -> bool:
        """Let a seed be what the source says; False where it is in another pool there, or was promised to racers."""
        own: dict[str, Any] = {"organization_id": self._ctx.organization_id}
        seed = await AsyncTournamentPermalink.get(**own, id=permalink_id)
        key, promised = seed_digest(draft.url), AsyncTournamentLiveRace.filter(**own, permalink_id=permalink_id)
        if seed.pool_id != pool_id or await promised.exclude(commitment="").exists():
            return False
        if key != seed.seed_key:
            equal = AsyncTournamentPermalink.filter(**own, pool_id=pool_id, seed_key=key)
            twins = [row[0] for row in await equal.values_list("twin")]
            seed.seed_key, seed.twin = key, max(twins, default=-1) + 1
        seed.url, seed.notes, seed.is_live = draft.url, draft.notes, draft.is_live
        await seed.save(update_fields=["url", "notes", "is_live", "seed_key", "twin"])
        return True

    async def write_permalinks(
        self, drafts: Sequence[PermalinkDraft], pools: Mapping[int, PoolId]
    ) -> dict[int, PermalinkId]:
        """Add seeds under their pools' next numbers."""
        own = {"organization_id": self._ctx.organization_id}
        of_pools = AsyncTournamentPool.filter(**own, id__in=sorted({pools[draft.pool] for draft in drafts}))
        numbers = dict(await of_pools.values_list("id", "last_seed_number")) if drafts else {}
        spellings: dict[tuple[int, str], int] = {}
        if drafts:
            there = AsyncTournamentPermalink.filter(**own, pool_id__in=sorted(numbers))
            for pool_id, key in await there.values_list("pool_id", "seed_key"):
                spellings[pool_id, key] = spellings.get((pool_id, key), 0) + 1
        rows = []
        for draft in drafts:
            pool_id, key = pools[draft.pool], seed_digest(draft.url)
            numbers[pool_id] += 1
            twin = spellings.get((pool_id, key), 0)
            spellings[pool_id, key] = twin + 1
            rows.append(
                AsyncTournamentPermalink(
                    **own,
                    pool_id=pool_id,
                    url=draft.url,
                    notes=draft.notes,
                    is_live=draft.is_live,
                    created_at=draft.created_at,
                    seed_key=key,
                    twin=twin,
                    number=numbers[pool_id],
                )
            )
        for pool_id, number in numbers.items():
            await AsyncTournamentPool.filter(**own, id=pool_id).update(last_seed_number=number)
        return _by_old_id(drafts, await self._written(rows), PermalinkId)

    async def write_live_races(self, drafts: Sequence[LiveRaceDraft], placed: Placed) -> dict[int, LiveRaceId]:
        rows = [AsyncTournamentLiveRace(**self._of_live_race(draft, placed)) for draft in drafts]
        return _by_old_id(drafts, await self._written(rows), LiveRaceId)

    async def change_live_race(
        self, live_race_id: LiveRaceId, draft: LiveRaceDraft, placed: Placed, version: int
    ) -> bool:
        values = self._of_live_race(draft, placed)
        return await self._changed(AsyncTournamentLiveRace, live_race_id, version, values)

    def _of_live_race(self, draft: LiveRaceDraft, placed: Placed) -> dict[str, Any]:
        at = draft.scheduled_at
        return {
            "organization_id": self._ctx.organization_id,
            "tournament_id": placed.tournament,
            "pool_id": placed.pools[draft.pool],
            "permalink_id": placed.permalinks[draft.permalink] if draft.permalink is not None else None,
            "status": draft.status,
            "episode_id": draft.episode_id,
            "racetime_slug": draft.racetime_slug,
            "match_title": draft.match_title,
            "scheduled_at": at,
            "opens_at": at - OPEN,
            "locks_at": at - LOCK,
            "releases_at": at - LOCK,
            "locked_at": draft.locked_at,
            "released_at": draft.released_at,
            "started_at": draft.started_at,
            "ended_at": draft.ended_at,
            "final_at": draft.ended_at,
            "cancel_reason": draft.cancel_reason,
            "created_at": draft.created_at,
            "updated_at": draft.updated_at,
        }

    async def write_runs(self, drafts: Sequence[RunDraft], placed: Placed) -> dict[int, RunId]:
        rows = [AsyncTournamentRace(**self._of_run(draft, placed)) for draft in drafts]
        run_ids = _by_old_id(drafts, await self._written(rows), RunId)
        await self._write_reviews(((run_ids[draft.old_id], draft.reviews) for draft in drafts), placed)
        return run_ids

    async def change_run(self, run_id: RunId, draft: RunDraft, placed: Placed, version: int) -> bool:
        """Let a run with its review be again what the source says; False where somebody changed it here meanwhile."""
        if not await self._changed(AsyncTournamentRace, run_id, version, self._of_run(draft, placed)):
            return False
        reviews = AsyncTournamentRaceReview.filter(organization_id=self._ctx.organization_id, run_id=run_id)
        await reviews.delete()
        await self._write_reviews([(run_id, draft.reviews)], placed)
        return True

    def _of_run(self, draft: RunDraft, placed: Placed) -> dict[str, Any]:
        people = placed.people
        return {
            "organization_id": self._ctx.organization_id,
            "tournament_id": placed.tournament,
            "pool_id": placed.pool_of[draft.permalink],
            "permalink_id": placed.permalinks[draft.permalink],
            "user_id": people[draft.user],
            "live_race_id": placed.live_races[draft.live_race] if draft.live_race is not None else None,
            "status": draft.status,
            "started_at": draft.started_at,
            "finished_at": draft.finished_at,
            "finish_time": draft.finish_time,
            "reattempted": draft.reattempted,
            "reattempt_reason": draft.reattempt_reason,
            "start_by_at": draft.start_by_at,
            "warn_at": None,
            "finish_by_at": draft.finish_by_at,
            "forfeit_cause": draft.forfeit_cause,
            "runner_notes": draft.runner_notes,
            "runner_vod_url": draft.vod_url,
            "review_status": draft.review_status,
            "claimed_by_id": people[draft.claimed_by] if draft.claimed_by is not None else None,
            "claimed_at": draft.claimed_at,
            "reviewed_by_id": people[draft.reviewed_by] if draft.reviewed_by is not None else None,
            "reviewed_at": draft.reviewed_at,
            "review_note": draft.review_note,
            "created_at": draft.created_at,
            "updated_at": draft.updated_at,
        }

    async def _write_reviews(self, runs: Iterable[tuple[RunId, Sequence[ReviewDraft]]], placed: Placed) -> None:
        await AsyncTournamentRaceReview.bulk_create(
            [
                AsyncTournamentRaceReview(
                    organization_id=self._ctx.organization_id,
                    run_id=run_id,
                    action=review.action,
                    actor_id=placed.people[review.actor],
                    actor_name=placed.names[placed.people[review.actor]],
                    note=review.note,
                    created_at=review.at,
                )
                for run_id, reviews in runs
                for review in reviews
            ],
            batch_size=_CHUNK,
        )

    async def write_whitelist(self, drafts: Sequence[WhitelistDraft], placed: Placed) -> dict[int, int]:
        rows = [
            AsyncTournamentWhitelistEntry(
                organization_id=self._ctx.organization_id,
                tournament_id=placed.tournament,
                user_id=placed.people[draft.user],
                created_at=draft.created_at,
            )
            for draft in drafts
        ]
        return _by_old_id(drafts, await self._written(rows), int)

    async def write_roles(self, drafts: Sequence[RoleDraft], placed: Placed) -> list[int]:
        """Grant roles; returns the ids of the grants in the order of the drafts."""
        rows = [
            AsyncTournamentMemberRole(
                organization_id=self._ctx.organization_id,
                tournament_id=placed.tournament,
                user_id=placed.people[draft.user],
                role=draft.role,
                granted_at=draft.granted_at,
            )
            for draft in drafts
        ]
        return [row.pk for row in await self._written(rows)]

    # What is there

    async def who_is_racing(self, tournament_id: TournamentId) -> set[UserId]:
        active = AsyncTournamentRace.filter(
            organization_id=self._ctx.organization_id,
            tournament_id=tournament_id,
            status__in=sorted(ACTIVE_RUN_STATUSES),
        )
        return {UserId(row[0]) for row in await active.values_list("user_id")}

    async def whitelisted(self, tournament_id: TournamentId) -> set[UserId]:
        own = {"organization_id": self._ctx.organization_id, "tournament_id": tournament_id}
        return {UserId(row[0]) for row in await AsyncTournamentWhitelistEntry.filter(**own).values_list("user_id")}

    async def taken_rooms(self, slugs: Collection[str]) -> set[str]:
        """Return which rooms a live race of the organization has, whatever the letter case."""
        wanted = {slug.casefold() for slug in slugs}
        rows = AsyncTournamentLiveRace.filter(organization_id=self._ctx.organization_id, racetime_slug__isnull=False)
        return {row[0] for row in await rows.values_list("racetime_slug") if row[0].casefold() in wanted}

    async def present_rows(self, model: type[Model], row_ids: Collection[int]) -> set[int]:
        """Return which of these rows are still there."""
        if not row_ids:
            return set()
        rows = model.filter(organization_id=self._ctx.organization_id, id__in=sorted(row_ids))
        return {row[0] for row in await rows.values_list("id")}

    async def rows_of(self, model: type[Model], tournament_id: TournamentId) -> list[int]:
        """Return the ids of a tournament's pools, seeds, live races or runs."""
        column = "pool__tournament_id" if model is AsyncTournamentPermalink else "tournament_id"
        rows = model.filter(organization_id=self._ctx.organization_id, **{column: tournament_id})
        return [row[0] for row in await rows.order_by("id").values_list("id")]

    async def scores_of(self, tournament_id: TournamentId) -> dict[RunId, float | None]:
        rows = AsyncTournamentRace.filter(organization_id=self._ctx.organization_id, tournament_id=tournament_id)
        return {RunId(run_id): score for run_id, score in await rows.values_list("id", "score")}

    # Undoing

    async def look_at(self, tournament_id: TournamentId) -> PresentTournament:
        """Return how a tournament stands, by which it is seen whether anybody has acted in it."""
        own = {"organization_id": self._ctx.organization_id, "tournament_id": tournament_id}
        tournament = await self._find(tournament_id)
        logged = EventLogEntry.filter(**own).exclude(type="TournamentImportedEvent")
        return PresentTournament(
            name=tournament.name if tournament is not None else "a tournament that was deleted",
            version=tournament.version if tournament is not None else None,
            live_races=dict(await AsyncTournamentLiveRace.filter(**own).values_list("id", "version")),
            runs=dict(await AsyncTournamentRace.filter(**own).values_list("id", "version")),
            is_logged=await logged.exists(),
        )

    async def remove_tournament(self, tournament_id: TournamentId) -> None:
        """Remove a tournament with everything that belongs to it; what else refers to any of it refuses that."""
        own = {"organization_id": self._ctx.organization_id}
        of_it = {**own, "tournament_id": tournament_id}
        await AsyncTournamentRace.filter(**of_it).delete()
        await AsyncTournamentLiveRace.filter(**of_it).delete()
        pools = [row[0] for row in await AsyncTournamentPool.filter(**of_it).values_list("id")]
        if pools:
            await AsyncTournamentPermalink.filter(**own, pool_id__in=pools).delete()
        await AsyncTournamentPool.filter(**of_it).delete()
        await AsyncTournamentWhitelistEntry.filter(**of_it).delete()
        await AsyncTournamentMemberRole.filter(**of_it).delete()
        await AsyncTournamentDiscord.filter(**of_it).delete()
        await ImportedHistoryEntry.filter(**of_it).delete()
        await AsyncTournament.filter(**own, id=tournament_id).delete()

    async def remove_unused_people(self, user_ids: Sequence[UserId]) -> set[int]:
        """Remove those placeholders of the organization of whom nothing is known but that they are members."""
        own = {"organization_id": self._ctx.organization_id}
        unused = User.filter(**own, id__in=list(user_ids), merged_into_id__isnull=True, deleted_at__isnull=True)
        ids = {row[0] for row in await unused.values_list("id")}
        for model, column in (
            (AsyncTournamentRace, "user_id"),
            (AsyncTournamentRace, "reviewed_by_id"),
            (AsyncTournamentRace, "claimed_by_id"),
            (AsyncTournamentRaceReview, "actor_id"),
            (AsyncTournamentWhitelistEntry, "user_id"),
            (AsyncTournamentMemberRole, "user_id"),
            (OrganizationMemberRole, "user_id"),
            (ImportedHistoryEntry, "actor_id"),
            (EventLogEntry, "actor_id"),
        ):
            if ids:
                used = model.filter(**{f"{column}__in": sorted(ids)}).distinct()
                ids -= {row[0] for row in await used.values_list(column)}
        gone = sorted(ids)
        await OrganizationMember.filter(**own, user_id__in=gone).delete()
        await User.filter(**own, id__in=gone).delete()
        return ids

    # Statements

    async def _written(self, rows: Sequence[_M]) -> list[_M]:
        """Write many rows of one table and return them with their ids, which ascend as the rows do."""
        if not rows:
            return []
        model = type(rows[0])
        own = model.filter(organization_id=self._ctx.organization_id)
        last = await own.order_by("-id").limit(1).values_list("id")
        await model.bulk_create(rows, batch_size=_CHUNK)
        ids = await own.filter(id__gt=last[0][0] if last else 0).order_by("id").values_list("id")
        for row, (row_id,) in zip(rows, ids, strict=True):
            row.pk = row_id
        return list(rows)

    async def _changed(self, model: type[Model], row_id: int, version: int, values: Mapping[str, Any]) -> bool:
        row = model.filter(organization_id=self._ctx.organization_id, id=row_id, version=version)
        return bool(await row.update(**values, version=F("version") + 1))


def _mark(values: Sequence[object]) -> int:
    return crc32(repr(values).encode()) & _LARGEST_MARK


def _by_old_id(drafts: Sequence[_Old], rows: Sequence[Model], kind: Callable[[int], _K]) -> dict[int, _K]:
    return {draft.old_id: kind(row.pk) for draft, row in zip(drafts, rows, strict=True)}
