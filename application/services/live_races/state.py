"""What is stored about one live race while a snapshot of its room is applied."""

from dataclasses import dataclass, field
from datetime import timedelta

from application.domain.ids import UserId
from application.domain.live_races.eligibility import Terms
from application.domain.live_races.live_race import PROVISIONAL_WINDOW
from application.domain.live_races.room import JOINED
from models.async_tournament import AsyncTournament, AsyncTournamentLiveRace, AsyncTournamentRace
from models.live_race_room import AsyncTournamentLiveRaceEntrant, AsyncTournamentLiveRaceRoom


@dataclass(slots=True)
class RaceState:
    """Everything that a snapshot can touch; `entrants` and `runs` are loaded by whoever applies it."""

    race: AsyncTournamentLiveRace
    tournament: AsyncTournament
    room: AsyncTournamentLiveRaceRoom
    terms: Terms
    window: timedelta = PROVISIONAL_WINDOW
    """How long results stay provisional."""
    entrants: list[AsyncTournamentLiveRaceEntrant] = field(default_factory=list)
    runs: dict[UserId, AsyncTournamentRace] = field(default_factory=dict)

    @property
    def racers(self) -> list[AsyncTournamentLiveRaceEntrant]:
        """Those who are in the room and take part."""
        return [entrant for entrant in self.entrants if entrant.present and entrant.status in JOINED]

    def run_of(self, entrant: AsyncTournamentLiveRaceEntrant) -> AsyncTournamentRace | None:
        return self.runs.get(entrant.user_id) if entrant.user_id is not None else None
