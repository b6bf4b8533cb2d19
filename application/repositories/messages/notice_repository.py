"""What members are told inside the product."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tortoise.expressions import Subquery
from tortoise.queryset import QuerySet

from application.domain.ids import LiveRaceId, NoticeId, OrganizationId, RunId, TournamentId, UserId
from application.domain.messages.notices import NoticeKind
from application.repositories.base import TenantRepository
from models import Notice, OrganizationMember


@dataclass(frozen=True, slots=True)
class NewNotice:
    """`parts` are plain texts for the sentence; never a seed."""

    user_id: UserId
    kind: NoticeKind
    parts: Mapping[str, str]
    tournament_id: TournamentId | None = None
    run_id: RunId | None = None
    live_race_id: LiveRaceId | None = None


class NoticeRepository(TenantRepository[Notice]):
    model = Notice
    noun = "notice"

    async def add_all(self, notices: Iterable[NewNotice]) -> None:
        now = self._clock.now()
        rows = [
            Notice(
                organization_id=self._ctx.organization_id,
                user_id=notice.user_id,
                kind=notice.kind,
                parts=dict(notice.parts),
                tournament_id=notice.tournament_id,
                run_id=notice.run_id,
                live_race_id=notice.live_race_id,
                created_at=now,
            )
            for notice in notices
        ]
        if rows:
            await Notice.bulk_create(rows)

    async def list_for_user(
        self, user_id: UserId, *, unread_only: bool = False, before: NoticeId | None = None, limit: int = 50
    ) -> list[Notice]:
        """Return a member's notices, newest first, continuing before one of them."""
        query = self._own().filter(user_id=user_id)
        if unread_only:
            query = query.filter(read_at__isnull=True)
        if before is not None:
            query = query.filter(id__lt=before)
        return await query.order_by("-id").limit(limit)

    async def count_unread(self, user_id: UserId) -> int:
        return await self._own().filter(user_id=user_id, read_at__isnull=True).count()

    async def mark_read(self, user_id: UserId, notice_ids: Iterable[NoticeId] | None = None) -> int:
        """Mark the named or all notices of a member; return how many were unread."""
        unread = self._own().filter(user_id=user_id, read_at__isnull=True)
        if notice_ids is not None:
            unread = unread.filter(id__in=list(notice_ids))
        return await unread.update(read_at=self._clock.now())


class OwnNoticeRepository:
    """The notices of one person in all own organizations."""

    async def count_unread_notices(self, user_id: UserId) -> int:
        """Return how many notices of a user are unread, in all organizations that the user belongs to."""
        return await self._notices_of(user_id).filter(read_at__isnull=True).count()

    async def list_notices(self, user_id: UserId, *, before: NoticeId | None = None, limit: int = 50) -> list[Notice]:
        """Return a user's notices from all own organizations, newest first, continuing before one of them."""
        query = self._notices_of(user_id)
        if before is not None:
            query = query.filter(id__lt=before)
        return await query.order_by("-id").limit(limit).select_related("organization")

    async def list_organizations_with_unread(
        self, user_id: UserId, notice_ids: Sequence[NoticeId] | None = None
    ) -> list[OrganizationId]:
        """Return where a user has unread notices, or unread ones among those named."""
        query = self._notices_of(user_id).filter(read_at__isnull=True)
        if notice_ids is not None:
            query = query.filter(id__in=list(notice_ids))
        return sorted({OrganizationId(row[0]) for row in await query.values_list("organization_id")})

    def _notices_of(self, user_id: UserId) -> QuerySet[Notice]:
        own = OrganizationMember.filter(user_id=user_id, organization__is_active=True).values("organization_id")
        return Notice.filter(user_id=user_id, organization_id__in=Subquery(own))
