"""What the HTTP parts have in common."""

from html import escape

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from application.domain.clock import Clock
from racetime.rehearsal.faults import Traffic
from racetime.rehearsal.race import Category, Race
from racetime.rehearsal.users import Refused, Unknown, User
from racetime.rehearsal.world import World

SESSION_COOKIE = "rehearsal_user"
"""Stands in for racetime.gg's login: names the racer that a browser last took part as."""

CATEGORY = "{category:[a-z0-9][a-z0-9-]*}"
RACE = CATEGORY + "/{slug:[a-z0-9][a-z0-9-]*}"
"""Patterns of the two kinds of address; what they name is found by `category_of` and `race_of`."""

_NOBODY_READS = 499
"""The customary status for a client that left before its answer."""


def category_of(request: web.Request, world: World) -> Category:
    """Raise Unknown, which becomes a 404, when the address names no category."""
    category = world.categories.get(request.match_info["category"])
    if category is None:
        raise Unknown("There is no such category.")
    return category


def race_of(request: web.Request, world: World) -> Race:
    """Raise Unknown, which becomes a 404, when the address names no room."""
    return world.room(f"{request.match_info['category']}/{request.match_info['slug']}")


async def form_of(request: web.Request) -> dict[str, str]:
    """Return the form fields of a request, the last value of each; a body of another type has none."""
    posted = await request.post()
    return {field: value for field, value in posted.items() if isinstance(value, str)}


def bearer_token(request: web.Request) -> str | None:
    """Return the token of an `Authorization: Bearer` header."""
    scheme, _, value = request.headers.get("Authorization", "").partition(" ")
    return value.strip() or None if scheme.lower() == "bearer" else None


def session_user(request: web.Request, world: World) -> User | None:
    """Return whom this browser takes part as."""
    try:
        return world.user(request.cookies.get(SESSION_COOKIE, ""))
    except Refused:
        return None


def json_answer(request: web.Request, body: str, clock: Clock) -> web.Response:
    """Answer as racetime.gg's public views do: the server's exact time, and any origin may read."""
    headers = {"X-Date-Exact": clock.now().isoformat()}
    if "Origin" in request.headers:
        headers["Access-Control-Allow-Origin"] = request.headers["Origin"]
    return web.Response(text=body, content_type="application/json", headers=headers)


def html_answer(page: str, *, status: int = 200) -> web.Response:
    return web.Response(text=page, status=status, content_type="text/html", headers={"Cache-Control": "no-store"})


def plain_page(title: str, sentence: str, *, status: int) -> web.Response:
    """Answer with a page that says one thing."""
    return html_answer(
        f"<!doctype html><title>{escape(title)}</title><h1>{escape(title)}</h1><p>{escape(sentence)}</p>",
        status=status,
    )


def edge(traffic: Traffic) -> Middleware:
    """Make the outermost layer: the traffic first and last, and a page for what does not exist."""

    @web.middleware
    async def answer(request: web.Request, handler: Handler) -> web.StreamResponse:
        instead = await traffic.before_answer(request)
        if instead is not None:
            return instead
        try:
            answered = await handler(request)
        except (Unknown, web.HTTPNotFound):
            answered = plain_page("Not found", "There is nothing at this address.", status=404)
        except ConnectionResetError:
            return web.Response(status=_NOBODY_READS)
        return await traffic.after_answer(request, answered)

    return answer
