"""The demo's season: what a community looks like after two months, made by the services that make everything else.

A generator of chance numbers that always begins alike decides who is how fast and what happens; the time of the past is
a clock that is moved along, so each thing is said to have happened then. Nobody is told of it, now or later.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random

from application.container import build_container
from application.context import Actor
from application.domain.live_races.scheduling import NewLiveRace
from application.domain.live_races.series import Series
from application.domain.tournaments.organization_settings import OrganizationChanges
from application.ports import CategoryFacts
from application.services.operations.demo_service import DEMO_SLUG, DemoRacer
from application.services.tournaments.async_tournament_service import TournamentSettings
from application.settings import Settings
from installation.season.cast import PLAYERS, Player, as_players, made_up, roster_of
from installation.season.live_race import LiveRaceCourse
from installation.season.past import Agenda, PastClock, PastRooms, UnheardBus
from installation.season.qualifier import PoolPlan, Qualifier
from installation.season.stage import Member, Stage

_CHANCE = 17
_BEGINS, _ENDS = 63, 33
"""So many days ago the first qualifier began and was closed."""
_GOES_ON = 24
"""So many days ago the one began that goes on."""
_EVENING, _MORNING = 19, 8
_PRESENT_PLAYERS = 44
_ON_THEIR_OWN = 12
"""So many of each qualifier's players draw a seed beside the live races."""
POOLS = OPEN, STANDARD, KEYSANITY, INVERTED = (
    PoolPlan("Open", 84, live=3, ordinary=2),
    PoolPlan("Standard", 92, live=3, ordinary=2),
    PoolPlan("Keysanity", 118, live=3, ordinary=2),
    PoolPlan("Inverted", 97, live=6, ordinary=2),
)
_POWER_CUT = "The power went out in the last dungeon."
_SECOND_LOOK = "The video was private at first. It is public now."
_NOT_SIGNED_UP = "Raced for fun and doesn't take part in the qualifier."


class SeasonOfDemo:
    """Makes the demo community as of two months ago, and everything that has happened in it since."""

    def __init__(self, settings: Settings, now: datetime, category: CategoryFacts, address: str) -> None:
        self._now = now
        self._category = category
        self._chance = Random(_CHANCE)  # noqa: S311  # nothing is kept secret by it
        self._clock = PastClock(self._day(_BEGINS + 2, 12))
        self._rooms = PastRooms(self._clock, address, category)
        self._container = build_container(
            settings, clock=self._clock, rooms=self._rooms, bus=UnheardBus(), choose_seed=self._chance.choice
        )

    async def make(self, racers: Sequence[DemoRacer], strangers: Sequence[DemoRacer]) -> bool:
        """Return False, and make nothing, where there is a demo community; the last of the racers joins at the end."""
        *known, newcomer = racers
        demo = self._container.demo
        if not await demo.ensure_people(known):
            return False
        stage = await self._set_up(known)
        guests = as_players(self._chance, strangers)
        await self._closed_qualifier(stage, guests)
        present = await self._present_qualifier(stage, guests)
        await stage.agenda.play()
        self._clock.move_to(self._now)
        await demo.add_racer(newcomer)
        await demo.forget_messages()
        await self._announce_series(stage, present)
        return True

    def _day(self, days_ago: int, hour: int) -> datetime:
        return (self._now - timedelta(days=days_ago)).replace(hour=hour, minute=0, second=0, microsecond=0)

    async def _set_up(self, known: Sequence[DemoRacer]) -> Stage:
        """Let everybody join, and return what the season needs."""
        admin, organizer, reviewer = [
            await self._container.access.enter_by_slug(Actor(person.user.id, person.user.name), DEMO_SLUG)
            for person in (await self._container.identity.list_demo_users())[:3]
        ]
        colour = OrganizationChanges(colour="#2f7d4f")
        await self._container.organizations.update_organization(admin, colour)
        fresh = made_up(self._chance, PLAYERS - len(known))
        await self._container.rosters.import_roster(admin, roster_of(self._chance, fresh, self._clock.now()))
        players = {player.racetime_id: player for player in (*as_players(self._chance, known), *fresh)}
        everybody = (await self._container.organizations.list_members(admin, limit=2 * PLAYERS)).items
        members = []
        for member in everybody:
            if (player := players.get(member.racetime_id or "")) is not None:
                ctx = await self._container.access.enter_by_slug(Actor(member.user_id, member.name), DEMO_SLUG)
                members.append(Member(player, member.user_id, ctx))
        return Stage(
            container=self._container,
            clock=self._clock,
            rooms=self._rooms,
            agenda=Agenda(self._clock),
            chance=self._chance,
            organizer=organizer,
            reviewer=reviewer,
            members=tuple(members),
        )

    async def _closed_qualifier(self, stage: Stage, guests: Sequence[Player]) -> None:
        """All sixty take part: each of them misses one of four live races, and the fastest make up for it."""
        stage.clock.move_to(self._day(_BEGINS, 12))
        qualifier = await Qualifier.open(
            stage,
            self._settings(
                "Season 3 Qualifier", 1, "Four pools, one run in each. The best sixteen are in the bracket."
            ),
            POOLS,
        )
        players = stage.chance.sample(stage.members, len(stage.members))
        misses = {member: POOLS[place % len(POOLS)] for place, member in enumerate(players)}
        for number, (plan, days_ago) in enumerate(zip(POOLS, (57, 50, 43, 36), strict=True)):
            racers = [member.player for member, missed in misses.items() if missed is not plan]
            racers += guests[number : number + 1]
            course = LiveRaceCourse(f"Qualifier race {number + 1}", racers, is_edited=plan is KEYSANITY)
            qualifier.plan_live_race(course, plan, self._day(days_ago, _EVENING))
            qualifier.plan_review(self._day(days_ago - 1, 10), live=True, most=4)
        fastest = sorted(players, key=lambda member: member.player.pace)
        namesake = next(member for member in reversed(fastest) if misses[member] is OPEN)
        qualifier.plan_match(guests[0].name, namesake, self._day(55, 11))
        qualifier.plan_dismissal(guests[1].name, _NOT_SIGNED_UP, self._day(48, 11))
        for place, member in enumerate(fastest[:_ON_THEIR_OWN]):
            at = self._some_time(stage.chance.randrange(_ENDS + 4, _BEGINS))
            qualifier.plan_run(member, misses[member], at, reattempt=_POWER_CUT if place == 2 else "")
        for days_ago in (46, 35):
            qualifier.plan_review(self._day(days_ago, 10), live=False, most=_ON_THEIR_OWN, corrections=1)
        qualifier.plan_close(self._day(_ENDS, _EVENING))
        await stage.agenda.play()

    async def _present_qualifier(self, stage: Stage, guests: Sequence[Player]) -> Qualifier:
        """Three live races are over, one with somebody who had no run left; many runs wait for their review."""
        stage.clock.move_to(self._day(_GOES_ON, 12))
        qualifier = await Qualifier.open(
            stage,
            self._settings(
                "Season 4 Qualifier", 2, "Four pools, two runs in each. Live races every week; all may join."
            ),
            POOLS,
        )
        eager, *others = stage.chance.sample(stage.members, _PRESENT_PLAYERS)
        for days_ago in (20, 16):
            qualifier.plan_run(eager, STANDARD, self._some_time(days_ago))
        for number, (plan, days_ago) in enumerate(((OPEN, 18), (STANDARD, 11), (KEYSANITY, 4))):
            racers = [member.player for member in stage.chance.sample(others, 26)] + list(guests[:number])
            if plan is STANDARD:
                racers.append(eager.player)
            course = LiveRaceCourse(f"Weekly race {number + 1}", racers, is_edited=number == 1)
            qualifier.plan_live_race(course, plan, self._day(days_ago, _EVENING))
        for place, member in enumerate(others[:_ON_THEIR_OWN]):
            at = self._some_time(stage.chance.randrange(1, _GOES_ON))
            qualifier.plan_run(member, stage.chance.choice(POOLS), at, flag="" if place else _SECOND_LOOK)
        for days_ago, most in ((17, 26), (10, 14)):
            qualifier.plan_review(self._day(days_ago, 10), live=False, most=4, corrections=1)
            qualifier.plan_review(self._day(days_ago, 11), live=True, most=most)
        qualifier.plan_claims(self._day(2, 20), number=2)
        await stage.agenda.play()
        return qualifier

    async def _announce_series(self, stage: Stage, qualifier: Qualifier) -> None:
        first = self._day(-3, _EVENING)
        new = NewLiveRace(qualifier.tournament_id, qualifier.pool_of(INVERTED), first, "Inverted night #")
        series = Series(f"{first:%Y-%m-%dT%H:%M}", "UTC", every_days=7, count=5)
        await self._container.live_races.create_live_race_series(stage.organizer, new, series)

    def _some_time(self, days_ago: int) -> datetime:
        """A time of the day at which a run ends before the evening's live race is locked."""
        return self._day(days_ago, _MORNING) + timedelta(minutes=self._chance.uniform(0, 360))

    def _settings(self, name: str, runs_per_pool: int, description: str) -> TournamentSettings:
        return TournamentSettings(
            name=name,
            description=description,
            racetime_category=self._category.slug,
            racetime_goal=self._category.goals[0],
            runs_per_pool=runs_per_pool,
            reattempts_allowed=1,
            is_public=True,
        )
