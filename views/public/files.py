"""Files for people without an account: calendars, tables, and what search engines read."""

from xml.sax.saxutils import escape

from application.domain.events import Event
from application.domain.events.live_races import AsyncLiveRaceCreatedEvent, AsyncLiveRaceDeletedEvent
from application.domain.ids import LiveRaceId, OrganizationRef, TournamentId, TournamentRef
from application.domain.text import file_name
from application.services.messages.calendar_service import Feed
from application.services.runs.leaderboard_service import LeaderboardFilter
from views.handbook import documents
from views.public.answers import HTML
from views.public.face import Asked
from views.public.sheet import PublicFile
from views.runs.leaderboard_parts import chosen_filter
from views.runs.printed_leaderboard import POLICY, printed_leaderboard
from views.tournament_frame import is_about

_CALENDAR = "text/calendar; charset=utf-8"
_TABLE = "text/csv; charset=utf-8"
_CLOSED = ("/account", "/alert-address/", "/api/", "/calendar/", "/invites/", "/notifications", "/overlay/", "/sign-in")
"""What is of no use to anybody who is not signed in."""


async def leaderboard_table(asked: Asked) -> PublicFile:
    container, ctx, own = asked.site.container, asked.entered(), TournamentId(asked.row_id)
    content = await container.leaderboards.export_leaderboard(ctx, own, _chosen(asked))
    tournament = await container.tournaments.get_tournament(ctx, own)
    name = f"{file_name('leaderboard', tournament.name)}.csv"
    return PublicFile(content.encode(), _TABLE, is_about(ctx.organization_id, own), name)


async def printed(asked: Asked) -> PublicFile:
    ctx, own = asked.entered(), TournamentId(asked.row_id)
    content = await printed_leaderboard(asked.site, ctx, own, _chosen(asked))
    return PublicFile(content, HTML, is_about(ctx.organization_id, own), policy=POLICY)


def _chosen(asked: Asked) -> LeaderboardFilter:
    return chosen_filter(*(asked.word(name) for name in ("pool", "search", "complete", "order")))


async def results_table(asked: Asked) -> PublicFile:
    container, ctx, own = asked.site.container, asked.entered(), LiveRaceId(asked.row_id)
    race = await container.live_races.get_live_race(ctx, own)
    content = await container.live_races.export_results(ctx, own)
    name = f"{file_name('results', race.title)}.csv"
    concerns = is_about(ctx.organization_id, race.summary.tournament_id)
    return PublicFile(content.encode(), _TABLE, concerns, name, race.moves_at)


async def organization_calendar(asked: Asked) -> PublicFile:
    feed = await asked.site.container.calendars.feed_of_organization(asked.entered(), **_way(asked))
    return _calendar(asked, feed, None)


async def tournament_calendar(asked: Asked) -> PublicFile:
    own = TournamentId(asked.row_id)
    feed = await asked.site.container.calendars.feed_of_tournament(asked.entered(), own, **_way(asked))
    return _calendar(asked, feed, own)


async def race_calendar(asked: Asked) -> PublicFile:
    feed = await asked.site.container.calendars.race_file(asked.entered(), LiveRaceId(asked.row_id))
    return _calendar(asked, feed, None)


def _way(asked: Asked) -> dict[str, bool]:
    return {"as_streamed": bool(asked.word("stream"))}


def _calendar(asked: Asked, feed: Feed, tournament_id: TournamentId | None) -> PublicFile:
    concerns = is_about(asked.entered().organization_id, tournament_id)
    return PublicFile(feed.content, _CALENDAR, concerns, feed.file_name)


async def robots(asked: Asked) -> PublicFile:
    closed = "".join(f"Disallow: {path}\n" for path in _CLOSED)
    sitemap = f"Sitemap: {asked.site.container.links.base_url}/sitemap.xml\n"
    content = f"User-agent: *\n{closed}\n{sitemap}"
    return PublicFile(content.encode(), "text/plain; charset=utf-8", lambda _: False)


async def sitemap(asked: Asked) -> PublicFile:
    """List the pages that search engines may know of; when each has changed would tell what is held back."""
    found = await asked.site.container.public.list_addresses()
    paths = ["/", "/help", *(document.address for document in documents())]
    paths += [f"/organizations/{slug}" for slug in found.organizations]
    for tournament_id in found.tournaments:
        home = f"/tournaments/{tournament_id}"
        paths += [home, f"{home}/schedule", f"{home}/leaderboard", f"{home}/statistics"]
    paths += [f"/live-races/{live_race_id}" for live_race_id in found.live_races]
    base = asked.site.container.links.base_url
    entries = "".join(f"<url><loc>{escape(base + path)}</loc></url>\n" for path in paths)
    content = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{entries}</urlset>\n'
    )
    return PublicFile(content.encode(), "text/xml; charset=utf-8", _moves_addresses)


def _moves_addresses(event: Event) -> bool:
    """Tell whether there may be other addresses now: a race more or less, or a tournament or organization changed."""
    changes = (AsyncLiveRaceCreatedEvent, AsyncLiveRaceDeletedEvent)
    return isinstance(event, changes) or type(event.about) in (OrganizationRef, TournamentRef)
