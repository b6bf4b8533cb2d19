"""Files to download, for whoever is signed in in the browser."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response

from application.domain.errors import DomainError
from application.domain.ids import LiveRaceId, TournamentId
from application.domain.text import file_name
from application.page_links import Name, RowId, Words
from application.rate_limits import OWN_PAGES
from views.page_request import SignInNeeded, page_request_of, sign_in_address
from views.public.answers import status_of
from views.runs.leaderboard_parts import chosen_filter
from views.runs.printed_leaderboard import POLICY, printed_leaderboard
from views.site_facts import SiteFacts


def download_routes(site: SiteFacts) -> APIRouter:
    router = APIRouter(include_in_schema=False)

    @router.get("/tournaments/{tournament_id}/leaderboard.csv")
    async def leaderboard(
        request: Request,
        tournament_id: RowId,
        pool: Words = "",
        search: Words = "",
        complete: Words = "",
        order: Words = "",
    ) -> Response:
        page_request = await page_request_of(site, request)
        own = TournamentId(tournament_id)
        try:
            ctx = await page_request.enter_tournament(own)
            chosen = chosen_filter(pool, search, complete, order)
            content = await page_request.container.leaderboards.export_leaderboard(ctx, own, chosen)
            tournament = await page_request.container.tournaments.get_tournament(ctx, own)
        except SignInNeeded:
            return RedirectResponse(sign_in_address(request), status_code=303)
        except DomainError as refusal:
            return refused(refusal)
        return _csv(content, "leaderboard", tournament.name)

    @router.get("/tournaments/{tournament_id}/leaderboard/print")
    async def printed(
        request: Request,
        tournament_id: RowId,
        pool: Words = "",
        search: Words = "",
        complete: Words = "",
        order: Words = "",
    ) -> Response:
        page_request = await page_request_of(site, request)
        own = TournamentId(tournament_id)
        try:
            ctx = await page_request.enter_tournament(own)
            site.container.allowances.spend(OWN_PAGES, page_request.demand_viewer().id)
            content = await printed_leaderboard(site, ctx, own, chosen_filter(pool, search, complete, order))
        except SignInNeeded:
            return RedirectResponse(sign_in_address(request), status_code=303)
        except DomainError as refusal:
            return refused(refusal)
        headers = {"Content-Security-Policy": POLICY, "Cache-Control": "private, no-store"}
        return HTMLResponse(content, headers=headers)

    @router.get("/live-races/{live_race_id}/results.csv")
    async def results(request: Request, live_race_id: RowId) -> Response:
        page_request = await page_request_of(site, request)
        own = LiveRaceId(live_race_id)
        try:
            ctx = await page_request.enter_live_race(own)
            content = await page_request.container.live_races.export_results(ctx, own)
            race = await page_request.container.live_races.get_live_race_summary(ctx, own)
        except SignInNeeded:
            return RedirectResponse(sign_in_address(request), status_code=303)
        except DomainError as refusal:
            return refused(refusal)
        return _csv(content, "results", race.title)

    @router.get("/organizations/{slug}/members.csv")
    async def members(request: Request, slug: Name) -> Response:
        page_request = await page_request_of(site, request)
        try:
            content = await page_request.container.rosters.export_roster(await page_request.enter_organization(slug))
        except SignInNeeded:
            return RedirectResponse(sign_in_address(request), status_code=303)
        except DomainError as refusal:
            return refused(refusal)
        return _csv(content, "members", slug)

    return router


def refused(refusal: DomainError) -> Response:
    status, headers = status_of(refusal)
    return PlainTextResponse(refusal.message, status, headers)


def _csv(content: str, *name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{file_name(*name)}.csv"', "Cache-Control": "no-store"}
    return Response(content, media_type="text/csv; charset=utf-8", headers=headers)
