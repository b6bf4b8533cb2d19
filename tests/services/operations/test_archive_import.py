"""An archive of another installation becomes an empty organization: equal to what it was, and nobody is told."""

import asyncio
import json
from dataclasses import replace
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_BZIP2, ZipFile

import pytest

from application.archive_file import ArchiveContent
from application.context import Actor
from application.database import Database
from application.domain.errors import Conflict, InvalidInput
from application.domain.live_races.seed_vault import SeedState
from application.domain.operations.archive import UnusableArchive
from application.domain.operations.audit import AuditFilter
from application.domain.permissions import Role
from application.repositories.messages.published_event_repository import PublicationSiteRepository
from application.repositories.operations.archive_parts import PARTS
from application.repositories.people.user_repository import UserRepository
from application.services.people.identity_service import DiscordAccount
from models.async_tournament import AsyncTournament
from models.event_log import EventLogEntry, OutboxMessage
from models.notification import Notification
from models.organization import OrganizationMember, OrganizationMemberRole
from models.user import User
from models.webhook import PublishedEvent, Webhook, WebhookDelivery
from tests.support.cancelling import CancelledAtWait
from tests.support.clock import ManualClock
from tests.support.community import Community, found_community
from tests.support.databases import copy_sqlite_template, on_both_engines
from tests.support.leaving import archive_of, busy_community, content_of, files_of, read_by_rest


class Elsewhere:
    """What there was at the other installation, which is gone by now."""

    def __init__(self, archive: bytes, read: dict[str, Any], left_at: datetime) -> None:
        self.archive = archive
        self.read = read
        self.left_at = left_at


@pytest.fixture(scope="module")
async def elsewhere(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Elsewhere:
    clock = ManualClock()
    database = await Database.open(copy_sqlite_template(sqlite_template, tmp_path_factory.mktemp("left") / "left.db"))
    try:
        community = await busy_community(clock)
        return Elsewhere(await archive_of(community), await read_by_rest(community), clock.now())
    finally:
        await database.close()


@pytest.fixture
async def empty(elsewhere: Elsewhere, database: Database, clock: ManualClock) -> Community:
    """An organization of the same name without anybody in it, at the same moment."""
    await clock.advance(elsewhere.left_at - clock.now())
    founded = await found_community(clock, slug="termina")
    view = await founded.container.organizations.create_organization("hyrule", "Hyrule")
    system = founded.container.access.as_system(view.id)
    return replace(founded, organization_id=view.id, admin=system)


async def take_in(community: Community, archive: bytes) -> Community:
    """Import an archive and let its first admin act."""
    await community.container.archive_imports.import_archive(content_of(archive), "hyrule", say=lambda _: None)
    granted = await OrganizationMemberRole.get(organization_id=community.organization_id, role=Role.ADMIN)
    actor = Actor(granted.user_id, "Zelda")
    return replace(community, admin=await community.container.access.enter(actor, community.organization_id))


def changed(archive: bytes, name: str, old: bytes, new: bytes, *, packed: int | None = None) -> bytes:
    """Return an archive in which somebody has changed a file."""
    target = BytesIO()
    with ZipFile(BytesIO(archive)) as source, ZipFile(target, "w") as copy:
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename == name:
                assert old in content, (name, content[:400])
                content = content.replace(old, new, 1)
            copy.writestr(entry.filename, content, packed)
    return target.getvalue()


async def test_the_other_installation_had_some_of_everything(elsewhere: Elsewhere) -> None:
    files = files_of(elsewhere.archive)
    assert [part.name for part in PARTS if not files[f"{part.name}.jsonl"]] == []
    assert b"sealed-key" not in b"".join(files.values())


@on_both_engines
async def test_everything_is_equal_afterwards(elsewhere: Elsewhere, empty: Community) -> None:
    arrived = await take_in(empty, elsewhere.archive)
    again = files_of(await archive_of(arrived))
    for name, content in files_of(elsewhere.archive).items():
        assert again[name] == content, name
    assert await read_by_rest(arrived) == elsewhere.read


async def test_nobody_is_told_no_room_is_opened_and_nothing_leaves(elsewhere: Elsewhere, empty: Community) -> None:
    arrived = await take_in(empty, elsewhere.archive)
    await arrived.container.publishing.publish()
    assert await OutboxMessage.all().count() == await Notification.all().count() == 0
    assert not arrived.rooms.rooms
    (webhook,) = await Webhook.all()
    assert (webhook.is_active, await WebhookDelivery.all().count()) == (False, 0)
    (entry,) = await EventLogEntry.filter(type="OrganizationImportedEvent")
    assert (entry.payload["made_from"], entry.actor_id) == ("hyrule", None)
    own = PublishedEvent.filter(organization_id=arrived.organization_id)
    assert await own.count() == 0
    await arrived.add_tournament("The first one here")
    await arrived.container.publishing.publish()
    assert [event.kind for event in await own] == ["tournament.created"]


async def test_what_happens_elsewhere_while_an_archive_comes_is_published_although_it_is_seen_late(
    elsewhere: Elsewhere, empty: Community
) -> None:
    site = PublicationSiteRepository(empty.clock)
    before = await site.next_mark(0)
    await (await found_community(empty.clock, slug="lorule")).add_tournament()
    await take_in(empty, elsewhere.archive)
    await empty.clock.advance(timedelta(minutes=1))
    assert await site.next_mark(0) == before
    await empty.clock.advance(timedelta(minutes=2))
    (imported,) = await EventLogEntry.filter(type="OrganizationImportedEvent")
    assert await site.next_mark(0) == imported.id


async def test_people_are_placeholders_until_they_sign_in(elsewhere: Elsewhere, empty: Community) -> None:
    here = await UserRepository(empty.clock).create("Anju Kafei", discord_id=await discord_id_of(elsewhere, "Anju"))
    arrived = await take_in(empty, elsewhere.archive)
    mine = await OrganizationMember.get(user_id=here.id)
    assert mine.made_by_others
    own = {"organization_id": arrived.organization_id}
    assert await User.filter(**own, display_name="Anju").count() == 0
    assert await User.filter(**own, display_name="Cremia", racetime_id__isnull=True).count() == 1
    signed_in = await arrived.container.identity.know(
        DiscordAccount(await discord_id_of(elsewhere, "Cremia"), "Cremia of the ranch")
    )
    assert await User.filter(**own, display_name="Cremia", merged_into_id=signed_in.id).count() == 1
    assert not await User.filter(**own, discord_id__isnull=True, display_name="Skull Kid").exclude(racetime_id=None)


async def discord_id_of(elsewhere: Elsewhere, name: str) -> int:
    people = [json.loads(line) for line in files_of(elsewhere.archive)["people.jsonl"].splitlines()]
    return int(next(each["discord_id"] for each in people if each["display_name"] == name))


@on_both_engines
async def test_an_import_that_is_cut_off_leaves_nothing(elsewhere: Elsewhere, empty: Community) -> None:
    imports = empty.container.archive_imports
    for number in (40, 90):
        work = imports.import_archive(content_of(elsewhere.archive), "hyrule", say=lambda _: None)
        with pytest.raises(asyncio.CancelledError):
            await CancelledAtWait(work, number)
        own = {"organization_id": empty.organization_id}
        assert await User.filter(**own).count() == await AsyncTournament.filter(**own).count() == 0
    await take_in(empty, elsewhere.archive)


async def test_a_dry_run_and_an_archive_that_breaks_leave_nothing(elsewhere: Elsewhere, empty: Community) -> None:
    imports = empty.container.archive_imports
    tried = await imports.preview_archive(content_of(elsewhere.archive), "hyrule", say=lambda _: None)
    assert (tried.is_written, "dry run: nothing was written" in tried.as_text()) == (False, True)
    assert "An import can't be undone. To start over, close the organization" in tried.as_text()
    twins = changed(elsewhere.archive, "tournaments.jsonl", b'"name":"Main (2)"', b'"name":"Main"')
    with pytest.raises(UnusableArchive, match=r"tournaments.jsonl in this archive contradict each other"):
        await imports.import_archive(content_of(twins), "hyrule", say=lambda _: None)
    assert await AsyncTournament.filter(organization_id=empty.organization_id).count() == 0
    assert await User.filter(organization_id=empty.organization_id).count() == 0


async def test_a_race_whose_seed_nobody_may_read_is_undecided_there(empty: Community) -> None:
    left = await found_community(empty.clock, slug="lorule")
    tournament = await left.add_tournament()
    pool = await left.add_pool(tournament, live=1, ordinary=1)
    sealed = next(seed for seed in await left.container.tournaments.list_permalinks(left.admin, pool) if seed.is_live)
    race = await left.schedule(tournament, pool, permalink_id=sealed.id)
    assert race.summary.seed.commitment
    file = BytesIO()
    await left.container.exports.export_by_slug("lorule", file, say=lambda _: None)
    files = files_of(file.getvalue())
    assert b"live-0-SECRET" not in b"".join(files.values())
    assert b'"commitment_salt":""' in files["live_races.jsonl"]
    arrived = await take_in(empty, file.getvalue())
    (there,) = (await arrived.container.live_races.list_live_races(arrived.admin)).items
    assert (there.seed.state, there.scheduled_at) == (SeedState.UNDECIDED, race.summary.scheduled_at)


async def test_an_organization_that_is_not_empty_takes_none(elsewhere: Elsewhere, empty: Community) -> None:
    arrived = await take_in(empty, elsewhere.archive)
    with pytest.raises(Conflict, match="isn't empty: it has race room profiles"):
        await take_in(arrived, elsewhere.archive)


_SPOILT = (
    ("organization.json", b'"version": 1', b'"version": 2', "has version 2, and this installation reads 1"),
    ("organization.json", b"sahabot2-organization", b"else", "no archive of an organization"),
    ("organization.json", b'"tournaments": ', b'"tournaments": 1', "has other rows than it says"),
    ("tournaments.jsonl", b'"number":2', b'"number":3', "line 2 of this archive is not number 2"),
    ("tournaments.jsonl", b'"score_cap"', b'"score_hat"', "has other columns than are known here"),
    ("tournaments.jsonl", b'"score_cap":105.0', b'"score_cap":NaN', "is no JSON"),
    ("tournaments.jsonl", b'"runs_per_pool":1', b'"runs_per_pool":-1', "Runs per pool"),
    ("tournaments.jsonl", b'"par_count":5', b'"par_count":"5"', "par_count can't be read"),
    ("pools.jsonl", b'"tournament":1', b'"tournament":99', "tournament can't be read"),
    ("runs.jsonl", b"https://www.twitch.tv/videos/1", b"javascript:alert(1)", "A VOD link is no web address"),
    ("webhooks.jsonl", b"https://hooks.example.org/x", b"gopher://example.org/x", "Give a web address"),
    ("log.jsonl", b'"payload":{', b'"payload":{"a":[[[[[[[[[[[]]]]]]]]]]],', "payload can't be read"),
    ("log.jsonl", b'"payload":{', b'"payload":{"a":1e999,', "payload can't be read"),
    ("log.jsonl", b'"payload":{', b'"payload":{"user_id":"you",', "What it says of an event can't be read"),
    ("log.jsonl", b'"payload":{', b'"payload":{"changes":[{}],', "What it says of an event can't be read"),
    ("members.jsonl", b'{"claimed', b'["claimed', "is no JSON"),
)


async def test_whatever_somebody_wrote_into_an_archive_gets_a_sentence(elsewhere: Elsewhere, empty: Community) -> None:
    for name, old, new, sentence in _SPOILT:
        with pytest.raises(InvalidInput, match=sentence):
            await take_in(empty, changed(elsewhere.archive, name, old, new))
    assert await User.filter(organization_id=empty.organization_id).count() == 0


_ODD: tuple[tuple[str, dict[str, Any], str], ...] = (
    ("race_room_profiles", {"start_delay": -1}, "start delay must be"),
    ("race_room_profiles", {"name": "\u200b"}, "Give the name"),
    ("pools", {"name": " "}, "Give the name"),
    ("pools", {"tournament": 4}, "Its tournament isn't that of its pool"),
    ("live_races", {"tournament": 4}, "Its tournament isn't that of its pool"),
    ("runs", {"tournament": 4}, "Its tournament isn't that of its pool"),
    ("runs", {"status": "finished", "finish_time": None}, "A finished run has no time"),
    ("runs", {"finish_time": -1}, "A time is negative"),
    ("runs", {"score": 1e308}, "A score is out of all bounds"),
    ("seeds", {"url": "https://example.org/" + "%20" * 1000}, "A seed may have at most 3,000 characters"),
    ("seeds", {"par_seconds": -1.0}, "A par is no time"),
    ("par_points", {"par_seconds": 1e308}, "A par is no time"),
    ("entrants", {"verdicts": 5}, "A verdict can't be read"),
    ("unmatched_results", {"finish_time": -1}, "A time is negative"),
    ("corrections", {"after_time": -1}, "A time is negative"),
    ("alert_settings", {"quiet_from": "25:99"}, "Give the time as hours and minutes"),
    ("alert_settings", {"time_zone": "No/Where"}, "time zone"),
    ("webhooks", {"name": ""}, "Give the name"),
    ("log", {"payload": {"change": 5}}, "What it says of an event can't be read"),
    ("log", {"payload": {"changes": [{"field": "name", "old": 1, "new": []}]}}, "What it says of an event"),
    ("log", {"payload": {"a": list(range(60_000))}}, "line 1 of this archive has too many values"),
    ("people", {"\ud800\x1b[2J": 1}, r"than are known here \(\[2J\)"),
)


async def test_whatever_no_form_would_take_gets_a_sentence(elsewhere: Elsewhere, empty: Community) -> None:
    for part, values, sentence in _ODD:
        with pytest.raises(InvalidInput, match=sentence):
            await take_in(empty, with_row(elsewhere.archive, part, values))
    assert await User.filter(organization_id=empty.organization_id).count() == 0


@on_both_engines
async def test_what_is_odd_and_nothing_but_told_does_no_harm(elsewhere: Elsewhere, empty: Community) -> None:
    changes = [{"field": "pool_id", "old": "9" * 5000, "new": "99999999999"}]
    told = {"user_id": 0, "webhook_id": 0, "guild_id": "9" * 19, "list": [{"user_id": -(2**60)}], "\ud800": "\x00"}
    told |= {"changes": changes}
    odd = with_row(elsewhere.archive, "log", {"type": "NoSuchEvent", "actor_name": "\x00\ud800", "payload": told})
    odd = with_row(odd, "organization", {}, header={"slug": "\x00\ud800\x1b[2J\u202e", "name": "\x00\x1b[2J"})
    imports = empty.container.archive_imports
    report = await imports.import_archive(content_of(odd), "hyrule", say=lambda _: None)
    assert report.as_text().startswith("[2J ([2J), made ")
    told_of = await empty.container.audit.tell_entries(empty.admin, AuditFilter(kinds=("NoSuchEvent",)))
    assert [change.new for line in told_of.items for change in line.changes] == ["a deleted pool"]
    assert await EventLogEntry.filter(type="OrganizationImportedEvent").count() == 1


def with_row(archive: bytes, part: str, values: dict[str, Any], *, header: dict[str, Any] | None = None) -> bytes:
    """Return an archive with other values in the first row of a part, and at its beginning."""
    with ZipFile(BytesIO(archive)) as source:
        row = source.read(f"{part}.jsonl").split(b"\n", 1)[0]
        beginning = source.read("organization.json")
    odd = changed(archive, f"{part}.jsonl", row, json.dumps(json.loads(row) | values).encode())
    return changed(odd, "organization.json", beginning, json.dumps(json.loads(beginning) | (header or {})).encode())


def test_what_is_no_archive_or_too_large_is_refused(elsewhere: Elsewhere) -> None:
    with pytest.raises(UnusableArchive, match="is no ZIP file"):
        content_of(b"hello")
    with pytest.raises(UnusableArchive, match="is no ZIP file"):
        content_of(elsewhere.archive[: len(elsewhere.archive) // 2])
    with pytest.raises(UnusableArchive, match="unpacks to more than is taken here"):
        ArchiveContent(BytesIO(elsewhere.archive), largest=1000)
    with pytest.raises(UnusableArchive, match="packed in a way that isn't read here"):
        content_of(changed(elsewhere.archive, "organization.json", b"{", b"{", packed=ZIP_BZIP2))
    many = b'{"version": [' + b"[]," * 60_000 + b"1], "
    with pytest.raises(UnusableArchive, match=r"organization.json of this archive has too many values"):
        content_of(changed(elsewhere.archive, "organization.json", b"{", many))
    nothing = BytesIO()
    ZipFile(nothing, "w").close()
    with pytest.raises(UnusableArchive, match="no archive of an organization"):
        ArchiveContent(nothing)
