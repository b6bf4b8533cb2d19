"""What a tool finds that knows the document only: no fault, and no answer that the document doesn't announce."""

from collections import Counter
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import httpx
import pytest
from schemathesis import GenerationMode

from application.database import Database
from application.domain.permissions import Role
from application.settings import load_settings
from models.user import User
from tests.api.test_permissions import known_things
from tests.support.api import Api, serving
from tests.support.clock import ManualClock
from tests.support.community import NOWHERE, Community, found_community
from tests.support.stranger import (
    Case,
    Operation,
    aim,
    as_sent,
    cases_of,
    complaints,
    id_of,
    led_to,
    links_of,
    operations_of,
    schema_of,
)

PAUSE = timedelta(seconds=6)
"""In which everybody may ask for one more of what is rationed most strictly."""

SITE_ADMINISTRATOR = 80351110224678912
ROLES: dict[str, tuple[Role, ...]] = {
    "member": (),
    "reviewer": (Role.ASYNC_REVIEWER,),
    "tournament admin": (Role.ASYNC_TOURNAMENT_ADMIN,),
    "admin": (Role.ADMIN,),
    "site administrator": (Role.ADMIN,),
}


@pytest.fixture
async def community(database: Database, clock: ManualClock) -> Community:
    changed = {"speedgaming_url": NOWHERE, "site_admin_discord_ids": (SITE_ADMINISTRATOR,)}
    return await found_community(clock, settings=load_settings(env_file=None).model_copy(update=changed))


class Visit:
    """Everybody who may ask, each with a token of their own but for `nobody`."""

    def __init__(self, api: Api, document: dict[str, Any], clients: dict[str, httpx.AsyncClient]) -> None:
        self.schema = schema_of(document)
        self.callers = list(clients)
        self._clock = api.community.clock
        self._clients = clients
        self.statuses: Counter[int] = Counter()

    async def send(self, who: str, case: Case) -> httpx.Response:
        await self._clock.advance(PAUSE)
        request = as_sent(case)
        request.headers.update(self._clients[who].headers)
        response = await self._clients[who].send(request)
        self.statuses[response.status_code] += 1
        return response


@pytest.fixture
async def visit(community: Community) -> AsyncIterator[Visit]:
    async with serving(community) as api:
        ids = {name: await community.add_player(name, roles=roles) for name, roles in ROLES.items()}
        await User.filter(id=ids["site administrator"]).update(discord_id=SITE_ADMINISTRATOR)
        clients = {"nobody": api.as_nobody()} | {name: await api.as_user(user_id) for name, user_id in ids.items()}
        document = (await clients["nobody"].get("/api/openapi.json")).json()
        yield Visit(api, document, clients)


@pytest.mark.slow
async def test_every_answer_to_everybody_is_one_that_the_document_announces(community: Community, visit: Visit) -> None:
    known = await known_things(community, await community.add_player())
    said = []
    for operation in operations_of(visit.schema):
        cases = cases_of(operation, 15) + cases_of(operation, 8, mode=GenerationMode.NEGATIVE)
        for number, case in enumerate(cases):
            aim(case, known)
            for who in visit.callers[number % 2 :: 2]:
                said += [f"{who}: {line}" for line in complaints(case, await visit.send(who, case))]
    assert not said, "\n\n".join(said)
    assert {200, 201, 204, 401, 403, 404, 409, 422} <= visit.statuses.keys()


@pytest.mark.slow
async def test_what_was_made_can_be_used_as_the_documents_links_say(community: Community, visit: Visit) -> None:
    known = await known_things(community, await community.add_player())
    said: list[str] = []
    made: set[str] = set()

    async def follow(operation: Operation, wanted: dict[str, list[Any]]) -> None:
        """Ask for an operation, and once something is made, for everything that can be done with it."""
        links = links_of(operation)
        if links and id_of(operation) in made:
            return
        for case in cases_of(operation, 20 if links else 1):
            aim(case, wanted)
            response = await visit.send("site administrator", case)
            said.extend(complaints(case, response))
            if links and response.status_code == 201:
                made.add(id_of(operation))
                for link in links:
                    await follow(link.target, wanted | led_to(link, case, response))
                return

    for operation in operations_of(visit.schema):
        if links_of(operation):
            await follow(operation, known)
    assert not said, "\n\n".join(said)
    assert made == {id_of(operation) for operation in operations_of(visit.schema) if links_of(operation)}
    assert len(made) > 8
