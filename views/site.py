"""The pages, put together and mounted on the application."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import partial

from fastapi import FastAPI
from fastapi.middleware.gzip import GZipMiddleware
from nicegui import Client, core, ui

from application.container import Container
from views.connections import BoundedRequests
from views.first_view import begin_with_text
from views.framework import remember_handlers
from views.live_pages import LivePages
from views.live_races.overlay import show_overlay
from views.live_races.watch import show_commentary, show_streams
from views.messages.calendar import calendar_routes, show_calendar
from views.messages.discord import show_organization_discord
from views.messages.messages import show_message_previews, show_messages
from views.messages.notification_preferences import show_notification_preferences
from views.messages.notifications import show_notifications
from views.messages.tournament_discord import show_tournament_discord
from views.messages.webhooks import show_webhook, show_webhooks
from views.moved import moved_addresses
from views.operations.alert_address import show_alert_address
from views.operations.alert_settings import show_alert_settings
from views.operations.audit import show_organization_audit, show_tournament_audit
from views.operations.bots import show_bots
from views.operations.history import show_history
from views.operations.home import show_home
from views.operations.imports import show_import
from views.operations.moving_archive import show_archive_import
from views.operations.moving_in import show_moving_in
from views.operations.moving_out import archive_routes, show_export
from views.operations.race_night import show_race_night
from views.operations.unmatched_results import show_unmatched_results
from views.outbox import quiet_outboxes
from views.pages import add_error_pages, add_page, answer_requests_that_cannot_be_served
from views.people.account import link_routes, show_account
from views.people.invitation import show_invitation
from views.people.invites import show_invites
from views.people.members import show_members
from views.people.merging import show_member_merge, show_people
from views.people.organization import show_organization
from views.people.organization_settings import show_organization_settings
from views.people.organizations import show_organizations
from views.people.personal import personal_routes, show_personal
from views.people.roster_import import show_roster_import
from views.people.sign_in import session_routes, show_sign_in
from views.people.tokens import show_tokens
from views.public.face import PublicFace
from views.public.places import PLACES
from views.request_limits import BoundedBodies, HeadLikeGet
from views.runs.downloads import download_routes
from views.runs.leaderboard import show_leaderboard
from views.runs.players import show_player
from views.runs.review_queue import show_organization_queue, show_tournament_queue
from views.runs.review_run import show_review
from views.runs.runs import show_run
from views.runs.statistics import show_statistics
from views.security import API, Border
from views.site_facts import Rehearsal, SiteFacts
from views.sockets import SoundPackets, guard_sockets, silent_sockets_closed
from views.static_files import STATIC, LastingFiles, static_version, style_routes
from views.tournaments.async_dashboard import show_tournament
from views.tournaments.async_live_management import show_management
from views.tournaments.async_live_race import show_live_race
from views.tournaments.async_live_schedule import show_organization_schedule, show_tournament_schedule
from views.tournaments.pool_seeds import show_pool_seeds
from views.tournaments.pools import show_pools
from views.tournaments.profiles import show_profiles
from views.tournaments.seed_import import show_seed_import
from views.tournaments.seeds import show_permalink, show_pool
from views.tournaments.settings import show_settings
from views.tournaments.staff import show_staff

_RECONNECT_SECONDS = 30.0
"""For how long a page waits for its browser after a lost connection, e.g. on a phone that was asleep."""
_PAGES_COMPRESSED = 5
"""How thoroughly: the most takes twice the time and saves a fiftieth."""

PAGES: dict[str, Callable[..., Awaitable[None]]] = {
    "/": show_home,
    "/sign-in": show_sign_in,
    "/account": show_account,
    "/account/tokens": show_tokens,
    "/account/data": show_personal,
    "/calendar": show_calendar,
    "/organizations": show_organizations,
    "/import": show_moving_in,
    "/import-organization": show_archive_import,
    "/import/{import_id}": show_import,
    "/organizations/{slug}": show_organization,
    "/organizations/{slug}/schedule": show_organization_schedule,
    "/organizations/{slug}/review": show_organization_queue,
    "/organizations/{slug}/audit": show_organization_audit,
    "/organizations/{slug}/members": show_members,
    "/organizations/{slug}/members/invites": show_invites,
    "/organizations/{slug}/members/{user_id}/same-person/{other_id}": show_member_merge,
    "/people": show_people,
    "/organizations/{slug}/members/import": show_roster_import,
    "/organizations/{slug}/settings": show_organization_settings,
    "/organizations/{slug}/settings/profiles": show_profiles,
    "/organizations/{slug}/settings/bots": show_bots,
    "/organizations/{slug}/settings/discord": show_organization_discord,
    "/organizations/{slug}/settings/alerts": show_alert_settings,
    "/organizations/{slug}/settings/webhooks": show_webhooks,
    "/organizations/{slug}/settings/webhooks/{webhook_id}": show_webhook,
    "/organizations/{slug}/settings/export": show_export,
    "/organizations/{slug}/messages": show_messages,
    "/organizations/{slug}/messages/previews": show_message_previews,
    "/notifications": show_notifications,
    "/notifications/{slug}": show_notification_preferences,
    "/invites/{token}": show_invitation,
    "/alert-address/{key}": show_alert_address,
    "/organizations/{slug}/race-night": show_race_night,
    "/organizations/{slug}/unmatched-results": show_unmatched_results,
    "/tournaments/{tournament_id}": show_tournament,
    "/tournaments/{tournament_id}/schedule": show_tournament_schedule,
    "/tournaments/{tournament_id}/leaderboard": show_leaderboard,
    "/tournaments/{tournament_id}/live-races": show_management,
    "/tournaments/{tournament_id}/review": show_tournament_queue,
    "/runs/{run_id}/review": show_review,
    "/tournaments/{tournament_id}/audit": show_tournament_audit,
    "/tournaments/{tournament_id}/history": show_history,
    "/tournaments/{tournament_id}/pools": show_pools,
    "/tournaments/{tournament_id}/pools/{pool_id}": show_pool_seeds,
    "/tournaments/{tournament_id}/pools/{pool_id}/import": show_seed_import,
    "/tournaments/{tournament_id}/staff": show_staff,
    "/tournaments/{tournament_id}/settings": show_settings,
    "/tournaments/{tournament_id}/discord": show_tournament_discord,
    "/tournaments/{tournament_id}/statistics": show_statistics,
    "/tournaments/{tournament_id}/players/{user_id}": show_player,
    "/pools/{pool_id}": show_pool,
    "/permalinks/{permalink_id}": show_permalink,
    "/runs/{run_id}": show_run,
    "/live-races/{live_race_id}": show_live_race,
    "/live-races/{live_race_id}/watch": show_streams,
    "/live-races/{live_race_id}/commentary": show_commentary,
    "/overlay/{key}": show_overlay,
}


def mount_site(
    app: FastAPI,
    container: Container,
    *,
    rehearsal: Rehearsal | None = None,
) -> None:
    """Add all pages to the application; nothing may be mounted on it afterwards."""
    site = SiteFacts(container, rehearsal, static_version(), LivePages(container))
    app.include_router(session_routes(site))
    app.include_router(link_routes(site))
    app.include_router(download_routes(site))
    app.include_router(archive_routes(site))
    app.include_router(personal_routes(site))
    app.include_router(calendar_routes(site))
    app.include_router(moved_addresses())
    app.include_router(style_routes())
    app.mount("/static", LastingFiles(directory=STATIC))
    begin_with_text()
    guard_sockets(container.allowances, site.pages)
    app.add_middleware(PublicFace, site=site, places=PLACES)  # added first, so around the pages only
    app.add_middleware(HeadLikeGet)
    app.add_middleware(SoundPackets)
    app.add_middleware(BoundedBodies, elsewhere=API)
    app.add_middleware(Border, settings=container.settings)
    app.add_middleware(BoundedRequests)  # added last, so around everything
    container.meters.counts("pages", lambda: len(Client.instances))
    for path, build in PAGES.items():
        add_page(site, path, build)
    add_error_pages(app, site)
    answer_requests_that_cannot_be_served(app)
    _watch_pages(app, site.pages)
    remember_handlers()
    quiet_outboxes()
    core.app.on_delete(_delete_once)
    ui.run_with(
        app,
        title="SahaBot2",
        favicon=STATIC / "favicon.svg",
        dark=None,
        language="en-GB",
        tailwind=False,
        reconnect_timeout=_RECONNECT_SECONDS,
        binding_refresh_interval=None,  # no page binds anything, and looking for it ten times a second costs
        show_welcome_message=False,
        gzip_middleware_factory=partial(GZipMiddleware, compresslevel=_PAGES_COMPRESSED),
    )


def _delete_once(client: Client) -> None:
    """The framework would delete a page again at the end of each wait for a browser that left, which is an error."""
    for waiting in client._delete_tasks.values():
        waiting.cancel()
    client._delete_tasks.clear()


def _watch_pages(app: FastAPI, pages: LivePages) -> None:
    """End pages with their sessions, and every page before the page framework stops.

    The framework may wait in vain for one that was drawn a moment ago.
    """
    lifespan = app.router.lifespan_context

    @asynccontextmanager
    async def watching(inner: FastAPI) -> AsyncIterator[None]:
        async with lifespan(inner), silent_sockets_closed(), pages.watched():
            try:
                yield
            finally:
                for client in tuple(Client.instances.values()):
                    if client.id in Client.instances:  # what one page's end ends besides is gone already
                        client.delete()

    app.router.lifespan_context = watching
