"""What only a category's moderator does."""

from datetime import timedelta

from racetime.rehearsal import rules
from racetime.rehearsal.chat import Message
from racetime.rehearsal.entrant import Entrant
from racetime.rehearsal.events import MessageDeleted, MessagesPurged, RaceShown
from racetime.rehearsal.race import Race, RaceStatus
from racetime.rehearsal.refusals import Refused, Unknown
from racetime.rehearsal.store import RoomStore
from racetime.rehearsal.users import User

FORFEIT: timedelta | None = None
"""The outcome that `edit_result` takes for "did not finish"."""


class ModeratorMoves(RoomStore):
    """Moves of moderators. `by` is the house moderator when left out; anybody else must be allowed to moderate."""

    def disqualify(self, room: Race | str, user: User | str, *, by: User | str | None = None) -> None:
        """Disqualify, from the countdown until recording; a finish time stays known, the place goes.

        As on racetime.gg, sockets hear the others' old places; the right ones are in `/data`, one version higher.
        """
        race, entrant = self._entrant(room, user)
        moderator = self._moderator(race, by)
        rules.check_disqualify(race, entrant)
        entrant.is_disqualified, entrant.place = True, None
        self._announce(race, f"{race.shown_name(entrant)} was disqualified by {moderator.full_name}.")
        self._save(race)
        self._place_anew(race, entrant)

    def undisqualify(self, room: Race | str, user: User | str, *, by: User | str | None = None) -> None:
        """Take back a disqualification, only while the race is not over; a finisher's place follows in `/data`."""
        race, entrant = self._entrant(room, user)
        moderator = self._moderator(race, by)
        rules.check_undisqualify(race, entrant)
        entrant.is_disqualified = False
        self._announce(race, f"{race.shown_name(entrant)} was reinstated by {moderator.full_name}.")
        self._save(race)
        self._place_anew(race, entrant)

    def delete_account(self, user: User | str) -> None:
        """Delete an account: rooms keep the results, and show nobody behind them."""
        person = self.user(user)
        self.users.remove(person)
        for race in self.rooms.values():
            entrant = race.find_entrant(person)
            if entrant is not None:
                entrant.user = None
                self._save(race)

    def edit_result(
        self,
        room: Race | str,
        user: User | str,
        outcome: timedelta | None,
        *,
        by: User | str | None = None,
    ) -> None:
        """Replace a result after the end and before recording: a finish time, or None for a forfeit.

        As on racetime.gg, what the sockets hear carries the old values and nothing follows; only `/data` shows the new
        ones, with a higher version. Whether the race is finished or cancelled is worked out anew, it may be recorded
        again, and the comment is gone.
        """
        race, entrant = self._entrant(room, user)
        moderator = self._moderator(race, by)
        if not rules.can_edit_results(race):
            raise Refused("Results can be edited only between the end of a race and its recording.")
        if outcome is not None and outcome <= timedelta():
            raise Refused("A finish time is longer than zero.")
        self._announce(race, f"{moderator.full_name} edited the result of {race.shown_name(entrant)}.")
        self._tell(RaceShown(race))
        self._replace_result(race, entrant, outcome)
        self._save(race, is_broadcast=False)

    def record(self, room: Race | str, *, by: User | str | None = None) -> None:
        """Make the results final: scores move, the chat closes, nothing can be edited or undone any more."""
        race = self.room(room)
        moderator = self._moderator(race, by)
        if not rules.can_record(race):
            raise Refused("This race can't be recorded.")
        race.is_recorded = True
        race.recorded_by = moderator
        race.settings = race.settings.listed()
        self.ratings.record(race)
        self._announce(race, f"Race recorded by {moderator.full_name}.")
        self._save(race)

    def unrecord(self, room: Race | str, *, by: User | str | None = None) -> None:
        """Declare a finished, unrecorded race not worth recording."""
        race = self.room(room)
        moderator = self._moderator(race, by)
        if not rules.can_record(race):
            raise Refused("This race is not waiting to be recorded.")
        race.is_recordable = False
        race.settings = race.settings.listed()
        self._announce(race, f"{moderator.full_name} set this race not to be recorded.")
        self._save(race)

    def delete_message(self, room: Race | str, message_id: str, *, by: User | str | None = None) -> None:
        race = self.room(room)
        moderator = self._moderator(race, by)
        message = self._find_message(race, message_id)
        if message.is_system:
            raise Refused("System lines can't be deleted.")
        if message.deleted_by is None:
            message.deleted_by = moderator
            self._tell(MessageDeleted(race, message, moderator))

    def purge_messages(self, room: Race | str, user: User | str, *, by: User | str | None = None) -> None:
        """Delete everything a person said in the room."""
        race, person = self.room(room), self.user(user)
        moderator = self._moderator(race, by)
        for message in race.chat.messages:
            if message.author is person and message.deleted_by is None:
                message.deleted_by = moderator
        self._tell(MessagesPurged(race, person, moderator))

    def _place_anew(self, race: Race, judged: Entrant) -> None:
        if judged.finish_time is not None:
            race.recompute_places()
            self._save(race, is_broadcast=False)

    def _moderator(self, race: Race, by: User | str | None) -> User:
        moderator = self.moderator if by is None else self.user(by)
        if not race.category.can_moderate(moderator):
            raise Refused("Only a moderator can do this.")
        return moderator

    def _find_message(self, race: Race, message_id: str) -> Message:
        message = race.chat.find(message_id)
        if message is None:
            raise Unknown("There is no such message.")
        return message

    @staticmethod
    def _replace_result(race: Race, entrant: Entrant, outcome: timedelta | None) -> None:
        entrant.finish_time = outcome
        entrant.has_forfeited = outcome is None
        entrant.is_disqualified = False
        entrant.comment = None
        race.finishes += 1
        entrant.finish_order = race.finishes
        race.recompute_places()
        has_result = bool(race.finishers) or race.settings.time_limit_auto_complete
        race.status = RaceStatus.FINISHED if has_result else RaceStatus.CANCELLED
        race.cancelled_at = None if has_result else race.ended_at
        race.is_recordable = has_result and not race.settings.goal.is_custom
