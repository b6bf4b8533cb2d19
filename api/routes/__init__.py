"""The routes, one file per kind of thing. A new file is served once its router is listed here."""

from api.routes import async_live_races
from api.routes.live_races import live_race_batches, race_rooms
from api.routes.messages import discord, notifications, reminders
from api.routes.operations import audit_log, race_night, racetime_bots
from api.routes.people import caller, invites, members, organizations, people, rosters
from api.routes.runs import reviews, runs, standings
from api.routes.tournaments import (
    async_tournaments,
    permalinks,
    pools,
    race_room_profiles,
    tournament_staff,
)

ROUTERS = (
    race_night.router,
    async_live_races.router,
    live_race_batches.router,
    race_rooms.router,
    async_tournaments.router,
    pools.router,
    tournament_staff.router,
    permalinks.router,
    runs.router,
    standings.router,
    reviews.router,
    organizations.router,
    members.router,
    people.router,
    rosters.router,
    invites.router,
    notifications.router,
    reminders.router,
    discord.router,
    audit_log.router,
    race_room_profiles.router,
    racetime_bots.router,
    caller.router,
)
