"""What is held back from somebody for now: the one value that every read of results asks."""

from dataclasses import dataclass
from datetime import timedelta

from application.domain.durations import in_minutes
from application.domain.ids import LiveRaceId, PermalinkId, UserId


@dataclass(frozen=True, slots=True)
class HeldBack:
    """What one viewer may not know yet of a tournament; of its staff nothing is held back.

    `hides_results` holds everybody else's results until the tournament closes. `races` are shown `delay` behind, as on
    their stream, and with them everything that is worked out from them: par and all scores of their `seeds`.
    """

    viewer: UserId | None = None
    hides_results: bool = False
    delay: timedelta = timedelta()
    races: frozenset[LiveRaceId] = frozenset()
    seeds: frozenset[PermalinkId] = frozenset()

    def keeps_run(self, user_id: int, live_race_id: int | None) -> bool:
        """Tell whether what became of a run is held back; never from whose run it is."""
        is_own = self.viewer is not None and user_id == self.viewer
        return not is_own and (self.hides_results or live_race_id in self.races)

    def keeps_scores(self, permalink_id: int | None) -> bool:
        """Tell whether par and scores of a seed are held back, one's own, too: they tell others' times."""
        return self.hides_results or permalink_id in self.seeds

    @property
    def sentence(self) -> str:
        """What is held back and when it shows; empty where nothing is.

        A delay is said as a duration: the moment at which results show would tell when the race has ended.
        """
        if self.hides_results:
            return "Results are hidden until the tournament closes."
        if self.races:
            return f"A live race is on a delayed stream: its results count here {in_minutes(self.delay)} after its end."
        return ""


NOTHING_HELD = HeldBack()
"""For staff, and for what nobody else reads."""
