"""What whoever runs a room does with it: bots, monitors and moderators alike."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace

from racetime.rehearsal import rules
from racetime.rehearsal.countdown import CountdownMoves
from racetime.rehearsal.entrant import Entrant, Membership
from racetime.rehearsal.events import Writer
from racetime.rehearsal.race import LONGEST_INFO, Category, Race, RaceSettings, RaceStatus, RowCopy
from racetime.rehearsal.refusals import Refused
from racetime.rehearsal.users import Bot, User

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
