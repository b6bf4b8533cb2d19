"""Settling who may race, and handing out the seed: steps inside one unit of work."""

import secrets
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from application.domain import announcements
from application.domain.announcements import Destination, RoomLine
from application.domain.eligibility import Fix, Rule, Rules, Verdict
from application.domain.events import (
    AsyncLiveRaceLockedEvent,
    AsyncLiveRaceLockFailedEvent,
    AsyncLiveRaceSeedReleasedEvent,
    AsyncLiveRaceSeedSealedEvent,
    AsyncLiveRaceSeedUnsealedEvent,
    RoomMessagesQueuedEvent,
)
from application.domain.ids import LiveRaceId, OrganizationId, TournamentId, UserId
from application.domain.room import JOINED
from application.domain.run import RunStatus
from application.domain.seed_vault import commitment_to
from application.links import PageLinks
from application.repositories.async_live_race_repository import NewParticipant
from application.repositories.eligibility_facts import EligibilityQuestion
from application.repositories.event_log_repository import NewMessage
from application.services.live_race_timeline import InstallationDefaults, min_account_age
from application.unit_of_work import Work
from models import (
    AsyncTournament,
    AsyncTournamentLiveRace,
    AsyncTournamentLiveRaceEntrant,
    AsyncTournamentLiveRaceRoom,
    AsyncTournamentPermalink,
    Organization,
)

NO_PERMALINK_LEFT = "The pool has no unplayed permalink left. Add one to the pool or choose another."


@dataclass(frozen=True, slots=True)
class RaceIdentity:
    """The ids that every event of a live race carries."""

    organization_id: OrganizationId
    tournament_id: TournamentId
    live_race_id: LiveRaceId


def identity_of(race: AsyncTournamentLiveRace) -> RaceIdentity:
    return RaceIdentity(OrganizationId(race.organization_id), TournamentId(race.tournament_id), LiveRaceId(race.id))


def rules_for(
    race: AsyncTournamentLiveRace,
    tournament: AsyncTournament,
    organization: Organization,
    defaults: InstallationDefaults,
) -> Rules:
    return Rules(
        tournament_active=tournament.is_active,
        runs_per_pool=tournament.runs_per_pool,
        min_account_age_days=min_account_age(defaults, organization, tournament),
        scheduled_at=race.scheduled_at,
        permalink_chosen=race.permalink_id is not None,
    )


def question_for(race: AsyncTournamentLiveRace) -> EligibilityQuestion:
    return EligibilityQuestion(race.tournament_id, race.pool_id, race.id, race.permalink_id)


def seal(work: Work, race: AsyncTournamentLiveRace, permalink: AsyncTournamentPermalink) -> None:
    """Give a race its permalink and publish the commitment to it."""
    race.permalink_id = permalink.id
    race.commitment_salt = secrets.token_hex(16)
    race.commitment = commitment_to(permalink.url, race.commitment_salt)
    who = identity_of(race)
    work.record(
        AsyncLiveRaceSeedSealedEvent(
            who.organization_id, who.tournament_id, who.live_race_id, commitment=race.commitment
        )
    )


def unseal(work: Work, race: AsyncTournamentLiveRace) -> None:
    """Take back a permalink that nobody could read yet."""
    who = identity_of(race)
    work.record(
        AsyncLiveRaceSeedUnsealedEvent(
            who.organization_id, who.tournament_id, who.live_race_id, commitment=race.commitment
        )
    )
    race.permalink_id = None
    race.commitment = race.commitment_salt = ""


async def choose_permalink(work: Work, race: AsyncTournamentLiveRace) -> bool:
    """Choose a permalink for a race that has none; False when the pool has none left, noted once."""
    if race.permalink_id is not None:
        return True
    await work.pools.lock(race.pool_id)
    permalink = await work.permalinks.find_unplayed(race.pool_id)
    if permalink is None:
        if race.lock_error != NO_PERMALINK_LEFT:
            race.lock_error = NO_PERMALINK_LEFT
            who = identity_of(race)
            work.record(
                AsyncLiveRaceLockFailedEvent(
                    who.organization_id, who.tournament_id, who.live_race_id, reason=NO_PERMALINK_LEFT
                )
            )
        return False
    seal(work, race, permalink)
    race.lock_error = ""
    return True


async def judge(
    work: Work,
    race: AsyncTournamentLiveRace,
    entrants: Iterable[AsyncTournamentLiveRaceEntrant],
    rules: Rules,
) -> None:
    """Settle the eligibility of entrants and store every verdict with them, in a fixed number of queries."""
    judged = list(entrants)
    by_racetime_id = {entrant.racetime_id: entrant for entrant in judged if entrant.racetime_id is not None}
    linked = await work.users.list_by_racetime_ids(list(by_racetime_id))
    for racetime_id, entrant in by_racetime_id.items():
        entrant.user_id = linked[racetime_id].id if racetime_id in linked else None
    user_ids = [UserId(entrant.user_id) for entrant in judged if entrant.user_id is not None]
    players = {
        player.user_id: player
        for player in await work.live_races.get_eligible_participants(question_for(race), rules, user_ids)
    }
    now = work.clock.now()
    for entrant in judged:
        player = players.get(UserId(entrant.user_id)) if entrant.user_id is not None else None
        entrant.judged_at = now
        entrant.eligible = player is not None and player.eligible
        entrant.verdicts = [asdict(verdict) for verdict in player.verdicts] if player is not None else []
    await work.entrants.update_all(judged, ["user_id", "judged_at", "eligible", "verdicts"])


async def lock(
    work: Work,
    race: AsyncTournamentLiveRace,
    room: AsyncTournamentLiveRaceRoom,
    rules: Rules,
    links: PageLinks,
) -> bool:
    """Settle the joined entrants, give the eligible their runs and tell the room; False without a permalink."""
    if not await choose_permalink(work, race):
        return False
    rules = Rules(rules.tournament_active, rules.runs_per_pool, rules.min_account_age_days, rules.scheduled_at, True)
    entrants = await work.entrants.list_for_race(LiveRaceId(race.id))
    joined = [entrant for entrant in entrants if entrant.present and entrant.status in JOINED]
    await judge(work, race, joined, rules)
    eligible = [entrant for entrant in joined if entrant.eligible]
    await work.live_races.create_participant_races(
        race,
        [
            NewParticipant(UserId(entrant.user_id), entrant.racetime_name, RunStatus.PENDING)
            for entrant in eligible
            if entrant.user_id is not None
        ],
    )
    race.locked_at = work.clock.now()
    who = identity_of(race)
    work.record(
        AsyncLiveRaceLockedEvent(
            who.organization_id,
            who.tournament_id,
            who.live_race_id,
            eligible=len(eligible),
            not_eligible=len(joined) - len(eligible),
        )
    )
    names = [entrant.racetime_name for entrant in eligible]
    await say(work, race, room, announcements.locked(names, len(joined) - len(eligible)))
    await say(work, race, room, refusals(joined, links))
    return True


def refusals(entrants: Iterable[AsyncTournamentLiveRaceEntrant], links: PageLinks) -> Iterable[RoomLine]:
    """A direct message to each entrant who was judged and doesn't count."""
    for entrant in entrants:
        if entrant.eligible or entrant.racetime_id is None:
            continue
        if entrant.user_id is None:
            yield announcements.told_unlinked(entrant.racetime_id, links.account, "refused")
        else:
            yield announcements.told_ineligible(entrant.racetime_id, stored_verdicts(entrant), links.account, "refused")


def stored_verdicts(entrant: AsyncTournamentLiveRaceEntrant) -> tuple[Verdict, ...]:
    return tuple(
        Verdict(
            rule=Rule(item["rule"]),
            met=bool(item["met"]),
            sentence=str(item["sentence"]),
            fix=Fix(item["fix"]) if item["fix"] is not None else None,
        )
        for item in entrant.verdicts or []
    )


async def release(work: Work, race: AsyncTournamentLiveRace, room: AsyncTournamentLiveRaceRoom | None) -> None:
    """Let everybody read the seed. The only place that sets `released_at`."""
    race.released_at = work.clock.now()
    who = identity_of(race)
    work.record(
        AsyncLiveRaceSeedReleasedEvent(
            who.organization_id, who.tournament_id, who.live_race_id, commitment=race.commitment
        )
    )
    if room is not None:
        await say(work, race, room, [announcements.seed_released()])


async def say(
    work: Work,
    race: AsyncTournamentLiveRace,
    room: AsyncTournamentLiveRaceRoom,
    lines: Iterable[RoomLine],
) -> None:
    """Queue chat lines for a room; each occasion is said once."""
    queued = await work.outbox.add_all(
        NewMessage(
            Destination.RACETIME,
            room_channel(room.id),
            kind=line.kind,
            payload={"text": line.text, "direct_to": line.direct_to, "pinned": line.pinned},
            dedupe_key=f"room:{room.id}:{line.occasion}",
            live_race_id=race.id,
        )
        for line in lines
    )
    if queued:
        who = identity_of(race)
        work.record(RoomMessagesQueuedEvent(who.organization_id, who.tournament_id, who.live_race_id))


def room_channel(room_id: int) -> str:
    return f"room:{room_id}"
