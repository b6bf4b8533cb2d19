"""While a race is on a delayed stream, nobody but staff can tell from any output that anything has happened in it."""

from dataclasses import dataclass
from datetime import timedelta

import pytest

from application.domain.errors import NotFound
from application.domain.ids import LiveRaceId, PoolId, TournamentId, UserId
from application.domain.messages.notifications import NotificationKind
from application.domain.permissions import Role
from application.domain.runs.run import RunStatus
from models.async_tournament import AsyncTournamentRace
from tests.support.community import found_community
from tests.support.discord.community import DiscordCommunity
from tests.support.discord.people import Person
from tests.support.outputs import Outputs
from tests.support.rooms import ScriptedRoom

DELAY = timedelta(minutes=45)
BEGUN = timedelta(minutes=80)
"""How long the race has been on; the clock stands still while it is looked at."""
TIMES = (timedelta(minutes=73, seconds=17), timedelta(minutes=76, seconds=41), timedelta(minutes=79, seconds=23))
MARKS = ("1:13:17", "4397", "1:16:41", "4601")
"""What the times of the first two look like."""
_STATUSES = ("in_progress", "finished", "forfeit", "disqualified", "cancelled")


@dataclass
class Streamed:
    """Three racers in a race on a delayed stream, and a member who has raced its seed and another one by herself."""

    hyrule: DiscordCommunity
    tournament: TournamentId
    pool: PoolId
    race: LiveRaceId
    room: ScriptedRoom
    racers: list[UserId]
    last: Person
    member: UserId
    friend: Person
    outputs: Outputs
    feed_key: str

    @classmethod
    async def begin(cls, hyrule: DiscordCommunity) -> "Streamed":
        community = hyrule.community
        tournament = await community.add_tournament(stream_delay_minutes=45, is_public=True, runs_per_pool=3)
        pool = await community.add_pool(tournament, live=2, ordinary=2)
        await hyrule.announce(tournament)
        people = [await hyrule.add_member(name) for name in ("Link", "Tetra", "Medli")]
        racers = [user_id for user_id, _ in people]
        member, friend = await hyrule.add_member("Malon")
        await community.finish_run(member, pool, timedelta(minutes=70))
        await community.finish_run(racers[2], pool, timedelta(minutes=71))
        race = (await community.schedule(tournament, pool, match_title="Week 1")).summary
        await community.schedule(tournament, pool, match_title="Week 2", ahead=timedelta(days=2))
        room = await community.open_room(race.id)
        room.join(*[await community.racetime_id_of(racer) for racer in racers])
        await community.hear(race.id, room)
        await community.advance_to(race.locks_at)
        await community.advance_to(race.scheduled_at)
        room.start()
        await community.hear(race.id, room)
        await cls._race_alone(hyrule, race.id, member)
        await community.clock.advance(BEGUN)
        await community.tick()
        key = await community.container.calendars.renew_key(member)
        outputs = await Outputs.of(hyrule, tournament, pool, race.id, *racers, member)
        outputs.queries = {
            "status": _STATUSES,
            "user_id": [str(user_id) for user_id in (*racers, member)],
            "pool_id": [str(pool)],
        }
        return cls(hyrule, tournament, pool, race.id, room, racers, people[2][1], member, friend, outputs, key)

    @classmethod
    async def _race_alone(cls, hyrule: DiscordCommunity, race_id: LiveRaceId, member: UserId) -> None:
        """Put a run on the race's own seed straight into the table, whose score the race will move."""
        race = (await hyrule.community.race(race_id)).summary
        now = hyrule.community.clock.now()
        await AsyncTournamentRace.create(
            organization_id=hyrule.community.organization_id,
            tournament_id=race.tournament_id,
            pool_id=race.pool_id,
            permalink_id=race.permalink_id,
            user_id=member,
            status=RunStatus.FINISHED,
            started_at=now - timedelta(minutes=90),
            finished_at=now - timedelta(minutes=20),
            finish_time=timedelta(minutes=70),
            created_at=now - timedelta(minutes=95),
            updated_at=now,
        )

    async def finish(self, *numbers: int) -> None:
        """Let racers finish; the last of all ends the race."""
        for number in numbers:
            self.room.finish(await self.hyrule.community.racetime_id_of(self.racers[number]), TIMES[number])
        await self.hear()

    async def record(self) -> None:
        self.room.record()
        await self.hear()

    async def hear(self) -> None:
        await self.hyrule.community.hear(self.race, self.room)
        await self.hyrule.community.tick()
        await self.hyrule.delivered()

    async def read_by(
        self, reader: UserId | None, patch: pytest.MonkeyPatch, person: Person | None = None
    ) -> dict[str, str]:
        """Everything that somebody finds anywhere but on the overlay, which is part of the stream."""
        pages = await self.outputs.read_out(reader, patch)
        found = {place: text for place, text in pages.items() if not place.startswith("/overlay/")}
        found |= {f"API {path}": text for path, text in (await self.outputs.over_the_api(reader)).items()}
        if person is not None:
            found |= await self.outputs.on_discord(person)
            found |= await self._feeds()
            events = self.hyrule.guild.events.values()
            found["server events"] = repr([(event.status, event.body) for event in events])
        return found

    async def told_of(self) -> set[NotificationKind]:
        """Of what the last racer was told on the site."""
        racer = await self.hyrule.community.enter(self.racers[2])
        page = await self.hyrule.community.container.notifications.list_notifications(racer)
        return {notification.kind for notification in page.items}

    async def _feeds(self) -> dict[str, str]:
        calendars, key = self.hyrule.community.container.calendars, self.feed_key
        feeds = {"own feed": await calendars.own_feed(key)}
        for as_streamed in (False, True):
            feeds[f"organization's feed, {as_streamed}"] = await calendars.organization_feed(
                key, "hyrule", as_streamed=as_streamed
            )
            feeds[f"tournament's feed, {as_streamed}"] = await calendars.tournament_feed(
                key, self.tournament, as_streamed=as_streamed
            )
        return {name: feed.content.decode() for name, feed in feeds.items()}


def differences(before: dict[str, str], after: dict[str, str]) -> dict[str, tuple[str, str]]:
    return {
        place: (before.get(place, ""), after.get(place, ""))
        for place in {*before, *after}
        if before.get(place) != after.get(place)
    }


async def test_nobody_but_staff_can_tell_that_anything_has_happened_in_a_race_on_a_delayed_stream(
    hyrule: DiscordCommunity, monkeypatch: pytest.MonkeyPatch, subtests: pytest.Subtests
) -> None:
    community = hyrule.community
    elsewhere = await found_community(community.clock, slug="termina", rooms=community.rooms)
    reviewer, _ = await hyrule.add_member("Fado", roles=(Role.ASYNC_REVIEWER,))
    async with hyrule.running():
        night = await Streamed.begin(hyrule)
        await hyrule.delivered()
        readers: dict[str, tuple[UserId | None, Person | None]] = {
            "member": (night.member, night.friend),
            "racer": (night.racers[2], night.last),
            "stranger": (None, None),
            "admin elsewhere": (elsewhere.admin.actor.user_id, None),
        }
        for reader, _ in readers.values():
            await night.outputs.over_the_api(reader, "/api/me")
        before = {name: await night.read_by(reader, monkeypatch, person) for name, (reader, person) in readers.items()}

        await night.finish(0, 1)
        for name in ("member", "racer"):
            reader, person = readers[name]
            with subtests.test(reader=name, moment="two have finished"):
                assert differences(before[name], await night.read_by(reader, monkeypatch, person)) == {}
        await night.finish(2)
        for name, (reader, person) in readers.items():
            with subtests.test(reader=name, moment="the race has ended"):
                found = await night.read_by(reader, monkeypatch, person)
                if name == "racer":
                    assert {place: mark for place, text in found.items() for mark in MARKS if mark in text} == {}
                else:
                    assert differences(before[name], found) == {}
        await night.record()
        assert NotificationKind.RESULTS not in await night.told_of()
        with subtests.test(reader="member", moment="the results are final"):
            found = await night.read_by(night.member, monkeypatch, night.friend)
            assert differences(before["member"], found) == {}
        with subtests.test(reader="reviewer"):
            seen = await night.outputs.read_out(reviewer, monkeypatch)
            assert MARKS[0] in seen[f"/live-races/{night.race}"]

        await hyrule.let_pass(DELAY)
        await hyrule.delivered()
        shown = differences(before["member"], await night.read_by(night.member, monkeypatch, night.friend))
        race = f"/live-races/{night.race}"
        assert {race, f"{race}/results.csv", f"/tournaments/{night.tournament}/leaderboard", "channel"} <= set(shown)
        assert NotificationKind.RESULTS in await night.told_of()
        with pytest.raises(NotFound):
            await elsewhere.container.live_races.get_live_race(elsewhere.admin, night.race)
