"""Which runs of a review queue are wanted, as the page's address says it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from application.domain.ids import PoolId, TournamentId, UserId, read_id
from application.domain.runs.review import ReviewFilter
from application.domain.runs.run import ReviewStatus
from application.read_models import PoolView, TournamentView
from components.filters import Filters
from components.form import Choice, Values, text_of

NAMES = ("status", "kind", "reviewer", "flagged", "tournament", "pool")
EVERYTHING, NOBODY, ME = "all", "nobody", "me"

_STATUSES = (
    Choice("", "Not reviewed yet"),
    Choice(ReviewStatus.ACCEPTED.value, "Accepted"),
    Choice(ReviewStatus.REJECTED.value, "Rejected"),
    Choice(EVERYTHING, "All"),
)
_KINDS = (Choice("", "All kinds"), Choice("live", "Live races"), Choice("standard", "Async runs"))
_FLAGGED = (Choice("", "Flagged or not"), Choice("yes", "Only flagged"), Choice("no", "Not flagged"))


@dataclass(frozen=True, slots=True)
class Wanted:
    """The words in the address; what can't be read is left out."""

    status: str = ""
    kind: str = ""
    reviewer: str = ""
    flagged: str = ""
    tournament: str = ""
    pool: str = ""

    @classmethod
    def of(cls, values: Values) -> "Wanted":
        return cls(**{name: text_of(values, name)[:40] for name in NAMES})

    @property
    def words(self) -> dict[str, str]:
        return {name: getattr(self, name) for name in NAMES}

    def filter_for(self, viewer: UserId, within: TournamentId | None) -> ReviewFilter:
        """Return the filter of a queue; `within` is the one tournament that the page is about."""
        tournament = within if within is not None else read_id(self.tournament)
        reviewer = viewer if self.reviewer == ME else read_id(self.reviewer)
        return ReviewFilter(
            tournament_ids=frozenset({TournamentId(tournament)}) if tournament is not None else None,
            status=self._status(),
            reviewer_id=UserId(reviewer) if reviewer is not None else None,
            unclaimed=self.reviewer == NOBODY,
            pool_id=PoolId(pool) if (pool := read_id(self.pool)) is not None else None,
            flagged={"yes": True, "no": False}.get(self.flagged),
            live={"live": True, "standard": False}.get(self.kind),
        )

    def _status(self) -> ReviewStatus | None:
        if self.status == EVERYTHING:
            return None
        return ReviewStatus(self.status) if self.status in set(ReviewStatus) else ReviewStatus.PENDING


def draw_filters(
    filters: Filters,
    wanted: Wanted,
    *,
    reviewers: Mapping[UserId, str],
    viewer: UserId,
    tournaments: Sequence[TournamentView],
    pools: Sequence[PoolView],
) -> None:
    """Draw the fields; a choice between one thing is left out."""
    filters.select("status", "Status", _STATUSES, value=wanted.status)
    filters.select("kind", "Kind", _KINDS, value=wanted.kind)
    people = [Choice("", "Anybody"), Choice(NOBODY, "Not claimed"), Choice(ME, "Me")]
    people += [Choice(str(user_id), name) for user_id, name in reviewers.items() if user_id != viewer]
    filters.select("reviewer", "Reviewer", people, value=wanted.reviewer)
    filters.select("flagged", "Flagged by the player", _FLAGGED, value=wanted.flagged)
    if len(tournaments) > 1 or any(not item.is_active for item in tournaments):
        names = [Choice("", "All active tournaments"), *(Choice(str(item.id), _called(item)) for item in tournaments)]
        filters.select("tournament", "Tournament", names, value=wanted.tournament)
    if len(pools) > 1:
        names = [Choice("", "All pools"), *(Choice(str(pool.id), pool.name) for pool in pools)]
        filters.select("pool", "Pool", names, value=wanted.pool)


def _called(tournament: TournamentView) -> str:
    return tournament.name if tournament.is_active else f"{tournament.name} (closed)"
