"""The feed of events: what happens in an organization, as it happens, over server-sent events."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, Query, Request
from fastapi.responses import StreamingResponse
from pydantic import AfterValidator

from api.deps import InOrganization, OfTournament, Services, bearer_of, bearer_token
from api.problems import InvalidHeader, InvalidParameter
from api.route import ApiRoute
from application.answers import IS_HEAD, LASTS
from application.container import Container
from application.context import OrgContext
from application.domain.errors import NotFound, RateLimited, Unavailable
from application.domain.events import Event, MissedEvent
from application.domain.events.messages import EventsPublishedEvent
from application.domain.ids import PersonRef, TournamentId
from application.domain.messages.public_events import BY_NAME
from application.services.messages.event_feed_service import FedEvent, FeedFilter, FeedPart
from application.services.messages.public_events import body_of
from application.waiting import woken_or_later

router = APIRouter(tags=["webhooks"], route_class=ApiRoute)

_MOST_OF_ONE = 10
"""Feeds that one person may follow at once, in one process."""
_PING = timedelta(seconds=15)
"""Between two signs of life, or a proxy would take the line for dead; at each the token is looked at again."""
_RETRY_MILLISECONDS = 3_000
_LONGEST_POSITION = 18

_STREAM = "text/event-stream"
_ANSWER: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "Each event with its `type` as the name, and an id from which the feed can be resumed.",
        "content": {_STREAM: {"schema": {"$ref": "#/components/schemas/Event"}}},
    }
}

_open_feeds: Counter[int] = Counter()


def _a_type(text: str) -> str:
    if text not in BY_NAME:
        raise ValueError("There is no such event. Give a name as it stands under `webhooks` in the OpenAPI document.")
    return text


async def _counted(request: Request) -> AsyncIterator[None]:
    """Take one of a person's places before anything is waited for, until the answer has ended."""
    who = bearer_of(request).actor.user_id or 0
    if _open_feeds[who] >= _MOST_OF_ONE:
        raise RateLimited(60)
    _open_feeds[who] += 1
    try:
        yield
    finally:
        _open_feeds[who] -= 1
        if not _open_feeds[who]:
            del _open_feeds[who]


@router.get(
    "/api/organizations/{organization_id}/events",
    dependencies=[Depends(_counted)],
    summary="Follow events",
    response_class=StreamingResponse,
    responses=_ANSWER,
)
async def follow_events(
    request: Request,
    ctx: InOrganization,
    services: Services,
    kinds: Annotated[
        list[Annotated[str, AfterValidator(_a_type)]] | None,
        Query(alias="type", max_length=100, description="Only events of this type; may be given several times."),
    ] = None,
    tournament_id: OfTournament = None,
    after: Annotated[
        str | None,
        Query(
            description="The id of an event after which the feed goes on; 0 for all that are kept. Without it the feed "
            "begins now. `Last-Event-ID` comes first.",
        ),
    ] = None,
    follow: Annotated[bool, Query(description="Whether the answer goes on as long as you listen.")] = True,
    last_event_id: Annotated[str | None, Header(description="As browsers send it when they come back.")] = None,
) -> StreamingResponse:
    """For members: server-sent events in the order of publishing, the same as webhooks are sent.

    What your roles don't let you see yet comes when it shows; so may an event that is older than the one before. Leave
    out ids that you know already.
    """
    wanted = FeedFilter(kinds, TournamentId(tournament_id) if tournament_id is not None else None)
    position = _position(last_event_id, after)
    if position is None:
        position = await services.event_feed.find_end(ctx)
    part = await services.event_feed.get_part(ctx, wanted, position)
    state = request.scope.setdefault("state", {})
    state[LASTS] = True
    reader = _Reader(services, bearer_token(request), ctx, wanted)
    told = _told(reader, position, part, follow=follow and not state.get(IS_HEAD))
    return StreamingResponse(told, media_type=_STREAM, headers={"X-Accel-Buffering": "no"})


def _position(header: str | None, parameter: str | None) -> int | None:
    for text, refusal, name in ((header, InvalidHeader, "Last-Event-ID"), (parameter, InvalidParameter, "after")):
        if text:
            if not (text.isascii() and text.isdecimal() and len(text) <= _LONGEST_POSITION):
                raise refusal.on(name, "Give the id of an event of this feed, or 0 to begin with the oldest.")
            return int(text)
    return None


@dataclass(frozen=True, slots=True)
class _Reader:
    """Who reads along, by the token that must last as long as the answer does."""

    services: Container
    token: str
    ctx: OrgContext
    wanted: FeedFilter

    async def still(self) -> "_Reader | None":
        """Return the same with what the reader may do by now; None once that is nothing."""
        bearer = await self.services.identity.bearer_of_token(self.token)
        if bearer is None:
            return None
        try:
            return replace(self, ctx=await self.services.access.enter(bearer.actor, self.ctx.organization_id))
        except NotFound:
            return None

    async def part(self, position: int) -> FeedPart:
        return await self.services.event_feed.get_part(self.ctx, self.wanted, position)

    def concerns(self, event: Event) -> bool:
        if isinstance(event, MissedEvent):
            return True
        is_own = isinstance(event.about, PersonRef) and event.about.user_id == self.ctx.actor.user_id
        return event.organization_id == self.ctx.organization_id and (is_own or isinstance(event, EventsPublishedEvent))


async def _told(reader: _Reader, position: int, part: FeedPart, *, follow: bool) -> AsyncIterator[str]:
    """Tell what there is, then what comes, as long as the reader may read it.

    Signs of life come at fixed times, whatever happens meanwhile: nothing is to be learned from them.
    """
    clock = reader.services.clock
    woken = asyncio.Event()
    unsubscribe = reader.services.bus.subscribe(Event, lambda event: woken.set() if reader.concerns(event) else None)
    try:
        yield f"retry: {_RETRY_MILLISECONDS}\nid: {position}\n\n"
        ping_at = clock.now() + _PING
        while True:
            for event in part.events:
                yield _piece(event)
            if part.is_last:
                if not follow:
                    return
                await woken_or_later(woken, clock, max((ping_at - clock.now()).total_seconds(), 0))
            woken.clear()
            if clock.now() >= ping_at:
                ping_at += _PING
                yield ": still here\n\n"
            try:
                fresh = await reader.still()
                if fresh is None:
                    return
                reader = fresh
                part = await reader.part(part.position)
            except Unavailable:  # the database is away: the line is kept, and whoever comes back to it wakes it
                part = FeedPart((), part.position, is_last=True)
            except NotFound:
                return
    finally:
        unsubscribe()


def _piece(event: FedEvent) -> str:
    return f"id: {event.position}\nevent: {event.happening.type}\ndata: {body_of(event.happening).decode()}\n\n"
