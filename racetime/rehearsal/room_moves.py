"""What bots and moderators do to a room, and its start."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from racetime.rehearsal import rules
from racetime.rehearsal.formats import LONGEST_INFO, clock_time
from racetime.rehearsal.race import Category, Entrant, Membership, Race, RaceSettings, RaceStatus, RowCopy
from racetime.rehearsal.store import RaceShown, RoomStore, Writer
from racetime.rehearsal.users import Bot, Refused, User

_MATCH_SIZE = 2


class CountdownMoves(RoomStore):
    """Steps on which no rule is asked: whoever takes them has decided that they are due."""

    def begin_countdown(self, race: Race) -> None:
        """Begin because everybody is ready."""
        self._announce(race, "Everyone is ready.")
        self._begin_with(race, race.joined, writer=Writer.RACEBOT)

    def tell_countdown(self, race: Race, seconds: int) -> None:
        self._announce(race, f"##countdown##The race begins in {seconds}…##")

    def start(self, race: Race) -> None:
        """Let the countdown end; `started_at` was set when it began."""
        race.status = RaceStatus.IN_PROGRESS
        self._announce(race, "##go##Go! The race has begun.##")
        self._save(race, writer=Writer.RACEBOT)

    def end(self, race: Race) -> None:
        """End a race in which nobody runs any more: finished, or cancelled when nobody finished."""
        race.recompute_places()
        if not race.finishers and not race.settings.time_limit_auto_complete:
            self._announce(race, "This race has been cancelled due to all entrants forfeiting.")
            self._cancel(race, writer=Writer.RACEBOT)
            return
        race.status = RaceStatus.FINISHED
        race.ended_at = self.now()
        if not race.is_recordable:
            race.settings = race.settings.listed()
        self._announce(race, f"Race finished in {clock_time(race.ended_at - (race.started_at or race.ended_at))}")
        self._reveal(race)
        self._save(race, writer=Writer.RACEBOT)

    def end_at_limit(self, race: Race) -> None:
        """Forfeit whoever still runs, which clears no cache, and end the race."""
        self._announce(race, "The time limit is reached.")
        for entrant in race.unfinished:
            entrant.has_forfeited = True
        self.end(race)

    def warn_of_limit(self, race: Race) -> None:
        self._announce(race, "The time limit is five minutes away.")

    def warn_of_low_entrants(self, race: Race) -> None:
        self._announce(race, "This race needs at least two entrants. It will be cancelled in five minutes.")

    def cancel_for_low_entrants(self, race: Race) -> None:
        self._announce(race, "Race cancelled: fewer than two entrants joined.")
        self._cancel(race, writer=Writer.RACEBOT)

    def cancel_for_age(self, race: Race) -> None:
        self._announce(race, "Race cancelled: it was not started in time.")
        self._cancel(race, writer=Writer.RACEBOT)

    def refresh_streams(self, race: Race) -> None:
        """Take over who is live; a bulk update, so caches stay as they are."""
        for entrant in race.entrants:
            if entrant.user is not None:
                entrant.stream_live = entrant.user.is_live
        race.version += 1
        self._tell(RaceShown(race))

    def _begin_with(self, race: Race, starters: Sequence[Entrant], *, writer: Writer) -> None:
        if race.settings.partitionable:
            self._partition(race, starters, writer=writer)
            return
        race.entrants = [entrant for entrant in race.entrants if entrant in starters]
        if race.settings.disqualify_unready:
            for entrant in race.entrants:
                entrant.is_disqualified = not entrant.is_ready
        race.status = RaceStatus.PENDING
        race.started_at = self.now() + self.timings.wait(race.settings.start_delay)
        self._save(race, writer=writer)

    def _cancel(self, race: Race, *, writer: Writer) -> None:
        has_begun = race.started_at is not None
        if race.is_running:
            for entrant in race.unfinished:
                entrant.has_forfeited = True
        race.status = RaceStatus.CANCELLED
        race.cancelled_at = self.now()
        race.ended_at = race.cancelled_at if has_begun else None
        race.is_recordable = False
        race.settings = race.settings.listed()
        race.recompute_places()
        self._reveal(race)
        self._save(race, writer=writer)

    def _reveal(self, race: Race) -> None:
        """Give hidden entrants their names back, in the lines already said as well."""
        if not race.settings.hide_entrants:
            return
        race.settings = replace(race.settings, hide_entrants=False)
        for entrant in race.entrants:
            for message in race.chat.messages:
                if message.is_system:
                    message.text = message.text.replace(entrant.alias, entrant.name)

    def _partition(self, race: Race, starters: Sequence[Entrant], *, writer: Writer) -> None:
        """Split the starters into anonymous rooms of two (one of three if odd) and tell each where to go."""
        people = list(starters)
        race.entrants = people
        for entrant in people:
            entrant.membership = Membership.PARTITIONED
        race.status = RaceStatus.PARTITIONED
        race.cancelled_at = self.now()
        race.settings = race.settings.listed()
        self._save(race, writer=writer)
        while people:
            size = len(people) if len(people) <= _MATCH_SIZE + 1 else _MATCH_SIZE
            self._open_match(race, people[:size], writer=writer)
            del people[:size]

    def _open_match(self, parent: Race, people: Sequence[Entrant], *, writer: Writer) -> None:
        match = Race(
            category=parent.category,
            slug=self._free_slug(parent.category),
            settings=replace(
                parent.settings, partitionable=False, hide_entrants=True, disqualify_unready=True
            ).with_hidden_chat_off(),
            status=RaceStatus.INVITATIONAL,
            opened_at=self.now(),
            is_recordable=parent.settings.would_be_recordable,
        )
        self.rooms[match.name] = match
        for entrant in people:
            if entrant.user is not None:
                self._new_entrant(match, entrant.user, Membership.JOINED)
                self._announce(parent, f"Your race is at /{match.name}", direct_to=entrant.user)
        self._save(match, writer=writer)


LONGEST_META = 2048
_MOST_MONITORS = 5


@dataclass(frozen=True, slots=True)
class InfoLines:
    """The lines of `setinfo`; None leaves a line alone, and so does a blank one."""

    info_user: str | None = None
    info_bot: str | None = None


class RoomMoves(CountdownMoves):
    """Moves on the room as a whole and on other people's place in it. `by` is named in the room's chat, as the
    house moderator when left out; whether they may do it is the caller's concern.
    """

    def open_room(
        self,
        category: Category | str,
        settings: RaceSettings,
        *,
        by: User | Bot,
        is_invitational: bool = False,
    ) -> Race:
        """Open a room and return it; KeyError when there is no such category."""
        home = category if isinstance(category, Category) else self.categories[category]
        race = Race(
            category=home,
            slug=self._free_slug(home),
            settings=settings.with_hidden_chat_off(),
            status=RaceStatus.INVITATIONAL if is_invitational else RaceStatus.OPEN,
            opened_at=self.now(),
            opened_by=by if isinstance(by, User) else None,
            opened_by_bot=by.name if isinstance(by, Bot) else None,
            is_recordable=settings.would_be_recordable,
        )
        self.rooms[race.name] = race
        if isinstance(by, Bot):
            self._announce(race, f"Race opened automatically by {by.name}")
        else:
            self._announce(race, f"Race opened by {by.full_name}.")
        self._save(race)
        return race

    def replace_settings(self, room: Race | str, settings: RaceSettings, *, by: User | Bot | None = None) -> None:
        """Put a whole new set of settings in place, as POST edit does."""
        race = self.room(room)
        if race.is_over:
            raise Refused("The race is over.")
        race.settings = settings.with_hidden_chat_off()
        race.is_recordable = settings.would_be_recordable
        self._announce(race, f"{self._host(by)} edited the race.")
        self._save(race)

    def make_open(self, room: Race | str, *, by: User | Bot | None = None) -> None:
        self._switch(room, RaceStatus.INVITATIONAL, RaceStatus.OPEN, by, "opened the race to everybody")

    def make_invitational(self, room: Race | str, *, by: User | Bot | None = None) -> None:
        self._switch(room, RaceStatus.OPEN, RaceStatus.INVITATIONAL, by, "made the race invitational")

    def begin(self, room: Race | str, *, by: User | Bot | None = None) -> None:
        """Start the countdown with whoever is ready; the others are removed, or disqualified if the room says so."""
        race = self.room(room)
        rules.check_before_countdown(race)
        starters = race.joined if race.settings.disqualify_unready else _ready(race)
        if len(starters) < 2:
            raise Refused("At least two entrants must be ready.")
        if not rules.has_teams_set(race, starters):
            raise Refused("Every entrant needs a team, and there must be two teams at least.")
        self._announce(race, f"{self._host(by)} started the race.")
        self._begin_with(race, starters, writer=Writer.WEB)

    def cancel(self, room: Race | str, *, by: User | Bot | None = None) -> None:
        """Cancel from any state that is not over."""
        race = self.room(room)
        if race.is_over:
            raise Refused("The race is over.")
        self._announce(race, f"This race has been cancelled by {self._host(by)}.")
        self._cancel(race, writer=Writer.WEB)

    def invite(self, room: Race | str, user: User | str, *, by: User | Bot | None = None) -> None:
        race, person = self.room(room), self.user(user)
        rules.check_before_countdown(race)
        rules.check_unlisted_in(race, person)
        rules.check_eligible(race, person, self.situation())
        entrant = self._new_entrant(race, person, Membership.INVITED)
        self._announce(race, f"{self._host(by)} invited {race.shown_name(entrant)}.")
        self._save(race)

    def accept_request(self, room: Race | str, user: User | str, *, by: User | Bot | None = None) -> None:
        race, entrant = self._entrant(room, user)
        rules.check_before_countdown(race)
        if entrant.membership is not Membership.REQUESTED:
            raise Refused(f"{race.shown_name(entrant)} has not asked to join.")
        rules.check_eligible(race, self.user(user), self.situation())
        entrant.membership = Membership.JOINED
        self._announce(race, f"{self._host(by)} accepted {race.shown_name(entrant)}.")
        self._save(race)

    def force_unready(self, room: Race | str, user: User | str, *, by: User | Bot | None = None) -> None:
        race, entrant = self._entrant(room, user)
        rules.check_before_countdown(race)
        if not entrant.is_ready:
            raise Refused(f"{race.shown_name(entrant)} is not ready.")
        entrant.is_ready = False
        self._announce(race, f"{self._host(by)} set {race.shown_name(entrant)} to not ready.")
        self._save(race)

    def remove_entrant(self, room: Race | str, user: User | str, *, by: User | Bot | None = None) -> None:
        race, entrant = self._entrant(room, user)
        rules.check_before_countdown(race)
        race.entrants.remove(entrant)
        self._announce(race, f"{self._host(by)} removed {race.shown_name(entrant)} from the race.")
        self._save(race)

    def override_stream(self, room: Race | str, user: User | str, *, by: User | Bot | None = None) -> None:
        """Let somebody get ready without a live stream."""
        race, entrant = self._entrant(room, user)
        rules.check_before_countdown(race)
        if not race.settings.streaming_required or entrant.stream_live:
            raise Refused(f"{race.shown_name(entrant)} needs no override.")
        entrant.stream_override = True
        self._announce(race, f"{self._host(by)} excused {race.shown_name(entrant)} from streaming.")
        self._save(race)

    def add_monitor(self, room: Race | str, user: User | str, *, by: User | Bot | None = None) -> None:
        """Make an entrant a monitor; nothing happens when they are one already."""
        race, entrant = self._entrant(room, user)
        person = self.user(user)
        if person in race.monitors:
            return
        # racetime.gg names a limit of five and checks it one too late.
        if len(race.monitors) > _MOST_MONITORS:
            raise Refused(f"A race has at most {_MOST_MONITORS} monitors.")
        race.monitors.append(person)
        self._announce(race, f"{self._host(by)} made {race.shown_name(entrant)} a race monitor.")
        self._save(race)

    def remove_monitor(self, room: Race | str, user: User | str, *, by: User | Bot | None = None) -> None:
        race, entrant = self._entrant(room, user)
        person = self.user(user)
        if person not in race.monitors:
            raise Refused(f"{race.shown_name(entrant)} is not a race monitor.")
        race.monitors.remove(person)
        self._announce(race, f"{self._host(by)} removed {race.shown_name(entrant)} as a race monitor.")
        self._save(race)

    def set_info(self, room: Race | str, lines: InfoLines, *, by: User | Bot | None = None) -> None:
        """Write the info lines, in any state. A blank line changes nothing and is announced all the same."""
        race = self.room(room)
        for field, line in (("info_user", lines.info_user), ("info_bot", lines.info_bot)):
            if line is not None and len(line) > LONGEST_INFO:
                raise Refused(f"{field}: at most {LONGEST_INFO} characters fit.")
        self._remember_row(race)
        race.settings = replace(
            race.settings,
            info_user=(lines.info_user or "").strip() or race.settings.info_user,
            info_bot=(lines.info_bot or "").strip() or race.settings.info_bot,
        )
        self._announce(race, f"{self._host(by)} updated the race information.")
        self._save(race)

    def set_meta(self, room: Race | str, entries: Mapping[str, object]) -> None:
        """Merge `entries` into the room's meta; no socket is told. Keys can't be removed."""
        race = self.room(room)
        merged = {**race.bot_meta, **entries}
        if len(json.dumps({"bot_meta": merged})) > LONGEST_META:
            raise Refused(f"bot_meta: at most {LONGEST_META} characters fit.")
        self._remember_row(race)
        race.bot_meta = merged
        self._save(race, is_broadcast=False)

    def _switch(
        self, room: Race | str, source: RaceStatus, target: RaceStatus, by: User | Bot | None, what: str
    ) -> None:
        race = self.room(room)
        if race.status is not source:
            raise Refused(f"Only a race that is {source.value} can be made {target.value}.")
        self._remember_row(race)
        race.status = target
        self._announce(race, f"{self._host(by)} {what}.")
        self._save(race)

    def _host(self, by: User | Bot | None) -> str:
        return (by or self.moderator).full_name

    def _remember_row(self, race: Race) -> None:
        race.before_bot_write = RowCopy(
            race.settings.info_user,
            race.settings.info_bot,
            dict(race.bot_meta),
            race.status,
            self.now(),
        )


def _ready(race: Race) -> list[Entrant]:
    return [entrant for entrant in race.joined if entrant.is_ready]
