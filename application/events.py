"""The in-process bus: told after a commit, and only to wake things up.

With every subscriber deleted the product would be slower, never wrong.
"""

import logging
import secrets
from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import TypeVar, cast

from application.domain.events import Event, MissedEvent

logger = logging.getLogger(__name__)

E = TypeVar("E", bound=Event)
Unsubscribe = Callable[[], None]


def concerned(event: Event, concerns: Callable[[Event], bool]) -> bool:
    """Tell whether somebody has to look again, whom events concern in this way."""
    return isinstance(event, MissedEvent) or concerns(event)


class EventBus:
    """Hands each event to the subscribers of its class and of every base class, in the order of subscription.

    Subscribers return at once: they set a flag, wake a worker or schedule a refresh.
    """

    def __init__(self) -> None:
        self.origin = secrets.token_hex(6)
        """By which this process knows its own signals again."""
        self._subscribers: dict[type[Event], list[Callable[[Event], None]]] = defaultdict(list)
        self._own: dict[type[Event], list[Callable[[Event], None]]] = defaultdict(list)

    def subscribe(self, event_type: type[E], handler: Callable[[E], None], *, own_only: bool = False) -> Unsubscribe:
        """Call `handler` for every event of this class or a subclass until the returned function is called.

        With `own_only` it hears of what this process did itself; these events have everything that they say.
        """
        subscribers = (self._own if own_only else self._subscribers)[event_type]
        entry = cast(Callable[[Event], None], handler)
        subscribers.append(entry)

        def unsubscribe() -> None:
            if entry in subscribers:
                subscribers.remove(entry)

        return unsubscribe

    def publish(self, event: Event) -> None:
        """Tell everybody; a subscriber that fails is logged and doesn't keep the others from hearing it."""
        self._tell(self._own, event)
        self._tell(self._subscribers, event)

    def hand_on(self, event: Event) -> None:
        """Tell of what another process did."""
        self._tell(self._subscribers, event)

    def _tell(self, subscribers: Mapping[type[Event], list[Callable[[Event], None]]], event: Event) -> None:
        for event_type in type(event).__mro__:
            for handler in tuple(subscribers.get(event_type, ())):
                try:
                    handler(event)
                except Exception:
                    logger.exception("A subscriber of %s failed.", type(event).__name__)
