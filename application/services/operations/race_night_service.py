"""The board of a race night: what is near, whether it will come off, and what puts it right."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from application.context import OrgContext
from application.domain.ids import LiveRaceId
from application.domain.live_races.eligibility import Terms, is_eligible, verdicts_for
from application.domain.live_races.live_race import CancelledResults, takes_racers
from application.domain.live_races.room import JOINED, RoomSettings
from application.domain.live_races.speedgaming import episode_flag
from application.domain.operations.race_night import SCHEDULE_SILENCE, NightFacts, checks_for
from application.domain.permissions import Permission
from application.ports import RaceRooms
from application.read_models import AlertView, RaceNightBoard, RaceNightRace
from application.repositories import Repositories
from application.repositories.live_races.eligibility_facts import EligibilityFacts
from application.repositories.live_races.room_repository import Present
from application.repositories.operations.supervision_repository import NEAR, SupervisionRepository
from application.services.eligibility import terms_of_race
from application.services.live_race_timeline import InstallationDefaults, settings_of
from application.services.live_races.room_lines import title_of
from application.services.live_races.seed_supply import races_without_seed
from application.services.operations.alert_service import alert_view
from application.unit_of_work import UnitsOfWork
from models.async_tournament import AsyncTournamentLiveRace
from models.live_race_room import AsyncTournamentLiveRaceRoom
from models.organization import Organization
from models.race_room_profile import RaceRoomProfile, RacetimeBot

SCHEDULE = "schedule"
"""The name under which the schedule gives signs of life."""


class RaceNightService:
    def __init__(
        self, units: UnitsOfWork, supervision: SupervisionRepository, rooms: RaceRooms, defaults: InstallationDefaults
    ) -> None:
        self._units = units
        self._supervision = supervision
        self._rooms = rooms
        self._defaults = defaults

    async def get_board(self, ctx: OrgContext) -> RaceNightBoard:
        """Return the organization's races of the next 24 hours and those that are not final, the next one first.

        A fixed number of queries, whatever the number of races and members.
        """
        allowed = ctx.demand_somewhere(Permission.RECORD_RESULTS)
        reading = self._units.reading(ctx)
        now = self._units.clock.now()
        races = await reading.live_races.list_near(now + NEAR)
        alerts = tuple(alert_view(row) for row in await reading.alerts.list_open())
        if allowed is not None:
            races = [race for race in races if race.tournament_id in allowed]
            alerts = tuple(alert for alert in alerts if alert.live_race_id in {race.id for race in races})
        context = await _Context.load(reading, races, self._defaults)
        last_tick_at = await self._supervision.last_heartbeat(SCHEDULE)
        return RaceNightBoard(
            as_of=now,
            last_tick_at=last_tick_at,
            schedule_is_alive=last_tick_at is not None and now - last_tick_at < SCHEDULE_SILENCE,
            races=tuple(self._race(race, context, alerts) for race in races),
            alerts=alerts,
            unmatched_count=context.unmatched.total()
            if allowed is None
            else sum(context.unmatched[race.id] for race in races),
        )

    def _race(self, race: AsyncTournamentLiveRace, context: "_Context", alerts: Sequence[AlertView]) -> RaceNightRace:
        facts = context.facts_of(race)
        slug = race.racetime_slug
        return RaceNightRace(
            live_race_id=race.id,
            title=title_of(race),
            tournament_id=race.tournament_id,
            tournament_name=race.tournament.name,
            status=race.status,
            scheduled_at=race.scheduled_at,
            opens_at=race.opens_at,
            locks_at=race.locks_at,
            releases_at=race.releases_at,
            racetime_url=self._rooms.address_of(slug) if slug is not None else None,
            eligible_count=facts.eligible_count,
            unlinked_count=facts.unlinked_count,
            joined_count=facts.joined_count,
            heard_at=facts.heard_at,
            checks=checks_for(facts, self._units.clock.now()),
            alerts=tuple(alert for alert in alerts if alert.live_race_id == race.id),
        )


class _Context:
    """Everything that the board needs about its races, loaded together."""

    organization: Organization
    rooms: dict[int, AsyncTournamentLiveRaceRoom]
    present: dict[int, list[Present]]
    participants: dict[int, int]
    unmatched: Counter[int]
    bots: dict[str, RacetimeBot]
    profiles: dict[int, RaceRoomProfile]
    default_profile: RaceRoomProfile | None
    without_seed: frozenset[LiveRaceId]
    terms: dict[int, Terms]
    everybody: EligibilityFacts
    now: datetime

    @classmethod
    async def load(
        cls, reading: Repositories, races: Sequence[AsyncTournamentLiveRace], defaults: InstallationDefaults
    ) -> "_Context":
        self = cls()
        ids = [race.id for race in races]
        self.now = reading.clock.now()
        self.organization = await reading.organization.get()
        self.rooms = await reading.rooms.list_current(ids)
        self.present = await reading.entrants.list_present(ids)
        self.participants = await reading.live_races.count_participants(ids)
        self.unmatched = Counter(await reading.unmatched.list_open_races())
        self.bots = {bot.category: bot for bot in await reading.bots.list_bots() if bot.is_active}
        profiles = await reading.profiles.list_profiles()
        self.profiles = {profile.id: profile for profile in profiles}
        self.default_profile = next((profile for profile in profiles if profile.is_default), None)
        undecided = sorted({race.pool_id for race in races if race.permalink_id is None})
        self.without_seed = await races_without_seed(reading, undecided)
        self.terms = {
            race.id: terms_of_race(race, self.organization, defaults)
            for race in races
            if takes_racers(race.status, is_locked=race.locked_at is not None)
        }
        self.everybody = await reading.live_races.load_facts(list(self.terms.values()))
        return self

    def facts_of(self, race: AsyncTournamentLiveRace) -> NightFacts:
        tournament, room = race.tournament, self.rooms.get(race.id)
        joined = [entrant for entrant in self.present.get(race.id, ()) if entrant.status in JOINED]
        bot = self.bots.get(tournament.racetime_category)
        return NightFacts(
            status=race.status,
            scheduled_at=race.scheduled_at,
            opens_at=race.opens_at,
            locks_at=race.locks_at,
            category=tournament.racetime_category,
            goal=tournament.racetime_goal,
            bot=bot.status if bot is not None else None,
            bot_message=bot.status_message if bot is not None else "",
            goal_checked_at=tournament.goal_checked_at,
            goal_problem=tournament.goal_problem,
            settings=self._settings_of(race),
            seed_ready=race.id not in self.without_seed,
            has_permalink=race.permalink_id is not None,
            member_count=len(self.everybody.people),
            eligible_count=self._eligible_count(race),
            unlinked_count=sum(person.account is None for person in self.everybody.people),
            joined_count=len(joined),
            refused_count=sum(entrant.eligible is False for entrant in joined),
            room_slug=race.racetime_slug,
            room_opened_at=(room.racetime_opened_at or room.opened_at) if room is not None else None,
            room_on_hold=race.room_on_hold,
            room_error=race.room_error,
            room_retry_at=race.room_retry_at,
            is_being_opened=race.room_claimed_until is not None and race.room_claimed_until > self.now,
            room_trouble=room.trouble if room is not None else "",
            heard_at=room.last_snapshot_at if room is not None else None,
            locked_at=race.locked_at,
            lock_error=race.lock_error,
            ended_at=race.ended_at,
            final_at=race.final_at,
            run_count=self.participants.get(race.id, 0),
            unmatched_count=self.unmatched[race.id],
            results_undecided=race.cancelled_results is CancelledResults.UNDECIDED,
            episode_flag=episode_flag(is_missing=race.episode_missing_since is not None, problem=race.episode_problem),
        )

    def _eligible_count(self, race: AsyncTournamentLiveRace) -> int | None:
        terms = self.terms.get(race.id)
        if terms is None:
            return None
        return sum(is_eligible(verdicts_for(player, terms)) for player in self.everybody.of(terms))

    def _settings_of(self, race: AsyncTournamentLiveRace) -> RoomSettings:
        wanted = race.race_room_profile_id or race.tournament.race_room_profile_id
        profile = self.profiles.get(wanted) if wanted is not None else self.default_profile
        return settings_of(profile) if profile is not None else RoomSettings()
