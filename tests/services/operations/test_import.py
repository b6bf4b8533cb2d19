"""A community moves in from SahasrahBot: whole tournaments, once, with nobody told and no seed said."""

import asyncio
import json
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from tortoise import Tortoise
from tortoise.models import Model

from application.container import build_container
from application.domain.errors import AlreadyTaken, Conflict, InvalidInput, Unavailable
from application.domain.ids import ImportId, TournamentId
from application.domain.live_races.live_race import LiveRaceStatus
from application.domain.messages.race_posts import PingMode
from application.domain.operations.importing.outcome import ImportStatus
from application.domain.operations.importing.plan import read_plan
from application.domain.operations.importing.report import ImportReport, as_text
from application.domain.permissions import Role
from application.domain.runs.run import ForfeitCause, RunStatus
from application.domain.seed_key import seed_digest
from application.dump_file import read_dump_file
from application.repositories.people.user_repository import UserRepository
from application.services.people.identity_service import DiscordAccount
from application.services.people.member_entry import NewMember
from models.async_tournament import (
    AsyncTournament,
    AsyncTournamentLiveRace,
    AsyncTournamentMemberRole,
    AsyncTournamentPermalink,
    AsyncTournamentPool,
    AsyncTournamentRace,
    AsyncTournamentWhitelistEntry,
)
from models.discord import AsyncTournamentDiscord, DiscordServer
from models.event_log import EventLogEntry, OutboxMessage
from models.imported import Import, ImportedHistoryEntry, ImportedRow
from models.notification import LiveRaceReminder, Notification
from models.organization import OrganizationMember
from models.run_history import AsyncTournamentRaceReview
from models.user import User
from tests.support.cancelling import CancelledAtWait
from tests.support.community import Community, found_community
from tests.support.databases import on_both_engines, on_postgres_and_slowly_on_sqlite
from tests.support.sahasrahbot import DISCORD, PLAN, SEEDS, SourceDump, at, odd_dump
from tests.support.speedgaming import listening_speedgaming

RUN = "asynctournamentrace"


class Move:
    """One dump and one plan, tried or carried out again and again."""

    def __init__(self, community: Community, folder: Path) -> None:
        self.community = community
        self.dump = odd_dump()
        self.plan = PLAN
        self.said: list[str] = []
        self.asks_speedgaming = False
        self._file = folder / "sahasrahbot.sql"

    def _read(self) -> tuple[Any, Any]:
        self._file.write_bytes(self.dump.text())
        return read_dump_file(self._file), read_plan(self.plan, asks_speedgaming=self.asks_speedgaming)

    async def try_out(self) -> ImportReport:
        return await self.community.container.imports.preview_import(*self._read(), say=self.said.append)

    async def carry_out(self, *, takes_over: bool = False) -> ImportReport:
        imports = self.community.container.imports
        return await imports.import_dump(*self._read(), say=self.said.append, takes_over=takes_over)


@pytest.fixture
async def move(community: Community, tmp_path: Path) -> Move:
    await community.clock.advance(at("2026-11-29 12:30:00") - community.clock.now())
    return Move(community, tmp_path)


async def everything(*, but: tuple[type[Model], ...] = ()) -> dict[str, list[dict[str, Any]]]:
    rows: dict[str, list[dict[str, Any]]] = {}
    models: dict[str, type[Model]] = (Tortoise.apps or {})["models"]
    for name, model in models.items():
        if model not in but and name != "Aerich":
            rows[name] = await model.all().order_by("id").values()
    return rows


async def local(source_table: str, source_id: int) -> int | None:
    return (await ImportedRow.get(source_table=source_table, source_id=source_id)).local_id


async def run_of(old_id: int) -> AsyncTournamentRace:
    return await AsyncTournamentRace.get(id=await local(RUN, old_id)).prefetch_related("user", "permalink")


@on_both_engines
async def test_every_odd_row_comes_out_as_it_should(move: Move) -> None:
    report = await move.carry_out()
    assert not report.is_stopped
    (organization,) = report.organizations
    assert [(each.old_id, each.name, each.outcome) for each in organization.tournaments] == [
        (21, "Main", "imported"),
        (22, "Main (2)", "imported"),
        (24, "Empty", "imported"),
    ]
    races = {await local("asynctournamentliverace", old): status for old, status in _RACES.items()}
    assert dict(await AsyncTournamentLiveRace.all().values_list("id", "status")) == races
    assert not await AsyncTournamentLiveRace.filter(status=LiveRaceStatus.FINISHED, final_at__isnull=True).exists()
    done = await run_of(61)
    assert (done.user.display_name, done.status, done.created_at) == (
        "Link",
        RunStatus.FINISHED,
        at("2023-03-12 01:00:00"),
    )
    assert (await run_of(63)).forfeit_cause is ForfeitCause.START_LIMIT
    assert (await run_of(67)).live_race_id is None
    assert (await run_of(71)).status is RunStatus.FORFEIT
    assert await local(RUN, 68) is None
    assert await local(RUN, 73) is None
    links = await AsyncTournamentPermalink.filter(pool__name="Standard").order_by("number")
    assert [(link.url, link.number, link.twin) for link in links] == [
        (SEEDS["twice"], 1, 0),
        (f"{SEEDS['twice']}#sahasrahbot-42", 2, 1),
    ]
    assert await AsyncTournamentWhitelistEntry.all().count() == 2
    granted = await AsyncTournamentMemberRole.all().order_by("id").values_list("user__display_name", "role")
    assert sorted(granted) == [
        ("Owner", Role.ASYNC_TOURNAMENT_ADMIN),
        ("Owner", Role.ASYNC_TOURNAMENT_ADMIN),
        ("Owner of Main", Role.ASYNC_TOURNAMENT_ADMIN),
        ("Reviewer 😀", Role.ASYNC_REVIEWER),
        ("Reviewer 😀", Role.ASYNC_REVIEWER),
    ]
    assert await AsyncTournamentRaceReview.filter(run_id=done.id).count() == 3
    lines = await ImportedHistoryEntry.all().order_by("source_id").values_list("action", "run_id", "by_system")
    assert list(lines) == [
        ("create_thread", None, False),
        ("runner_forfeit", (await run_of(63)).id, False),
        ("timeout_forfeit", (await run_of(63)).id, True),
        ("timeout_forfeit", (await run_of(64)).id, True),
    ]


_RACES = {
    51: LiveRaceStatus.FINISHED,
    52: LiveRaceStatus.CANCELLED,
    53: LiveRaceStatus.FINISHED,
    54: LiveRaceStatus.CANCELLED,
    55: LiveRaceStatus.CANCELLED,
    56: LiveRaceStatus.CANCELLED,
}


async def test_people_are_placeholders_whom_their_accounts_lead_to(move: Move) -> None:
    await move.carry_out()
    people = {user.display_name: user for user in await User.exclude(organization_id=None)}
    assert set(people) == {
        "OnlyRacetime",
        "Link",
        "Racer cCdDeEfFgGhHiIjJ",
        "Ж" * 80,
        "Reviewer 😀",
        "Owner",
        "Owner of Main",
    }
    member = await OrganizationMember.get(user_id=people["OnlyRacetime"].id)
    assert (member.claimed_racetime_id, member.made_by_others) == ("aAbBcCdDeEfFgGhH", False)
    assert not await User.filter(racetime_id="aAbBcCdDeEfFgGhH").exists()


async def test_scores_and_board_are_those_of_the_rules(move: Move) -> None:
    report = await move.carry_out()
    done, other = await run_of(61), await run_of(75)
    times = sorted([3800.5, 3600.0, 176400.999999])
    par = sum(times) / 3
    assert done.score == pytest.approx(min(105, (2 - 3800.5 / par) * 100))
    assert other.score == pytest.approx(105)
    (closed, *_) = report.organizations[0].tournaments
    assert {name for name, _ in closed.first_after} >= {"Link", "OnlyRacetime"}
    assert closed.scores.stale > 0


async def test_scores_that_sahasrahbot_had_are_compared(move: Move) -> None:
    move.dump = _scored(100.0, 90.0)
    report = await move.carry_out()
    (tournament,) = report.organizations[0].tournaments
    assert tournament.scores.equal == 1
    assert [(run, before) for run, before, _ in tournament.scores.differing] == [(61, 90.0)]
    assert tournament.first_before == (("One", 100.0), ("Two", 90.0))


def _scored(*scores: float) -> SourceDump:
    dump = SourceDump()
    dump.add("asynctournament", id=20, owner_id=DISCORD + 1)
    dump.add("asynctournamentpermalinkpool", id=30, tournament_id=20)
    dump.add("asynctournamentpermalink", id=40, pool_id=30, url=SEEDS["open"])
    for place, score in enumerate(scores):
        dump.add("users", id=1 + place, discord_user_id=DISCORD + 1 + place, display_name=("One", "Two")[place])
        dump.add(
            RUN,
            id=60 + place,
            tournament_id=20,
            permalink_id=40,
            user_id=1 + place,
            status="finished",
            start_time="2023-03-12 01:00:00",
            end_time="2023-03-12 02:00:00",
            score=score,
            score_updated_at="2023-03-13 00:00:00",
        )
    return dump


@on_both_engines
async def test_a_dry_run_says_what_would_be_done_and_writes_nothing(move: Move) -> None:
    before = await everything()
    tried = await move.try_out()
    assert await everything() == before
    done = await move.carry_out()
    for one, other in zip(tried.organizations[0].tournaments, done.organizations[0].tournaments, strict=True):
        assert (one.old_id, one.new, one.roles, one.scores) == (other.old_id, other.new, other.roles, other.scores)
    assert "dry run" in as_text(tried)
    assert "  asynctournamentrace 13, 11 imported, 2 left out\n" in as_text(tried)
    assert "dry run" not in as_text(done)


@on_both_engines
async def test_a_second_import_changes_nothing(move: Move) -> None:
    await move.carry_out()
    before = await everything(but=(Import,))
    report = await move.carry_out()
    assert await everything(but=(Import,)) == before
    assert {each.outcome for each in report.organizations[0].tournaments} == {"unchanged"}


@on_both_engines
async def test_an_import_that_was_ended_in_the_middle_goes_on(move: Move) -> None:
    whole = move.plan
    move.plan += "[tournaments.22]\nimport = false\n[tournaments.24]\nimport = false\n"
    await move.carry_out()
    move.plan = whole
    report = await move.carry_out()
    assert [each.outcome for each in report.organizations[0].tournaments] == ["unchanged", "imported", "imported"]
    assert await AsyncTournamentRace.all().count() == 11


@on_postgres_and_slowly_on_sqlite
async def test_an_import_that_dies_at_any_moment_leaves_whole_tournaments_and_goes_on(move: Move) -> None:
    await _die_and_go_on(move, moments=4)


@pytest.mark.slow
@on_both_engines
async def test_an_import_that_dies_at_fifty_moments_leaves_whole_tournaments_and_goes_on(move: Move) -> None:
    await _die_and_go_on(move, moments=50)


async def _die_and_go_on(move: Move, *, moments: int) -> None:
    """Let imports into one organization after the other die, each at another moment, and finish each."""
    await move.carry_out()
    whole = await signature("hyrule")
    chance = Random(f"{moments} moments")  # the same ones on every run
    died = 0
    for number in range(moments):
        slug = f"place{number}"
        await found_community(move.community.clock, slug=slug, rooms=move.community.rooms)
        move.plan = PLAN.replace("hyrule", slug)
        try:
            await CancelledAtWait(move.carry_out(), chance.randint(1, _WAITS))
        except asyncio.CancelledError:
            died += 1
        for tournament, rows in (await signature(slug)).items():
            assert rows == whole[tournament]
        await move.carry_out(takes_over=True)
        assert await signature(slug) == whole
    assert died >= moments / 2


_WAITS = 200
"""About how often an import of the odd dump waits for the database."""


async def signature(slug: str) -> dict[str, list[tuple[Any, ...]]]:
    """Return everything of an organization's tournaments that is the same wherever they were imported."""
    found: dict[str, list[tuple[Any, ...]]] = {}
    for tournament in await AsyncTournament.filter(organization__slug=slug):
        of_it = {"tournament_id": tournament.id}
        runs = (
            await AsyncTournamentRace.filter(**of_it)
            .order_by("id")
            .values_list(
                "user__display_name", "status", "finish_time", "score", "permalink__url", "live_race__racetime_slug"
            )
        )
        races = await AsyncTournamentLiveRace.filter(**of_it).order_by("id").values_list("status", "scheduled_at")
        roles = await AsyncTournamentMemberRole.filter(**of_it).order_by("id").values_list("user__display_name", "role")
        lines = await ImportedHistoryEntry.filter(**of_it).order_by("id").values_list("details", "by_system")
        whitelist = await AsyncTournamentWhitelistEntry.filter(**of_it).count()
        found[tournament.name] = [*runs, *races, *roles, *lines, (whitelist,)]
    return found


async def test_nothing_is_told_to_anybody(move: Move) -> None:
    async def told() -> list[int]:
        return [await model.all().count() for model in (OutboxMessage, Notification, LiveRaceReminder)]

    before, outside = await told(), dict(move.community.rooms.rooms)
    await move.carry_out()
    await move.community.tick()
    assert await told() == before
    assert move.community.rooms.rooms == outside


async def test_no_seed_is_said_anywhere(move: Move, caplog: pytest.LogCaptureFixture) -> None:
    move.dump.rows["asynctournamentauditlog"][1]["details"] = f"x {SEEDS['sealed']}"
    tried, done = await move.try_out(), await move.carry_out()
    said = "\n".join(
        [
            as_text(tried),
            as_text(done),
            json.dumps(asdict(tried), default=str),
            *move.said,
            caplog.text,
            *map(str, await EventLogEntry.all().values()),
            *map(str, await ImportedHistoryEntry.all().values()),
            *map(str, await Import.all().values()),
            *map(str, await ImportedRow.all().values()),
        ]
    )
    assert [name for name, seed in SEEDS.items() if seed.rpartition("/")[2] in said] == []


async def test_each_tournament_is_one_line_of_the_audit_log(move: Move) -> None:
    await move.carry_out()
    lines = await EventLogEntry.filter(type="TournamentImportedEvent").order_by("id")
    assert [line.payload["name"] for line in lines] == ["Main", "Main (2)", "Empty"]
    assert lines[0].payload["runs"] == 9
    assert await EventLogEntry.exclude(type="TournamentImportedEvent").filter(id__gt=lines[0].id).count() == 0


async def test_an_import_is_kept_with_its_report(move: Move) -> None:
    report = await move.carry_out()
    kept = await Import.get()
    assert (kept.status, kept.file_sha256, kept.id) == (
        ImportStatus.DONE,
        report.dump.sha256,
        report.organizations[0].import_id,
    )
    assert kept.counts["runs"] == 11
    assert "Tournament 21, Main" in kept.report


# Who is here already


async def test_who_signed_in_before_is_found_by_the_discord_account(move: Move) -> None:
    users = UserRepository(move.community.clock)
    link = await users.create("Link of Hyrule", discord_id=DISCORD + 2)
    await move.carry_out()
    assert (await run_of(61)).user_id == link.id
    member = await OrganizationMember.get(user_id=link.id)
    assert (member.made_by_others, member.claimed_racetime_id) == (True, "bBcCdDeEfFgGhHiI")


async def test_who_proved_a_racetime_account_is_found_by_it(move: Move) -> None:
    users = UserRepository(move.community.clock)
    known = await users.create("Known", discord_id=DISCORD + 77)
    await users.set_racetime_account(known, "aAbBcCdDeEfFgGhH", "Known")
    await move.carry_out()
    assert (await run_of(65)).user_id == known.id


async def test_a_person_who_is_two_here_stops_the_tournaments_they_are_in(move: Move) -> None:
    users = UserRepository(move.community.clock)
    await users.create("Link", discord_id=DISCORD + 2)
    other = await users.create("Other", discord_id=DISCORD + 77)
    await users.set_racetime_account(other, "bBcCdDeEfFgGhHiI", "Other")
    report = await move.carry_out()
    assert [each.outcome for each in report.organizations[0].tournaments] == ["stopped", "imported", "imported"]
    assert "Merge the two here" in as_text(report)
    assert await AsyncTournament.all().count() == 2


async def test_nobody_comes_of_whom_only_a_stopped_tournament_knows(move: Move) -> None:
    move.dump.rows[RUN][0]["end_time"] = None
    report = await move.carry_out()
    assert [each.outcome for each in report.organizations[0].tournaments] == ["stopped", "imported", "imported"]
    assert not await User.filter(discord_id=DISCORD + 6).exists(), "raced in the stopped one only"
    assert await User.filter(discord_id=DISCORD + 3).exists()
    move.plan += '[runs.61]\nstatus = "forfeit"\n'
    assert (await move.carry_out()).organizations[0].tournaments[0].outcome == "imported"
    assert await User.filter(discord_id=DISCORD + 6).exists()


async def test_another_racetime_account_that_is_known_here_is_kept(move: Move) -> None:
    community = move.community
    added = await community.container.organizations.add_member(
        community.admin, NewMember("Link", DISCORD + 2, "oTherAccount")
    )
    report = await move.carry_out()
    member = await OrganizationMember.get(user_id=added.user_id)
    assert member.claimed_racetime_id == "oTherAccount"
    assert "has another racetime.gg account here: kept" in as_text(report)


@on_both_engines
async def test_who_signs_in_after_the_people_were_written_has_the_runs(move: Move) -> None:
    whole = move.plan
    move.plan += "[tournaments.22]\nimport = false\n"
    await move.carry_out()
    placeholder = await User.get(discord_id=DISCORD + 3)
    signed_in = await move.community.container.identity.know(DiscordAccount(DISCORD + 3, "Link himself"))
    move.plan = whole
    await move.carry_out()
    assert signed_in.id != placeholder.id
    assert {(await run_of(old_id)).user_id for old_id in (63, 64, 69)} == {signed_in.id}


@on_both_engines
async def test_one_dump_goes_to_two_organizations_each_with_people_of_its_own(move: Move) -> None:
    await found_community(move.community.clock, slug="termina", rooms=move.community.rooms)
    await move.carry_out()
    before = await everything(but=(Import, EventLogEntry))
    move.plan = PLAN.replace("hyrule", "termina")
    report = await move.carry_out()
    assert [each.name for each in report.organizations[0].tournaments] == ["Main", "Main (2)", "Empty"]
    after = await everything(but=(Import, EventLogEntry))
    for name, rows in before.items():
        kept = {row["id"]: row for row in after[name]}
        assert [row for row in rows if kept.get(row["id"]) != row] == []


# Running again after changes


async def test_what_was_changed_there_is_brought_up_to_date_and_scored(move: Move) -> None:
    await move.carry_out()
    row = next(row for row in move.dump.rows[RUN] if row["id"] == 61)
    row["end_time"], row["runner_notes"] = "2023-03-12 01:35:00.250000", "corrected"
    report = await move.carry_out()
    assert dict(report.organizations[0].tournaments[0].changed) == {"runs": 1}
    run = await run_of(61)
    assert (run.finish_time, run.runner_notes) == (at("2023-03-12 01:35:00") - at("2023-03-12 01:05:00"), "corrected")
    assert run.score == pytest.approx(105)
    assert await AsyncTournamentRaceReview.filter(run_id=run.id).count() == 3
    assert (await move.carry_out()).organizations[0].tournaments[0].outcome == "unchanged"


async def test_what_people_changed_here_since_is_never_overwritten(move: Move) -> None:
    await move.carry_out()
    run = await run_of(61)
    await AsyncTournamentRace.filter(id=run.id).update(runner_notes="ours", version=run.version + 1)
    row = next(row for row in move.dump.rows[RUN] if row["id"] == 61)
    row["runner_notes"] = "theirs"
    report = await move.carry_out()
    assert (await run_of(61)).runner_notes == "ours"
    assert "changed there and here" in as_text(report)


async def test_new_runs_of_a_tournament_that_came_before_come_after(move: Move) -> None:
    await move.carry_out()
    move.dump.add(RUN, id=90, tournament_id=22, permalink_id=46, user_id=2, status="forfeit")
    report = await move.carry_out()
    assert dict(report.organizations[0].tournaments[1].new) == {"runs": 1}
    assert (await run_of(90)).tournament_id == (await run_of(69)).tournament_id


async def test_pools_and_seeds_follow_what_was_changed_there_unless_somebody_changed_them_here(move: Move) -> None:
    await move.carry_out()
    pools, seeds = move.dump.rows["asynctournamentpermalinkpool"], move.dump.rows["asynctournamentpermalink"]
    pools[0]["name"], pools[1]["name"] = "Standard (first)", "Openly"
    await AsyncTournamentPool.filter(id=await local("asynctournamentpermalinkpool", 32)).update(name="Ours")
    seeds[0]["notes"], seeds[3]["url"] = "Hammer", "https://alttpr.com/en/h/gCorrected"
    gone = move.dump.rows[RUN].pop(0)
    report = await move.carry_out()
    names = await AsyncTournamentPool.filter(tournament__name="Main").order_by("position").values_list("name")
    assert [name for (name,) in names] == ["Standard (first)", "Ours"]
    assert (await AsyncTournamentPermalink.get(id=await local("asynctournamentpermalink", 41))).notes == "Hammer"
    corrected = await AsyncTournamentPermalink.get(id=await local("asynctournamentpermalink", 44))
    assert (corrected.url, corrected.seed_key) == (seeds[3]["url"], seed_digest(str(seeds[3]["url"])))
    assert dict(report.organizations[0].tournaments[0].changed) == {"pools": 1, "seeds": 2}
    rules = {(each.rule, each.old_id) for each in report.organizations[0].tournaments[0].problems}
    assert {("changed-twice", 32), ("gone-there", gone["id"])} <= rules
    assert (await run_of(61)).status is RunStatus.FINISHED
    assert (await move.carry_out()).organizations[0].tournaments[0].outcome == "unchanged"


async def test_a_tournament_speaks_where_it_did_once_that_server_is_linked(move: Move) -> None:
    for row in move.dump.rows["asynctournament"]:
        row["channel_id"] = 800 + int(row["id"] or 0)
    move.plan += "[tournaments.21]\nkeep_channel = true\n[tournaments.22]\nkeep_channel = true\n"
    told = as_text(await move.carry_out())
    assert "Is closed, so its Discord channel is not kept." in told
    assert "Its Discord server isn't linked here" in told
    assert await AsyncTournamentDiscord.all().count() == 0
    now = move.community.clock.now()
    await DiscordServer.create(
        organization_id=move.community.organization_id, guild_id=700, name="Hyrule", linked_at=now
    )
    report = await move.carry_out()
    (channel,) = await AsyncTournamentDiscord.all().select_related("tournament")
    assert (channel.tournament.name, channel.channel_id) == ("Main (2)", 822)
    assert (channel.ping, channel.server_events) == (PingMode.NOBODY, False)
    assert dict(report.organizations[0].tournaments[1].new) == {"channels": 1}


async def test_how_a_race_ended_that_was_never_recorded_is_asked_of_racetime(move: Move) -> None:
    race = next(row for row in move.dump.rows["asynctournamentliverace"] if row["id"] == 53)
    room = move.community.rooms.opened_by_hand()
    race["racetime_slug"] = room.slug
    move.plan += "[live_races.53]\nfetch = true\n"
    assert "Is not over on racetime.gg" in as_text(await move.try_out())
    room.join("aAbBcCdDeEfFgGhH", "someoneElse")
    room.start()
    room.finish("aAbBcCdDeEfFgGhH", timedelta(hours=1, seconds=2.5))
    room.forfeit("someoneElse")
    await move.carry_out()
    run = await run_of(71)
    assert (run.status, run.finish_time) == (RunStatus.FINISHED, timedelta(hours=1, seconds=2.5))
    assert room.started_at is not None
    assert run.finished_at == room.started_at + timedelta(hours=1, seconds=2.5)
    race["racetime_slug"] = None
    with pytest.raises(InvalidInput, match="SahasrahBot knows no room of it"):
        await move.try_out()


async def test_speedgaming_is_asked_when_races_take_place_that_are_still_to_come(move: Move) -> None:
    start = at("2026-12-05 20:00:00")
    async with listening_speedgaming() as speedgaming:
        speedgaming.list_episode(40005, start)
        community = move.community
        settings = community.container.settings.model_copy(update={"speedgaming_url": speedgaming.url})
        community.container = build_container(
            settings, clock=community.clock, rooms=community.rooms, bus=community.container.bus
        )
        move.asks_speedgaming = True
        await move.carry_out()
        assert [asked["id"] for asked in speedgaming.asked] == ["40002", "40005"]
    to_come = await AsyncTournamentLiveRace.get(id=await local("asynctournamentliverace", 55))
    assert (to_come.status, to_come.scheduled_at) == (LiveRaceStatus.SCHEDULED, start)
    with pytest.raises(Unavailable, match="SpeedGaming gives no answer"):
        await move.try_out()


async def test_a_tournament_that_was_deleted_here_is_not_brought_back(move: Move) -> None:
    await move.carry_out()
    empty = await AsyncTournament.get(name="Empty")
    await move.community.container.tournaments.delete_tournament(move.community.admin, TournamentId(empty.id))
    report = await move.carry_out()
    assert report.organizations[0].tournaments[2].outcome == "stopped"
    assert not await AsyncTournament.filter(name="Empty").exists()


async def test_a_room_that_another_race_here_has_stops_the_tournament(move: Move) -> None:
    tournament = await move.community.add_tournament()
    race = await move.community.schedule(tournament, await move.community.add_pool(tournament))
    await AsyncTournamentLiveRace.filter(id=race.summary.id).update(racetime_slug="alttpr/clever-link-1234")
    report = await move.carry_out()
    assert [each.outcome for each in report.organizations[0].tournaments] == ["stopped", "imported", "imported"]
    assert await AsyncTournamentRace.filter(tournament__name="Main (2)").count() == 0


# Two at once, and undoing


@on_both_engines
async def test_one_import_waits_for_another_until_that_one_is_silent(move: Move) -> None:
    organization = move.community.organization_id
    now = move.community.clock.now()
    await Import.create(
        organization_id=organization,
        source="sahasrahbot",
        file_sha256="x",
        actor_name="system",
        counts={},
        started_at=now,
        heard_at=now,
    )
    with pytest.raises(AlreadyTaken, match="If its process is dead, take over"):
        await move.carry_out()
    await move.carry_out(takes_over=True)
    assert [each.status for each in await Import.all().order_by("id")] == [ImportStatus.ABANDONED, ImportStatus.DONE]


async def test_an_import_that_was_ended_stands_in_nobody_s_way(move: Move) -> None:
    with pytest.raises(asyncio.CancelledError):
        await CancelledAtWait(move.carry_out(), 60)
    await move.carry_out()
    assert [each.status for each in await Import.all().order_by("id")] == [ImportStatus.FAILED, ImportStatus.DONE]


@on_both_engines
async def test_undoing_leaves_nothing_behind(move: Move) -> None:
    kept = (Import, EventLogEntry)
    before = await everything(but=kept)
    report = await move.carry_out()
    number = report.organizations[0].import_id
    assert number is not None
    said = await move.community.container.imports.undo(ImportId(number))
    assert said == "Removed 3 tournaments and 8 people."
    assert await everything(but=kept) == before
    with pytest.raises(Conflict, match="was undone already"):
        await move.community.container.imports.undo(ImportId(number))
    assert (await move.carry_out()).organizations[0].tournaments[0].outcome == "imported"


async def test_undoing_is_refused_once_somebody_has_acted(move: Move) -> None:
    report = await move.carry_out()
    run = await run_of(61)
    await AsyncTournamentRace.filter(id=run.id).update(version=1)
    before = await everything()
    with pytest.raises(Conflict, match="Somebody has changed something since in Main"):
        await move.community.container.imports.undo(ImportId(report.organizations[0].import_id or 0))
    assert await everything() == before


@pytest.mark.parametrize(
    ("plan", "sentence"),
    [
        ('[guilds.700]\norganization = "nowhere"', "There is no organization nowhere here."),
        ('[guilds.701]\norganization = "hyrule"', "guilds.701: this dump has no tournament of it."),
    ],
)
async def test_a_plan_that_names_what_is_not_there_is_refused(move: Move, plan: str, sentence: str) -> None:
    move.plan = f'reviewed_at_zone = "UTC"\n{plan}\n'
    with pytest.raises(InvalidInput) as refused:
        await move.try_out()
    assert sentence in refused.value.message
