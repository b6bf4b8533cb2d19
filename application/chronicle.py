"""What happens to live races, as lines of the log; events carry no seeds and no secrets."""

import json
import logging

from application.domain.events import LiveRaceEvent, payload_of
from application.events import EventBus

logger = logging.getLogger(__name__)


def log_live_races(bus: EventBus) -> None:
    """Write a line for each step of a race that this process made: its room, who may race, start, results."""

    def write(event: LiveRaceEvent) -> None:
        if event.logged:
            logger.info(
                "%s organization=%d live_race=%d %s",
                event.logged_as.removesuffix("Event"),
                event.about.organization_id,
                event.about.live_race_id,
                json.dumps(payload_of(event), ensure_ascii=False),
            )

    bus.subscribe(LiveRaceEvent, write, own_only=True)
