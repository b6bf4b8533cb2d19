"""What the acting member has been told inside the product."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from application.context import OrgContext
from application.domain.events import NoticesChangedEvent
from application.domain.ids import LiveRaceId, NoticeId, RunId, TournamentId
from application.domain.notices import NoticeKind, notice_sentence
from application.domain.permissions import Permission
from application.services.run_rules import acting_player
from application.unit_of_work import UnitsOfWork
from models import Notice


@dataclass(frozen=True, slots=True)
class NoticeView:
    """One notice; the ids name what it is about, which may be gone by now."""

    id: NoticeId
    kind: NoticeKind
    sentence: str
    tournament_id: TournamentId | None
    run_id: RunId | None
    live_race_id: LiveRaceId | None
    created_at: datetime
    read_at: datetime | None


@dataclass(frozen=True, slots=True)
class NoticePage:
    items: tuple[NoticeView, ...]
    unread: int
    has_more: bool


class NoticeService:
    def __init__(self, units: UnitsOfWork) -> None:
        self._units = units

    async def list_notices(
        self, ctx: OrgContext, *, unread_only: bool = False, before: NoticeId | None = None, limit: int = 30
    ) -> NoticePage:
        """Return the actor's notices, newest first, continuing before one of them, with how many are unread."""
        ctx.demand(Permission.VIEW)
        reader, reading = acting_player(ctx), self._units.reading(ctx)
        rows = await reading.notices.list_for_user(reader, unread_only=unread_only, before=before, limit=limit + 1)
        unread = await reading.notices.count_unread(reader)
        return NoticePage(tuple(_view(row) for row in rows[:limit]), unread=unread, has_more=len(rows) > limit)

    async def count_unread(self, ctx: OrgContext) -> int:
        ctx.demand(Permission.VIEW)
        return await self._units.reading(ctx).notices.count_unread(acting_player(ctx))

    async def mark_read(self, ctx: OrgContext, notice_ids: Sequence[NoticeId] | None = None) -> int:
        """Mark the named notices, or all, as read; return how many were unread. Others' ids change nothing."""
        ctx.demand(Permission.VIEW)
        reader = acting_player(ctx)
        async with self._units(ctx) as work:
            marked = await work.notices.mark_read(reader, notice_ids)
            if marked:
                work.record(NoticesChangedEvent(ctx.organization_id, user_id=reader))
        return marked


def _view(row: Notice) -> NoticeView:
    return NoticeView(
        id=row.id,
        kind=row.kind,
        sentence=notice_sentence(row.kind, row.parts),
        tournament_id=TournamentId(row.tournament_id) if row.tournament_id is not None else None,
        run_id=RunId(row.run_id) if row.run_id is not None else None,
        live_race_id=LiveRaceId(row.live_race_id) if row.live_race_id is not None else None,
        created_at=row.created_at,
        read_at=row.read_at,
    )
