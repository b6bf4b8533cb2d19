"""What the acting member has been told inside the product, in one organization or in all of the member's."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from application.access import Access
from application.context import Actor, OrgContext
from application.domain.errors import NotFound
from application.domain.events.messages import NoticesChangedEvent
from application.domain.ids import LiveRaceId, NoticeId, RunId, TournamentId, UserId
from application.domain.messages.notices import NoticeKind, notice_sentence
from application.domain.permissions import Permission
from application.domain.references import PersonRef
from application.repositories.messages.notice_repository import OwnNoticeRepository
from application.services.retry import tried_twice
from application.services.runs.rules import acting_player
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


@dataclass(frozen=True, slots=True)
class OwnNotice:
    """A notice among those of all organizations of its reader."""

    organization: str
    notice: NoticeView


@dataclass(frozen=True, slots=True)
class OwnNoticePage:
    items: tuple[OwnNotice, ...]
    unread: int
    has_more: bool


class NoticeService:
    def __init__(self, units: UnitsOfWork, access: Access, own: OwnNoticeRepository) -> None:
        self._units = units
        self._access = access
        self._own = own

    # In all organizations of one person

    async def count_own(self, user_id: UserId) -> int:
        """Return how many notices are unread, in one query; those of organizations that one has left don't count."""
        return await self._own.count_unread_notices(user_id)

    async def list_own(self, user_id: UserId, *, before: NoticeId | None = None, limit: int = 30) -> OwnNoticePage:
        """Return a person's notices from all own organizations, newest first, continuing before one of them."""
        rows = await self._own.list_notices(user_id, before=before, limit=limit + 1)
        unread = await self._own.count_unread_notices(user_id)
        items = tuple(OwnNotice(row.organization.name, _view(row)) for row in rows[:limit])
        return OwnNoticePage(items, unread=unread, has_more=len(rows) > limit)

    async def mark_own_read(self, actor: Actor, notice_ids: Sequence[NoticeId] | None = None) -> int:
        """Mark the actor's named notices, or all, as read in every organization; return how many were unread."""
        if actor.user_id is None:
            return 0
        marked = 0
        for organization_id in await self._own.list_organizations_with_unread(actor.user_id, notice_ids):
            try:
                ctx = await self._access.enter(actor, organization_id)
            except NotFound:  # the membership ended a moment ago
                continue
            marked += await self.mark_read(ctx, notice_ids)
        return marked

    # In one organization

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

    @tried_twice
    async def mark_read(self, ctx: OrgContext, notice_ids: Sequence[NoticeId] | None = None) -> int:
        """Mark the named notices, or all, as read; return how many were unread. Others' ids change nothing."""
        ctx.demand(Permission.VIEW)
        reader = acting_player(ctx)
        async with self._units(ctx) as work:
            marked = await work.notices.mark_read(reader, notice_ids)
            if marked:
                work.record(NoticesChangedEvent(PersonRef(ctx.organization_id, reader)))
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
