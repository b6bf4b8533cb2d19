"""A live race of a public tournament as strangers follow it, from its scheduling to its final results."""

from datetime import timedelta
from typing import Any

import pytest

from application.domain.ids import LiveRaceId, TournamentId
from tests.support.community import Community
from tests.support.rooms import ScriptedRoom
from tests.support.strangers import page_at, words_of
from tests.views.conftest import Visit

MINUTE = timedelta(minutes=1)


class Night:
    """A race of three with another one after it."""

    def __init__(self, community: Community, tournament: TournamentId, race: LiveRaceId) -> None:
        self.community, self.tournament, self.race = community, tournament, race
        self.path = f"/live-races/{race}"

    @classmethod
    async def scheduled(
        cls, community: Community, *, is_public: bool = True, title: str = "Week 1", **settings: Any
    ) -> "Night":
        tournament = await community.add_tournament(is_public=is_public, **settings)
        pool = await community.add_pool(tournament, live=2)
        race = await community.schedule(tournament, pool, match_title=title)
        await community.schedule(tournament, pool, match_title="Week 2", ahead=timedelta(days=7))
        return cls(community, tournament, race.summary.id)

    async def open(self) -> ScriptedRoom:
        players = [await self.community.add_player(name) for name in ("Anju", "Cremia", "Malon")]
        room = await self.community.open_room(self.race)
        room.join(*[await self.community.racetime_id_of(player) for player in players], "stranger")
        await self.community.hear(self.race, room)
        return room

    async def first_finishes(self, room: ScriptedRoom) -> None:
        board = (await self.community.race(self.race)).board
        first = next(line.racetime_id for line in board if line.counted is not False)
        assert first is not None
        room.finish(first, 55 * MINUTE)
        await self.community.hear(self.race, room)

    async def start(self, room: ScriptedRoom) -> None:
        await self.community.advance_to((await self.community.race(self.race)).summary.locks_at)
        room.start()
        await self.community.hear(self.race, room)

    async def end(self, room: ScriptedRoom, *, after: timedelta = 60 * MINUTE) -> None:
        await self.community.clock.advance(timedelta(hours=2))
        room.finish_all(after, MINUTE)
        await self.community.hear(self.race, room)
        await self.community.tick()


async def test_a_stranger_follows_a_race_from_its_scheduling_to_its_results(community: Community, visit: Visit) -> None:
    night = await Night.scheduled(community)
    async with visit(None) as stranger:
        page = await page_at(stranger, night.path)
        assert "Starts in" in words_of(page, "hero")
        assert "Week 2" in words_of(page, "next-race")
        glance = words_of(page, "glance")
        assert "Leaderboard of Spring Qualifier" in glance
        assert "Hyrule races one seed of the pool Pool A, everybody at the same moment." in glance
        assert "The goal: Beat the game (alttpr)." in glance
        (heading,) = [each for each in page.walk() if each.props.get("id") == "title-take-part"]
        assert heading.text == "Take part"
        assert "#title-take-part" in [each.props.get("href") for each in page.walk()]
        assert "Sealed" in page.texts or "Not chosen yet" in page.texts
        room = await night.open()
        page = await page_at(stranger, night.path)
        assert "4 racers in the room" in words_of(page, "hero")
        assert len(page.named("board-row")) == 4
        assert "Join room" not in page.texts
        await night.start(room)
        page = await page_at(stranger, night.path)
        assert "0 of 4 finished" in words_of(page, "hero")
        assert "at the latest" in words_of(page, "glance")
        await night.first_finishes(room)
        page = await page_at(stranger, night.path)
        assert "1 of 4 finished" in words_of(page, "hero")
        assert "55:00" in words_of(page, "leader")
        await night.end(room)
        page = await page_at(stranger, night.path)
        assert "Finished" in words_of(page, "hero")
        assert "Winner" in words_of(page, "glance")


async def test_who_does_not_count_has_not_won(community: Community, visit: Visit) -> None:
    night = await Night.scheduled(community)
    room = await night.open()
    await night.start(room)
    room.finish("stranger", 50 * MINUTE)
    async with visit(None) as stranger:
        await community.hear(night.race, room)
        assert not (await page_at(stranger, night.path)).named("leader")
        await night.first_finishes(room)
        assert "55:00" in words_of(await page_at(stranger, night.path), "leader")
        await night.end(room)
        room.finish("stranger", 50 * MINUTE)
        await community.hear(night.race, room)
        page = await page_at(stranger, night.path)
        assert (await community.race(night.race)).board[0].counted is False
        assert words_of(page, "leader") == "Anju, 1:00:00"
        assert "won by Anju" in words_of(page, "hero")
        assert "2:00:00 to the last racer" in words_of(page, "hero"), "also where nothing ticks"


async def test_a_cancelled_race_says_so_and_why(community: Community, visit: Visit) -> None:
    night = await Night.scheduled(community)
    await community.container.live_races.cancel_live_race(community.admin, night.race, "Too few racers.")
    async with visit(None) as stranger:
        page = await page_at(stranger, night.path)
        assert "Cancelled" in words_of(page, "hero")
        assert "Too few racers." in words_of(page, "note")
        for part in ("board", "timeline"):
            assert not page.named(part), "nothing of it takes place"
        for path in (f"{night.path}/watch", f"/embed{night.path}"):
            document = (await stranger.get(path)).text
            assert "Nobody raced" in document
            assert "Nobody is here yet" not in document
            assert "Nobody streams yet" not in document
    async with visit(await community.add_player()) as member:
        await member.open(night.path)
        assert not [part for part in ("timeline", "room", "seed-commitment") if member.part(part)]
        assert "Not chosen yet" not in member.text


async def test_the_seed_shows_from_its_release_on(community: Community, visit: Visit) -> None:
    night = await Night.scheduled(community)
    async with visit(None) as stranger:
        room = await night.open()
        assert "SECRET" not in (await stranger.get(night.path)).text
        await night.start(room)
        assert "SECRET" in (await stranger.get(night.path)).text


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [({"stream_delay_minutes": 30}, "Shown 30 minutes after it happens"), ({"hide_results": True}, "are hidden until")],
)
async def test_what_is_held_back_is_held_back_from_strangers_and_they_are_told(
    community: Community, visit: Visit, settings: dict[str, Any], sentence: str
) -> None:
    night = await Night.scheduled(community, **settings)
    room = await night.open()
    await night.start(room)
    await night.first_finishes(room)
    async with visit(None) as stranger:
        page = await page_at(stranger, night.path)
        assert sentence in words_of(page, "held-back")
        assert "0 of 4 finished" in words_of(page, "hero")
        assert "55:00" not in (await stranger.get(night.path)).text
