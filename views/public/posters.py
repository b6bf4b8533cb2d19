"""Which picture stands beside a link to a public page: how it stands now."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from application.domain.events import Event
from application.domain.ids import TournamentId
from application.domain.live_races.live_race import LiveRaceStatus
from application.domain.wall_time import in_utc
from application.domain.words import counted
from application.read_models import LiveRaceDetails
from components.race_picture import Strip
from components.standing import Field
from components.status import look_of_race
from views.public.drawing import Poster, drawn
from views.public.face import Asked
from views.public.front import CLAIM
from views.public.race import read_race
from views.public.sheet import PublicFile
from views.tournament_frame import is_about

_LEADERS = 3


async def race(asked: Asked) -> PublicFile:
    shown = await read_race(asked)
    details = shown.details
    concerns = is_about(shown.organization.id, details.summary.tournament_id)
    return await _file(asked, _poster_of(details, shown.organization.name), concerns, details.moves_at)


def _poster_of(details: LiveRaceDetails, community: str) -> Poster:
    race, field = details.summary, Field.of(details.board)
    look = look_of_race(race)
    headline, below = in_utc(race.scheduled_at), race.goal
    match race.status:
        case LiveRaceStatus.PENDING:
            headline = f"{counted(field.here, 'racer')} in the room"
            below = f"Starts {in_utc(race.scheduled_at)}"
        case LiveRaceStatus.IN_PROGRESS:
            headline, below = field.finished, f"Leader: {field.led_by}" if field.led_by else below
        case LiveRaceStatus.FINISHED:
            headline, below = field.ending, field.finished if field.leaders else below
        case LiveRaceStatus.CANCELLED:
            headline = "The race was cancelled"
    strip = Strip.of(details.board)
    is_live = race.status is LiveRaceStatus.IN_PROGRESS
    return Poster(
        above=f"{community} · {race.tournament_name} · {race.pool_name}",
        title=race.title,
        state="Live" if is_live else look.label,
        tone=look.tone,
        headline=headline,
        below=below,
        finishes=strip.places if strip is not None else (),
    )


async def tournament(asked: Asked) -> PublicFile:
    container, ctx, own = asked.site.container, asked.entered(), TournamentId(asked.row_id)
    organization = asked.owner()
    view = await container.tournaments.get_tournament(ctx, own)
    board = await container.leaderboards.get_leaderboard(ctx, own)
    coming = await container.live_races.list_scheduled_races(ctx, own, limit=1)
    leaders = [f"{line.rank or '–'}. {board.called(line)}" for line in board.standings[:_LEADERS]]
    poster = Poster(
        above=organization.name,
        title=view.name,
        state="Active" if view.is_active else "Closed",
        tone="good" if view.is_active else "muted",
        headline="   ".join(leaders) or view.racetime_goal,
        below=f"Next: {coming[0].title}, {in_utc(coming[0].scheduled_at)}" if coming else view.racetime_category,
    )
    return await _file(asked, poster, is_about(organization.id, own), None)


async def front(asked: Asked) -> PublicFile:
    shown = await asked.site.container.public.get_front()
    first = next(iter(shown.live), None)
    poster = Poster(
        above=CLAIM,
        title="Watch communities race",
        state=f"{len(shown.live)} live now" if shown.live else "No race on just now",
        tone="live" if shown.live else "plain",
        headline=first.title if first is not None else "",
        below=f"{shown.total} public tournaments" if shown.total != 1 else "1 public tournament",
    )
    return await _file(asked, poster, lambda _: True, None)


async def _file(asked: Asked, poster: Poster, concerns: Callable[[Event], bool], until: datetime | None) -> PublicFile:
    owner = asked.organization
    if owner is not None:
        logo = await asked.site.container.organizations.get_logo(asked.entered()) if owner.logo_mark else b""
        poster = replace(poster, colour=owner.colour, logo=logo)
    content = await asyncio.to_thread(drawn, poster)
    return PublicFile(content, "image/png", concerns, holds_until=until)
