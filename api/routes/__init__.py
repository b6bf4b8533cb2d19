"""The routes, one file per kind of thing. A new file is served once its router is listed here."""

from api.routes import (
    async_live_races,
    async_tournaments,
    caller,
    members,
    organizations,
    permalinks,
    race_room_profiles,
    racetime_bots,
)

ROUTERS = (
    async_live_races.router,
    async_tournaments.router,
    permalinks.router,
    organizations.router,
    members.router,
    race_room_profiles.router,
    racetime_bots.router,
    caller.router,
)
