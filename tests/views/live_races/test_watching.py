"""The board beside the racers' streams, and the commentators' sheet, for members and for everybody else."""

from typing import Any

import pytest

from application.services.runs.async_race_service import RunSubmission
from models.async_tournament import AsyncTournamentRace
from tests.support.community import Community
from tests.support.seen import Seen
from tests.support.strangers import page_at, words_of
from tests.views.conftest import Visit
from tests.views.public.test_public_races import MINUTE, Night

_PLAYERS = "frame-src https://player.twitch.tv https://www.youtube-nocookie.com"


def _players(page: Seen) -> list[object]:
    return [each.props["data-player"] for each in page.walk() if "data-player" in each.props]


async def test_streams_are_offered_beside_the_board_and_loaded_by_nobody_who_did_not_ask(
    community: Community, visit: Visit
) -> None:
    night = await Night.scheduled(community)
    room = await night.open()
    anju = next(key for key in room.entrants if key != "stranger")
    room.stream(anju, "https://www.twitch.tv/anju")
    await night.start(room)
    await community.clock.advance(60 * MINUTE)
    await night.first_finishes(room)
    member = await community.add_player("Zelda's friend")
    for viewer in (None, member):
        async with visit(viewer) as visitor:
            answer = await visitor.get(f"{night.path}/watch")
            assert _PLAYERS in answer.headers["content-security-policy"]
            assert "<iframe" not in answer.text
            assert "https://player.twitch.tv/?channel=anju" in answer.text
            assert "55:00" in answer.text
            for path in (night.path, f"{night.path}/commentary", "/"):
                assert "frame-src" not in (await visitor.get(path)).headers["content-security-policy"], path
            assert f"{night.path}/watch" in (await visitor.get(night.path)).text


async def test_vods_follow_with_the_moment_at_which_the_race_starts_in_them(community: Community, visit: Visit) -> None:
    night = await Night.scheduled(community)
    room = await night.open()
    await night.start(room)
    await night.end(room)
    run = (await AsyncTournamentRace.filter(live_race_id=night.race).order_by("finish_time"))[0]
    submission = RunSubmission(vod_url="https://www.twitch.tv/videos/77?t=12m30s")
    await community.container.runs.submit(await community.enter(run.user_id), run.id, submission)
    async with visit(None) as stranger:
        page = await page_at(stranger, f"{night.path}/watch")
        assert _players(page) == ["https://player.twitch.tv/?video=v77&time=750s"]
        assert "VOD, the race starts at 12:30" in words_of(page, "streamers")
        assert "https://www.twitch.tv/videos/77?t=4350s" in [each.props.get("href") for each in page.walk()]


@pytest.mark.parametrize("settings", [{}, {"hide_results": True}], ids=["shown", "hidden"])
async def test_commentators_have_at_hand_who_races_and_how_they_did_so_far(
    community: Community, visit: Visit, settings: dict[str, Any]
) -> None:
    tournament = await community.add_tournament(is_public=True, **settings)
    pool = await community.add_pool(tournament, live=1, ordinary=1)
    anju, cremia = await community.add_player("Anju"), await community.add_player("Cremia")
    await community.finish_run(anju, pool, 60 * MINUTE)
    await community.finish_run(cremia, pool, 66 * MINUTE)
    race = (await community.schedule(tournament, pool)).summary.id
    room = await community.open_room(race)
    own, other = await community.racetime_id_of(anju), await community.racetime_id_of(cremia)
    room.join(own, other)
    room.rename(other, "Cremia")
    room.stream(own, "", "she/her")
    await community.hear(race, room)
    member = await community.add_player("Commentator")
    path = f"/live-races/{race}/commentary"
    async with visit(None) as stranger, visit(member) as visitor:
        await visitor.open(path)
        for notes in (words_of(await page_at(stranger, path), "racer-notes"), visitor.part("racer-notes")):
            assert "she/her" in notes
            assert ("1–0 Cremia" in notes) == (not settings)
            assert ("(Pool" in notes) == (not settings)
        assert "2 racers in the room" in visitor.part("hero")
