"""Where a tournament speaks on Discord at this moment."""

from dataclasses import dataclass

from application.domain.ids import TournamentId
from application.repositories import Repositories
from models.discord import AsyncTournamentDiscord


class NoPlace(Exception):
    """The tournament has no channel, or the organization no server, at this moment."""


@dataclass(frozen=True, slots=True)
class Place:
    settings: AsyncTournamentDiscord
    channel_id: int
    guild_id: int


async def place_of(reading: Repositories, tournament_id: TournamentId | None) -> Place:
    """Raises `NoPlace`."""
    settings = await reading.tournament_discord.find(tournament_id) if tournament_id is not None else None
    server = await reading.discord_server.find()
    if settings is None or settings.channel_id is None or server is None:
        raise NoPlace
    return Place(settings, settings.channel_id, server.guild_id)
