"""Seeds that are no web addresses, and pasted lists, over the API: kept as given, compared by their key."""

import httpx
import pytest

from tests.support.api import Api, problem
from tests.support.community import Community

FLAGS = '5JOfkHFLCIuh7WxM4mIY <@&7> `x` "q" 12345678'
TEXT = {"Content-Type": "text/plain"}


async def pool_of(community: Community) -> tuple[int, int]:
    tournament = await community.add_tournament()
    return tournament, await community.add_pool(tournament, live=0)


async def test_a_text_seed_is_added_drawn_and_read_as_it_was_given(
    community: Community, api: Api, admin: httpx.AsyncClient
) -> None:
    _, pool = await pool_of(community)
    permalinks = f"/api/async-tournaments/pools/{pool}/permalinks"
    (added,) = (await admin.post(permalinks, json={"permalinks": [{"url": FLAGS}]})).json()["items"]
    assert added["url"] == FLAGS
    again = await admin.post(permalinks, json={"permalinks": [{"url": f"  {FLAGS.replace(' ', '   ')} "}]})
    problem(again, 409, "already-taken")
    assert (await admin.get(permalinks)).json()["items"][0]["url"] == FLAGS

    player = await api.as_user(await community.add_player())
    run = (await player.post(f"/api/async-tournaments/pools/{pool}/draw")).json()
    assert run["seed"]["url"] == FLAGS


@pytest.mark.parametrize("text", ["<{}>", "||{}||", "Seed 2: {}", "[Seed]({})", "`{}`"])
async def test_an_address_in_a_chats_marks_is_that_address(
    community: Community, admin: httpx.AsyncClient, text: str
) -> None:
    """So that a sealed seed isn't dealt elsewhere as a text."""
    address = "https://alttpr.com/h/q3GYB9rEvX"
    _, pool = await pool_of(community)
    permalinks = f"/api/async-tournaments/pools/{pool}/permalinks"
    (added,) = (await admin.post(permalinks, json={"permalinks": [{"url": text.format(address)}]})).json()["items"]
    assert added["url"] == address


async def test_a_pasted_list_is_previewed_as_it_is_read_and_added_so(
    community: Community, admin: httpx.AsyncClient
) -> None:
    _, pool = await pool_of(community)
    permalinks = f"/api/async-tournaments/pools/{pool}/permalinks"
    pasted = f"Seed 1: <https://alttpr.com/h/one> Bow\n2. alttpr.com/h/two\n`{FLAGS}`\nWeek two:\nhttp://ALTTPR.com/en/h/one/"
    preview = (await admin.post(f"{permalinks}/import/preview", content=pasted.encode(), headers=TEXT)).json()
    assert [(row["row"], row["url"], row["is_link"], row["notes"]) for row in preview["permalinks"]] == [
        (1, "https://alttpr.com/h/one", True, "Bow"),
        (2, "https://alttpr.com/h/two", True, ""),
        (3, FLAGS.replace("`x`", "`x`"), False, ""),
    ]
    assert [row["row"] for row in preview["problems"]] == [4, 5]
    assert "put it in quotation marks" in preview["problems"][0]["detail"]
    refused = await admin.post(f"{permalinks}/import", content=pasted.encode(), headers=TEXT)
    assert refused.status_code == 422
    done = await admin.post(f"{permalinks}/import?only_good=true", content=pasted.encode(), headers=TEXT)
    assert done.json()["added"] == 3


@pytest.mark.parametrize(
    "text", ["<https://youtu.be/a1> and www.twitch.tv/videos/2", "https://youtu.be/a1\nhttps://www.twitch.tv/videos/2"]
)
async def test_several_links_to_recordings_are_handed_in_at_once(community: Community, api: Api, text: str) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament, live=0, ordinary=1)
    user = await community.add_player()
    run = (await community.finish_run(user, pool)).summary.id
    player = await api.as_user(user)
    answer = await player.patch(f"/api/async-tournaments/runs/{run}/submission", json={"vod_url": text})
    assert answer.json()["vod_links"][0] == "https://youtu.be/a1"
    assert answer.json()["vod_links"][1].endswith("twitch.tv/videos/2")
    again = {"vod_url": answer.json()["vod_url"]}
    same = await player.patch(f"/api/async-tournaments/runs/{run}/submission", json=again)
    assert same.json()["vod_links"] == answer.json()["vod_links"]
    refused = await player.patch(f"/api/async-tournaments/runs/{run}/submission", json={"vod_url": "javascript:x"})
    problem(refused, 422, "invalid-input")
