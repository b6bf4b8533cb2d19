"""What no public page, file, picture or line ever tells, walked over all of them."""

import re
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import timedelta
from typing import Any

import httpx
import pytest
from starlette.types import ASGIApp

from application.domain.ids import UserId
from application.domain.runs.run import RunFilter
from application.domain.tournaments.timeline import ReleaseRule
from application.rate_limits import Allowances
from application.services.tournaments.async_tournament_service import TournamentChanges
from models.user import User
from tests.support.community import Community, found_community
from tests.support.site import Visitor, mounted_site, running
from tests.support.strangers import Following, in_full, public_addresses
from tests.views.conftest import Visit
from tests.views.public.test_public_races import Night
from views.public.frame import events_address

MINUTE = timedelta(minutes=1)


async def addresses_of(night: Night) -> list[str]:
    """The addresses of a night's public things."""
    community = night.community
    race = (await community.race(night.race)).summary
    runs = await community.container.runs.list_runs(community.admin, RunFilter(night.tournament))
    player = runs.items[0].user_id if runs.items else 1
    (seed, *_) = await community.container.tournaments.list_permalinks(community.admin, race.pool_id)
    return public_addresses(
        slug="hyrule",
        tournament_id=night.tournament,
        live_race_id=night.race,
        pool_id=race.pool_id,
        permalink_id=race.permalink_id or seed.id,
        user_id=player,
    )


async def told(visitor: Visitor, addresses: list[str]) -> dict[str, str]:
    """Return what is answered at every public address; a page of one's own, or none, says nothing."""
    found = {}
    for path in addresses:
        answer = await visitor.get(path)
        assert answer.status_code in (200, 303, 404), path
        found[path] = str(answer.status_code) if "nicegui" in answer.text else in_full(answer)
    assert sum(not text.isdecimal() for text in found.values()) > len(addresses) * 2 / 3
    return found


def places_with(found: dict[str, str], *words: str) -> set[str]:
    return {f"{word} at {path}" for path, text in found.items() for word in words if word in text}


async def test_no_stranger_reads_a_seed_before_its_release(community: Community, visit: Visit) -> None:
    night = await Night.scheduled(community, release_rule=ReleaseRule.AT_START)
    async with visit(None) as stranger:
        room = await night.open()
        await community.advance_to((await community.race(night.race)).summary.locks_at)
        found = await told(stranger, await addresses_of(night))
        assert not places_with(found, "SECRET", "Bow/Boots")
        await night.start(room)
        assert places_with(await told(stranger, await addresses_of(night)), "SECRET")


async def test_no_stranger_reads_of_members_what_only_members_and_staff_may(community: Community, visit: Visit) -> None:
    staff = await community.add_player("Zelpha of the staff")
    night = await Night.scheduled(community)
    room = await night.open()
    young = await community.add_player("Navi", account_age=timedelta(days=2))
    room.join(await community.racetime_id_of(young))
    await community.hear(night.race, room)
    await night.start(room)
    await night.end(room)
    words = [str(user.discord_id) for user in await User.all() if user.discord_id is not None]
    words += ["Zelpha of the staff", "days old,", "linked this racetime.gg account"]
    elsewhere = await found_community(community.clock, slug="termina", rooms=community.rooms)
    readers: tuple[UserId | None, ...] = (None, await elsewhere.add_player())
    assert staff
    for reader in readers:
        async with visit(reader) as visitor:
            assert not places_with(await told(visitor, await addresses_of(night)), *words)


async def test_nothing_of_a_tournament_that_is_not_public_is_told(community: Community, visit: Visit) -> None:
    private = await Night.scheduled(community, is_public=False, name="Staff Trial", title="Secret Week")
    room = await private.open()
    await private.start(room)
    await private.end(room)
    hidden = await addresses_of(private)
    public = await Night.scheduled(community)
    async with visit(None) as stranger:
        for path in hidden:
            if path.startswith(("/tournaments", "/live-races", "/pools", "/permalinks")):
                assert (await stranger.get(path)).status_code in (303, 404), path
                assert (await stranger.get(events_address(path))).status_code in (303, 404), path
        found = await told(stranger, await addresses_of(public))
        assert not places_with(found, "Staff Trial", "Secret Week")


@pytest.mark.parametrize(
    "settings",
    [
        pytest.param({"stream_delay_minutes": 30}, id="stream"),
        pytest.param({"hide_results": True}, id="hidden"),
    ],
)
@pytest.mark.slow
async def test_what_is_held_back_changes_no_public_page(
    community: Community, visit: Visit, settings: dict[str, Any]
) -> None:
    """All pages are as they would be if nobody had finished."""
    night = await Night.scheduled(community, **settings)
    pool = (await community.race(night.race)).summary.pool_id
    await community.add_permalinks(pool, ordinary=1)
    await community.finish_run(await community.add_player(), pool, 50 * MINUTE)  # so that par is estimated
    room = await night.open()
    await night.start(room)
    await community.clock.advance(70 * MINUTE)
    known = await addresses_of(night)
    elsewhere = await found_community(community.clock, slug="termina", rooms=community.rooms)
    readers = (None, elsewhere.admin.actor.user_id)

    async def told_each() -> list[dict[str, str]]:
        """As both read it who know no more than what is public, with allowances that nobody has used yet."""
        community.container = replace(community.container, allowances=Allowances(community.clock))
        found = []
        for reader in readers:
            async with visit(reader) as visitor:
                found.append(await told(visitor, known))
        return found

    before = await told_each()

    async def differing() -> list[set[str]]:
        return [changed(*found) for found in zip(before, await told_each(), strict=True)]

    await community.clock.advance(5)  # a page that shows how late it is would differ now
    await night.first_finishes(room)
    assert await differing() == [set(), set()]
    if "stream_delay_minutes" in settings:
        room.finish_all(61 * MINUTE, MINUTE)
        await community.hear(night.race, room)
        await community.tick()
        assert await differing() == [set(), set()]
        await community.clock.advance(31 * MINUTE)
        await community.tick()
        assert all(len(found) > len(known) / 3 for found in await differing())


@pytest.mark.parametrize(
    "settings",
    [
        pytest.param({"stream_delay_minutes": 30}, id="stream", marks=pytest.mark.slow),
        pytest.param({"hide_results": True}, id="hidden"),
    ],
)
async def test_what_is_held_back_is_told_on_no_line(community: Community, settings: dict[str, Any]) -> None:
    """While something is told of another community, whose race is told of on the front page."""
    night = await Night.scheduled(community, **settings)
    elsewhere = await found_community(community.clock, slug="termina", rooms=community.rooms)
    other = await Night.scheduled(replace(elsewhere, container=community.container), title="Another one")
    room, seen = await night.open(), await other.open()
    await night.start(room)
    await community.clock.advance(70 * MINUTE)
    known = await addresses_of(night)
    async with AsyncExitStack() as stack:
        app = await stack.enter_async_context(mounted_site(community.container))
        await stack.enter_async_context(running(app))
        lines = {}
        for path in known:
            if (version := await version_at(app, path)) is not None:
                line = Following(app, events_address(f"{path}{'&' if '?' in path else '?'}since={version}"))
                lines[path] = await stack.enter_async_context(line)
        assert len(lines) > len(known) / 4
        await night.first_finishes(room)
        if "stream_delay_minutes" in settings:
            room.finish_all(61 * MINUTE, MINUTE)
            await community.hear(night.race, room)
            await community.tick()
        seen.start()
        await other.community.hear(other.race, seen)
        await lines["/"].hears("0 of 4 finished")
        assert not re.search("55:00|1:01:0|[1-4] of 4", lines["/"].heard)
        assert {path.partition("?")[0] for path, line in lines.items() if line.shown} == {"/"}
        await community.clock.advance(31 * MINUTE)
        await community.tick()
        changes = TournamentChanges(hide_results=False)
        await community.container.tournaments.update_tournament(community.admin, night.tournament, changes)
        for path in (night.path, f"/embed{night.path}"):
            await lines[path].hears("won by" if "stream_delay_minutes" in settings else "1 of 4 finished")


async def version_at(app: ASGIApp, path: str) -> str | None:
    """Return the version that a loaded page has; None for what doesn't move."""
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as client:
        found = re.search(r'data-events="[^"]+" data-version="(\w+)"', (await client.get(path)).text)
    return found and found[1]


def changed(before: dict[str, str], after: dict[str, str]) -> set[str]:
    return {path for path, text in after.items() if text != before[path]}
