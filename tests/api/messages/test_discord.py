"""Discord by REST: linking a server, choosing where a tournament speaks, and the messages on their way."""

from collections.abc import AsyncIterator
from datetime import timedelta

import httpx
import pytest

from application.database import Database
from application.domain.discord import DiscordState, Standing
from tests.support.api import Api, complaints, problem, serving
from tests.support.clock import ManualClock
from tests.support.community import Community
from tests.support.discord.community import DiscordCommunity, discord_community
from tests.support.discord.listening import listening_discord


@pytest.fixture
async def hyrule(sqlite_database: Database, clock: ManualClock) -> AsyncIterator[DiscordCommunity]:
    async with listening_discord(clock) as server, discord_community(server) as made:
        yield made


@pytest.fixture
async def on_discord(hyrule: DiscordCommunity) -> AsyncIterator[httpx.AsyncClient]:
    """The admin's client, in a community with a linked server."""
    async with serving(hyrule.community) as running:
        yield await running.as_admin()


async def test_a_server_is_read_its_places_listed_and_a_tournament_speaks_there(
    hyrule: DiscordCommunity, on_discord: httpx.AsyncClient
) -> None:
    community = hyrule.community
    organization = f"/api/organizations/{community.organization_id}"
    server = (await on_discord.get(f"{organization}/discord-server")).json()
    assert server["guild_id"].isdecimal()
    places = (await on_discord.get(f"{organization}/discord-server/places")).json()
    channel = next(place for place in places["channels"] if place["id"] == str(hyrule.channel.id))
    assert channel["missing"] == []
    tournament = await community.add_tournament()
    settings = f"/api/async-tournaments/{tournament}/discord"
    assert (await on_discord.get(settings)).json()["channel_id"] is None
    changed = (await on_discord.patch(settings, json={"channel_id": channel["id"], "reminder_minutes": 20})).json()
    assert (changed["channel_id"], changed["channel_name"]) == (channel["id"], channel["name"])
    assert (changed["reminder_minutes"], changed["effective_reminder_minutes"]) == (20, 20)
    unknown = await on_discord.patch(settings, json={"channel_id": "80351110224678912"})
    assert complaints(unknown) == {"#/channel_id": "The Discord server has no such text channel."}

    await community.schedule(tournament, await community.add_pool(tournament), match_title="Week 1")
    waiting = (await on_discord.get(f"{organization}/messages")).json()["items"]
    card = next(line for line in waiting if line["what"] == "Race message")
    assert card["sent_at"] is None
    shown = (await on_discord.get(f"{organization}/messages/{card['id']}/text")).json()
    assert shown["title"] == "Week 1"
    assert "Am I eligible?" in shown["buttons"]
    async with hyrule.running():
        await hyrule.delivered()
    sent = (await on_discord.get(f"{organization}/messages")).json()["items"]
    assert all(line["sent_at"] for line in sent)
    assert (await on_discord.get(f"{organization}/messages/troubles")).json() == {"items": []}
    first = (await on_discord.get(f"{organization}/messages", params={"limit": 1})).json()
    again = (await on_discord.get(f"{organization}/messages", params={"cursor": first["next_cursor"]})).json()
    assert [*first["items"], *again["items"]] == sent

    assert (await on_discord.delete(f"{organization}/discord-server")).status_code == 204
    problem(await on_discord.get(f"{organization}/discord-server"), 404, "not-found")
    assert (await on_discord.get(settings)).json()["channel_id"] is None
    linkable = await on_discord.get(f"{organization}/discord-server/linkable")
    assert linkable.status_code == 200
    back = await on_discord.put(f"{organization}/discord-server", json={"guild_id": server["guild_id"]})
    assert back.json()["name"] == server["name"]


async def test_a_race_is_marked_for_a_reminder_and_unmarked(api: Api, community: Community) -> None:
    tournament = await community.add_tournament()
    race = await community.schedule(tournament, await community.add_pool(tournament), ahead=timedelta(days=1))
    client = await api.as_user(await community.add_player())
    reminder = f"/api/async-tournaments/live-races/{race.summary.id}/reminder"
    marked = f"/api/organizations/{community.organization_id}/reminders"
    for _ in range(2):
        answer = (await client.put(reminder)).json()
        assert answer["wanted"] is True
        assert answer["minutes_before"]
    assert (await client.get(marked)).json() == {"live_race_ids": [race.summary.id]}
    assert (await client.delete(reminder)).json()["wanted"] is False
    assert (await client.get(marked)).json() == {"live_race_ids": []}
    await community.container.live_races.cancel_live_race(community.admin, race.summary.id)
    refused = problem(await client.put(reminder), 409, "conflict")
    assert refused["detail"] == "This race has begun or is over, so there is nothing to be reminded of."


async def test_how_the_bot_stands_is_read_by_admins(hyrule: DiscordCommunity, on_discord: httpx.AsyncClient) -> None:
    address = f"/api/organizations/{hyrule.community.organization_id}/discord-bot"
    assert (await on_discord.get(address)).json()["state"] == "silent"
    now = hyrule.community.clock.now()
    connected = Standing(DiscordState.CONNECTED, "The bot is connected.", now)
    await hyrule.community.container.discord_servers.note_standing(connected)
    told = (await on_discord.get(address)).json()
    assert (told["state"], told["message"]) == ("connected", "The bot is connected.")
