"""What the database says of the whole installation, for those who keep it running."""

from application.domain.clock import Clock
from application.domain.discord import DiscordState
from application.domain.messages.channels import Destination
from application.read_models.operations import OperatingFacts, WaitingMessages
from application.repositories.operations.supervision_repository import SupervisionRepository
from application.services.messages.discord_server_service import DiscordServerService
from application.services.operations.race_night_service import SCHEDULE


class FactsService:
    def __init__(self, supervision: SupervisionRepository, discord: DiscordServerService, clock: Clock) -> None:
        self._supervision = supervision
        self._discord = discord
        self._clock = clock

    async def read(self) -> OperatingFacts:
        """Return what holds at this moment, in a fixed number of queries."""
        now = self._clock.now()
        due = await self._supervision.waiting_messages()
        return OperatingFacts(
            outbox=tuple(
                WaitingMessages(destination, count, max((now - oldest).total_seconds(), 0) if count else 0)
                for destination in Destination
                for count, oldest in (due.get(destination, (0, now)),)
            ),
            open_alerts=await self._supervision.open_alerts(),
            bots=await self._supervision.bots_by_status(),
            discord_connected=await self._discord.get_bot_state() is DiscordState.CONNECTED,
            beat_at=await self._supervision.last_heartbeat(SCHEDULE),
        )
