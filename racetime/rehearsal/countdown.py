"""How a race begins and ends: the steps that the timekeeper takes, and that a bot can force."""

from collections.abc import Sequence
from dataclasses import replace

from racetime.rehearsal.entrant import Entrant, Membership
from racetime.rehearsal.events import RaceShown, Writer
from racetime.rehearsal.formats import clock_time
from racetime.rehearsal.race import Race, RaceStatus
from racetime.rehearsal.store import RoomStore

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
