"""What is settled and so may be forgotten once it is old: found and removed across organizations, some at a time."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from tortoise.expressions import Q
from tortoise.queryset import QuerySet

from application.domain.live_races.live_race import UNFINISHED, CancelledResults, LiveRaceStatus
from application.domain.messages.channels import Destination
from application.domain.messages.outbox import OF_ALERTS, MessageKind
from application.repositories.messages.notification_repository import messages_of
from models.async_tournament import AsyncTournamentLiveRace
from models.event_log import OutboxMessage
from models.notification import LiveRaceReminder, Notification
from models.seed_source import SeedMaking
from models.supervision import Alert, InstallationAlert
from models.user import ApiToken, IdempotencyKey, RacetimeLinkAttempt, UsedSignIn, UserSession
from models.webhook import PublishedEvent


class Settled(StrEnum):
    """What nobody needs any more after a while; the audit, results and what nobody has read are not among it."""

    MESSAGES = "messages"
    """That were said or overtaken. Refused ones wait for an admin; those to one person go with the notification."""
    NOTIFICATIONS = "read notifications"
    ALERTS = "alerts"
    EVENTS = "published events"
    """With what became of them on their way to webhooks."""
    INSTALLATION_ALERTS = "alerts of the installation"
    REMINDERS = "reminders of races that are over"
    TOKENS = "API tokens that expired or were revoked"
    SESSIONS = "sessions"
    SIGN_INS = "used sign-ins"
    LINK_ATTEMPTS = "attempts to link an account"
    ANSWERS = "answered requests"
    MAKINGS = "seeds that nobody wants any more"
    """Of draws that were not repeated, and of races that were over or cancelled before one was made."""


class RetentionRepository:
    async def forget(self, what: Settled, *, before: datetime, limit: int) -> int:
        """Remove the oldest of what was settled by then, at most so many; returns how many those were."""
        rows = await self._settled(what, before)
        ids = await rows.order_by("id").limit(limit).values_list("id", flat=True)
        if what is Settled.NOTIFICATIONS and ids:
            keys = [key for row in await rows.filter(id__in=list(ids)) for key in messages_of(row).values()]
            await OutboxMessage.filter(dedupe_key__in=keys).delete()
        return await rows.filter(id__in=list(ids)).delete() if ids else 0

    async def _settled(self, what: Settled, before: datetime) -> QuerySet[Any]:
        match what:
            case Settled.MESSAGES:
                return await self._messages(before)
            case Settled.NOTIFICATIONS:
                return Notification.filter(read_at__lte=before, created_at__lte=before)
            case Settled.REMINDERS:
                over = {"live_race__status__not_in": sorted(UNFINISHED), "live_race__scheduled_at__lte": before}
                return LiveRaceReminder.filter(**over)
            case Settled.TOKENS:
                return ApiToken.filter(Q(expires_at__lte=before) | Q(revoked_at__lte=before))
            case Settled.ALERTS:
                return Alert.filter(resolved_at__lte=before)
            case Settled.EVENTS:
                return PublishedEvent.filter(published_at__lte=before, is_held=False)
            case Settled.INSTALLATION_ALERTS:
                return InstallationAlert.filter(resolved_at__lte=before)
            case Settled.SESSIONS:
                return UserSession.filter(expires_at__lte=before)
            case Settled.SIGN_INS:
                return UsedSignIn.filter(expires_at__lte=before)
            case Settled.LINK_ATTEMPTS:
                return RacetimeLinkAttempt.filter(expires_at__lte=before)
            case Settled.MAKINGS:
                return SeedMaking.filter(next_try_at__lte=before)
            case Settled.ANSWERS:
                return IdempotencyKey.filter(created_at__lt=before)

    async def _messages(self, before: datetime) -> QuerySet[OutboxMessage]:
        """Those of races that go on and alerts that stand are kept: by them it is known what was said already."""
        provisional = Q(status=LiveRaceStatus.FINISHED, final_at__isnull=True)
        undecided = Q(cancelled_results=CancelledResults.UNDECIDED)
        going_on = AsyncTournamentLiveRace.filter(Q(status__in=sorted(UNFINISHED)) | provisional | undecided)
        races = [row[0] for row in await going_on.values_list("id")]
        is_over = Q(live_race_id__isnull=True) | Q(live_race_id__not_in=races)
        never_said = Q(destination=Destination.RACETIME, given_up_at__lte=before)
        settled = Q(sent_at__lte=before) | Q(superseded_at__lte=before) | never_said
        says_how = Q(kind=MessageKind.DIRECT) & ~Q(dedupe_key__startswith=OF_ALERTS)
        telling = await self._telling_of_alerts(settled, before)
        return OutboxMessage.filter(settled, is_over).exclude(says_how).exclude(id__in=telling)

    async def _telling_of_alerts(self, settled: Q, before: datetime) -> list[int]:
        """Return which of the settled messages tell of alerts that were not over by then."""
        told = await OutboxMessage.filter(settled, dedupe_key__startswith=OF_ALERTS).only("id", "payload")
        stood = Q(resolved_at__isnull=True) | Q(resolved_at__gt=before)
        alerts = Alert.filter(stood, id__in={message.payload.get("alert_id") for message in told} - {None})
        standing = {row[0] for row in await alerts.values_list("id")}
        return [message.id for message in told if message.payload.get("alert_id") in standing]
