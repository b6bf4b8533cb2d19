"""Everything that is stored about one person, over all organizations: shown, and forgotten."""

from collections.abc import AsyncIterator, Iterable, Iterator, Mapping, Sequence
from typing import Any

from tortoise.expressions import F, Q, Subquery
from tortoise.functions import Count
from tortoise.models import Model
from tortoise.queryset import QuerySet

from application.domain.clock import Clock
from application.domain.ids import LiveRaceId, OrganizationId, SessionId, TournamentId, UserId
from application.domain.live_races.live_race import LiveRaceStatus
from application.domain.messages.outbox import partition_of_person
from application.domain.operations.audit import search_text
from application.domain.permissions import Role
from application.domain.personal_data import (
    DELETED_NAME,
    Traces,
    WhenDeleted,
    deleted_key,
    names_given_to,
    without_others,
)
from application.domain.runs.review import ReviewAction
from application.domain.runs.run import ACTIVE_RUN_STATUSES
from application.read_models.people import StoredRow
from application.repositories.people.person_columns import ACCOUNT_COLUMNS, PERSON_COLUMNS, PersonColumn
from models.async_tournament import AsyncTournament, AsyncTournamentLiveRace, AsyncTournamentRace
from models.event_log import EventLogEntry, EventLogName, OutboxMessage
from models.live_race_room import AsyncTournamentLiveRaceEntrant, UnmatchedEntrant
from models.organization import Organization, OrganizationMember, OrganizationMemberRole
from models.result_correction import ResultCorrection
from models.run_history import AsyncTournamentRaceReview
from models.user import ProvenRacetimeAccount, User, UserSession

_CHUNK = 100
BY_OTHERS = "What others did that concerned you"
_COLUMN_OF = {item.section: item for item in PERSON_COLUMNS}
SECTIONS = (*_COLUMN_OF, BY_OTHERS)
"""The titles of all that is stored about somebody: every row that names them, and what others did, by the log."""


class PersonalRepository:
    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    # What there is

    async def account_of(self, user_id: UserId) -> Mapping[str, Any]:
        rows = await User.filter(id=user_id).values(*ACCOUNT_COLUMNS)
        return rows[0]

    async def count_stored(self, user_ids: Sequence[UserId], section: str) -> int:
        """Return how many rows of a section are about a person."""
        if section == BY_OTHERS:
            counted = _naming(user_ids).annotate(number=Count("entry_id", distinct=True))
            return int((await counted.values_list("number"))[0][0])
        return await _rows_of(_COLUMN_OF[section], user_ids).count()

    async def list_stored(
        self, user_ids: Sequence[UserId], section: str, *, after: int = 0, limit: int
    ) -> list[StoredRow]:
        """Return the first rows of a section that are about a person, continuing after one of them."""
        return await self._read(user_ids, section, await self._places(user_ids, section, after=after, limit=limit))

    async def each_stored(self, user_ids: Sequence[UserId], section: str) -> AsyncIterator[list[StoredRow]]:
        """Read all rows of a section that are about a person, some hundreds at a time."""
        for ids in _in_chunks(await self._places(user_ids, section)):
            yield await self._read(user_ids, section, ids)

    async def _places(
        self, user_ids: Sequence[UserId], section: str, *, after: int = 0, limit: int | None = None
    ) -> list[int]:
        if section == BY_OTHERS:
            place, rows = "entry_id", _naming(user_ids).distinct()
        else:
            place, rows = "id", _rows_of(_COLUMN_OF[section], user_ids)
        rows = rows.filter(**{f"{place}__gt": after}).order_by(place)
        if limit is not None:
            rows = rows.limit(limit)
        return [row[0] for row in await rows.values_list(place)]

    async def _read(self, user_ids: Sequence[UserId], section: str, ids: Sequence[int]) -> list[StoredRow]:
        if not ids:
            return []
        if section != BY_OTHERS:
            item = _COLUMN_OF[section]
            rows = await item.model.filter(id__in=list(ids)).order_by("id").values("id", *item.shown)
            return [StoredRow(row.pop("id"), row) for row in rows]
        return [
            StoredRow(
                entry.id,
                {
                    "organization_id": entry.organization_id,
                    "type": entry.type,
                    "actor": entry.actor_name,
                    "payload": without_others(entry.payload, user_ids),
                    "occurred_at": entry.occurred_at,
                },
            )
            for entry in await EventLogEntry.filter(id__in=list(ids)).order_by("id")
        ]

    async def organizations_of(self, user_ids: Sequence[UserId]) -> dict[OrganizationId, str]:
        """Return every organization that stores anything about a person, with its name."""
        found: set[int] = set()
        for item in PERSON_COLUMNS:
            if item.organization_column is not None:
                rows = item.model.filter(**{f"{item.column}__in": list(user_ids)})
                found |= {row[0] for row in await rows.distinct().values_list("organization_id")}
        names = await Organization.filter(id__in=sorted(found)).order_by("id").values_list("id", "name")
        return {OrganizationId(number): name for number, name in names}

    async def former_ids(self, user_id: UserId) -> list[UserId]:
        """Return the users who turned out to be this person."""
        return [UserId(row[0]) for row in await User.filter(merged_into_id=user_id).order_by("id").values_list("id")]

    async def proven_accounts_of(self, user_ids: Sequence[UserId]) -> tuple[list[int], list[str]]:
        """Return the Discord accounts that signed in as a person, and the racetime.gg accounts ever proved."""
        people = User.filter(id__in=list(user_ids), discord_id__isnull=False, organization_id__isnull=True)
        proved = ProvenRacetimeAccount.filter(user_id__in=list(user_ids)).order_by("id")
        return (
            [row[0] for row in await people.order_by("id").values_list("discord_id")],
            [row[0] for row in await proved.values_list("racetime_id")],
        )

    async def open_tournaments_of(self, user_id: UserId) -> list[str]:
        """Return the names of the tournaments not closed in which a person has runs, or claimed any for review."""
        raced = AsyncTournamentRace.filter(user_id=user_id).values("tournament_id")
        claimed = AsyncTournamentRaceReview.filter(actor_id=user_id, action=ReviewAction.CLAIMED)
        concerned = Q(id__in=Subquery(raced)) | Q(id__in=Subquery(claimed.values("run__tournament_id")))
        rows = await AsyncTournament.filter(concerned, is_active=True).order_by("id").values_list("name")
        return [row[0] for row in rows]

    async def runs_under_way(self, user_id: UserId) -> list[AsyncTournamentRace]:
        active = AsyncTournamentRace.filter(user_id=user_id, status__in=sorted(ACTIVE_RUN_STATUSES))
        return await active.order_by("id").select_related("tournament", "pool", "live_race")

    async def count_runs(self, user_id: UserId) -> int:
        return await AsyncTournamentRace.filter(user_id=user_id).count()

    async def memberships_of(self, user_id: UserId) -> list[OrganizationId]:
        rows = (
            await OrganizationMember.filter(user_id=user_id).order_by("organization_id").values_list("organization_id")
        )
        return [OrganizationId(row[0]) for row in rows]

    async def shown_races_of(self, user_ids: Sequence[UserId]) -> list[AsyncTournamentLiveRace]:
        """Return the races that name a person as a racer."""
        races = AsyncTournamentLiveRace.filter(id__in=await self._races_of(user_ids))
        return await races.exclude(status=LiveRaceStatus.CANCELLED).order_by("id")

    async def sessions_of(self, user_ids: Sequence[UserId]) -> tuple[SessionId, ...]:
        rows = UserSession.filter(user_id__in=list(user_ids)).order_by("id")
        return tuple(SessionId(row[0]) for row in await rows.values_list("id"))

    async def lonely_admin_in(self, user_id: UserId) -> dict[OrganizationId, str]:
        """Return the organizations in which nobody else is admin, with their names."""
        admins = OrganizationMemberRole.filter(role=Role.ADMIN, organization__is_active=True)
        own = (
            await admins.filter(user_id=user_id)
            .order_by("organization_id")
            .values_list("organization_id", "organization__name")
        )
        others = admins.filter(organization_id__in=[row[0] for row in own]).exclude(user_id=user_id)
        shared = {row[0] for row in await others.distinct().values_list("organization_id")}
        return {OrganizationId(number): name for number, name in own if number not in shared}

    async def lock_organizations(self, organization_ids: Iterable[OrganizationId]) -> None:
        """Hold organizations, so that who is admin there changes one at a time."""
        await hold(Organization.filter(id__in=sorted(set(organization_ids))))

    async def lock_live_races(self, user_ids: Sequence[UserId]) -> None:
        """Hold the live races in which people are, so that nothing of a room is applied meanwhile."""
        await hold(AsyncTournamentLiveRace.filter(id__in=await self._races_of(user_ids)))

    async def lock(self, user_ids: Iterable[UserId]) -> dict[UserId, User]:
        """Hold people's rows until the transaction ends, in the order of their ids."""
        query = User.filter(id__in=sorted(set(user_ids))).order_by("id")
        if User._meta.db.capabilities.support_for_update:
            query = query.select_for_update(no_key=True)
        return {UserId(user.id): user for user in await query}

    # Changes

    async def rename(self, user_id: UserId, name: str, *, is_own: bool) -> None:
        await User.filter(id=user_id).update(display_name=name, has_own_name=is_own, updated_at=self._clock.now())

    async def touch_tournaments(self, user_ids: Sequence[UserId]) -> list[TournamentId]:
        """Let boards that show the person be made anew; returns the tournaments."""
        rows = await AsyncTournamentRace.filter(user_id__in=list(user_ids)).distinct().values_list("tournament_id")
        ids = sorted(TournamentId(row[0]) for row in rows)
        if ids:
            await AsyncTournament.filter(id__in=ids).update(version=F("version") + 1)
        return ids

    async def _traces_of(self, user_ids: Sequence[UserId], about: Sequence[EventLogEntry]) -> Traces:
        """Return by what a person can be recognised in what is stored; `about` are the log's entries that name them."""
        names = {name for row in about for name in names_given_to(row.payload, user_ids)}
        acted = EventLogEntry.filter(actor_id__in=list(user_ids)).distinct()
        names |= {row[0] for row in await acted.values_list("actor_name")}
        own_names: set[str] = set()
        accounts: set[str] = set()
        for user in await User.filter(id__in=list(user_ids)):
            own_names.add(user.display_name)
            accounts |= {str(item) for item in (user.discord_id, user.racetime_id) if item is not None}
            if user.racetime_name:
                names.add(user.racetime_name)
        for model in (AsyncTournamentLiveRaceEntrant, UnmatchedEntrant, AsyncTournamentRace):
            rows = model.filter(user_id__in=list(user_ids), racetime_name__isnull=False)
            names |= {row[0] for row in await rows.distinct().values_list("racetime_name")}
        linked: tuple[tuple[type[Model], str, str], ...] = (
            (ProvenRacetimeAccount, "racetime_id", "racetime_name"),
            (OrganizationMember, "claimed_racetime_id", "claimed_racetime_name"),
        )
        for kind, account, name in linked:
            known = kind.filter(**{"user_id__in": list(user_ids), f"{account}__isnull": False})
            for racetime_id, racetime_name in await known.values_list(account, name):
                accounts.add(racetime_id)
                names |= {racetime_name} if racetime_name else set()
        drawn = AsyncTournamentRace.filter(user_id__in=list(user_ids), drawn_as__isnull=False)
        accounts |= {row[0] for row in await drawn.distinct().values_list("drawn_as")}
        keys = AsyncTournamentLiveRaceEntrant.filter(user_id__in=list(user_ids), racetime_id__isnull=False)
        accounts |= {row[0] for row in await keys.distinct().values_list("racetime_id")}
        accounts |= {name for name in names - own_names if "#" in name}
        return Traces(frozenset(user_ids), frozenset(names | own_names), frozenset(accounts))

    async def forget(self, user_ids: Sequence[UserId]) -> None:
        """Take a person's name, accounts and texts out of everything; what others need to count results by stays."""
        about = await self._logged_about(user_ids)
        traces = await self._traces_of(user_ids, about)
        races = await self._races_of(user_ids)
        await self._forget_in_rows(user_ids)
        await self._forget_in_log(about, traces, races)
        await self._forget_in_messages(traces, races)
        for item in PERSON_COLUMNS:
            await _forget_rows(item, user_ids)
        await User.filter(id__in=list(user_ids)).update(
            display_name=DELETED_NAME,
            has_own_name=True,
            is_demo=False,
            discord_id=None,
            racetime_id=None,
            racetime_name=None,
            racetime_linked_at=None,
            calendar_number=F("calendar_number") + 1,
            deleted_at=self._clock.now(),
            updated_at=self._clock.now(),
        )

    async def _races_of(self, user_ids: Sequence[UserId]) -> list[LiveRaceId]:
        found: set[int] = set()
        for model in (AsyncTournamentLiveRaceEntrant, UnmatchedEntrant):
            rows = model.filter(user_id__in=list(user_ids))
            found |= {row[0] for row in await rows.distinct().values_list("live_race_id")}
        return [LiveRaceId(number) for number in sorted(found)]

    async def _forget_in_rows(self, user_ids: Sequence[UserId]) -> None:
        mine = Q(user_id__in=list(user_ids))
        await AsyncTournamentRace.filter(mine, racetime_name__isnull=False).update(racetime_name=DELETED_NAME)
        await AsyncTournamentRace.filter(mine).update(
            drawn_as=None,
            runner_notes="",
            runner_vod_url="",
            reattempt_reason="",
            flag_reason="",
            version=F("version") + 1,
        )
        claimed = AsyncTournamentRace.filter(claimed_by_id__in=list(user_ids))
        await claimed.update(claimed_by_id=None, claimed_at=None, version=F("version") + 1)
        await ResultCorrection.filter(mine).update(name=DELETED_NAME, before_comment="", after_comment="")
        by = Q(actor_id__in=list(user_ids))
        await ResultCorrection.filter(by).update(actor_name=DELETED_NAME)
        await AsyncTournamentRaceReview.filter(by).update(actor_name=DELETED_NAME)
        for entrant in await AsyncTournamentLiveRaceEntrant.filter(mine):
            key = deleted_key(entrant.live_race_id, entrant.racetime_id or entrant.entrant_key)
            await UnmatchedEntrant.filter(live_race_id=entrant.live_race_id, entrant_key=entrant.entrant_key).update(
                entrant_key=key, racetime_name=DELETED_NAME, explanation="", note=""
            )
            await AsyncTournamentLiveRaceEntrant.filter(id=entrant.id).update(
                entrant_key=key,
                racetime_id=None,
                racetime_name=DELETED_NAME,
                comment="",
                channel="",
                pronouns="",
                verdicts=None,
                told=None,
            )
        for entry in await UnmatchedEntrant.filter(mine).exclude(racetime_name=DELETED_NAME):
            await UnmatchedEntrant.filter(id=entry.id).update(
                entrant_key=deleted_key(entry.live_race_id, entry.entrant_key),
                racetime_name=DELETED_NAME,
                explanation="",
                note="",
            )

    async def _forget_in_log(self, about: Sequence[EventLogEntry], traces: Traces, races: Sequence[LiveRaceId]) -> None:
        """The log goes on saying what was done and when, and no longer to whom or by whom."""
        own = await EventLogEntry.filter(Q(actor_id__in=list(traces.user_ids)) | Q(live_race_id__in=list(races)))
        for row in {row.id: row for row in (*own, *about)}.values():
            by_them = row.actor_id in traces.user_ids
            actor = DELETED_NAME if by_them else row.actor_name
            payload = traces.forgotten(row.payload, by_them=by_them)
            if (actor, payload) != (row.actor_name, row.payload):
                row.actor_name, row.payload = actor, payload
                row.search_text = search_text(row.type, actor, payload)
                await row.save(update_fields=["actor_name", "payload", "search_text"])

    async def _forget_in_messages(self, traces: Traces, races: Sequence[LiveRaceId]) -> None:
        partitions = [partition_of_person(UserId(user_id)) for user_id in traces.user_ids]
        waiting = OutboxMessage.filter(partition_key__in=partitions, sent_at__isnull=True, given_up_at__isnull=True)
        await waiting.update(superseded_at=self._clock.now())
        for message in await OutboxMessage.filter(live_race_id__in=list(races)):
            if message.payload.get("direct_to") in traces.accounts and message.sent_at is None:
                message.given_up_at = self._clock.now()
            payload, key = traces.forgotten(message.payload), message.dedupe_key
            for account in traces.accounts:
                key = key.replace(f":{account}", ":" + deleted_key(message.live_race_id or 0, account))
            if (payload, key) != (message.payload, message.dedupe_key):
                message.payload, message.dedupe_key = payload, key
                await message.save(update_fields=["payload", "dedupe_key", "given_up_at"])

    async def _logged_about(self, user_ids: Sequence[UserId]) -> list[EventLogEntry]:
        """Return the entries that name a person in their values, also where that person is no member any more."""
        found: list[EventLogEntry] = []
        for ids in _in_chunks(await self._places(user_ids, BY_OTHERS)):
            found += await EventLogEntry.filter(id__in=ids).order_by("id")
        return found


async def hold(rows: QuerySet[Any]) -> None:
    """Lock rows in the order of their ids until the transaction ends, where the engine needs that."""
    if User._meta.db.capabilities.support_for_update:
        await rows.order_by("id").select_for_update(no_key=True).only("id")


async def _forget_rows(item: PersonColumn, user_ids: Sequence[UserId]) -> None:
    rows = item.model.filter(**{f"{item.column}__in": list(user_ids)})
    match item.when_deleted:
        case WhenDeleted.GOES:
            await rows.delete()
        case WhenDeleted.CLEARED:
            await rows.update(**{item.column: None})
        case WhenDeleted.STAYS:
            pass


def _in_chunks(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(ids), _CHUNK):
        yield ids[start : start + _CHUNK]


def _rows_of(item: PersonColumn, user_ids: Sequence[UserId]) -> QuerySet[Any]:
    return item.model.filter(**{f"{item.column}__in": list(user_ids)})


def _naming(user_ids: Sequence[UserId]) -> QuerySet[Any]:
    return EventLogName.filter(person_id__in=list(user_ids))
