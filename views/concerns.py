"""After which events a page reads again: those of its own organization and tournament that are of a kind it shows."""

from collections.abc import Callable, Collection

from application.domain.events import Event
from application.domain.events.messages import WAKES_SENDERS, DiscordSettledEvent, NotificationsChangedEvent
from application.domain.events.operations import AlertRaisedEvent, AlertResolvedEvent
from application.domain.ids import (
    OrganizationId,
    OrganizationRef,
    PersonRef,
    PlayerRef,
    RunRef,
    TournamentId,
    TournamentRef,
    UserId,
)

_MESSAGES = (*WAKES_SENDERS, DiscordSettledEvent, NotificationsChangedEvent)
"""Signals for those who send messages or show them."""

Concerns = Callable[[Event], bool]


def touches(
    organizations: Collection[OrganizationId],
    *kinds: type[OrganizationRef],
    tournament_id: TournamentId | None = None,
    runs_of: UserId | None = None,
) -> Concerns:
    """Tell which events concern a page: those about one of these kinds, within the tournament if it is one's page.

    What is about an organization itself or a person concerns every page, because names, settings that are inherited and
    what somebody may do stand everywhere; so does, for a page of a tournament, what is about that itself or somebody's
    part in it. `TournamentRef` as a kind means no more than this for all tournaments. With `runs_of` only the runs of
    that player count.
    """
    itself: set[type[OrganizationRef]] = {OrganizationRef, PersonRef}
    if tournament_id is not None or TournamentRef in kinds:
        itself |= {TournamentRef, PlayerRef}
    parts = tuple(kind for kind in kinds if kind is not TournamentRef)

    def concerns(event: Event) -> bool:
        about = event.about
        if about.organization_id not in organizations or isinstance(event, _MESSAGES):
            return False
        if isinstance(about, TournamentRef) and tournament_id not in (None, about.tournament_id):
            return False
        if isinstance(about, RunRef) and runs_of not in (None, about.user_id):
            return False
        return type(about) in itself or isinstance(about, parts)

    return concerns


def notifies(viewer: UserId, organizations: Collection[OrganizationId]) -> Concerns:
    """Tell which events move somebody's notifications, or alerts in organizations of which that person is a member."""

    def concerns(event: Event) -> bool:
        if isinstance(event, AlertRaisedEvent | AlertResolvedEvent):
            return event.about.organization_id in organizations
        return isinstance(event, NotificationsChangedEvent) and event.about.user_id == viewer

    return concerns
