"""What is held back is held back on every output: from all but staff, and of their own runs from racers."""

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from application.domain.ids import LiveRaceId, PoolId, TournamentId, UserId
from application.domain.messages.notifications import NotificationKind
from application.domain.permissions import Role
from application.domain.runs.corrections import Result
from application.domain.runs.run import RunFilter, RunStatus
from models.async_tournament import AsyncTournamentRace
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
OWN_MARK = "1:19:23"
"""What the third one's does."""
END_MARK = "1:20:00"
"""How long the race has been on when its end is heard of."""
_STATUSES = ("in_progress", "finished", "forfeit", "disqualified", "cancelled")


@dataclass
class Night:
    """Three racers in a race, and a member who has raced its seed and another one by herself."""

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
    async def begin(cls, hyrule: DiscordCommunity, **settings: Any) -> "Night":
        """Bring a race to where its first racers finish."""
        community = hyrule.community
        tournament = await community.add_tournament(is_public=True, runs_per_pool=3, **settings)
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
        outputs = await Outputs.of(hyrule, tournament, pool, race.id, racers[0], member)
        outputs.known["permalink_id"] = outputs.known["permalink_id"][::3]
        outputs.queries = {"status": _STATUSES, "user_id": [str(racers[1])], "pool_id": [str(pool)]}
        await hyrule.delivered()
        night = cls(hyrule, tournament, pool, race.id, room, racers, people[2][1], member, friend, outputs, key)
        for reader, _ in night.readers.values():
            await outputs.over_the_api(reader, "/api/me")
        return night

    @property
    def readers(self) -> dict[str, tuple[UserId | None, Person | None]]:
        """Who is no staff: the third racer, the member, and somebody without an account."""
        return {
            "racer": (self.racers[2], self.last),
            "member": (self.member, self.friend),
            "stranger": (None, None),
        }

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

    async def correct(self, number: int, result: Result) -> None:
        """Let staff set a racer's result."""
        container, admin = self.hyrule.community.container, self.hyrule.community.admin
        wanted = RunFilter(self.tournament, user_id=self.racers[number])
        (run,) = (await container.runs.list_runs(admin, wanted)).items
        await container.reviews.correct_result(admin, run.id, result, "Seen on the recording.", seen=run.version)
        await self.hyrule.delivered()

    async def record(self) -> None:
        self.room.record()
        await self.hear()

    async def hear(self) -> None:
        await self.hyrule.community.hear(self.race, self.room)
        await self.hyrule.community.tick()
        await self.hyrule.delivered()

    async def read_by(self, reader: UserId | None, person: Person | None, patch: pytest.MonkeyPatch) -> dict[str, str]:
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


def marked(found: dict[str, str]) -> dict[str, str]:
    """Return what tells of others' results, and by which mark; digits within a checksum tell nothing."""
    return {
        place: mark
        for place, text in found.items()
        for mark in MARKS
        if re.search(rf"(?<![0-9a-f]){mark}(?![0-9a-f])", text)
    }


def differences(before: dict[str, str], after: dict[str, str]) -> dict[str, tuple[str, str]]:
    return {
        place: (before.get(place, ""), after.get(place, ""))
        for place in {*before, *after}
        if before.get(place) != after.get(place)
    }


@pytest.mark.slow  # what strangers read, and each rule by itself, is among the ordinary tests
async def test_nobody_but_staff_can_tell_that_anything_has_happened_in_a_race_on_a_delayed_stream(
    hyrule: DiscordCommunity, monkeypatch: pytest.MonkeyPatch, subtests: pytest.Subtests
) -> None:
    reviewer, _ = await hyrule.add_member("Fado", roles=(Role.ASYNC_REVIEWER,))
    async with hyrule.running():
        night = await Night.begin(hyrule, stream_delay_minutes=45)
        race = f"/live-races/{night.race}"
        readers = night.readers
        before = {name: await night.read_by(*reader, monkeypatch) for name, reader in readers.items()}

        await night.finish(0, 1)
        with subtests.test(moment="two have finished"):
            assert differences(before["racer"], await night.read_by(*readers["racer"], monkeypatch)) == {}
        await night.finish(2)
        with subtests.test(reader="racer", moment="the race has ended"):
            found = await night.read_by(*readers["racer"], monkeypatch)
            assert marked(found) == {}
            assert OWN_MARK in found[race]
        await night.record()
        for name in ("member", "stranger"):
            with subtests.test(reader=name, moment="the results are final"):
                assert differences(before[name], await night.read_by(*readers[name], monkeypatch)) == {}
        assert NotificationKind.RESULTS not in await night.told_of()
        assert MARKS[0] in (await night.outputs.on_pages(reviewer, monkeypatch, race))[race]

        await hyrule.let_pass(DELAY)
        await hyrule.delivered()
        pages = (race, f"{race}/results.csv", f"/tournaments/{night.tournament}/leaderboard.csv")
        shown = await night.outputs.on_pages(night.member, monkeypatch, *pages)
        assert all(shown[page] != before["member"][page] for page in pages)
        assert MARKS[0] in " ".join(message.text for message in night.friend.read(hyrule.channel))
        assert NotificationKind.RESULTS in await night.told_of()


@pytest.mark.slow
async def test_nobody_but_staff_can_tell_how_others_did_while_a_tournament_hides_its_results(
    hyrule: DiscordCommunity, monkeypatch: pytest.MonkeyPatch, subtests: pytest.Subtests
) -> None:
    """Whatever the others' results are: nothing that anybody else reads depends on them."""
    async with hyrule.running():
        night = await Night.begin(hyrule, hide_results=True)
        under_way = await night.read_by(*night.readers["member"], monkeypatch)
        await night.finish(1)
        with subtests.test(reader="member", moment="one has finished"):
            assert differences(under_way, await night.read_by(*night.readers["member"], monkeypatch)) == {}
        await night.finish(0, 2)
        await night.record()
        readers = {name: reader for name, reader in night.readers.items() if name != "member"}
        before = {name: await night.read_by(*reader, monkeypatch) for name, reader in readers.items()}
        with subtests.test(reader="stranger", moment="the last one has finished"):
            assert [place for place, text in before["stranger"].items() if END_MARK in text] == []
        assert OWN_MARK in before["racer"][f"/live-races/{night.race}"]
        assert marked(before["racer"]) == {}
        assert not [place for found in before.values() for place, text in found.items() if "0 of 0 finished" in text]
        await night.correct(0, Result(RunStatus.FINISHED, timedelta(minutes=92)))
        await night.correct(1, Result(RunStatus.DISQUALIFIED))
        for name, reader in readers.items():
            with subtests.test(reader=name):
                assert differences(before[name], await night.read_by(*reader, monkeypatch)) == {}
