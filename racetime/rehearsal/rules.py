"""Who may do what, and when. Each rule returns nothing or raises `Refused` with a sentence."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from racetime.rehearsal.clockwork import EARLIEST_FINISH, UNDO_WINDOW, UNRECORDABLE_CHAT_CLOSES, Timings
from racetime.rehearsal.race import Entrant, Membership, Race, RaceStatus
from racetime.rehearsal.users import Refused, User

LONGEST_COMMENT = 200


@dataclass(frozen=True, slots=True)
class Situation:
    """What rules ask beside the room itself. `races_elsewhere` tells whether a user is in another unfinished race."""

    now: datetime
    timings: Timings
    races_elsewhere: Callable[[User, Race], bool]


def check_eligible(race: Race, user: User, situation: Situation) -> None:
    """What joining, being invited and asking to join have in common."""
    if not user.is_active:
        raise Refused(f"{user.full_name} is banned.")
    if race.settings.streaming_required and not user.twitch_name:
        raise Refused(f"{user.full_name} has no Twitch account linked, and this race must be streamed.")
    if situation.races_elsewhere(user, race):
        raise Refused(f"{user.full_name} is already in another race.")


def check_unlisted_in(race: Race, user: User) -> None:
    if race.find_entrant(user) is not None:
        raise Refused(f"{user.full_name} is already on the list of this race.")


def check_join(race: Race, user: User, situation: Situation) -> None:
    is_let_in = race.status is RaceStatus.OPEN or (race.status is RaceStatus.INVITATIONAL and race.can_monitor(user))
    if not is_let_in:
        raise Refused("This race can't be joined now.")
    present = race.find_entrant(user)
    if present is not None and present.has_joined:
        raise Refused("You have already joined this race.")
    check_eligible(race, user, situation)


def check_request(race: Race, user: User, situation: Situation) -> None:
    if race.status is not RaceStatus.INVITATIONAL:
        raise Refused("Only an invitational race takes requests.")
    check_unlisted_in(race, user)
    check_eligible(race, user, situation)


def check_accept_invite(race: Race, entrant: Entrant, situation: Situation) -> None:
    _check_invited(race, entrant)
    if entrant.user is not None:
        check_eligible(race, entrant.user, situation)


def check_decline_invite(race: Race, entrant: Entrant, _situation: Situation) -> None:
    _check_invited(race, entrant)


def check_cancel_request(race: Race, entrant: Entrant, _situation: Situation) -> None:
    if not race.is_unstarted or entrant.membership is not Membership.REQUESTED:
        raise Refused("You have no open request to join.")


def check_leave(race: Race, entrant: Entrant, _situation: Situation) -> None:
    if not race.is_unstarted or not entrant.has_joined:
        raise Refused("You can't leave this race now.")
    if race.settings.disqualify_unready:
        raise Refused("Nobody can leave this race.")


def check_ready(race: Race, entrant: Entrant, _situation: Situation) -> None:
    if not race.is_unstarted or not entrant.has_joined:
        raise Refused("You can't get ready now.")
    if entrant.is_ready:
        raise Refused("You are already ready.")
    if race.settings.team_race and entrant.team is None:
        raise Refused("Choose a team first.")
    if race.settings.streaming_required and not (entrant.stream_live or entrant.stream_override):
        raise Refused("Your stream must be live before you can be ready.")


def check_unready(race: Race, entrant: Entrant, _situation: Situation) -> None:
    if not race.is_unstarted or not entrant.is_ready:
        raise Refused("You are not ready.")


def check_set_team(race: Race, entrant: Entrant, _situation: Situation) -> None:
    if not race.settings.team_race:
        raise Refused("This is not a team race.")
    if not race.is_unstarted or not entrant.has_joined or entrant.is_ready:
        raise Refused("You can't change your team now.")


def check_done(race: Race, entrant: Entrant, situation: Situation) -> None:
    _check_running(race, entrant, situation)


def check_forfeit(race: Race, entrant: Entrant, situation: Situation) -> None:
    _check_running(race, entrant, situation)


def check_undone(race: Race, entrant: Entrant, situation: Situation) -> None:
    if not entrant.has_finished:
        raise Refused("You have not finished.")
    _check_can_go_back(race, entrant, situation)


def check_unforfeit(race: Race, entrant: Entrant, situation: Situation) -> None:
    if not entrant.has_joined or not entrant.has_forfeited or entrant.is_disqualified:
        raise Refused("You have not forfeited.")
    _check_can_go_back(race, entrant, situation)


def check_comment(race: Race, entrant: Entrant, situation: Situation) -> None:
    if not race.settings.allow_comments:
        raise Refused("This race takes no comments.")
    if entrant.is_disqualified or not (entrant.has_finished or entrant.has_forfeited):
        raise Refused("You can comment once you have finished or forfeited.")
    if race.is_over and is_chat_closed(race, situation):
        raise Refused("It is too late for a comment.")


def check_disqualify(race: Race, entrant: Entrant) -> None:
    if not (race.status in (RaceStatus.PENDING, RaceStatus.IN_PROGRESS) or can_record(race)):
        raise Refused("Nobody can be disqualified now.")
    if not entrant.has_joined or entrant.is_disqualified:
        raise Refused(f"{race.shown_name(entrant)} can't be disqualified.")


def check_undisqualify(race: Race, entrant: Entrant) -> None:
    if race.status not in (RaceStatus.PENDING, RaceStatus.IN_PROGRESS):
        raise Refused("A disqualification can't be undone now.")
    if not entrant.is_disqualified:
        raise Refused(f"{race.shown_name(entrant)} is not disqualified.")


def check_before_countdown(race: Race) -> None:
    if not race.is_unstarted:
        raise Refused("The race has already begun.")


def check_speak(race: Race, user: User, situation: Situation) -> None:
    """Monitors and moderators pass every restriction except a chat that has closed."""
    check_chat_open(race, situation)
    if not user.is_active:
        raise Refused("You are banned.")
    if race.can_monitor(user):
        return
    settings = race.settings
    entrant = race.find_entrant(user)
    is_entrant = entrant is not None and entrant.has_joined
    if not settings.allow_non_entrant_chat and not is_entrant and not race.is_over:
        raise Refused("Only entrants may chat in this race.")
    if not settings.allow_prerace_chat and (race.is_unstarted or race.status is RaceStatus.PENDING):
        raise Refused("Chat is off until the race starts.")
    if not settings.allow_midrace_chat and race.is_running:
        raise Refused("Chat is off during the race.")


def check_chat_open(race: Race, situation: Situation) -> None:
    if is_chat_closed(race, situation):
        raise Refused("The chat of this race is closed.")


def is_chat_closed(race: Race, situation: Situation) -> bool:
    if race.is_recorded:
        return True
    ended_at = race.ended_at or race.cancelled_at
    if not race.is_over or race.is_recordable or ended_at is None:
        return False
    return situation.now >= ended_at + situation.timings.wait(UNRECORDABLE_CHAT_CLOSES)


def can_edit_results(race: Race) -> bool:
    """After the end and before recording, also of a race that was cancelled after its start."""
    is_over = race.status in (RaceStatus.FINISHED, RaceStatus.CANCELLED) and race.ended_at is not None
    return is_over and not race.is_recorded


def can_record(race: Race) -> bool:
    return race.status is RaceStatus.FINISHED and race.is_recordable and not race.is_recorded


def is_ready_to_start(race: Race) -> bool:
    """Whether the timekeeper starts the countdown on its own; open invites and requests do not hold it up."""
    joined = race.joined
    if not race.settings.auto_start or len(joined) < 2 or not all(entrant.is_ready for entrant in joined):
        return False
    return has_teams_set(race, joined)


def has_teams_set(race: Race, entrants: list[Entrant]) -> bool:
    if not race.settings.team_race:
        return True
    sizes: dict[str, int] = {}
    for entrant in entrants:
        if entrant.team is None:
            return False
        sizes[entrant.team] = sizes.get(entrant.team, 0) + 1
    return len(sizes) >= 2 and (not race.settings.require_even_teams or len(set(sizes.values())) == 1)


def possible_actions(race: Race, entrant: Entrant, situation: Situation) -> list[str]:
    """Return racetime.gg's names for what this entrant could do now."""
    return [name for name, rule in _ENTRANT_RULES.items() if _is_allowed(rule, race, entrant, situation)]


EntrantRule = Callable[[Race, Entrant, Situation], None]

_ENTRANT_RULES: dict[str, EntrantRule] = {
    "accept_invite": check_accept_invite,
    "decline_invite": check_decline_invite,
    "cancel_invite": check_cancel_request,
    "set_team": check_set_team,
    "ready": check_ready,
    "unready": check_unready,
    "leave": check_leave,
    "done": check_done,
    "undone": check_undone,
    "forfeit": check_forfeit,
    "unforfeit": check_unforfeit,
    "add_comment": check_comment,
}


def _is_allowed(rule: EntrantRule, race: Race, entrant: Entrant, situation: Situation) -> bool:
    try:
        rule(race, entrant, situation)
    except Refused:
        return False
    return True


def _check_invited(race: Race, entrant: Entrant) -> None:
    if not race.is_unstarted or entrant.membership is not Membership.INVITED:
        raise Refused("You are not invited to this race.")


def _check_running(race: Race, entrant: Entrant, situation: Situation) -> None:
    if not race.is_running or race.started_at is None:
        raise Refused("The race is not in progress.")
    if not entrant.is_unfinished:
        raise Refused("You are not racing any more.")
    if situation.now < race.started_at + situation.timings.wait(EARLIEST_FINISH):
        raise Refused("The race has only just started.")


def _check_can_go_back(race: Race, entrant: Entrant, situation: Situation) -> None:
    """An undo works during the race and for ten minutes after its end, however it ended."""
    limit = race.limit_ends_at(situation.timings)
    if race.is_recorded or limit is None or situation.now >= limit:
        raise Refused("It is too late to undo this.")
    if race.is_over:
        if race.ended_at is None or situation.now >= race.ended_at + situation.timings.wait(UNDO_WINDOW):
            raise Refused("It is too late to undo this.")
        if entrant.user is not None and situation.races_elsewhere(entrant.user, race):
            raise Refused("You have joined another race meanwhile.")
    elif not race.is_running:
        raise Refused("The race is not in progress.")
