"""Everything racers, moderators, bots and the timekeeper can do, on one object."""

from dataclasses import replace
from datetime import datetime, timedelta

from racetime.rehearsal import rules
from racetime.rehearsal.formats import clock_time, ordinal
from racetime.rehearsal.race import LONGEST_MESSAGE, UNSTARTED, Draft, Entrant, Membership, Message, Race, RaceStatus
from racetime.rehearsal.room_moves import RoomMoves
from racetime.rehearsal.store import FinishTakenBack, MessageDeleted, MessagesPurged, PinChanged, RaceShown, RoomStore
from racetime.rehearsal.users import Bot, Refused, Unknown, User


class ChatMoves(RoomStore):
    """What people and bots say. A repeated `guid` is dropped without a word, as racetime.gg does."""

    def say(
        self,
        room: Race | str,
        user: User | str,
        text: str,
        *,
        guid: str | None = None,
        direct_to: User | str | None = None,
    ) -> None:
        """Post a person's line, or a direct message; raises Refused when the room or the rate limit forbids it."""
        race, person = self.room(room), self.user(user)
        rules.check_speak(race, person, self.situation())
        line = _checked(text)
        receiver = None if direct_to is None else self.user(direct_to)
        if guid is not None and race.chat.is_replay(guid, self.now()):
            return
        if not race.can_monitor(person):
            race.chat.count_against_flood(person, self.now())
        message = self._message(person, line, direct_to=receiver)
        message.is_monitor = race.can_monitor(person)
        if race.is_running and not message.is_monitor:
            message.delay = race.settings.chat_message_delay
        self._post(race, message)

    def bot_say(self, room: Race | str, bot: Bot, draft: Draft) -> None:
        """Post a bot's line; a direct message loses its pin and its buttons."""
        race = self.room(room)
        rules.check_chat_open(race, self.situation())
        line = _checked(draft.text)
        if draft.guid is not None and race.chat.is_replay(draft.guid, self.now()):
            return
        message = self._message(bot, line, direct_to=draft.direct_to)
        if draft.direct_to is None:
            message.is_pinned = draft.is_pinned
            message.actions = dict(draft.actions)
        self._post(race, message)

    def pin_message(self, room: Race | str, message_id: str) -> None:
        self._set_pinned(room, message_id, is_pinned=True)

    def unpin_message(self, room: Race | str, message_id: str) -> None:
        self._set_pinned(room, message_id, is_pinned=False)

    def _set_pinned(self, room: Race | str, message_id: str, *, is_pinned: bool) -> None:
        race = self.room(room)
        message = race.chat.find(message_id)
        if message is None or message.is_direct or message.deleted_by is not None:
            raise Unknown("There is no such message.")
        if message.is_pinned != is_pinned:
            message.is_pinned = is_pinned
            self._tell(PinChanged(race, message))


def _checked(text: str) -> str:
    line = text.strip()
    if not line:
        raise Refused("A message can't be empty.")
    if len(line) > LONGEST_MESSAGE:
        raise Refused(f"A message has at most {LONGEST_MESSAGE} characters.")
    return line


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


class World(RacerMoves, ChatMoves, ModeratorMoves, RoomMoves):
    """All moves over one store. Moves are synchronous: a room never changes in the middle of another move."""
