"""An admin who sets up a tournament by REST, as a program would."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import httpx

from application.certificates import authorities
from application.container import Container
from application.domain.clock import Clock
from application.domain.discord import discord_id_made_at
from application.domain.ids import OrganizationId, UserId
from application.services.people.member_entry import NewMember
from racetime.rehearsal.racers import DEMO_USERS
from tests.support.rehearsal import BOT

PATIENCE = 20.0
CATEGORY = "alttpr"
GOAL = "Beat the game"
YEARS = timedelta(days=900)

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Founded:
    organization_id: OrganizationId
    admin_id: UserId
    token: str


@dataclass(frozen=True, slots=True)
class Racer:
    """Somebody with a racetime.gg account; a member of the organization unless `user_id` is None."""

    name: str
    racetime_id: str
    user_id: int | None


async def found_organization(container: Container) -> Founded:
    """Make an organization and a token of its admin, as the command line does."""
    zelda = NewMember("Zelda", discord_id=discord_id_made_at(container.clock.now() - YEARS, 999))
    organization = await container.organizations.create_organization("hyrule", "Hyrule", admin=zelda)
    user = await container.identity.user_with_discord_id(zelda.discord_id or 0)
    token = await container.identity.create_token(user.id, "admin")
    return Founded(organization.id, user.id, token.token)


@dataclass
class Organizer:
    clock: Clock
    organization_id: int
    admin: httpx.AsyncClient

    async def get(self, path: str) -> Any:
        return answer_of(await self.admin.get(path), 200)

    async def post(self, path: str, body: Json) -> Any:
        return answer_of(await self.admin.post(path, json=body), 201)

    async def patch(self, path: str, body: Json) -> Any:
        return answer_of(await self.admin.patch(path, json=body), 200)

    async def save_bot(self) -> None:
        path = f"/api/organizations/{self.organization_id}/racetime-bots/{CATEGORY}"
        body = {"client_id": BOT.client_id, "client_secret": BOT.client_secret}
        answer_of(await self.admin.put(path, json=body), 200)

    async def add_racer(self, number: int, *, is_member: bool = True, account_age: timedelta = YEARS) -> Racer:
        """Make one of racetime.gg's people a member with a linked account."""
        person = DEMO_USERS[number]
        user_id = None
        if is_member:
            member = await self.post(
                f"/api/organizations/{self.organization_id}/members",
                {
                    "display_name": person.name,
                    "discord_id": str(discord_id_made_at(self.clock.now() - account_age, number)),
                    "racetime_id": person.id,
                },
            )
            user_id = member["user_id"]
        return Racer(person.name, person.id, user_id)

    async def add_tournament(self, **settings: object) -> int:
        made = await self.post(
            f"/api/organizations/{self.organization_id}/async-tournaments",
            {"name": "Spring Qualifier", "racetime_category": CATEGORY, "racetime_goal": GOAL, **settings},
        )
        return int(made["id"])

    async def add_pool(self, tournament_id: int, *urls: str) -> int:
        pool = await self.post(f"/api/async-tournaments/{tournament_id}/pools", {"name": "Open"})
        await self.post(
            f"/api/async-tournaments/pools/{pool['id']}/permalinks",
            {"permalinks": [{"url": url, "notes": "Bow/Boots/Lamp", "is_live": True} for url in urls]},
        )
        return int(pool["id"])

    async def schedule(self, tournament_id: int, pool_id: int, *, ahead: timedelta, **more: object) -> Json:
        race: Json = await self.post(
            f"/api/async-tournaments/{tournament_id}/live-races",
            {"pool_id": pool_id, "scheduled_at": (self.clock.now() + ahead).isoformat(), **more},
        )
        return race

    async def read(self, race: Mapping[str, Any]) -> Json:
        """Return a live race as it is now."""
        now: Json = await self.get(f"/api/async-tournaments/live-races/{race['id']}")
        return now


def rest_client(url: str, token: str) -> httpx.AsyncClient:
    return httpx.AsyncClient(
        base_url=url, headers={"Authorization": f"Bearer {token}"}, timeout=PATIENCE, verify=authorities()
    )


def answer_of(answer: httpx.Response, expected: int) -> Any:
    assert answer.status_code == expected, answer.text
    return answer.json()
