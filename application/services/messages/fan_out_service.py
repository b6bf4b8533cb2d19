"""What many members are told: reminders that are due, and what follows from what happens to races."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from types import MappingProxyType

from application.access import Access
from application.context import Actor
from application.domain.ids import LiveRaceId, MessageId, OrganizationId, UserId
from application.domain.live_races.live_race import NOT_STARTED
from application.domain.messages.delivery import MOST_FAULTS
from application.domain.messages.notification_texts import outcome_in_words
from application.domain.messages.notifications import (
    DEFAULT_REMINDER_MINUTES,
    LONGEST_REMINDER_MINUTES,
    News,
    NotificationKind,
    due_reminders,
    reminder_key,
)
from application.repositories.messages.discord_site_repository import DiscordSiteRepository, RaceToRemind
from application.repositories.messages.preference_repository import Recipient
from application.services.eligibility import terms_of_race
from application.services.live_race_timeline import InstallationDefaults
from application.services.live_races.room_lines import title_of
from application.services.messages.message_service import set_aside
from application.services.messages.race_facts import OwnResultReader
from application.services.notify import notify_once
from application.services.retry import each_apart, tried_twice
from application.unit_of_work import UnitsOfWork, WorkSession
from models.async_tournament import AsyncTournamentLiveRace
from models.event_log import OutboxMessage

_ABOUT_MARKED_RACES = frozenset(
    {NotificationKind.ROOM_OPEN, NotificationKind.RACE_MOVED, NotificationKind.RACE_CANCELLED}
)
_FOR_THOSE_WHO_MAY_RACE = frozenset(
    {NotificationKind.RACE_SCHEDULED, NotificationKind.REMINDER, NotificationKind.ROOM_OPEN}
)


class FanOutService:
    def __init__(
        self,
        units: UnitsOfWork,
        access: Access,
        site: DiscordSiteRepository,
        defaults: InstallationDefaults,
        results: OwnResultReader,
    ) -> None:
        self._units = units
        self._access = access
        self._site = site
        self._defaults = defaults
        self._results = results

    async def remind_due(self) -> int:
        """Send every reminder that is due, once; returns how many that were."""
        races = await self._site.races_to_remind(timedelta(minutes=LONGEST_REMINDER_MINUTES))
        return sum(await each_apart("remind of a race", map(self._remind_of, races)))

    async def _remind_of(self, race: RaceToRemind) -> int:
        due = due_reminders(
            race.scheduled_at,
            race.candidates(),
            default_lead=race.tournament_lead or DEFAULT_REMINDER_MINUTES,
            now=self._site.clock.now(),
        )
        keys = {
            reminder_key(race.live_race_id, reminder.user_id, race.scheduled_at, reminder.lead_minutes): reminder
            for reminder in due
        }
        known = await self._site.known_notification_keys(list(keys)) if keys else set()
        fresh = {reminder.user_id: key for key, reminder in keys.items() if key not in known}
        return await self._remind(race.organization_id, race.live_race_id, fresh) if fresh else 0

    @tried_twice
    async def _remind(self, organization_id: OrganizationId, live_race_id: LiveRaceId, keys: dict[UserId, str]) -> int:
        async with self._units(self._access.as_system(organization_id)) as work:
            race = await work.live_races.get_by_id(live_race_id)
            moved = not all(f":{int(race.scheduled_at.timestamp())}:" in key for key in keys.values())
            if moved or race.status not in NOT_STARTED:
                return 0
            recipients = await work.preferences.list_recipients(keys)
            return await self._notify(work, race, NotificationKind.REMINDER, recipients, keys)

    async def fan_out_due(self) -> int:
        """Turn what has happened into notifications to members, each once; returns how many happenings that were."""
        due = await self._site.messages_to_fan_out()
        return len(await each_apart("tell members of a race", (self._take_and_fan_out(*item) for item in due)))

    async def _take_and_fan_out(self, organization_id: OrganizationId, message_id: MessageId) -> None:
        """Tell members; a message at which this fails again and again is set aside."""
        message = await self._take(organization_id, message_id)
        if message is not None:
            await self._fan_out(organization_id, message)

    @tried_twice
    async def _take(self, organization_id: OrganizationId, message_id: MessageId) -> OutboxMessage | None:
        async with self._units(self._access.as_system(organization_id)) as work:
            message = await work.outbox.take(message_id)
            if message is not None and message.faults > MOST_FAULTS:
                await set_aside(work, message)
                return None
            return message

    @tried_twice
    async def _fan_out(self, organization_id: OrganizationId, message: OutboxMessage) -> None:
        outcomes = await self._outcomes(organization_id, message)
        async with self._units(self._access.as_system(organization_id)) as work:
            if not await work.outbox.mark_sent(message):
                return
            race = await work.live_races.find_by_id(LiveRaceId(message.live_race_id or 0))
            if race is not None:
                kind = NotificationKind(message.kind)
                recipients = await work.preferences.list_recipients(await self._audience(work, race, kind))
                keys = {item.user_id: f"notification:{message.id}:{item.user_id}" for item in recipients}
                await self._notify(work, race, kind, recipients, keys, outcomes)

    async def _outcomes(self, organization_id: OrganizationId, message: OutboxMessage) -> dict[UserId, str]:
        """Return what each racer has reached, as far as that racer may know it; of no other news anything."""
        if message.kind != NotificationKind.RESULTS:
            return {}
        race_id = LiveRaceId(message.live_race_id or 0)
        runs = await self._units.reading(self._access.as_system(organization_id)).runs.list_for_live_race(race_id)
        racers = await self._access.contexts_of(Actor(UserId(run.user_id), "") for run in runs)
        found = {}
        for run in runs:
            own = racers.get((UserId(run.user_id), organization_id))
            if own is None:
                continue
            result = await self._results.read(own, race_id)
            if result is not None and result.meaning is not None:
                outcome = outcome_in_words(result)
                found[UserId(run.user_id)] = f": {outcome}" if outcome else ""
        return found

    async def _audience(
        self, work: WorkSession, race: AsyncTournamentLiveRace, kind: NotificationKind
    ) -> Sequence[UserId]:
        """Return who may want to hear of this."""
        if kind is NotificationKind.RESULTS:
            return [UserId(run.user_id) for run in await work.runs.list_for_live_race(race.id)]
        if kind in _ABOUT_MARKED_RACES:
            return [*await work.reminders.list_users(race.id), *await work.preferences.list_keen()]
        return await work.preferences.list_who_chose(kind.topic)

    async def _notify(
        self,
        work: WorkSession,
        race: AsyncTournamentLiveRace,
        kind: NotificationKind,
        recipients: Sequence[Recipient],
        keys: Mapping[UserId, str],
        outcomes: Mapping[UserId, str] = MappingProxyType({}),
    ) -> int:
        willing = [item for item in recipients if item.preferences.channels_for(kind.topic)]
        news = News(
            kind,
            {"race": title_of(race), "tournament": race.tournament.name},
            race.tournament_id,
            live_race_id=race.id,
            happens_at=race.scheduled_at,
        )
        told = await self._without_ineligible(work, race, kind, willing)
        own = {user_id: {"outcome": outcome} for user_id, outcome in outcomes.items()}
        return await notify_once(work, news, told, keys, own_parts=own)

    async def _without_ineligible(
        self, work: WorkSession, race: AsyncTournamentLiveRace, kind: NotificationKind, recipients: list[Recipient]
    ) -> list[Recipient]:
        asked = [item.user_id for item in recipients if item.preferences.only_if_eligible]
        if kind not in _FOR_THOSE_WHO_MAY_RACE or not asked:
            return recipients
        terms = terms_of_race(race, await work.organization.get(), self._defaults)
        players = await work.live_races.get_eligible_participants(terms, asked)
        barred = {player.user_id for player in players if not player.eligible}
        return [item for item in recipients if item.user_id not in barred]
