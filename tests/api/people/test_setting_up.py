"""A whole tournament set up by a program that has nothing but a token."""

from dataclasses import replace
from datetime import timedelta

import httpx
import pytest

from api.schemas.tournaments.tournaments import TournamentCreateRequest, TournamentUpdateRequest
from application.container import build_container
from application.database import Database
from application.domain.ids import OrganizationId, UserId
from application.domain.settings import declared_in
from application.events import EventBus
from application.repositories.people.user_repository import UserRepository
from application.services.tournaments.async_tournament_service import TournamentSettings
from application.settings import Settings, load_settings
from tests.support.api import Api, complaints, problem, serving
from tests.support.clock import ManualClock
from tests.support.community import Community, found_community
from tests.support.databases import on_both_engines
from tests.support.rooms import GOAL, ScriptedRooms

SITE_ADMIN = 80351110224678912


@on_both_engines
async def test_a_program_sets_up_a_community_down_to_its_first_race(database: Database, clock: ManualClock) -> None:
    community = await found_community(clock)
    settings: Settings = load_settings(env_file=None).model_copy(update={"site_admin_discord_ids": (SITE_ADMIN,)})
    container = build_container(settings, clock=clock, rooms=ScriptedRooms(clock), bus=EventBus())
    owner = await UserRepository(clock).create("Rauru", discord_id=SITE_ADMIN)
    async with serving(replace(community, container=container)) as api:
        client = await api.as_user(UserId(owner.id))

        made = await client.post("/api/organizations", json={"name": "Lost Woods"})
        assert made.status_code == 201, made.text
        organization = f"/api/organizations/{made.json()['id']}"
        member = {
            "display_name": "Saria",
            "discord_id": "175928847299117063",
            "racetime_id": "aBcD1234",
            "racetime_name": "Saria Sings",
            "roles": ["ASYNC_TOURNAMENT_ADMIN"],
        }
        saria = (await client.post(f"{organization}/members", json=member)).json()
        assert (saria["discord_id"], saria["racetime_name"]) == ("175928847299117063", "Saria Sings")
        changed = await client.patch(f"{organization}/members/{saria['user_id']}", json={"racetime_id": "zZ9"})
        assert (changed.json()["racetime_id"], changed.json()["roles"]) == ("zZ9", ["ASYNC_TOURNAMENT_ADMIN"])
        profile = (
            await client.post(
                f"{organization}/race-room-profiles",
                json={"name": "Qualifier", "start_delay_seconds": 30, "is_default": True},
            )
        ).json()
        assert profile["settings"]["start_delay_seconds"] == 30
        bot = await client.put(f"{organization}/racetime-bots/alttpr", json={"client_id": "c", "client_secret": "s"})
        assert bot.status_code == 200
        bots = f"{organization}/racetime-bots/{bot.json()['id']}"
        assert (await client.post(f"{bots}/deactivate")).json()["is_active"] is False
        assert (await client.post(f"{bots}/reactivate")).json()["is_active"] is True

        saria_client = await api.as_user(UserId(saria["user_id"]))
        tournament = (
            await saria_client.post(
                f"{organization}/async-tournaments",
                json={
                    "name": "Spring",
                    "racetime_category": "alttpr",
                    "racetime_goal": GOAL,
                    "runs_per_pool": 2,
                    "race_room_profile_id": profile["id"],
                    "lock_minutes": 15,
                },
            )
        ).json()
        assert tournament["effective_timeline"]["lock_minutes"] == 15
        base = f"/api/async-tournaments/{tournament['id']}"
        pool = (await saria_client.post(f"{base}/pools", json={"name": "Open"})).json()
        seeds = {"permalinks": [{"url": f"https://alttpr.com/h/{n}", "is_live": n < 2} for n in range(5)]}
        added = await saria_client.post(f"/api/async-tournaments/pools/{pool['id']}/permalinks", json=seeds)
        assert [item["sealed"] for item in added.json()["items"]] == [True, True, False, False, False]
        young = (await client.post(f"{organization}/members", json={"display_name": "Fado"})).json()
        assert (await saria_client.put(f"{base}/whitelist/{young['user_id']}")).status_code == 204
        start = (clock.now() + timedelta(days=2)).isoformat()
        race = await saria_client.post(f"{base}/live-races", json={"pool_id": pool["id"], "scheduled_at": start})
        assert race.status_code == 201
        assert race.json()["seed_ready"] is True
        pools = (await saria_client.get(f"{base}/pools")).json()["items"]
        assert [(item["permalink_count"], item["unplayed_live_count"]) for item in pools] == [(5, 2)]
        renamed = await saria_client.patch(base, json={"name": "Spring Qualifier", "hide_results": True})
        assert (renamed.json()["name"], renamed.json()["runs_per_pool"]) == ("Spring Qualifier", 2)
        me = (await saria_client.get("/api/me")).json()
        assert [item["slug"] for item in me["organizations"]] == ["lost-woods"]

        log = container.access.as_system(OrganizationId(made.json()["id"]))
        members = await container.organizations.list_members(log)
        assert {view.name: [role.value for role in view.roles] for view in members.items} == {
            "Fado": [],
            "Rauru": ["ADMIN"],
            "Saria": ["ASYNC_TOURNAMENT_ADMIN"],
        }


async def test_who_founds_an_organization_for_somebody_else_stays_outside(
    database: Database, clock: ManualClock
) -> None:
    community = await found_community(clock)
    settings: Settings = load_settings(env_file=None).model_copy(update={"site_admin_discord_ids": (SITE_ADMIN,)})
    container = build_container(settings, clock=clock, rooms=ScriptedRooms(clock), bus=EventBus())
    owner = await UserRepository(clock).create("Rauru", discord_id=SITE_ADMIN)
    async with serving(replace(community, container=container)) as api:
        client = await api.as_user(UserId(owner.id))
        body = {"slug": "termina", "name": "Termina", "admin_discord_id": "175928847299117063", "admin_name": "Anju"}
        made = (await client.post("/api/organizations", json=body)).json()
        problem(await client.get(f"/api/organizations/{made['id']}"), 404, "not-found")
        anju = await container.identity.user_with_discord_id(175928847299117063)
        assert anju.name == "Anju"
        own = await (await api.as_user(UserId(anju.id))).get(f"/api/organizations/{made['id']}")
        assert own.json()["name"] == "Termina"
        taken = await client.post("/api/organizations", json=body)
        problem(taken, 409, "already-taken")
        for discord_id, complaint in (
            ("0", "A Discord id has 17 to 20 digits."),
            ("9999999999999999999", "No Discord account has this id yet."),
        ):
            refused = await client.post("/api/organizations", json={**body, "admin_discord_id": discord_id})
            assert complaints(refused)["#/admin_discord_id"].startswith(complaint)


async def test_a_site_administrator_closes_an_organization_whose_races_are_over_and_reopens_it(
    database: Database, clock: ManualClock
) -> None:
    community = await found_community(clock)
    settings: Settings = load_settings(env_file=None).model_copy(update={"site_admin_discord_ids": (SITE_ADMIN,)})
    container = build_container(settings, clock=clock, rooms=ScriptedRooms(clock), bus=EventBus())
    owner = await UserRepository(clock).create("Rauru", discord_id=SITE_ADMIN)
    tournament = await community.add_tournament()
    race = (await community.schedule(tournament, await community.add_pool(tournament))).summary.id
    own = f"/api/organizations/{community.organization_id}"
    async with serving(replace(community, container=container)) as api:
        owner_client, admin = await api.as_user(UserId(owner.id)), await api.as_admin()
        refused = problem(await owner_client.post(f"{own}/close"), 409, "conflict")
        assert refused["detail"].startswith("1 live race is not over yet.")
        await community.container.live_races.cancel_live_race(community.admin, race)
        problem(await admin.post(f"{own}/close"), 403, "forbidden")
        assert (await owner_client.post(f"{own}/close")).json()["is_active"] is False
        problem(await admin.get(own), 404, "not-found")
        problem(await admin.get(f"/api/async-tournaments/{tournament}"), 404, "not-found")
        assert (await owner_client.post(f"{own}/reopen")).json()["is_active"] is True
        assert (await admin.get(own)).json()["is_active"] is True
        log = (await admin.get(f"{own}/audit-log")).json()["items"]
        told = [(line["actor"], line["changes"]) for line in log if line["label"] == "Organization updated"]
        assert [(who, change["old"], change["new"]) for who, (change,) in told] == [
            ("Rauru", "False", "True"),
            ("Rauru", "True", "False"),
        ]
        problem(await owner_client.post("/api/organizations/999/close"), 404, "not-found")


@pytest.mark.parametrize(
    ("body", "where", "sentence"),
    [
        ({"racetime_id": "not an id"}, "#/racetime_id", "Give the account's id as in the address of its profile"),
        (
            {"racetime_name": "Only a name"},
            "#/racetime_id",
            "Give the racetime.gg account's id together with its name.",
        ),
        ({"roles": ["OWNER"]}, "#/roles/0", "roles[0] must be one of ADMIN, ASYNC_TOURNAMENT_ADMIN or ASYNC_REVIEWER."),
        ({"roles": None}, "#/roles", "roles can't be null."),
    ],
)
async def test_a_bad_change_of_a_member_is_refused(
    community: Community, admin: httpx.AsyncClient, body: dict[str, object], where: str, sentence: str
) -> None:
    path = f"/api/organizations/{community.organization_id}/members/{await community.add_player()}"
    before = (await admin.get(path)).json()
    refused = complaints(await admin.patch(path, json=body))
    assert refused.keys() == {where}
    assert refused[where].startswith(sentence)
    assert (await admin.get(path)).json() == before


async def test_members_keep_what_a_change_leaves_out_and_one_admin_stays(
    community: Community, admin: httpx.AsyncClient
) -> None:
    members = f"/api/organizations/{community.organization_id}/members"
    player = await community.add_player()
    before = (await admin.get(f"{members}/{player}")).json()
    promoted = (await admin.patch(f"{members}/{player}", json={"roles": ["ASYNC_REVIEWER"]})).json()
    assert promoted == {**before, "roles": ["ASYNC_REVIEWER"]}
    unlinked = (await admin.patch(f"{members}/{player}", json={"racetime_id": None})).json()
    assert unlinked == {**promoted, "racetime_id": None, "racetime_name": None}
    taken = await community.racetime_id_of(await community.add_player())
    problem(await admin.patch(f"{members}/{player}", json={"racetime_id": taken}), 409, "already-taken")
    last = problem(await admin.patch(f"{members}/{community.admin.actor.user_id}", json={"roles": []}), 409, "conflict")
    assert last["detail"] == "This is the last admin who can sign in. Make somebody else admin first."


async def test_an_organizations_settings_are_changed_one_by_one(community: Community, admin: httpx.AsyncClient) -> None:
    path = f"/api/organizations/{community.organization_id}"
    changed = (await admin.patch(path, json={"room_open_minutes": 60, "min_account_age_days": 0})).json()
    assert changed["timeline"]["room_open_minutes"] == 60
    assert (changed["min_account_age_days"], changed["name"]) == (0, "Hyrule")
    inherited = (await admin.patch(path, json={"room_open_minutes": None})).json()
    assert inherited["timeline"]["room_open_minutes"] is None
    assert inherited["min_account_age_days"] == 0
    refused = complaints(await admin.patch(path, json={"min_account_age_days": -1}))
    assert refused == {"#/min_account_age_days": "The account age must be 0 to 3650 days."}


async def test_every_setting_of_a_tournament_can_be_set_and_read(api: Api, community: Community) -> None:
    assert set(TournamentCreateRequest.model_fields) == declared_in(TournamentSettings).keys() - {"is_active"}
    assert set(TournamentUpdateRequest.model_fields) == declared_in(TournamentSettings).keys()
    path = f"/api/async-tournaments/{await community.add_tournament()}"
    admin = await api.as_admin()
    before = (await admin.get(path)).json()
    assert (before["ineligible_racers"], before["final_after_hours"]) == ("unrecorded", None)
    changed = (await admin.patch(path, json={"ineligible_racers": "removed", "final_after_hours": 48})).json()
    assert (changed["ineligible_racers"], changed["final_after_hours"]) == ("removed", 48)
    assert (await admin.get(path)).json() == changed
    refused = complaints(await admin.patch(path, json={"ineligible_racers": "shot", "final_after_hours": 0}))
    assert set(refused) == {"#/ineligible_racers"}
    assert set(complaints(await admin.patch(path, json={"final_after_hours": 0}))) == {"#/final_after_hours"}
    rules = {"par_rule": "percentile", "par_percentile": 40, "min_finished_runs": 3}
    changed = (await admin.patch(path, json=rules)).json()
    assert {name: changed[name] for name in rules} == rules
    assert set(complaints(await admin.patch(path, json={"par_rule": "mode"}))) == {"#/par_rule"}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
async def test_a_roster_comes_back_from_a_spreadsheet_in_its_encoding(
    api: Api, admin: httpx.AsyncClient, encoding: str
) -> None:
    address = f"/api/organizations/{api.community.organization_id}/roster"
    text = "Player;Discord ID\r\nZoë;'175928847299117063\r\nMalon;1,75929E+17\r\n"
    body, kind = text.encode(encoding), {"Content-Type": "text/csv"}
    refused = await admin.post(f"{address}/import", content=body, headers=kind)
    assert "Row 3: A spreadsheet has rounded the Discord id" in refused.text
    assert (await admin.post(f"{address}/import?only_good=true", content=body, headers=kind)).status_code == 201
    exported = await admin.get(address)
    assert exported.text.startswith("\ufeffname,discord_id,")
    assert "Zoë,'175928847299117063," in exported.text
    again = await admin.post(f"{address}/preview", content=exported.content, headers=kind)
    assert [line["step"] for line in again.json()["lines"]] == ["keep", "keep"]
