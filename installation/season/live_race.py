"""One live race of the season, from its scheduling to the moderator who records it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from application.domain.ids import LiveRaceId, PoolId, RoomId, TournamentId
from application.domain.live_races.room import Ending, Entrant, EntrantStatus, RoomStatus
from application.domain.live_races.scheduling import NewLiveRace
from installation.season.cast import Player
from installation.season.stage import Stage

_MINUTE = timedelta(minutes=1)
_KNOWN_BEFORE = timedelta(days=4)
_GIVES_UP = 0.08
_UNEVENNESS = 0.05
_FAREWELLS = (
    "gg",
    "ggs all",
    "That was close.",
    "Boots were in the last place I looked.",
    "well raced",
    "gg, fun seed",
)


@dataclass(frozen=True, slots=True)
class LiveRaceCourse:
    """Who takes part in a race; with `is_edited` a moderator changes two results before it is recorded."""

    title: str
    racers: Sequence[Player]
    is_edited: bool = False

    def plan(self, stage: Stage, tournament: TournamentId, pool: PoolId, length: timedelta, at: datetime) -> None:
        """Put everything that happens on the agenda; `length` is how long the seed takes somebody of pace 1."""

        async def schedule() -> None:
            new = NewLiveRace(tournament, pool, at, self.title)
            race = await stage.container.live_races.create_live_race(stage.organizer, new)
            self._follow(stage, race.summary.id, length, at)

        stage.agenda.at(at - _KNOWN_BEFORE, schedule)

    def _follow(self, stage: Stage, race_id: LiveRaceId, length: timedelta, at: datetime) -> None:
        live_races, hear = stage.container.live_races, stage.container.room_service.apply_room_snapshot
        room: list[tuple[RoomId, str]] = []

        async def show(**changes: object) -> None:
            ((room_id, slug),) = room
            await hear(room_id, stage.rooms.show(slug, **changes))

        async def open_room() -> None:
            await live_races.open_race_room(race_id)
            details = await live_races.get_live_race(stage.organizer, race_id)
            assert details.room is not None  # noqa: S101  # it was just opened
            room.append((details.room.id, details.room.slug))
            stage.agenda.at(details.summary.locks_at, lock)

        async def lock() -> None:
            ((_, slug),) = room
            waiting = tuple(_entrant(racer, EntrantStatus.READY) for racer in self.racers)
            stage.rooms.show(slug, entrants=waiting)
            await live_races.lock_race(race_id)

        async def start() -> None:
            racing = tuple(_entrant(racer, EntrantStatus.IN_PROGRESS) for racer in self.racers)
            await show(status=RoomStatus.IN_PROGRESS, started_at=at, entrants=racing)
            results = self._results(stage, length, at)
            ended_at = max(result.finished_at for result in results if result.finished_at is not None) + 3 * _MINUTE

            async def end() -> None:
                await show(
                    status=RoomStatus.FINISHED, ended_at=ended_at, entrants=_placed(results), ending=Ending.BY_RACERS
                )

            async def edit() -> None:
                await show(entrants=_placed(_edited(results)))

            async def record() -> None:
                await show(recorded=True)

            stage.agenda.at(ended_at, end)
            if self.is_edited:
                stage.agenda.at(ended_at + 25 * _MINUTE, edit)
            stage.agenda.at(ended_at + 55 * _MINUTE, record)

        stage.agenda.at(at - 30 * _MINUTE, open_room)
        stage.agenda.at(at, start)

    def _results(self, stage: Stage, length: timedelta, at: datetime) -> list[Entrant]:
        seed, results = stage.chance.gauss(1, _UNEVENNESS), []
        for racer in self.racers:
            if stage.happens(_GIVES_UP):
                results.append(_entrant(racer, EntrantStatus.DNF))
                continue
            time = length * (seed * racer.pace * stage.chance.gauss(1, _UNEVENNESS))
            comment = stage.chance.choice(_FAREWELLS) if stage.happens(0.4) else ""
            done = _entrant(racer, EntrantStatus.DONE, comment)
            results.append(replace(done, finish_time=time, finished_at=at + time))
        return results


def _entrant(racer: Player, status: EntrantStatus, comment: str = "") -> Entrant:
    return Entrant(
        key=racer.racetime_id,
        racetime_id=racer.racetime_id,
        name=racer.name,
        status=status,
        comment=comment,
        channel=racer.channel,
        pronouns=racer.pronouns,
    )


def _placed(results: Sequence[Entrant]) -> tuple[Entrant, ...]:
    """Return those who finished with their places, and the others behind them."""
    done = sorted(
        (entrant for entrant in results if entrant.finish_time is not None and entrant.status is EntrantStatus.DONE),
        key=lambda entrant: entrant.finish_time or timedelta.max,
    )
    placed = [replace(entrant, place=place) for place, entrant in enumerate(done, start=1)]
    return (*placed, *(entrant for entrant in results if entrant not in done))


def _edited(results: Sequence[Entrant]) -> list[Entrant]:
    """Disqualify the last who finished, and give the one before a later time, as a moderator does after a protest."""
    done = [entrant for entrant in _placed(results) if entrant.place is not None]
    last, before = done[-1], done[-2]
    assert before.finish_time is not None and before.finished_at is not None  # noqa: S101, PT018  # it is done
    later = timedelta(minutes=2, seconds=30)
    changed = {
        last.key: replace(last, status=EntrantStatus.DQ, place=None),
        before.key: replace(
            before, finish_time=before.finish_time + later, finished_at=before.finished_at + later, place=None
        ),
    }
    return [changed.get(entrant.key, entrant) for entrant in results]
