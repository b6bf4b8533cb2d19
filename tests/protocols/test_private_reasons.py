"""Why somebody may not race is read by staff and by that person, and on no surface by anybody else."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from typing import Any

import pytest

from application.domain.ids import LiveRaceId, PoolId, RoomId, TournamentId, UserId
from application.domain.live_races.room_commands import CommandWord
from application.domain.permissions import Role
from application.domain.runs.run import RunFilter
from application.read_models import RoomCommand
from tests.support.api import serving
from tests.support.community import found_community
from tests.support.discord.community import DiscordCommunity
from tests.support.discord.people import Person
from tests.support.openapi import calls, operations
from tests.support.rooms import ScriptedRoom
from tests.support.site import every_page, visiting

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

    async def known(self) -> dict[str, list[Any]]:
        """What paths of the API and of pages take."""
        container, admin = self.hyrule.community.container, self.hyrule.community.admin
        return {
            "organization_id": [admin.organization_id],
            "slug": ["hyrule"],
            "tournament_id": [self.tournament],
            "pool_id": [self.pool],
            "permalink_id": [each.id for each in await container.tournaments.list_permalinks(admin, self.pool)],
            "live_race_id": [self.race],
            "entry_id": [each.id for each in await container.unmatched_results.list_entries(admin)] or [1],
            "user_id": [self.young, self.other],
            "other_id": [self.young],
            "run_id": [each.id for each in (await container.runs.list_runs(admin, RunFilter(self.tournament))).items]
            or [1],
            "message_id": [each.id for each in await container.messages.list_messages(admin)],
            "bot_id": [each.id for each in await container.bots.list_bots(admin)] or [1],
            "profile_id": [each.id for each in await container.profiles.list_profiles(admin)] or [1],
            "invite_id": [1],
            "token_id": [1],
            "token": ["none"],
            "category": ["alttpr"],
            "racetime_category": ["alttpr"],
            "guild_id": [self.hyrule.guild.id],
            "code": ["not-eligible"],
            "key": [await container.overlays.find_key(admin, self.race)],
        }

    @property
    def files(self) -> tuple[str, ...]:
        race = f"/live-races/{self.race}"
        return (f"{race}/results.csv", f"{race}/calendar.ics", f"/tournaments/{self.tournament}/leaderboard.csv")

    async def over_the_api(self, reader: UserId | None, *paths: str) -> dict[str, str]:
        """What the API says; all of it unless some paths are named."""
        async with serving(self.hyrule.community) as api:
            client = api.as_nobody() if reader is None else await api.as_user(reader)
            if paths:
                return {path: (await client.get(path)).text for path in paths}
            found = {}
            known = await self.known()
            document = (await client.get("/api/openapi.json")).json()
            for operation in operations(document):
                if operation.changes:
                    continue
                of_young = f"?user_id={self.young}" if "user_id" in operation.parameters("query") else ""
                for call in calls(document, operation, known):
                    answer = await call.elsewhere(call.path + of_young).send(client)
                    found[call.path] = answer.text
            assert len(found) > 30
            return found

    async def on_pages(self, reader: UserId | None, patch: pytest.MonkeyPatch, *pages: str) -> dict[str, str]:
        """What the pages and files say; all of them unless some are named."""
        found = {}
        known = {name: values[0] for name, values in (await self.known()).items()}
        async with visiting(self.hyrule.community.container, patch, user_id=reader) as visitor:
            for path in pages or (*self.files, *every_page(**known)):
                found[path] = (await visitor.get(path)).text
        return found

    async def on_discord(self, person: Person) -> dict[str, str]:
        """What a person is answered, told in private, and reads in the channel."""
        found = {"inbox": " ".join(message.text for message in person.inbox())}
        for name in ("races", "eligible", "leaderboard"):
            found[f"/{name}"] = (await person.command(self.hyrule.channel, name).settled()).text
        found["channel"] = " ".join(message.text for message in person.read(self.hyrule.channel))
        return found

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
            race = f"/api/async-tournaments/live-races/{night.race}"
            details = f"{race}/details"
            strangers = (elsewhere.admin.actor.user_id, None) if moment == "over" else ()
            for reader in (night.other, *strangers):
                with subtests.test(moment=moment, reader=reader):
                    assert not places_with_the_reason(await night.over_the_api(reader))
                    assert not places_with_the_reason(await night.on_pages(reader, monkeypatch))
            with subtests.test(moment=moment, where="Discord"):
                assert not places_with_the_reason(await night.on_discord(night.friend))
                assert "channel" not in places_with_the_reason(await night.on_discord(night.novice))
            with subtests.test(moment=moment, where="room"):
                told = {receiver for receiver, text in await night.in_the_room() if REASON in text}
                assert told == {young_racer}
            with subtests.test(moment=moment, reader="that person"):
                assert places_with_the_reason(await night.over_the_api(night.young, details)) == {details}
                own = {f"/live-races/{night.race}", f"/live-races/{night.race}/results.csv"}
                assert places_with_the_reason(await night.on_pages(night.young, monkeypatch, *own)) == own
            with subtests.test(moment=moment, reader="staff"):
                both = {details, f"{race}/eligible"}
                assert places_with_the_reason(await night.over_the_api(reviewer, *both)) == both
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
