"""From a request to who asks, in which organization, and the services that answer."""

from typing import Annotated, cast

from fastapi import Depends, Header, Query, Request
from pydantic import AfterValidator
from starlette.exceptions import HTTPException
from structlog.contextvars import bind_contextvars

from application.container import Container
from application.context import Actor, OrgContext
from application.domain.ids import (
    LIVE_RACE,
    PERMALINK,
    POOL,
    RUN,
    TOURNAMENT,
    Id,
    Kind,
    LiveRaceId,
    OrganizationId,
    PermalinkId,
    PoolId,
    RunId,
    TournamentId,
    UserId,
)
from application.domain.text import folded
from application.page_links import RowId
from application.rate_limits import GUESSING, Allowance, Allowances, asker
from application.services.operations.idempotency_store import LONGEST_KEY
from application.services.people.identity_service import TokenBearer

IDEMPOTENCY_HEADER = "Idempotency-Key"


class NotSignedIn(HTTPException):
    def __init__(self, detail: str, challenge: str = 'Bearer realm="SahaBot2"') -> None:
        super().__init__(401, detail, {"WWW-Authenticate": challenge})


async def identify(request: Request) -> TokenBearer:
    """Return for whom the request's token acts.

    Raises `NotSignedIn` when it acts for nobody, and `RateLimited` for an address that sends one wrong token after
    another.
    """
    bearer = await container_of(request).identity.bearer_of_token(bearer_token(request))
    if bearer is None:
        allowances_of(request).spend(GUESSING, address_of(request))
        raise NotSignedIn(
            "This API token is unknown, expired or revoked.", 'Bearer realm="SahaBot2", error="invalid_token"'
        )
    return bearer


def bearer_token(request: Request) -> str:
    """Return the token that was sent along. Raises `NotSignedIn` without one."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer":
        raise NotSignedIn("Send an API token with the request: Authorization: Bearer TOKEN.")
    return token.strip()


def container_of(request: Request) -> Container:
    return cast(Container, request.app.state.container)


def allowances_of(request: Request) -> Allowances:
    return container_of(request).allowances


def address_of(request: Request) -> str:
    """Return whose allowance a request spends that nobody is known to have sent."""
    return asker(request.client.host if request.client is not None else None)


def bearer_of(request: Request) -> TokenBearer:
    """Return who was identified when the route was entered."""
    return cast(TokenBearer, request.state.bearer)


async def _services(request: Request) -> Container:
    return container_of(request)


Services = Annotated[Container, Depends(_services)]


async def _actor(request: Request) -> Actor:
    return bearer_of(request).actor


Caller = Annotated[Actor, Depends(_actor)]


async def _bearer(request: Request) -> TokenBearer:
    return bearer_of(request)


Bearer = Annotated[TokenBearer, Depends(_bearer)]


def caller_id(actor: Actor) -> UserId:
    """Return the id of the person who asks; a token's owner always has one."""
    assert actor.user_id is not None  # noqa: S101  # only the system has none, and it has no tokens
    return actor.user_id


# Where one is. Each of these proves membership; a stranger hears the same as for an id that nobody has. They depend on
# nothing but the request, because every step in a chain of dependencies costs as much as a query.


async def _in_organization(organization_id: RowId, request: Request) -> OrgContext:
    bind_contextvars(organization=organization_id)
    return await container_of(request).access.enter(bearer_of(request).actor, OrganizationId(organization_id))


async def _in_tournament(tournament_id: RowId, request: Request) -> OrgContext:
    return await _at(request, TOURNAMENT, TournamentId(tournament_id))


async def _in_pool(pool_id: RowId, request: Request) -> OrgContext:
    return await _at(request, POOL, PoolId(pool_id))


async def _in_permalink(permalink_id: RowId, request: Request) -> OrgContext:
    return await _at(request, PERMALINK, PermalinkId(permalink_id))


async def _in_live_race(live_race_id: RowId, request: Request) -> OrgContext:
    return await _at(request, LIVE_RACE, LiveRaceId(live_race_id))


async def _in_run(run_id: RowId, request: Request) -> OrgContext:
    return await _at(request, RUN, RunId(run_id))


async def _at(request: Request, kind: Kind[Id], row_id: Id) -> OrgContext:
    ctx = await container_of(request).access.enter_at(bearer_of(request).actor, kind, row_id)
    bind_contextvars(organization=ctx.organization_id, **{kind.noun.replace(" ", "_"): row_id})
    return ctx


InOrganization = Annotated[OrgContext, Depends(_in_organization)]
InTournament = Annotated[OrgContext, Depends(_in_tournament)]
InPool = Annotated[OrgContext, Depends(_in_pool)]
InPermalink = Annotated[OrgContext, Depends(_in_permalink)]
InLiveRace = Annotated[OrgContext, Depends(_in_live_race)]
InRun = Annotated[OrgContext, Depends(_in_run)]


class Spends:
    """A dependency that takes a request out of a stricter allowance than everybody's."""

    def __init__(self, allowance: Allowance) -> None:
        self.allowance = allowance

    async def __call__(self, request: Request) -> None:
        allowances_of(request).spend(self.allowance, bearer_of(request).actor.user_id)


async def idempotency_key(
    _: Annotated[
        str | None,
        Header(
            alias=IDEMPOTENCY_HEADER,
            min_length=1,
            max_length=LONGEST_KEY,
            description="Send the same request again under the same key, within 24 hours, and it is answered as before "
            "and not carried out again. Any text of your own, e.g. a UUID.",
        ),
    ] = None,
) -> None:
    """A route that depends on this keeps its answers; `ApiRoute` does the keeping."""


KeepsAnswers = Depends(idempotency_key)

Limit = Annotated[int, Query(ge=1, le=100, description="The largest number of items to return.")]
Cursor = Annotated[
    str | None,
    Query(max_length=1000, description="`next_cursor` of the page before; without it the first page is returned."),
]

OfTournament = Annotated[RowId | None, Query(description="Only of this tournament.")]
OfPool = Annotated[RowId | None, Query(description="Only of this pool.")]
OfPermalink = Annotated[RowId | None, Query(description="Only on this permalink.")]
OfLiveRace = Annotated[RowId | None, Query(description="Only of this live race.")]
OfRun = Annotated[RowId | None, Query(description="Only about this run.")]
OfPlayer = Annotated[RowId | None, Query(description="Only of this player.")]
LiveOrNot = Annotated[bool | None, Query(description="Only runs of live races, or only async runs.")]
Search = Annotated[
    str, Query(max_length=100, description="Part of the words to be found, letter case aside."), AfterValidator(folded)
]
