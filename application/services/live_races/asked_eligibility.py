"""Who may race, asked for a race, for one that is not scheduled yet, or for a pool."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from application.context import OrgContext
from application.domain.errors import NotFound
from application.domain.ids import LiveRaceId, PoolId, TournamentId, UserId
from application.domain.live_races.eligibility import (
    Rule,
    Terms,
    Verdict,
    is_eligible,
    run_under_way,
    without_reasons,
)
from application.domain.live_races.scheduling import NewLiveRace
from application.domain.permissions import Permission
from application.domain.runs.held_back import HeldBack
from application.read_models import ParticipantEligibility
from application.repositories import Repositories
from application.services.eligibility import terms_of_pool, terms_of_race
from application.services.live_race_timeline import InstallationDefaults
from application.services.visibility import held_back, reasons_are_visible
from application.unit_of_work import UnitsOfWork
from models.async_tournament import AsyncTournament, AsyncTournamentLiveRace


class LiveRaceEligibility:
    """Answers for `AsyncLiveRaceService`, which says what each answer promises."""

    def __init__(self, units: UnitsOfWork, defaults: InstallationDefaults) -> None:
        self._units = units
        self._defaults = defaults

    async def of_members(self, ctx: OrgContext, live_race_id: LiveRaceId) -> tuple[ParticipantEligibility, ...]:
        ctx.demand(Permission.VIEW)
        reading = self._units.reading(ctx)
        race = await reading.live_races.get_by_id(live_race_id)
        terms = await self._race_terms(reading, race)
        players = await reading.live_races.get_eligible_participants(terms)
        return _eligible_first(await self._as_shown(reading, race.tournament, terms, players))

    async def preview(self, ctx: OrgContext, new: NewLiveRace) -> tuple[ParticipantEligibility, ...]:
        ctx.demand(Permission.MANAGE_TOURNAMENTS, new.tournament_id)
        reading = self._units.reading(ctx)
        terms = await self._pool_terms(reading, new.tournament_id, new.pool_id, new.scheduled_at)
        terms = replace(terms, permalink_id=new.permalink_id)
        return _eligible_first(await reading.live_races.get_eligible_participants(terms))

    async def in_pool(
        self, ctx: OrgContext, user_id: UserId, tournament_id: TournamentId, pool_id: PoolId
    ) -> tuple[Verdict, ...]:
        ctx.demand(Permission.VIEW)
        reading = self._units.reading(ctx)
        terms = await self._pool_terms(reading, tournament_id, pool_id, reading.clock.now())
        players = await reading.live_races.get_eligible_participants(terms, [user_id])
        if not players:
            raise NotFound("player")
        tournament = await reading.tournaments.get_by_id(tournament_id)
        return (await self._as_shown(reading, tournament, terms, players))[0].verdicts

    async def shown(self, ctx: OrgContext, user_id: UserId, live_race_id: LiveRaceId) -> tuple[Verdict, ...]:
        ctx.demand(Permission.VIEW)
        reading = self._units.reading(ctx)
        race = await reading.live_races.get_by_id(live_race_id)
        terms = await self._race_terms(reading, race)
        players = await reading.live_races.get_eligible_participants(terms, [user_id])
        if not players:
            raise NotFound("player")
        return (await self._as_shown(reading, race.tournament, terms, players))[0].verdicts

    async def own(self, ctx: OrgContext, user_id: UserId, live_race_id: LiveRaceId) -> tuple[Verdict, ...]:
        players = await self.of_players(ctx, live_race_id, [user_id])
        if not players:
            raise NotFound("player")
        return players[0].verdicts

    async def of_players(
        self, ctx: OrgContext, live_race_id: LiveRaceId, user_ids: Sequence[UserId]
    ) -> tuple[ParticipantEligibility, ...]:
        ctx.demand(Permission.VIEW)
        reading = self._units.reading(ctx)
        race = await reading.live_races.get_by_id(live_race_id)
        terms = await self._race_terms(reading, race)
        return tuple(await reading.live_races.get_eligible_participants(terms, user_ids))

    async def _as_shown(
        self,
        reading: Repositories,
        tournament: AsyncTournament,
        terms: Terms,
        players: Sequence[ParticipantEligibility],
    ) -> list[ParticipantEligibility]:
        """Leave out what the actor may not know of others: reasons, and when a run of theirs is over."""
        held = await held_back(reading, tournament)
        others = held.races - {terms.live_race_id}
        racing = await reading.runs.list_runners(others) if others else frozenset()
        return [
            player
            if reasons_are_visible(reading.ctx, TournamentId(tournament.id), player.user_id)
            else _without_reasons(player, held, still_racing=player.user_id in racing)
            for player in players
        ]

    async def _race_terms(self, reading: Repositories, race: AsyncTournamentLiveRace) -> Terms:
        return terms_of_race(race, await reading.organization.get(), self._defaults)

    async def _pool_terms(
        self, reading: Repositories, tournament_id: TournamentId, pool_id: PoolId, starts_at: datetime
    ) -> Terms:
        tournament = await reading.tournaments.get_by_id(tournament_id)
        if await reading.pools.find_in_tournament(pool_id, tournament_id) is None:
            raise NotFound("pool")
        organization = await reading.organization.get()
        return terms_of_pool(pool_id, tournament, organization, self._defaults, starts_at=starts_at)


def _without_reasons(player: ParticipantEligibility, held: HeldBack, *, still_racing: bool) -> ParticipantEligibility:
    """While results are hidden runs under way hinder nobody here: whoever asked again and again would time them."""
    verdicts = player.verdicts
    if held.hides_results:
        verdicts = tuple(verdict for verdict in verdicts if verdict.rule is not Rule.NO_ACTIVE_RUN)
    elif still_racing:
        verdicts = (*verdicts, run_under_way("a live race"))
    return player._replace(eligible=is_eligible(verdicts), verdicts=without_reasons(verdicts))


def _eligible_first(players: Iterable[ParticipantEligibility]) -> tuple[ParticipantEligibility, ...]:
    return tuple(sorted(players, key=lambda player: (not player.eligible, player.name.casefold())))
