"""What programs are told of, in webhooks and the feed: one list of names that stay, and what each says.

An event of the domain is here under a public name, or among those that stay inside.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum

from application.domain.events import Edited, Event, JsonValue
from application.domain.events.live_races import (
    AsyncLiveRaceBeginOrderedEvent,
    AsyncLiveRaceCancelledEvent,
    AsyncLiveRaceCancelledResultsDecidedEvent,
    AsyncLiveRaceCreatedEvent,
    AsyncLiveRaceDeletedEvent,
    AsyncLiveRaceEpisodeFlaggedEvent,
    AsyncLiveRaceEpisodeListedEvent,
    AsyncLiveRaceFinishedEvent,
    AsyncLiveRaceLockedEvent,
    AsyncLiveRaceLockFailedEvent,
    AsyncLiveRaceLowEntrantsEvent,
    AsyncLiveRaceOverlayChangedEvent,
    AsyncLiveRaceRemovalsOrderedEvent,
    AsyncLiveRaceReopenedEvent,
    AsyncLiveRaceRestoredEvent,
    AsyncLiveRaceResultsChangedEvent,
    AsyncLiveRaceResultsFinalEvent,
    AsyncLiveRaceResultsShownEvent,
    AsyncLiveRaceRoomLostEvent,
    AsyncLiveRaceRoomOpenedEvent,
    AsyncLiveRaceRoomOpeningFailedEvent,
    AsyncLiveRaceSeedReleasedEvent,
    AsyncLiveRaceSeedSealedEvent,
    AsyncLiveRaceSeedUnsealedEvent,
    AsyncLiveRaceStartedEvent,
    InboxEntryDismissedEvent,
    InboxEntryMatchedEvent,
    InboxEntryReopenedEvent,
    InboxMatchOfferedEvent,
)
from application.domain.events.messages import (
    DiscordMessageFailedEvent,
    DiscordMessageOverdueEvent,
    DiscordMessageRetriedEvent,
    DiscordServerLinkedEvent,
    DiscordServerPresenceEvent,
    DiscordServerUnlinkedEvent,
    LiveRaceReminderSetEvent,
    MailFailedEvent,
    WebhookDeletedEvent,
    WebhookDeliveryRetriedEvent,
    WebhookSavedEvent,
    WebhookSecretRotatedEvent,
)
from application.domain.events.operations import (
    AlertEndToldEvent,
    AlertRaisedEvent,
    AlertRecipientChosenEvent,
    AlertRecipientRemovedEvent,
    AlertResolvedEvent,
    AlertToldEvent,
    ImportUndoneEvent,
    OrganizationExportedEvent,
    OrganizationImportedEvent,
    RacetimeBotSavedEvent,
    RacetimeBotStatusChangedEvent,
    TournamentImportedEvent,
)
from application.domain.events.people import (
    InviteCreatedEvent,
    InviteRevokedEvent,
    MemberAddedEvent,
    MemberJoinedEvent,
    MemberLeftEvent,
    MemberRemovedEvent,
    MembershipAcceptedEvent,
    OrganizationCreatedEvent,
    PeopleMergedEvent,
    PeopleNotMergedEvent,
    PersonDeletedEvent,
    RacetimeClaimVoidedEvent,
    RacetimeLinkChangedEvent,
    RosterImportedEvent,
)
from application.domain.events.runs import (
    AsyncRunCorrectedEvent,
    AsyncRunCorrectionUndoneEvent,
    AsyncRunDrawnEvent,
    AsyncRunExtendedEvent,
    AsyncRunFinishedEvent,
    AsyncRunFlaggedEvent,
    AsyncRunForfeitedEvent,
    AsyncRunReattemptedEvent,
    AsyncRunReviewClaimedEvent,
    AsyncRunReviewedEvent,
    AsyncRunReviewReleasedEvent,
    AsyncRunStartedEvent,
    AsyncRunStartWarnedEvent,
    AsyncRunThreadWantedEvent,
)
from application.domain.events.tournaments import (
    PermalinkDeletedEvent,
    PermalinkRevealedEvent,
    PermalinksAddedEvent,
    PermalinkUpdatedEvent,
    PlayerUnwhitelistedEvent,
    PlayerWhitelistedEvent,
    PoolCreatedEvent,
    PoolDeletedEvent,
    RaceRoomProfileSavedEvent,
    SeedMadeEvent,
    SeedNotMadeEvent,
    TournamentCreatedEvent,
    TournamentDeletedEvent,
    TournamentRescoredEvent,
)
from application.domain.messages.public_event_facts import (
    AlertFacts,
    BotStanding,
    Changed,
    ChangedPool,
    ChangedRace,
    Commitment,
    CorrectedRun,
    DeletedRace,
    DrawnSeed,
    FinalResults,
    FinishedRace,
    FinishedRun,
    ForfeitedRun,
    LostRoom,
    MovedResults,
    NamedPool,
    NamedTournament,
    Nothing,
    OpenedRoom,
    Reason,
    ReviewedRun,
    ScheduledRace,
    StartedRace,
    StartedRun,
    TroubledMessage,
)
from application.domain.permissions import Permission


class Audience(StrEnum):
    """To whom something is told; staff are those who see a tournament's results at once."""

    EVERYBODY = "everybody"
    STAFF = "staff"
    OTHERS = "others"
    """Told to staff before, and to everybody else once it shows."""


class Tells(StrEnum):
    """What an event gives away, and by that until when it is held back."""

    NOTHING = "nothing"
    END = "end"
    """That a race is over: held back as long as the race is shown late."""
    RESULT = "result"
    """How somebody did: held back also as long as the tournament hides results."""


@dataclass(frozen=True, slots=True)
class PublicEvent:
    """One kind of event as programs know it. Neither `name` nor what `data` says ever changes its meaning."""

    name: str
    label: str
    """For people who choose."""
    meaning: str
    of: tuple[type[Event] | Edited, ...]
    data: type = Nothing
    tells: Tells = Tells.NOTHING
    needs: Permission = Permission.VIEW
    """What somebody must be allowed to do who is told of it."""

    @property
    def logged_as(self) -> tuple[str, ...]:
        return tuple(map(logged_name, self.of))

    @property
    def is_for_staff(self) -> bool:
        return self.needs is not Permission.VIEW


def logged_name(of: type[Event] | Edited) -> str:
    """Return what the event log calls a kind of event."""
    return of.value if isinstance(of, Edited) else of.__name__


_RECORDING, _MANAGING, _ORGANIZING = (
    Permission.RECORD_RESULTS,
    Permission.MANAGE_TOURNAMENTS,
    Permission.MANAGE_ORGANIZATION,
)

PUBLIC_EVENTS: tuple[PublicEvent, ...] = (
    PublicEvent(
        "tournament.created",
        "Tournament created",
        "A tournament was created.",
        (TournamentCreatedEvent,),
        NamedTournament,
    ),
    PublicEvent(
        "tournament.updated",
        "Tournament changed",
        "Settings of a tournament were changed, or it was closed or reopened.",
        (Edited.TOURNAMENT,),
        Changed,
    ),
    PublicEvent(
        "tournament.rescored",
        "Tournament scored again",
        "Scores of a whole tournament were worked out again because its scoring settings changed.",
        (TournamentRescoredEvent,),
    ),
    PublicEvent(
        "tournament.deleted",
        "Tournament deleted",
        "A tournament was deleted.",
        (TournamentDeletedEvent,),
        NamedTournament,
    ),
    PublicEvent("pool.created", "Pool created", "A pool was added to a tournament.", (PoolCreatedEvent,), NamedPool),
    PublicEvent("pool.updated", "Pool renamed", "A pool was renamed.", (Edited.POOL_NAME,), ChangedPool),
    PublicEvent("pool.deleted", "Pool deleted", "A pool was deleted.", (PoolDeletedEvent,), NamedPool),
    PublicEvent(
        "live_race.created",
        "Live race scheduled",
        "A live race was scheduled.",
        (AsyncLiveRaceCreatedEvent,),
        ScheduledRace,
    ),
    PublicEvent(
        "live_race.updated",
        "Live race changed",
        "A live race was moved, renamed or changed otherwise.",
        (Edited.LIVE_RACE,),
        ChangedRace,
    ),
    PublicEvent(
        "live_race.cancelled",
        "Live race cancelled",
        "A live race was cancelled, before its start or on its way.",
        (AsyncLiveRaceCancelledEvent,),
        Reason,
    ),
    PublicEvent(
        "live_race.restored",
        "Live race restored",
        "A cancelled live race is scheduled again.",
        (AsyncLiveRaceRestoredEvent,),
    ),
    PublicEvent(
        "live_race.deleted",
        "Live race deleted",
        "A live race was deleted.",
        (AsyncLiveRaceDeletedEvent,),
        DeletedRace,
    ),
    PublicEvent(
        "live_race.seed_committed",
        "Seed chosen",
        "A live race has its seed, of which only the fingerprint is told.",
        (AsyncLiveRaceSeedSealedEvent,),
        Commitment,
    ),
    PublicEvent(
        "live_race.seed_withdrawn",
        "Seed withdrawn",
        "A live race lost its seed before anybody could read it.",
        (AsyncLiveRaceSeedUnsealedEvent,),
        Commitment,
    ),
    PublicEvent(
        "live_race.seed_released",
        "Seed released",
        "Players can read the seed of a live race; it is not in the event.",
        (AsyncLiveRaceSeedReleasedEvent,),
        Commitment,
    ),
    PublicEvent(
        "live_race.room_opened",
        "Room opened",
        "The racetime.gg room of a live race is open.",
        (AsyncLiveRaceRoomOpenedEvent,),
        OpenedRoom,
    ),
    PublicEvent(
        "live_race.room_lost",
        "Room lost",
        "A live race lost its room before the start.",
        (AsyncLiveRaceRoomLostEvent,),
        LostRoom,
    ),
    PublicEvent(
        "live_race.locked", "Room locked", "It is settled who counts in a live race.", (AsyncLiveRaceLockedEvent,)
    ),
    PublicEvent(
        "live_race.started", "Live race started", "A live race started.", (AsyncLiveRaceStartedEvent,), StartedRace
    ),
    PublicEvent(
        "live_race.results_changed",
        "Results of a live race changed",
        "Somebody finished, forfeited or was corrected in a live race.",
        (AsyncLiveRaceResultsChangedEvent, InboxEntryMatchedEvent),
        MovedResults,
        Tells.RESULT,
    ),
    PublicEvent(
        "live_race.finished",
        "Live race finished",
        "A live race ended; its results may still change.",
        (AsyncLiveRaceFinishedEvent,),
        FinishedRace,
        Tells.END,
    ),
    PublicEvent(
        "live_race.reopened",
        "Live race reopened",
        "A live race that was over goes on.",
        (AsyncLiveRaceReopenedEvent,),
        tells=Tells.END,
    ),
    PublicEvent(
        "live_race.results_final",
        "Results final",
        "racetime.gg can't change the results of a live race any more.",
        (AsyncLiveRaceResultsFinalEvent,),
        FinalResults,
        Tells.END,
    ),
    PublicEvent("run.drawn", "Seed drawn", "A player drew a seed.", (AsyncRunDrawnEvent,), DrawnSeed),
    PublicEvent("run.started", "Run started", "A player started an async run.", (AsyncRunStartedEvent,), StartedRun),
    PublicEvent(
        "run.finished",
        "Run finished",
        "A player finished an async run.",
        (AsyncRunFinishedEvent,),
        FinishedRun,
        Tells.RESULT,
    ),
    PublicEvent(
        "run.forfeited",
        "Run forfeited",
        "An async run ended without a time.",
        (AsyncRunForfeitedEvent,),
        ForfeitedRun,
        Tells.RESULT,
    ),
    PublicEvent(
        "run.reattempted",
        "Reattempt requested",
        "A player requested a reattempt, so the run counts no more.",
        (AsyncRunReattemptedEvent,),
        tells=Tells.RESULT,
    ),
    PublicEvent(
        "run.corrected",
        "Result corrected",
        "Staff corrected the result of a run, or undid a correction.",
        (AsyncRunCorrectedEvent, AsyncRunCorrectionUndoneEvent),
        CorrectedRun,
        Tells.RESULT,
    ),
    PublicEvent(
        "run.flagged",
        "Run flagged for review",
        "A player flagged a run for review.",
        (AsyncRunFlaggedEvent,),
        Reason,
        needs=_RECORDING,
    ),
    PublicEvent(
        "run.reviewed",
        "Run reviewed",
        "A run was accepted or rejected.",
        (AsyncRunReviewedEvent,),
        ReviewedRun,
        needs=_RECORDING,
    ),
    PublicEvent(
        "alert.raised",
        "Alert raised",
        "Something needs somebody's attention.",
        (AlertRaisedEvent,),
        AlertFacts,
        needs=_RECORDING,
    ),
    PublicEvent(
        "alert.resolved",
        "Alert resolved",
        "What an alert said holds no more.",
        (AlertResolvedEvent,),
        AlertFacts,
        needs=_RECORDING,
    ),
    PublicEvent(
        "alert.told",
        "Staff told of an alert",
        "An alert has stood for so long that staff are told of it on Discord and by e-mail, outside quiet hours.",
        (AlertToldEvent,),
        AlertFacts,
        needs=_RECORDING,
    ),
    PublicEvent(
        "alert.end_told",
        "Staff told that an alert is over",
        "Those who were told of an alert are told that it is over.",
        (AlertEndToldEvent,),
        AlertFacts,
        needs=_RECORDING,
    ),
    PublicEvent(
        "bot.status_changed",
        "Bot's status changed",
        "A racetime.gg bot was let in or refused, or can't reach racetime.gg.",
        (RacetimeBotStatusChangedEvent,),
        BotStanding,
        needs=_MANAGING,
    ),
    PublicEvent(
        "discord_message.failed",
        "Discord message failed",
        "Discord refused a message, or it has been waiting for an hour.",
        (DiscordMessageFailedEvent, DiscordMessageOverdueEvent),
        TroubledMessage,
        needs=_MANAGING,
    ),
    PublicEvent(
        "member.joined",
        "Member joined",
        "Somebody became a member.",
        (MemberAddedEvent, MemberJoinedEvent),
        needs=_ORGANIZING,
    ),
    PublicEvent(
        "member.left",
        "Member left",
        "Somebody is a member no more.",
        (MemberLeftEvent, MemberRemovedEvent),
        needs=_ORGANIZING,
    ),
)
"""In the order in which people choose among them."""

BY_NAME: Mapping[str, PublicEvent] = {event.name: event for event in PUBLIC_EVENTS}
BY_LOGGED_NAME: Mapping[str, PublicEvent] = {name: event for event in PUBLIC_EVENTS for name in event.logged_as}

INTERNAL: frozenset[type[Event] | Edited] = frozenset(
    {
        # Said by other events, or a step towards one.
        AsyncLiveRaceResultsShownEvent,
        AsyncLiveRaceBeginOrderedEvent,
        AsyncLiveRaceRemovalsOrderedEvent,
        AsyncLiveRaceLowEntrantsEvent,
        AsyncRunStartWarnedEvent,
        AsyncRunThreadWantedEvent,
        AsyncRunExtendedEvent,
        AsyncRunReviewClaimedEvent,
        AsyncRunReviewReleasedEvent,
        # Troubles, of which alerts tell.
        AsyncLiveRaceRoomOpeningFailedEvent,
        AsyncLiveRaceLockFailedEvent,
        AsyncLiveRaceEpisodeListedEvent,
        AsyncLiveRaceEpisodeFlaggedEvent,
        AsyncLiveRaceCancelledResultsDecidedEvent,
        InboxEntryDismissedEvent,
        InboxEntryReopenedEvent,
        InboxMatchOfferedEvent,
        MailFailedEvent,
        DiscordMessageRetriedEvent,
        DiscordServerPresenceEvent,
        # About seeds that nobody may know of, and what staff do with them.
        PermalinkRevealedEvent,
        PermalinksAddedEvent,
        PermalinkUpdatedEvent,
        PermalinkDeletedEvent,
        SeedMadeEvent,
        SeedNotMadeEvent,
        Edited.POOL_SEED_SOURCE,
        PlayerWhitelistedEvent,
        PlayerUnwhitelistedEvent,
        # How an organization is set up.
        AsyncLiveRaceOverlayChangedEvent,
        DiscordServerLinkedEvent,
        DiscordServerUnlinkedEvent,
        AlertRecipientChosenEvent,
        AlertRecipientRemovedEvent,
        Edited.ALERTS,
        Edited.ORGANIZATION,
        Edited.POOL_ORDER,
        Edited.POOL_SCHEDULE,
        Edited.TOURNAMENT_DISCORD,
        Edited.TOURNAMENT_ROLES,
        ImportUndoneEvent,
        OrganizationExportedEvent,
        OrganizationImportedEvent,
        TournamentImportedEvent,
        InviteCreatedEvent,
        InviteRevokedEvent,
        OrganizationCreatedEvent,
        RaceRoomProfileSavedEvent,
        RacetimeBotSavedEvent,
        RosterImportedEvent,
        WebhookDeletedEvent,
        WebhookDeliveryRetriedEvent,
        WebhookSavedEvent,
        WebhookSecretRotatedEvent,
        # People's own affairs.
        Edited.MEMBER,
        Edited.OWN_NAME,
        Edited.PREFERENCES,
        Edited.SUBMISSION,
        LiveRaceReminderSetEvent,
        MembershipAcceptedEvent,
        PeopleMergedEvent,
        PeopleNotMergedEvent,
        PersonDeletedEvent,
        RacetimeClaimVoidedEvent,
        RacetimeLinkChangedEvent,
    }
)
"""Events of the domain that programs are not told of."""


def data_of(event: PublicEvent, payload: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
    """Return what an event says, made of its own values in the log; what isn't declared stays inside."""
    known = {**payload, **_as_told(event, payload)}
    return {item.name: known.get(item.metadata.get("of", item.name)) for item in fields(event.data)}


def _as_told(event: PublicEvent, payload: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
    """Return those values that are told otherwise than they are kept."""
    changes = payload.get("changes")
    if event.data in (Changed, ChangedRace) and isinstance(changes, list):
        moved = {str(change["field"]): change["new"] for change in changes if isinstance(change, dict)}
        return {"fields": list(moved), "scheduled_at": moved.get("scheduled_at")}
    if event.data is MovedResults and not isinstance(changes, list):
        return {"correction": True, "changes": [payload.get("change")]}
    return {}
