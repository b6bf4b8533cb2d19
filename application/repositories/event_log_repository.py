"""The event log of one organization."""

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any

from application.domain.events import Event, payload_of
from application.domain.ids import LiveRaceId, Subject, UserId
from application.domain.operations.audit import AuditFilter, search_text, search_words
from application.repositories.base import TenantRepository, may_be
from application.repositories.statements import Statement
from models.event_log import EventLogEntry

SIGNALS = "sahabot2"
"""The channel of PostgreSQL on which processes tell each other what happened."""
_NOTIFY = Statement("SELECT pg_notify($1, a.value) FROM unnest($2::text[]) AS a(value)")
_KINDS = Statement(
    """
    WITH RECURSIVE kinds(type) AS (
        SELECT min(e.type) FROM event_log e WHERE e.organization_id = $1
         UNION ALL
        SELECT (SELECT min(e.type) FROM event_log e WHERE e.organization_id = $1 AND e.type > kinds.type)
          FROM kinds WHERE kinds.type IS NOT NULL
    )
    SELECT type FROM kinds WHERE type IS NOT NULL ORDER BY type
    """
)
"""From one kind to the next by the index; the engines would read every entry for it."""
_FAREWELLS: dict[Subject, tuple[str, Callable[[EventLogEntry], object], Callable[[dict[str, Any]], str]]] = {
    Subject.TOURNAMENT: ("TournamentDeletedEvent", lambda entry: entry.tournament_id, lambda said: said["name"]),
    Subject.POOL: ("PoolDeletedEvent", lambda entry: entry.payload["pool_id"], lambda said: said["name"]),
    Subject.SEED: (
        "PermalinkDeletedEvent",
        lambda entry: entry.payload["permalink_id"],
        lambda said: f"Seed {said['number']}",
    ),
    Subject.LIVE_RACE: (
        "AsyncLiveRaceDeletedEvent",
        lambda entry: entry.live_race_id,
        lambda said: said["match_title"],
    ),
}
"""Which event says that something was deleted, of which number, and what it was called."""


class EventLogRepository(TenantRepository[EventLogEntry]):
    model = EventLogEntry
    noun = "log entry"

    async def append(self, events: Iterable[Event]) -> None:
        """Log events under the context's actor; signals are left out."""
        rows = [self._entry(event) for event in events if event.logged]
        if rows:
            await EventLogEntry.bulk_create(rows)

    async def tell_others(self, signals: Sequence[str]) -> None:
        """Let other processes on the database hear signals once the transaction is committed; a file has no others."""
        if signals and EventLogEntry._meta.db.capabilities.dialect != "sqlite":
            await _NOTIFY.many_rows(EventLogEntry, SIGNALS, list(signals))

    def _entry(self, event: Event) -> EventLogEntry:
        kind, actor, payload = event.logged_as, self._ctx.actor, payload_of(event)
        return EventLogEntry(
            organization_id=event.organization_id,
            type=kind,
            tournament_id=getattr(event.about, "tournament_id", None),
            live_race_id=getattr(event.about, "live_race_id", None),
            run_id=getattr(event.about, "run_id", None),
            actor_id=actor.user_id,
            actor_name=actor.name,
            payload=payload,
            search_text=search_text(kind, actor.name, payload),
            occurred_at=self._clock.now(),
        )

    async def list_entries(
        self, wanted: AuditFilter, *, before: int | None = None, limit: int = 50
    ) -> list[EventLogEntry]:
        """Return entries newest first, continuing before one of them."""
        query = self._own()
        if wanted.kinds:
            query = query.filter(type__in=[kind for kind in wanted.kinds if may_be(EventLogEntry, "type", kind)])
        for column in ("actor_id", "tournament_id", "live_race_id", "run_id"):
            if (value := getattr(wanted, column)) is not None:
                query = query.filter(**{column: value})
        if wanted.system_only:
            query = query.filter(actor_id__isnull=True)
        if wanted.since is not None:
            query = query.filter(occurred_at__gte=wanted.since)
        if wanted.until is not None:
            query = query.filter(occurred_at__lt=wanted.until)
        if words := search_words(wanted.search):
            query = query.filter(search_text__contains=words)
        if before is not None:
            query = query.filter(id__lt=before)
        return await query.order_by("-id").limit(limit)

    async def names_of_subjects(self, subject: Subject, numbers: Collection[int]) -> dict[int, str]:
        """Return what those of the numbers that are still there are called, people excepted, in one query."""
        model, (_, columns, name, key) = self._by_subject[subject]
        own: Any = model.filter(organization_id=self._ctx.organization_id, **{f"{key}__in": sorted(numbers)})
        return {row[0]: name(*row[1:]) for row in await own.values_list(key, *columns)}

    async def last_names(
        self, subject: Subject, numbers: Collection[int], tournaments: Collection[int]
    ) -> dict[int, str]:
        """Return what those of the numbers were called that were deleted in these tournaments, in one query at most."""
        if subject not in _FAREWELLS:
            return {}
        kind, number_of, name_of = _FAREWELLS[subject]
        entries = await self._own().filter(type=kind, tournament_id__in=sorted(tournaments))
        names = {number_of(entry): name_of(entry.payload) for entry in entries}
        return {number: name for number in numbers if (name := names.get(number))}

    async def list_kinds(self) -> list[str]:
        """Return the kinds that occur."""
        return [row["type"] for row in await _KINDS.many_rows(EventLogEntry, self._ctx.organization_id)]

    async def list_for_live_race(
        self, live_race_id: LiveRaceId, *, types: Iterable[str] | None = None, limit: int = 200
    ) -> list[EventLogEntry]:
        """Return the newest entries, newest first."""
        query = self._own().filter(live_race_id=live_race_id)
        if types is not None:
            query = query.filter(type__in=list(types))
        return await query.order_by("-id").limit(limit)

    async def list_readers(self, permalink_id: int, tournament_id: int) -> list[str]:
        """Return who read a seed before players could, in the order of the first reading."""
        rows = await (
            self._own()
            .filter(type="PermalinkRevealedEvent", tournament_id=tournament_id)
            .order_by("id")
            .values_list("actor_id", "actor_name", "payload")
        )
        readers: dict[UserId | str, str] = {}
        for actor_id, name, payload in rows:
            if payload.get("permalink_id") == permalink_id:
                readers.setdefault(actor_id if actor_id is not None else name, name)
        return list(readers.values())
