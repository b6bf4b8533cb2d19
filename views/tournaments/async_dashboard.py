"""A tournament's overview: its pools, its rules in words, and the next live races."""

from application.domain.ids import TournamentId
from application.read_models import LiveRaceSummary, PoolView, TournamentView
from components.empty import empty
from components.live_refresh import Section, keep_fresh
from components.markup import box, counted, link, section, text
from components.race_card import race_card
from components.words import timeline_in_words
from views.frame import frame
from views.tournaments.common import tournament_heading
from views.visit import Visit

_SHOWN = 3


async def show_tournament(visit: Visit, tournament_id: int) -> None:
    ctx = await visit.enter_tournament(TournamentId(tournament_id))
    organization = await visit.container.organizations.get_organization(ctx)
    tournament = await visit.container.tournaments.get_tournament(ctx, TournamentId(tournament_id))
    races = await _next_races(visit, tournament.id)
    with frame(visit, tournament.name, organization=organization):
        tournament_heading(visit, ctx, organization, tournament)
        with box("split"):
            with box("split__main"):
                if tournament.description:
                    text(tournament.description, "prose")
                with box("stack", "section"):
                    with box("heading__row"):
                        text("Next live races", tag="h2")
                        link("All of them", f"/tournaments/{tournament_id}/schedule")
                    upcoming = Section(_races)
                    upcoming.show(races)
                with section("Pools", "card--flush", key="pools"):
                    _pools(tournament.pools)
            with box("split__side"):
                _rules(tournament)

        async def refresh() -> None:
            upcoming.show(await _next_races(visit, tournament.id))

        keep_fresh(visit.container.bus, refresh, concerns=lambda event: event.organization_id == organization.id)


async def _next_races(visit: Visit, tournament_id: TournamentId) -> tuple[LiveRaceSummary, ...]:
    ctx = await visit.enter_tournament(tournament_id)
    return (await visit.container.live_races.list_scheduled_races(ctx, tournament_id))[:_SHOWN]


def _races(races: tuple[LiveRaceSummary, ...]) -> None:
    if not races:
        with box("card"):
            empty("No live race is scheduled", "As soon as one is, it stands here.")
        return
    with box("races"):
        for race in races:
            race_card(race, with_tournament=False)


def _pools(pools: tuple[PoolView, ...]) -> None:
    if not pools:
        empty("There is no pool yet", "A tournament admin adds pools and their seeds.", icon="layers")
        return
    with box("table table--cards", "table"):
        with box(tag="thead"), box(tag="tr"):
            for title, classes in (("Pool", ""), ("Seeds", "table__end"), ("For live races", "table__end")):
                heading = text(title, classes, "th")
                heading.props["scope"] = "col"
        with box(tag="tbody"):
            for pool in pools:
                with box(tag="tr"):
                    text(pool.name, "table__main", "td")
                    _cell("Seeds", str(pool.permalink_count))
                    _cell("For live races", f"{pool.unplayed_live_count} of {pool.live_permalink_count} unplayed")


def _cell(label: str, value: str) -> None:
    cell = text(value, "number table__end", "td")
    cell.props["data-label"] = label


def _rules(tournament: TournamentView) -> None:
    slots = len(tournament.pools) * tournament.runs_per_pool
    with section("How it is scored", key="scoring"), box("points", "ul"):
        for line in (
            f"{counted(tournament.runs_per_pool, 'run')} per pool, {counted(slots, 'run')} in all",
            "Par of a seed is the mean of its fastest finished runs; a run at par scores 100",
            "1 % faster or slower than par is one point more or less, from 0 to 105",
            "A run not raced yet counts 0 in the score; the estimate leaves it out",
        ):
            text(line, tag="li")
    with section("Live races", key="live-rules"):
        with box("points", "ul"):
            for line in timeline_in_words(tournament.effective_timeline):
                text(line, tag="li")
            age = tournament.effective_min_account_age_days
            if age:
                text(f"Discord accounts must be {counted(age, 'day')} old", tag="li")
        with box("facts", "dl"):
            text("Category", tag="dt")
            text(tournament.racetime_category, tag="dd")
            text("Goal", tag="dt")
            text(tournament.racetime_goal, tag="dd")
