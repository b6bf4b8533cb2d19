"""Telling players about their runs by direct message, beside the notice on the site."""

from collections.abc import Mapping
from uuid import uuid4

from application.domain.events.messages import DiscordQueuedEvent
from application.domain.ids import UserId
from application.domain.messages.notices import NoticeKind, notice_sentence
from application.domain.messages.notifications import NotificationKind
from application.domain.references import OrganizationRef
from application.repositories.messages.notification_repository import NewNotification, direct_message
from application.unit_of_work import WorkSession
from models import AsyncTournamentRace

_SAID_IN_THREADS = frozenset(
    {
        NoticeKind.START_WARNING,
        NoticeKind.RUN_NOT_STARTED,
        NoticeKind.RUN_OUT_OF_TIME,
        NoticeKind.RUN_EXTENDED,
    }
)


async def tell_by_message(
    work: WorkSession, run: AsyncTournamentRace, kind: NoticeKind, parts: Mapping[str, str]
) -> None:
    """Queue a direct message if the player wants one; what the run's own thread says isn't said twice."""
    listener = next(iter(await work.wishes.list_listeners([UserId(run.user_id)])), None)
    if listener is None or listener.discord_id is None or not listener.takes_messages:
        return
    way = listener.wishes.way_of(NotificationKind.RUN)
    if not way.by_message:
        return
    if kind in _SAID_IN_THREADS:
        thread = await work.run_threads.find(run.id)
        if thread is not None and thread.thread_id is not None:
            return
    notification = NewNotification(
        listener=listener,
        way=way,
        kind=NotificationKind.RUN,
        live_race_id=run.live_race_id,
        text=notice_sentence(kind, parts),
        happens_at=work.clock.now(),
        dedupe_key=f"run:{run.id}:{uuid4()}",
    )
    await work.notifications.add_all([notification])
    about = {"run_id": run.id, "notice": kind.value, "parts": dict(parts)}
    await work.outbox.add_all([direct_message(notification, about)])
    work.record(DiscordQueuedEvent(OrganizationRef(run.organization_id)))
