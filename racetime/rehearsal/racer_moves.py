"""What a racer does in a room."""

from dataclasses import replace
from datetime import datetime, timedelta

from racetime.rehearsal import rules
from racetime.rehearsal.entrant import Entrant, Membership
from racetime.rehearsal.events import FinishTakenBack
from racetime.rehearsal.formats import clock_time, ordinal
from racetime.rehearsal.race import UNSTARTED, Race, RaceStatus
from racetime.rehearsal.refusals import Refused
from racetime.rehearsal.store import RoomStore
from racetime.rehearsal.users import User

_UNDO_REACH = timedelta(seconds=2)
"""How far back a slow handler's copy of a row may lie: on racetime.gg one click costs up to a second."""


class RacerMoves(RoomStore):
    """Moves that racetime.gg offers to the racers themselves; each raises Refused when the rules forbid it."""

    def join(self, room: Race | str, user: User | str) -> None:
        race, person = self.room(room), self.user(user)
        rules.check_join(race, person, self.situation())
        entrant = race.find_entrant(person) or self._new_entrant(race, person, Membership.JOINED)
        entrant.membership = Membership.JOINED
        self._announce(race, f"{race.shown_name(entrant)} joined the race.")
        self._save(race)

    def request_invite(self, room: Race | str, user: User | str) -> None:
        race, person = self.room(room), self.user(user)
        rules.check_request(race, person, self.situation())
        entrant = self._new_entrant(race, person, Membership.REQUESTED)
        self._announce(race, f"{race.shown_name(entrant)} asks to join the race.")
        self._save(race)

    def cancel_request(self, room: Race | str, user: User | str) -> None:
        race, entrant = self._entrant(room, user)
        rules.check_cancel_request(race, entrant, self.situation())
        race.entrants.remove(entrant)
        self._announce(race, f"{race.shown_name(entrant)} no longer asks to join.")
        self._save(race)

    def accept_invite(self, room: Race | str, user: User | str) -> None:
        race, entrant = self._entrant(room, user)
        rules.check_accept_invite(race, entrant, self.situation())
        entrant.membership = Membership.JOINED
        self._announce(race, f"{race.shown_name(entrant)} accepted the invitation.")
        self._save(race)

    def decline_invite(self, room: Race | str, user: User | str) -> None:
        """Decline; the entrant disappears, no "declined" status is ever shown."""
        race, entrant = self._entrant(room, user)
        rules.check_decline_invite(race, entrant, self.situation())
        race.entrants.remove(entrant)
        self._announce(race, f"{race.shown_name(entrant)} declined the invitation.")
        self._save(race)

    def leave(self, room: Race | str, user: User | str) -> None:
        race, entrant = self._entrant(room, user)
        rules.check_leave(race, entrant, self.situation())
        race.entrants.remove(entrant)
        self._announce(race, f"{race.shown_name(entrant)} left the race.")
        self._save(race)

    def set_team(self, room: Race | str, user: User | str, team: str) -> None:
        """Join an informal team by its name."""
        race, entrant = self._entrant(room, user)
        rules.check_set_team(race, entrant, self.situation())
        entrant.team = team
        self._announce(race, f"{race.shown_name(entrant)} joined team {team}.")
        self._save(race)

    def ready(self, room: Race | str, user: User | str) -> None:
        """Get ready; now and then this brings back the row as it was before a bot's write of a moment ago."""
        race, entrant = self._entrant(room, user)
        rules.check_ready(race, entrant, self.situation())
        entrant.is_ready = True
        self._bring_back_old_row(race)
        waiting = sum(not joined.is_ready for joined in race.joined)
        self._announce(race, f"{race.shown_name(entrant)} is ready. Still to get ready: {waiting}.")
        self._save(race)

    def unready(self, room: Race | str, user: User | str) -> None:
        race, entrant = self._entrant(room, user)
        rules.check_unready(race, entrant, self.situation())
        entrant.is_ready = False
        self._announce(race, f"{race.shown_name(entrant)} is not ready.")
        self._save(race)

    def done(self, room: Race | str, user: User | str, *, at: datetime | None = None) -> None:
        """Finish now, or at an instant already past; the finish time is the time since the start."""
        race, entrant = self._entrant(room, user)
        rules.check_done(race, entrant, replace(self.situation(), now=at or self.now()))
        if race.started_at is None:
            raise Refused("The race is not in progress.")
        race.finishes += 1
        entrant.finish_order = race.finishes
        entrant.finish_time = (at or self.now()) - race.started_at
        race.recompute_places()
        placed = ordinal(entrant.place or 0)
        finish_time = clock_time(entrant.finish_time)
        self._announce(race, f"{race.shown_name(entrant)} finished in {placed} place with a time of {finish_time}.")
        self._save(race, versions=2)

    def undo(self, room: Race | str, user: User | str) -> None:
        """Take back a finish, in the race or within ten minutes of its end, which then is in progress again.

        Sockets hear of it first, also where it then is refused.
        """
        race, entrant = self._entrant(room, user)
        if entrant.user is not None:
            self._tell(FinishTakenBack(race, entrant.user))
        rules.check_undone(race, entrant, self.situation())
        entrant.finish_time = None
        self._go_back_to_racing(race, entrant, "is no longer done.")

    def forfeit(self, room: Race | str, user: User | str) -> None:
        race, entrant = self._entrant(room, user)
        rules.check_forfeit(race, entrant, self.situation())
        entrant.has_forfeited = True
        self._announce(race, f"{race.shown_name(entrant)} has ##bad##forfeited## from the race.")
        self._save(race)

    def unforfeit(self, room: Race | str, user: User | str) -> None:
        """Take back a forfeit, with the same reach as `undo`."""
        race, entrant = self._entrant(room, user)
        rules.check_unforfeit(race, entrant, self.situation())
        entrant.has_forfeited = False
        self._go_back_to_racing(race, entrant, "has un-forfeited from the race.")

    def comment(self, room: Race | str, user: User | str, text: str) -> None:
        """Leave a comment of at most 200 characters on one's result, replacing an earlier one."""
        race, entrant = self._entrant(room, user)
        rules.check_comment(race, entrant, self.situation())
        comment = text.strip()
        if not 1 <= len(comment) <= rules.LONGEST_COMMENT:
            raise Refused(f"A comment has 1 to {rules.LONGEST_COMMENT} characters.")
        entrant.comment = comment
        if race.is_over or not race.settings.hide_comments:
            self._announce(race, f"{race.shown_name(entrant)} left a comment: {comment}")
        self._save(race)

    def _go_back_to_racing(self, race: Race, entrant: Entrant, what: str) -> None:
        entrant.comment = None
        race.recompute_places()
        self._announce(race, f"{race.shown_name(entrant)} {what}")
        if race.is_over:
            race.status = RaceStatus.IN_PROGRESS
            race.ended_at = race.cancelled_at = None
            race.is_recordable = race.settings.would_be_recordable
            self._announce(race, "Race timer restarted.")
        self._save(race, versions=2)

    def _bring_back_old_row(self, race: Race) -> None:
        copy = race.before_bot_write
        if copy is None or self.now() - copy.replaced_at > _UNDO_REACH or not self._dice.write_is_undone():
            return
        race.before_bot_write = None
        race.settings = replace(race.settings, info_user=copy.info_user, info_bot=copy.info_bot)
        race.bot_meta = dict(copy.bot_meta)
        if race.status in UNSTARTED and copy.status in UNSTARTED:
            race.status = copy.status
