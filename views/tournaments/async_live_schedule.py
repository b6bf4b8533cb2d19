"""The schedule: what is coming, day by day, with the viewer's own verdict; and what was."""

from dataclasses import dataclass

from application.context import OrgContext
from application.domain.ids import TournamentId
from application.domain.live_race import UNFINISHED
from application.read_models import LiveRaceSummary
from components.empty import empty
from components.live_refresh import Section, keep_fresh
from components.markup import box, named, text
from components.moment import day_heading
from components.race_card import race_card
from views.frame import frame, heading
from views.tournaments.common import tournament_heading
from views.visit import Visit

_PAST_SHOWN = 20


@dataclass(frozen=True, slots=True)
class _Schedule:
    upcoming: tuple[LiveRaceSummary, ...]
    past: tuple[LiveRaceSummary, ...]


async def show_organization_schedule(visit: Visit, slug: str) -> None:
    ctx = await visit.enter_organization(slug)
    organization = await visit.container.organizations.get_organization(ctx)
    schedule = await _read(visit, ctx, None)
    with frame(visit, f"Schedule of {organization.name}", organization=organization):
        heading("Schedule", intro="Every live race, in your own time zone.")
        section = Section[_Schedule](lambda shown: _draw(shown, with_tournament=True))
        section.show(schedule)

        async def refresh() -> None:
            section.show(await _read(visit, await visit.enter_organization(slug), None))

        keep_fresh(visit.container.bus, refresh, concerns=lambda event: event.organization_id == organization.id)


async def show_tournament_schedule(visit: Visit, tournament_id: int) -> None:
    own = TournamentId(tournament_id)
    ctx = await visit.enter_tournament(own)
    organization = await visit.container.organizations.get_organization(ctx)
    tournament = await visit.container.tournaments.get_tournament(ctx, own)
    schedule = await _read(visit, ctx, own)
    with frame(visit, f"Schedule of {tournament.name}", organization=organization):
        tournament_heading(visit, ctx, organization, tournament)
        section = Section[_Schedule](lambda shown: _draw(shown, with_tournament=False))
        section.show(schedule)

        async def refresh() -> None:
            section.show(await _read(visit, await visit.enter_tournament(own), own))

        keep_fresh(visit.container.bus, refresh, concerns=lambda event: event.organization_id == organization.id)


async def _read(visit: Visit, ctx: OrgContext, tournament_id: TournamentId | None) -> _Schedule:
    live_races = visit.container.live_races
    upcoming = await live_races.list_scheduled_races(ctx, tournament_id)
    page = await live_races.list_live_races(ctx, tournament_id, limit=_PAST_SHOWN)
    return _Schedule(upcoming, tuple(race for race in page.items if race.status not in UNFINISHED))


def _draw(schedule: _Schedule, *, with_tournament: bool) -> None:
    with box("flow"):
        with named(box("races", "section"), "upcoming"):
            if not schedule.upcoming:
                with box("card"):
                    empty("No live race is scheduled", "As soon as one is, it stands here with your eligibility.")
            for race in schedule.upcoming:
                day_heading(race.scheduled_at)
                race_card(race, with_tournament=with_tournament)
        if schedule.past:
            with named(box("stack", "section"), "past"):
                text("Lately", tag="h2")
                with box("races"):
                    for race in schedule.past:
                        race_card(race, with_tournament=with_tournament)
