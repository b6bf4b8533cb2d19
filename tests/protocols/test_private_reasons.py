"""Why somebody may not race is read by staff and by that person, and on no surface by anybody else."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import count

import pytest

from application.domain.ids import LiveRaceId, PoolId, RoomId, TournamentId, UserId
from application.domain.live_races.room_commands import CommandWord
from application.domain.permissions import Role
from application.read_models import RoomCommand
from tests.support.community import found_community
from tests.support.discord.community import DiscordCommunity
from tests.support.discord.people import Person
from tests.support.outputs import Outputs
from tests.support.rooms import ScriptedRoom

MOST_DAYS = 97
REASON = f"of {MOST_DAYS} days old"
_numbers = count(1)


@dataclass
class RaceNight:
    """A race with somebody who counts, somebody who doesn't for a reason of unmistakable words, and a stranger."""

    hyrule: DiscordCommunity
    tournament: TournamentId
    pool: PoolId
    race: LiveRaceId
    room: ScriptedRoom
    other: UserId
    young: UserId
    friend: Person
    novice: Person

    @classmethod
    async def begin(cls, hyrule: DiscordCommunity) -> "RaceNight":
        """Open the room and let all three join."""
        community = hyrule.community
        other, friend = await hyrule.add_member("Malon")
        young, novice = await hyrule.add_member("Navi", age=timedelta(days=3))
        tournament = await community.add_tournament(min_account_age_days=MOST_DAYS, is_public=True)
        pool = await community.add_pool(tournament, ordinary=1)
        await hyrule.announce(tournament)
        race = (await community.schedule(tournament, pool, match_title="Week 1")).summary.id
        for user_id in (other, young):
            await community.container.notifications.set_reminder(await community.enter(user_id), race, wanted=True)
        room = await community.open_room(race)
        room.join(*[await community.racetime_id_of(user_id) for user_id in (other, young)], "stranger")
        await community.hear(race, room)
        return cls(hyrule, tournament, pool, race, room, other, young, friend, novice)

    async def lock(self) -> None:
        await self.hyrule.community.advance_to((await self.hyrule.community.race(self.race)).summary.locks_at)

    async def end(self) -> None:
        community = self.hyrule.community
        self.room.start()
        await community.hear(self.race, self.room)
        await community.clock.advance(timedelta(hours=2))
        self.room.finish_all(timedelta(minutes=60), timedelta(minutes=1))
        await community.hear(self.race, self.room)
        await community.tick()

    async def outputs(self) -> Outputs:
        made = await Outputs.of(self.hyrule, self.tournament, self.pool, self.race, self.young, self.other)
        made.queries = {"user_id": [str(self.young)]}
        return made

    async def in_the_room(self) -> Iterator[tuple[str | None, str]]:
        """Let both ask the bot, and return to whom it said what; None stands for everybody."""
        room_service = self.hyrule.community.container.room_service
        details = await self.hyrule.community.race(self.race)
        assert details.room is not None
        room_id = RoomId(details.room.id)
        said = []
        for asker in (self.other, self.young):
            racetime_id = await self.hyrule.community.racetime_id_of(asker)
            for word in CommandWord:
                command = RoomCommand(f"message{next(_numbers)}", word, racetime_id, "Somebody", is_monitor=False)
                await room_service.room_command(room_id, command)
        while (message := await room_service.next_room_message(room_id)) is not None:
            said.append((message.direct_to, message.text))
            await room_service.room_message_sent(message.id)
        return iter(said)


def places_with_the_reason(found: dict[str, str]) -> set[str]:
    return {place for place, text in found.items() if REASON in text}


@pytest.mark.slow
async def test_why_somebody_may_not_race_is_read_by_staff_and_that_person_only(
    hyrule: DiscordCommunity, monkeypatch: pytest.MonkeyPatch, subtests: pytest.Subtests
) -> None:
    community = hyrule.community
    elsewhere = await found_community(community.clock, slug="termina", rooms=community.rooms)
    reviewer, staff = await hyrule.add_member("Fado", roles=(Role.ASYNC_REVIEWER,))
    async with hyrule.running():
        night = await RaceNight.begin(hyrule)
        young_racer = await community.racetime_id_of(night.young)
        for moment, go_on in (("room open", None), ("locked", night.lock), ("over", night.end)):
            if go_on is not None:
                await go_on()
            await hyrule.delivered()
            outputs = await night.outputs()
            race = f"/api/async-tournaments/live-races/{night.race}"
            details = f"{race}/details"
            strangers = (elsewhere.admin.actor.user_id, None) if moment == "over" else ()
            for reader in (night.other, *strangers):
                with subtests.test(moment=moment, reader=reader):
                    assert not places_with_the_reason(await outputs.over_the_api(reader))
                    assert not places_with_the_reason(await outputs.on_pages(reader, monkeypatch))
            with subtests.test(moment=moment, where="Discord"):
                assert not places_with_the_reason(await outputs.on_discord(night.friend))
                assert "channel" not in places_with_the_reason(await outputs.on_discord(night.novice))
            with subtests.test(moment=moment, where="room"):
                told = {receiver for receiver, text in await night.in_the_room() if REASON in text}
                assert told == {young_racer}
            with subtests.test(moment=moment, reader="that person"):
                assert places_with_the_reason(await outputs.over_the_api(night.young, details)) == {details}
                own = {f"/live-races/{night.race}", f"/live-races/{night.race}/results.csv"}
                assert places_with_the_reason(await outputs.on_pages(night.young, monkeypatch, *own)) == own
            with subtests.test(moment=moment, reader="staff"):
                both = {details, f"{race}/eligible"}
                assert places_with_the_reason(await outputs.over_the_api(reviewer, *both)) == both
        report = (await staff.command(hyrule.channel, "race record", race=night.race).settled()).message
        assert report.is_ephemeral
        assert REASON in report.text
        denied = await night.friend.command(hyrule.channel, "race record", race=night.race).settled()
        assert REASON not in denied.text


async def test_an_overlay_is_given_no_reasons(hyrule: DiscordCommunity) -> None:
    night = await RaceNight.begin(hyrule)
    container = hyrule.community.container
    await night.lock()
    key = await container.overlays.find_key(hyrule.community.admin, night.race)
    assert key is not None
    board = (await container.overlays.get_live_race(key)).board
    assert {reason for line in board for reason in line.reasons} == {"Not eligible"}
