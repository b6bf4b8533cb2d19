"""The API over ASGI, spoken to with the tokens of different people."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import httpx
from fastapi import FastAPI

from api.app import claim, make_routes, put_to_work
from application.domain.ids import UserId
from tests.support.community import Community

BASE = "http://sahabot2.test"
PROBLEM = "application/problem+json"


@dataclass
class Api:
    """One running API; `as_user` and `as_admin` return clients that send that person's token."""

    app: FastAPI
    community: Community
    _tokens: dict[int, str] = field(default_factory=dict)
    _clients: list[httpx.AsyncClient] = field(default_factory=list)

    async def token_of(self, user_id: UserId) -> str:
        if user_id not in self._tokens:
            made = await self.community.container.identity.create_token(user_id, "test")
            self._tokens[user_id] = made.token
        return self._tokens[user_id]

    async def as_user(self, user_id: UserId) -> httpx.AsyncClient:
        return self.with_headers({"Authorization": f"Bearer {await self.token_of(user_id)}"})

    async def as_admin(self) -> httpx.AsyncClient:
        user_id = self.community.admin.actor.user_id
        assert user_id is not None
        return await self.as_user(user_id)

    def as_nobody(self) -> httpx.AsyncClient:
        return self.with_headers({})

    def with_headers(self, headers: Mapping[str, str]) -> httpx.AsyncClient:
        client = httpx.AsyncClient(transport=httpx.ASGITransport(self.app), base_url=BASE, headers=headers)
        self._clients.append(client)
        return client

    async def close(self) -> None:
        for client in self._clients:
            await client.aclose()


async def _nothing() -> list[str]:
    return []


@cache
def _routes() -> FastAPI:
    """The API of this process; the web framework takes a second to make out what its routes want."""
    return make_routes()


@asynccontextmanager
async def serving(community: Community) -> AsyncIterator[Api]:
    """Let the API answer for a community, until the end of the block instead of any other."""
    routes = _routes()
    before = dict(routes.state._state)
    put_to_work(routes, community.container, missing=_nothing)
    api = Api(claim(routes), community)
    try:
        yield api
    finally:
        await api.close()
        routes.state._state = before


def problem(response: httpx.Response, status: int, code: str) -> dict[str, Any]:
    """Check that an answer is this kind of problem, and return the document."""
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == PROBLEM
    document: dict[str, Any] = response.json()
    assert document["status"] == status
    assert document["code"] == code, document
    assert document["type"] == f"/api/problems/{code}"
    assert document["title"]
    assert document["detail"].endswith((".", "?")), "a finished sentence"
    return document


def complaints(response: httpx.Response) -> dict[str, str]:
    """Return what is wrong with which field, parameter or header of a request that was refused with 422."""
    document = problem(response, 422, "invalid-input")
    return {
        next(item[place] for place in ("pointer", "parameter", "header") if place in item): item["detail"]
        for item in document["errors"]
    }
