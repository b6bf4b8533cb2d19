"""Series of live races, and the same change to many: all or none of a series, and each race's own answer in bulk."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest

from application.domain.errors import Forbidden, InvalidInput, NotFound
from application.domain.events import Event
from application.domain.events.live_races import AsyncLiveRaceCancelledEvent
from application.domain.ids import LiveRaceId, TournamentId
from application.domain.live_races.live_race import LiveRaceStatus
from application.domain.live_races.scheduling import MOST_AT_ONCE, BulkAction, BulkChange, NewLiveRace
from application.domain.live_races.series import Series
from application.read_models import LiveRaceSummary
from tests.support.community import Community
from tests.support.databases import on_postgres_and_slowly_on_sqlite

EIGHT_SATURDAYS = Series("2026-10-03T20:00", "Europe/Berlin", every_days=7, count=8)
A_WEEK_LATER = BulkChange(BulkAction.MOVE, days=7, zone="Europe/Berlin")


async def series_of(community: Community, series: Series = EIGHT_SATURDAYS, **more: object) -> list[LiveRaceSummary]:
    others = await community.container.tournaments.list_tournaments(community.admin)
    tournament = await community.add_tournament(f"Qualifier {len(others) + 1}")
    pool = await community.add_pool(tournament)
    new = NewLiveRace(tournament, pool, community.clock.now(), **more)  # type: ignore[arg-type]
    return list(await community.container.live_races.create_live_race_series(community.admin, new, series))


async def change(
    community: Community,
    races: Sequence[LiveRaceSummary],
    wanted: BulkChange,
    *,
    tournament: TournamentId | None = None,
) -> list[str]:
    """Change the races and return their refusals."""
    lines = await community.container.live_races.change_many(
        community.admin, tournament or races[0].tournament_id, [race.id for race in races], wanted
    )
    return [line.refusal for line in lines]


@on_postgres_and_slowly_on_sqlite
async def test_a_series_keeps_its_local_time_when_clocks_go_back_and_numbers_its_races(community: Community) -> None:
    races = await series_of(community, match_title="Saturday #")
    assert [race.match_title for race in races] == [f"Saturday {number}" for number in range(1, 9)]
    assert [race.scheduled_at.hour for race in races] == [18, 18, 18, 18, 19, 19, 19, 19]
    assert races[3].scheduled_at == datetime(2026, 10, 24, 18, tzinfo=UTC)
    assert {race.permalink_id for race in races} == {None}
    assert all(race.opens_at == race.scheduled_at - timedelta(minutes=30) for race in races)


@on_postgres_and_slowly_on_sqlite
async def test_a_series_with_one_time_that_is_refused_schedules_nothing(community: Community) -> None:
    with pytest.raises(InvalidInput, match="Race 3, on Sun 28 Mar 2027: Clocks in Europe/Berlin skip 02:30"):
        await series_of(community, Series("2027-03-14T02:30", "Europe/Berlin", every_days=7, count=4))
    with pytest.raises(InvalidInput, match="at most two years ahead"):
        await series_of(community, Series("2028-02-20T20:00", "UTC", every_days=28, count=6))
    assert await community.container.live_races.list_scheduled_races(community.admin) == ()


async def test_what_only_one_race_can_have_is_refused_for_a_series(community: Community) -> None:
    with pytest.raises(InvalidInput, match="a seed of its own"):
        await series_of(community, permalink_id=1)
    with pytest.raises(InvalidInput, match="An episode belongs to one race"):
        await series_of(community, episode_id=4711)


@on_postgres_and_slowly_on_sqlite
async def test_many_races_move_by_days_and_each_keeps_its_local_time(community: Community) -> None:
    races = (await series_of(community))[2:4]
    ids = [race.id for race in races]
    live_races = community.container.live_races
    seen = await live_races.preview_many(community.admin, races[0].tournament_id, ids, A_WEEK_LATER)
    assert [line.moves_to for line in seen] == [
        datetime(2026, 10, 24, 18, tzinfo=UTC),
        datetime(2026, 10, 31, 19, tzinfo=UTC),
    ]
    assert [(await community.race(race.id)).summary.scheduled_at for race in races] == [r.scheduled_at for r in races]
    assert await change(community, races, A_WEEK_LATER) == ["", ""]
    moved = [(await community.race(race.id)).summary for race in races]
    assert [race.scheduled_at for race in moved] == [line.moves_to for line in seen]
    assert [race.opens_at for race in moved] == [race.scheduled_at - timedelta(minutes=30) for race in moved]
    assert await change(community, races, BulkChange(BulkAction.MOVE, days=-7, zone="Europe/Berlin")) == ["", ""]
    assert [(await community.race(race.id)).summary.scheduled_at for race in races] == [r.scheduled_at for r in races]


@on_postgres_and_slowly_on_sqlite
async def test_a_race_that_refuses_stays_as_it_is_and_the_others_are_changed(community: Community) -> None:
    races = await series_of(community)
    opened = races[0]
    await community.open_room(opened.id)
    refusals = await change(community, races[:2], A_WEEK_LATER)
    assert refusals[0].startswith("The room is open already.")
    assert refusals[1] == ""
    assert (await community.race(opened.id)).summary.scheduled_at == opened.scheduled_at
    assert (await community.race(races[1].id)).summary.scheduled_at == races[1].scheduled_at + timedelta(days=7)
    assert await change(community, races[:2], BulkChange(BulkAction.DELETE)) == [
        "This race is open for racers, so it can't be deleted. Cancel it instead.",
        "",
    ]
    with pytest.raises(NotFound):
        await community.race(races[1].id)


@on_postgres_and_slowly_on_sqlite
async def test_many_races_are_cancelled_with_one_reason_each_told_once_and_restored(community: Community) -> None:
    races = (await series_of(community))[:3]
    told: list[LiveRaceId] = []

    def hear(event: Event) -> None:
        if isinstance(event, AsyncLiveRaceCancelledEvent):
            told.append(event.about.live_race_id)

    community.container.bus.subscribe(Event, hear)
    wanted = BulkChange(BulkAction.CANCEL, reason="The host is ill")
    seen = await community.container.live_races.preview_many(
        community.admin, races[0].tournament_id, [race.id for race in races], wanted
    )
    assert told == []
    assert [line.refusal for line in seen] == ["", "", ""]
    assert await change(community, [*races, races[0]], wanted) == ["", "", ""]
    assert told == [race.id for race in races]
    cancelled = [(await community.race(race.id)).summary for race in races]
    assert {(race.status, race.cancel_reason) for race in cancelled} == {(LiveRaceStatus.CANCELLED, "The host is ill")}
    assert await change(community, races, wanted) == ["It is cancelled already."] * 3
    assert await change(community, races, BulkChange(BulkAction.RESTORE)) == ["", "", ""]
    assert (await community.race(races[0].id)).summary.status is LiveRaceStatus.SCHEDULED


async def test_a_move_to_the_past_or_to_an_hour_that_clocks_skip_is_refused_for_that_race(community: Community) -> None:
    races = await series_of(community, Series("2027-03-20T02:30", "Europe/Berlin", every_days=1, count=2))
    assert (await change(community, races, BulkChange(BulkAction.MOVE, days=8, zone="Europe/Berlin")))[0] == (
        "Clocks in Europe/Berlin skip 02:30 on that day. Choose another time."
    )
    soon = (await community.schedule(races[0].tournament_id, races[0].pool_id)).summary
    assert await change(community, [soon], BulkChange(BulkAction.MOVE, days=-1)) == ["The start must be in the future."]


@pytest.mark.parametrize(
    ("wanted", "sentence"),
    [
        (BulkChange(BulkAction.MOVE), "Say by how many days or minutes"),
        (BulkChange(BulkAction.MOVE, days=366), "at most 365 days"),
        (BulkChange(BulkAction.MOVE, minutes=-1441), "at most 1440 minutes"),
    ],
)
async def test_a_move_out_of_bounds_is_refused(community: Community, wanted: BulkChange, sentence: str) -> None:
    races = await series_of(community)
    with pytest.raises(InvalidInput, match=sentence):
        await change(community, races, wanted)


async def test_no_race_too_many_and_another_tournaments_are_refused(community: Community) -> None:
    races = await series_of(community)
    live_races, tournament = community.container.live_races, races[0].tournament_id
    with pytest.raises(InvalidInput, match="at least one race"):
        await live_races.change_many(community.admin, tournament, [], A_WEEK_LATER)
    too_many = [LiveRaceId(number) for number in range(MOST_AT_ONCE + 1)]
    with pytest.raises(InvalidInput, match="At most 100 races"):
        await live_races.change_many(community.admin, tournament, too_many, A_WEEK_LATER)
    other = await community.add_tournament("Other")
    with pytest.raises(NotFound):
        await change(community, races, A_WEEK_LATER, tournament=other)
    player = await community.enter(await community.add_player())
    with pytest.raises(Forbidden):
        await live_races.preview_many(player, tournament, [races[0].id], A_WEEK_LATER)
