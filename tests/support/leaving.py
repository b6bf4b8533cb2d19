"""A community that has done a bit of everything, its archive, and what anybody reads of it by REST."""

import re
from datetime import timedelta
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from application.archive_file import ArchiveContent
from application.domain.ids import LiveRaceId, PoolId, UserId
from application.domain.live_races.room import RoomSettings
from application.domain.operations.alert_settings import QuietHoursChanges
from application.domain.operations.importing.plan import read_plan
from application.domain.permissions import Role
from application.domain.runs.corrections import Result
from application.domain.runs.run import RunFilter, RunStatus
from application.domain.tournaments.organization_settings import OrganizationChanges
from application.domain.tournaments.seed_source import GeneratorKind
from application.dump_file import read_dump
from application.services.operations.alert_settings_service import AlertSettingsChanges
from application.services.runs.async_race_service import RunSubmission
from application.services.tournaments.race_room_profile_service import ProfileDraft
from models.seed_source import SeedSource
from tests.support.api import serving
from tests.support.clock import ManualClock
from tests.support.community import Community, found_community
from tests.support.pictures import picture
from tests.support.rooms import ScriptedRoom
from tests.support.sahasrahbot import PLAN, at, odd_dump

MINUTE = timedelta(minutes=1)


async def busy_community(clock: ManualClock) -> Community:
    """Found a community and let everything happen in it of which rows are kept."""
    await clock.advance(at("2026-11-29 12:30:00") - clock.now())
    community = await found_community(clock)
    container, admin = community.container, community.admin
    dump = read_dump(BytesIO(odd_dump().text()), "odd")
    await container.imports.import_dump(dump, read_plan(PLAN), say=lambda _: None)
    await container.organizations.update_organization(
        admin, OrganizationChanges(description="We race.", colour="#3b55d0", links="Rules https://example.org/rules")
    )
    await container.organizations.set_logo(admin, picture())
    await container.alert_settings.update_settings(
        admin, AlertSettingsChanges(quiet=QuietHoursChanges(quiet_from="22:00", quiet_until="07:00"))
    )
    await community.add_webhook("https://hooks.example.org/x")
    await container.tournaments.delete_tournament(admin, await community.add_tournament("Gone"))
    profile = await container.profiles.create_profile(admin, ProfileDraft("Slow", RoomSettings(start_delay=30)))
    tournament = await community.add_tournament(
        "Spring Qualifier", reattempts_allowed=1, race_room_profile_id=profile.id, hide_results=True, score_cap=104.5
    )
    pool = await community.add_pool(tournament, live=3, ordinary=3)
    await SeedSource.create(
        organization_id=community.organization_id,
        pool_id=pool,
        generator=GeneratorKind.ALTTPR,
        preset="default",
        key_encrypted="sealed-key",
        updated_at=clock.now(),
    )
    reviewer = await community.enter(await community.add_player("Saria"))
    assert reviewer.actor.user_id is not None
    await container.tournament_staff.set_roles(admin, tournament, reviewer.actor.user_id, [Role.ASYNC_REVIEWER])
    reviewer = await community.enter(reviewer.actor.user_id)
    players = [await community.add_player(name) for name in ("Anju", "Cremia", "Malon", "Ruto")]
    await container.tournaments.whitelist_player(admin, tournament, players[0])
    await _race(community, (await community.schedule(tournament, pool)).summary.id, players[:3])
    cancelled = (await community.schedule(tournament, pool)).summary.id
    await container.live_races.cancel_live_race(admin, cancelled, "Nobody came.")
    await community.schedule(tournament, pool, ahead=timedelta(days=3), match_title="Grand final")
    await _run_alone(community, pool, players, reviewer)
    await community.forfeit_run(players[3], await community.add_pool(tournament, "Pool B", live=0, ordinary=1))
    leaver = await community.add_player("Skull Kid")
    await community.finish_run(leaver, await community.add_pool(tournament, "Pool C", live=0, ordinary=1))
    await container.organizations.remove_member(admin, leaver)
    return community


async def _race(community: Community, race: LiveRaceId, players: list[UserId]) -> ScriptedRoom:
    """Let a race be run, a stranger's result be left over, and a result be corrected on racetime.gg."""
    ids = [await community.racetime_id_of(player) for player in players]
    room = await community.open_room(race)
    room.join(*ids, "stranger")
    await community.hear(race, room)
    await community.advance_to((await community.race(race)).summary.locks_at)
    await community.clock.advance(10 * MINUTE)
    room.start()
    await community.hear(race, room)
    await community.clock.advance(70 * MINUTE)
    room.finish(ids[0], 60 * MINUTE)
    room.finish(ids[1], timedelta(seconds=3800, microseconds=250_000))
    room.finish("stranger", 50 * MINUTE)
    room.forfeit(ids[2])
    await community.hear(race, room)
    room.edit(ids[1], 62 * MINUTE)
    await community.clock.advance(MINUTE)
    await community.tick()
    room.record()
    await community.clock.advance(10 * MINUTE)
    await community.tick()
    return room


async def _run_alone(community: Community, pool: PoolId, players: list[UserId], reviewer: Any) -> None:
    container = community.container
    run = (await community.finish_run(players[3], pool, 66 * MINUTE)).summary
    own = await community.enter(players[3])
    await container.runs.submit(own, run.id, RunSubmission(vod_url="https://www.twitch.tv/videos/1", notes="Ünlucky."))
    await container.reviews.claim(reviewer, run.id)
    seen = (await container.reviews.get_review(reviewer, run.id)).item.run.version
    await container.reviews.accept(reviewer, run.id, seen=seen, note="Clean run.")
    seen = (await container.reviews.get_review(reviewer, run.id)).item.run.version
    result = Result(RunStatus.FINISHED, 65 * MINUTE)
    await container.reviews.correct_result(community.admin, run.id, result, "The timer ran on.", seen=seen)


async def archive_of(community: Community) -> bytes:
    """Return the archive of a community, with everything in it."""
    file = BytesIO()
    exports = community.container.exports
    await exports.export_by_slug("hyrule", file, say=lambda _: None, with_unreleased_seeds=True)
    return file.getvalue()


def files_of(archive: bytes) -> dict[str, bytes]:
    """Return the files of an archive, but for when it was made."""
    with ZipFile(BytesIO(archive)) as content:
        files = {name: content.read(name) for name in content.namelist()}
    files["organization.json"] = re.sub(rb'"made_at": "[^"]+"', b"", files["organization.json"])
    files["README.txt"] = re.sub(rb"as of [^.]+\.", b"", files["README.txt"])
    return files


def content_of(archive: bytes) -> ArchiveContent:
    return ArchiveContent(BytesIO(archive))


async def read_by_rest(community: Community) -> dict[str, Any]:
    """Return what staff read of tournaments and members, without ids and whether somebody has signed in here."""
    found: dict[str, Any] = {}
    async with serving(community) as api:
        client = await api.as_admin()
        own = f"/api/organizations/{community.organization_id}"
        for tournament in await community.container.tournaments.list_tournaments(community.admin):
            base = f"/api/async-tournaments/{tournament.id}"
            for name in ("leaderboard", "score-distribution", "progress", "runs", "live-races"):
                answer = await client.get(f"{base}/{name}")
                assert answer.status_code == 200, (name, answer.text)
                found[f"{tournament.name}: {name}"] = _without_ids(answer.json())
            runs = await community.container.runs.list_runs(community.admin, RunFilter(tournament.id))
            for run in runs.items:
                review = await client.get(f"/api/async-tournaments/runs/{run.id}/review")
                found[f"{tournament.name}: run {len(found)}"] = _without_ids(review.json())
        members = await client.get(f"{own}/members")
        found["members"] = _without_ids(members.json())
    return found


def _without_ids(value: Any) -> Any:
    match value:
        case dict():
            return {
                key: _without_ids(item)
                for key, item in value.items()
                if key not in ("id", "is_placeholder") and not key.endswith("_id")
            }
        case list():
            return [_without_ids(item) for item in value]
        case str():
            return re.sub(r"/\d+", "/N", value)
    return value
