"""From a queued message to one member to the step that brings it, with a text made from present facts."""

from application.access import Access
from application.context import Actor, OrgContext
from application.domain.errors import NotFound
from application.domain.ids import LiveRaceId, OrganizationId, RunId, UserId
from application.domain.messages import notification_texts
from application.domain.messages.channels import Channel
from application.domain.messages.delivery import Step
from application.domain.messages.notification_texts import Reader
from application.domain.messages.notifications import REPLACES, NotificationKind, Topic
from application.domain.messages.rich_text import RichMessage
from application.domain.runs.async_run import RunPhase
from application.page_links import PageLinks
from application.services.channels import SENDING
from application.services.messages.race_facts import OwnResultReader, RaceFactsReader
from application.services.messages.run_facts import RunFactsReader
from application.unit_of_work import UnitsOfWork
from models.event_log import OutboxMessage


class DirectMessagePlanner:
    def __init__(
        self,
        units: UnitsOfWork,
        access: Access,
        races: RaceFactsReader,
        results: OwnResultReader,
        runs: RunFactsReader,
        links: PageLinks,
    ) -> None:
        self._units = units
        self._access = access
        self._races = races
        self._results = results
        self._runs = runs
        self._links = links

    async def plan(self, message: OutboxMessage) -> Step | None:
        """Return what is to be done, None when there is no point in it any more; who left is told nothing."""
        user_id = UserId(message.payload["user_id"])
        try:
            own = await self._access.enter(Actor(user_id, ""), OrganizationId(message.organization_id))
            text = await self._text(own, message)
        except NotFound:
            return None
        reading = self._units.reading(own)
        recipients = await reading.preferences.list_recipients([user_id])
        if text is None or not recipients:
            return None
        return await SENDING[Channel(message.payload["channel"])].step(reading, recipients[0], text)

    async def _text(self, own: OrgContext, message: OutboxMessage) -> RichMessage | None:
        kind = NotificationKind(message.payload["notification"])
        mark = f"{kind}-{message.nonce[:8]}"
        match kind.topic:
            case Topic.RUN:
                return await self._about_run(own, kind, message, mark)
            case Topic.ACCOUNT:
                sentence = kind.sentence(message.payload["parts"])
                return notification_texts.account_message(sentence, self._links.account, mark=mark)
            case _:
                return await self._about_race(own, kind, message, mark)

    async def _about_run(
        self, own: OrgContext, kind: NotificationKind, message: OutboxMessage, mark: str
    ) -> RichMessage | None:
        """Return what to say about somebody's own run; a warning that was overtaken is left out."""
        facts = await self._runs.read(own.organization_id, RunId(message.payload["run_id"]))
        if facts is None or (kind is NotificationKind.START_WARNING and facts.phase is not RunPhase.DRAWN):
            return None
        return notification_texts.run_message(kind.sentence(message.payload["parts"]), facts.page_url, mark=mark)

    async def _about_race(
        self, own: OrgContext, kind: NotificationKind, message: OutboxMessage, mark: str
    ) -> RichMessage | None:
        reading = self._units.reading(own)
        facts = await self._races.read(own.organization_id, LiveRaceId(message.live_race_id or 0))
        if facts is None or notification_texts.is_late(kind, facts, reading.clock.now()):
            return None
        newer = [row.payload.get("notification") for row in await reading.outbox.list_behind(message)]
        if any(kind in replaced for other, replaced in REPLACES.items() if other in newer):
            return None
        reader = await self._reader(own, kind, facts.id)
        return notification_texts.direct_message(kind, facts, reader, mark=mark)

    async def _reader(self, own: OrgContext, kind: NotificationKind, live_race_id: LiveRaceId) -> Reader:
        if kind is NotificationKind.RESULTS:
            return Reader(result=await self._results.read(own, live_race_id))
        if kind in (NotificationKind.REMINDER, NotificationKind.ROOM_OPEN):
            race = (await self._races.live_races.get_live_race(own, live_race_id)).summary
            return Reader(race.verdicts, race.door)
        return Reader()
