"""A community on a race night, with a live race in each of its states and everything around it."""

from dataclasses import dataclass
from datetime import timedelta

from application.domain.ids import LiveRaceId, PermalinkId, PoolId, RunId, TournamentId, UserId
from application.domain.live_races.room import RoomSettings
from application.domain.permissions import Role
from application.domain.runs.run import RunFilter
from application.domain.tournaments.organization_settings import OrganizationChanges
from application.services.people.invite_service import NewInvite
from application.services.tournaments.async_tournament_service import PermalinkDraft, TournamentChanges
from application.services.tournaments.race_room_profile_service import ProfileDraft
from tests.support.community import Community
from tests.support.pictures import picture
from tests.support.rooms import ScriptedRoom

MINUTE = timedelta(minutes=1)
_NAMES = """
Link Tetra Sheik Malon Talon Ingo Darunia Ruto Nabooru Impa Rauru Saria Mido Fado Medli Makar Komali Quill Kafei Anju
Romani Cremia Kaepora Beedle Groose Fi
""".split()  # noqa: SIM905


@dataclass
class Evening:
    community: Community
    players: list[UserId]
    reviewer: UserId
    unlinked: UserId
    tournament: TournamentId
    pool: PoolId
    permalink: PermalinkId
    run: RunId
    drawn: RunId
    token: str
    final: LiveRaceId
    provisional: LiveRaceId
    running: LiveRaceId
    open: LiveRaceId
    scheduled: LiveRaceId
    full: LiveRaceId
    cancelled: LiveRaceId

    @property
    def admin(self) -> UserId:
        admin = self.community.admin.actor.user_id
        assert admin is not None
        return admin

    async def dress(self) -> None:
        """Give the community a look of its own."""
        organizations = self.community.container.organizations
        links = "Discord https://discord.example/hyrule\nRules https://hyrule.example/rules"
        await organizations.update_organization(
            self.community.admin, OrganizationChanges(colour="#0f9d58", links=links)
        )
        await organizations.set_logo(self.community.admin, picture(size=(120, 120), colour="#e8b400"))

    @classmethod
    async def begin(cls, community: Community) -> "Evening":
        """Let an afternoon pass, up to the middle of a race."""
        players = [await community.add_player(name) for name in _NAMES]
        reviewer = await community.add_player("Zelpha", roles=[Role.ASYNC_REVIEWER])
        unlinked = await community.add_player("Tingle", racetime_id=None, account_age=timedelta(days=3))
        await community.container.profiles.create_profile(
            community.admin, ProfileDraft("Weekly", RoomSettings(streaming_required=True))
        )
        tournament = await community.add_tournament("Spring Qualifier", runs_per_pool=2, reattempts_allowed=1)
        await community.container.tournaments.update_tournament(
            community.admin,
            tournament,
            TournamentChanges(
                description="Three pools, two runs in each. The best sixteen go on to the bracket.", is_public=True
            ),
        )
        open_pool, standard = await cls._pool(community, tournament, "Open"), await cls._pool(community, tournament)
        await cls._pool(community, tournament, "Keysanity")
        run = None
        for number, player in enumerate(players[:9]):
            run = await community.finish_run(player, standard, (62 + 3 * number) * MINUTE)
        await community.forfeit_run(players[9], standard)
        assert run is not None
        final = await cls._raced(community, tournament, open_pool, players, "Saturday race 1", record=True)
        cancelled = (await community.schedule(tournament, open_pool, match_title="Late night race")).summary.id
        await community.container.live_races.cancel_live_race(community.admin, cancelled, "The host is ill.")
        provisional = await cls._raced(community, tournament, standard, players[5:], "Saturday race 2", record=False)
        scheduled = await community.schedule(
            tournament, standard, ahead=timedelta(days=1, hours=2), match_title="Sunday race"
        )
        full = await community.schedule(tournament, open_pool, ahead=timedelta(days=3), match_title="Tuesday race")
        running = await community.schedule(tournament, open_pool, ahead=30 * MINUTE, match_title="Saturday race 3")
        opened = await community.schedule(tournament, standard, ahead=130 * MINUTE, match_title="Saturday race 4")
        room = await cls._started(community, running.summary.id, players[2:14])
        for player in players[2:8]:
            name = (await community.container.organizations.get_member(community.admin, player)).name
            room.stream(await community.racetime_id_of(player), f"https://www.twitch.tv/{name.lower()}", "they/them")
        for number, player in enumerate(players[2:6]):
            room.finish(await community.racetime_id_of(player), 61 * MINUTE + 95 * number * timedelta(seconds=1))
        room.forfeit(await community.racetime_id_of(players[13]))
        await community.clock.advance(6 * MINUTE)
        await community.hear(running.summary.id, room)
        waiting = await community.open_room(opened.summary.id)
        ids = [await community.racetime_id_of(player) for player in players[14:22]]
        waiting.join(*ids, "stranger")
        await cls._rename(community, waiting, players[14:22])
        await community.hear(opened.summary.id, waiting)
        drawn = await community.draw(players[25], standard)
        invite = await community.container.invites.create_invite(community.admin, NewInvite("For the Discord"))
        runs = await community.container.runs.list_runs(community.admin, RunFilter(tournament, players[0]))
        return cls(
            community=community,
            players=players,
            reviewer=reviewer,
            unlinked=unlinked,
            tournament=tournament,
            pool=standard,
            permalink=PermalinkId(runs.items[-1].permalink_id),
            run=runs.items[-1].id,
            drawn=drawn.summary.id,
            token=invite.token,
            final=final,
            provisional=provisional,
            running=running.summary.id,
            open=opened.summary.id,
            scheduled=scheduled.summary.id,
            full=full.summary.id,
            cancelled=cancelled,
        )

    @staticmethod
    async def _pool(community: Community, tournament: TournamentId, name: str = "Standard") -> PoolId:
        pool = await community.container.tournaments.create_pool(community.admin, tournament, name)
        drafts = [
            PermalinkDraft(f"https://seeds.example/{name.lower()}/{number}", "Bow, Boots, Bomb, Hammer", number > 5)
            for number in range(1, 12)
        ]
        await community.container.tournaments.add_permalinks(community.admin, pool.id, drafts)
        return pool.id

    @staticmethod
    async def _rename(community: Community, room: ScriptedRoom, racers: list[UserId]) -> None:
        """Let the racers' names on racetime.gg be those that they have here, and one a stranger's."""
        for racer in racers:
            member = await community.container.organizations.get_member(community.admin, racer)
            assert member.racetime_id is not None
            room.rename(member.racetime_id, member.name)
        room.rename("stranger", "Skull Kid")

    @classmethod
    async def _started(cls, community: Community, race_id: LiveRaceId, racers: list[UserId]) -> ScriptedRoom:
        room = await community.open_room(race_id)
        room.join(*[await community.racetime_id_of(racer) for racer in racers], "stranger")
        await cls._rename(community, room, racers)
        await community.hear(race_id, room)
        race = (await community.race(race_id)).summary
        await community.advance_to(race.locks_at)
        await community.advance_to(race.scheduled_at)
        room.start()
        await community.hear(race_id, room)
        await community.clock.advance(62 * MINUTE)
        return room

    @classmethod
    async def _raced(
        cls,
        community: Community,
        tournament: TournamentId,
        pool: PoolId,
        players: list[UserId],
        title: str,
        *,
        record: bool,
    ) -> LiveRaceId:
        race_id = (await community.schedule(tournament, pool, ahead=31 * MINUTE, match_title=title)).summary.id
        racers = players[:14]
        room = await cls._started(community, race_id, racers)
        await community.clock.advance(40 * MINUTE)
        for number, player in enumerate(racers[:-2]):
            time = 58 * MINUTE + number * number * timedelta(seconds=17)
            room.finish(await community.racetime_id_of(player), time)
        room.finish("stranger", 71 * MINUTE)
        for player in racers[-2:]:
            room.forfeit(await community.racetime_id_of(player))
        await community.hear(race_id, room)
        if record:
            room.record()
            await community.hear(race_id, room)
        return race_id
