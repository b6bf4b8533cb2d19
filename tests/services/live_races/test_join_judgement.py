"""Who joins a room hears at once whether the result counts, and again when that changes."""

import asyncio
from datetime import timedelta
from typing import Any

from application.domain.ids import LiveRaceId, RoomId
from application.domain.tournaments.settings import IneligibleRacers
from application.read_models import LiveRaceDetails
from application.services.people.organization_service import MemberChanges
from models.event_log import EventLogEntry
from tests.support.community import Community
from tests.support.databases import on_postgres_and_slowly_on_sqlite
from tests.support.rooms import ScriptedRoom

MINUTE = timedelta(minutes=1)


class Evening:
    """An open room of a race, and what each racer was told in private."""

    def __init__(self, community: Community, race: LiveRaceDetails, room: ScriptedRoom) -> None:
        self.community = community
        self.race = race.summary
        self.room = room

    @classmethod
    async def begin(cls, community: Community, **settings: Any) -> "Evening":
        tournament = await community.add_tournament(**settings)
        pool = await community.add_pool(tournament)
        race = await community.schedule(tournament, pool)
        return cls(community, race, await community.open_room(race.summary.id))

    @property
    def id(self) -> LiveRaceId:
        return self.race.id

    async def room_id(self) -> RoomId:
        (room,) = await self.community.container.room_service.rooms_to_attend()
        return room.room_id

    async def join(self, *racetime_ids: str) -> None:
        self.room.join(*racetime_ids)
        await self.hear()

    async def hear(self) -> None:
        await self.community.hear(self.id, self.room)

    async def told(self, racetime_id: str) -> list[str]:
        """Return the direct messages to a racer that were not sent yet, and send everything."""
        room_service = self.community.container.room_service
        found = []
        while (message := await room_service.next_room_message(await self.room_id())) is not None:
            assert len(message.text) < 1000
            if message.direct_to == racetime_id:
                found.append(message.text)
            await room_service.room_message_sent(message.id)
        return found


@on_postgres_and_slowly_on_sqlite
async def test_somebody_who_does_not_qualify_is_told_at_once_why_and_where_to_put_it_right(
    community: Community,
) -> None:
    evening = await Evening.begin(community)
    newcomer = await community.add_player("Malon", account_age=timedelta(days=2))
    racer = await community.racetime_id_of(newcomer)
    await evening.join(racer)
    (text,) = await evening.told(racer)
    assert text.startswith("As things stand your result can't be counted: The Discord account is 2 of 7 days old")
    assert f"before {evening.race.locks_at:%H:%M} UTC" in text
    assert text.endswith(f"/live-races/{evening.id}")


async def test_a_stranger_is_told_to_link_the_account(community: Community) -> None:
    evening = await Evening.begin(community)
    await evening.join("stranger")
    (text,) = await evening.told("stranger")
    assert "No member has linked this racetime.gg account." in text
    assert text.endswith("/account")


async def test_somebody_who_qualifies_is_left_alone(community: Community) -> None:
    evening = await Evening.begin(community)
    racer = await community.racetime_id_of(await community.add_player())
    await evening.join(racer)
    assert await evening.told(racer) == []
    (line,) = (await community.race(evening.id)).board
    assert (line.expected, line.counted) == (True, None), "nothing is settled before the lock"


async def test_a_player_who_fixes_the_reason_hears_so_within_seconds_and_counts(community: Community) -> None:
    evening = await Evening.begin(community)
    player = await community.add_player(racetime_id=None)
    await evening.join("fresh")
    assert len(await evening.told("fresh")) == 1
    await community.container.organizations.update_member(community.admin, player, MemberChanges(racetime_id="fresh"))
    await community.tick()
    assert await evening.told("fresh") == ["All is in order now: your result in this race counts."]
    await community.advance_to(evening.race.locks_at)
    (line,) = (await community.race(evening.id)).board
    assert (line.user_id, line.counted) == (player, True)


@on_postgres_and_slowly_on_sqlite
async def test_the_same_reason_is_told_once_and_a_new_one_again(community: Community) -> None:
    evening = await Evening.begin(community)
    player = await community.add_player(racetime_id=None, account_age=timedelta(days=1))
    await evening.join("fresh")
    for _ in range(3):
        await community.tick()
        await evening.hear()
    assert len(await evening.told("fresh")) == 1
    await community.container.organizations.update_member(community.admin, player, MemberChanges(racetime_id="fresh"))
    await community.tick()
    (text,) = await evening.told("fresh")
    assert "1 of 7 days old" in text


async def test_nobody_can_make_the_bot_chatter(community: Community) -> None:
    evening = await Evening.begin(community)
    player = await community.add_player(racetime_id="here")
    await evening.join("here")
    for _ in range(12):
        for racetime_id in (None, "here"):
            await community.container.organizations.update_member(
                community.admin, player, MemberChanges(racetime_id=racetime_id)
            )
            await community.tick()
    assert len(await evening.told("here")) == 6


async def test_a_run_under_way_elsewhere_is_named(community: Community) -> None:
    evening = await Evening.begin(community)
    player = await community.add_player()
    racer = await community.racetime_id_of(player)
    await community.begin_async_run(player, evening.race.tournament_id, pool="Pool B")
    await evening.join(racer)
    (text,) = await evening.told(racer)
    assert "A run in Pool B is under way; finish it first." in text


async def test_somebody_let_in_after_the_lock_hears_that_it_is_too_late(community: Community) -> None:
    evening = await Evening.begin(community)
    await evening.join(await community.racetime_id_of(await community.add_player()))
    await community.advance_to(evening.race.locks_at)
    await evening.told("-")
    await evening.join("late")
    (text,) = await evening.told("late")
    assert "The room is locked, so you may race along without being counted." in text


async def test_a_tournament_may_have_them_removed_at_the_lock_and_not_before(community: Community) -> None:
    evening = await Evening.begin(community, ineligible_racers=IneligibleRacers.REMOVED)
    racer = await community.racetime_id_of(await community.add_player())
    room_service = community.container.room_service
    await evening.join(racer, "stranger", "other")
    (text,) = await evening.told("stranger")
    assert "otherwise you are removed from the room" in text
    assert (await room_service.desired_room(await evening.room_id())).remove == ()

    await community.advance_to(evening.race.locks_at)
    assert set((await room_service.desired_room(await evening.room_id())).remove) == {"stranger", "other"}
    (text,) = await evening.told("stranger")
    assert text.startswith("You are removed from this room, because your result can't be counted")
    entry = await EventLogEntry.get(live_race_id=evening.id, type="AsyncLiveRaceRemovalsOrderedEvent")
    assert entry.payload["names"] == ["Racer stranger", "Racer other"]

    evening.room.leave("stranger")
    evening.room.leave("other")
    await evening.join("late")
    assert (await room_service.desired_room(await evening.room_id())).remove == ("late",)
    evening.room.leave("late")
    await evening.hear()
    evening.room.start()
    await evening.hear()
    assert (await room_service.desired_room(await evening.room_id())).remove == ()


async def test_racers_are_not_removed_unless_the_tournament_says_so(community: Community) -> None:
    evening = await Evening.begin(community)
    await evening.join("stranger")
    await community.advance_to(evening.race.locks_at)
    assert (await community.container.room_service.desired_room(await evening.room_id())).remove == ()


@on_postgres_and_slowly_on_sqlite
async def test_two_checks_and_a_frame_at_the_same_moment_tell_once(community: Community) -> None:
    evening = await Evening.begin(community)
    evening.room.join("stranger")
    check = community.container.live_races.check_room_entrants
    await asyncio.gather(evening.hear(), check(evening.id), evening.hear(), check(evening.id))
    assert len(await evening.told("stranger")) == 1


async def test_a_line_that_racetime_refuses_does_not_hold_up_the_seed(community: Community) -> None:
    evening = await Evening.begin(community)
    room_service = community.container.room_service
    await evening.told("-")
    await evening.join("stranger")
    await evening.join(await community.racetime_id_of(await community.add_player()))
    await community.advance_to(evening.race.locks_at)
    said: list[str] = []
    for _ in range(60):
        message = await room_service.next_room_message(await evening.room_id())
        if message is None:
            await community.clock.advance(timedelta(seconds=1))
        elif message.direct_to == "stranger":
            await room_service.room_message_failed(message.id, "There is no such user.")
        else:
            said.append(message.text)
            await room_service.room_message_sent(message.id)
    assert any("SECRET" in text for text in said)
