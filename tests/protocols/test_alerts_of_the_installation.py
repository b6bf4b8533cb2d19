"""That nothing is done any more, or that nothing gets out, is told to whoever runs the installation."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from application.container import Container
from application.database import Database
from application.domain.operations.installation_alerts import InstallationAlertKind
from application.services.operations.alert_settings_service import AlertSettingsChanges
from installation.wiring import installed
from models.supervision import InstallationAlert
from tests.protocols.test_alerts_by_mail import mail_settings
from tests.support.clock import ManualClock
from tests.support.community import NOWHERE, Community, found_community
from tests.support.databases import on_postgres_and_slowly_on_sqlite
from tests.support.mail import MailServer, listening_mail
from tests.support.rehearsal import eventually

MINUTE = timedelta(minutes=1)
OPERATORS = "ops@hyrule.test", "night@hyrule.test"
LATE, OVER = "[SahaBot2] Scheduler is not running", "[SahaBot2] Resolved: Scheduler is not running"


@pytest.fixture
async def server() -> AsyncIterator[MailServer]:
    async with listening_mail() as listening:
        yield listening


@pytest.fixture
async def community(database: Database, clock: ManualClock, server: MailServer) -> Community:
    settings = mail_settings(server, alert_emails=",".join(OPERATORS))
    return await found_community(clock, settings=settings)


async def passes(community: Community, duration: timedelta) -> None:
    await community.clock.advance(duration)
    await community.container.installation_alerts.look()


async def test_a_scheduler_that_is_silent_is_told_once_and_so_is_its_return(
    community: Community, server: MailServer
) -> None:
    await passes(community, timedelta(0))
    await community.container.tasks.give_sign_of_life()
    await passes(community, MINUTE)
    await passes(community, MINUTE)
    assert server.mails == [], "it may come back within two minutes"
    for _ in range(3):
        await passes(community, MINUTE)
    assert server.subjects == [LATE]
    (mail,) = server.mails
    assert mail["To"] == mail["X-Recipients"] == ", ".join(OPERATORS)
    assert "Nothing was heard of the scheduler since Sat 14 Mar 2026, 18:00 UTC" in " ".join(mail.get_content().split())
    await community.container.tasks.give_sign_of_life()
    await passes(community, timedelta(0))
    await passes(community, timedelta(seconds=30))
    assert server.subjects == [LATE, OVER]
    assert server.mails[1]["In-Reply-To"] == mail["Message-ID"]


async def test_one_that_comes_back_within_two_minutes_is_told_nobody(community: Community, server: MailServer) -> None:
    await community.container.tasks.give_sign_of_life()
    await passes(community, 90 * timedelta(seconds=1))
    await community.container.tasks.give_sign_of_life()
    for _ in range(4):
        await passes(community, timedelta(seconds=50))
        await community.container.tasks.give_sign_of_life()
    assert server.mails == []
    assert await InstallationAlert.all().count() == 1


async def test_messages_that_wait_for_an_hour_are_told(community: Community, server: MailServer) -> None:
    tournament = await community.add_tournament()
    await community.schedule(tournament, await community.add_pool(tournament))  # members are to be told, and are not
    await community.clock.advance(timedelta(minutes=59))
    await community.container.tasks.give_sign_of_life()
    await passes(community, timedelta(0))
    assert await InstallationAlert.all().count() == 0
    for _ in range(3):
        await passes(community, 2 * MINUTE)
        await community.container.tasks.give_sign_of_life()
    stuck = [mail for mail in server.mails if "Messages don't get out" in mail["Subject"]]
    assert len(stuck) == 1
    assert "Messages to members have waited for more than an hour." in stuck[0].get_content()


async def test_a_mail_server_that_is_away_is_told_later(community: Community, server: MailServer) -> None:
    await community.container.tasks.give_sign_of_life()
    await passes(community, MINUTE)
    server.answers = ["450 busy", "450 busy"]
    await passes(community, 2 * MINUTE)
    assert server.mails == []
    await passes(community, timedelta(seconds=30))
    assert server.mails == [], "somebody has just tried"
    await passes(community, MINUTE)
    assert server.subjects == [LATE]


@on_postgres_and_slowly_on_sqlite
async def test_of_several_processes_one_tells(community: Community, server: MailServer) -> None:
    containers: list[Container] = [community.container, community.container, community.container]
    await community.container.tasks.give_sign_of_life()
    for _ in range(4):
        await community.clock.advance(MINUTE)
        await asyncio.gather(*(container.installation_alerts.look() for container in containers))
    assert server.subjects == [LATE]
    assert await InstallationAlert.all().count() == 1


async def test_a_process_at_work_brings_mail_and_looks_after_the_installation(
    sqlite_database_url: str, clock: ManualClock, server: MailServer
) -> None:
    more = {"database_url": sqlite_database_url, "racetime_url": NOWHERE, "alert_emails": OPERATORS[0]}
    async with installed(mail_settings(server, **more), clock=clock) as installation:
        container = installation.container
        organization = await container.organizations.create_organization("hyrule", "Hyrule")
        ctx = container.access.as_system(organization.id)
        await container.alert_settings.update_settings(ctx, AlertSettingsChanges(addresses=["zelda@hyrule.test"]))
        long_ago = container.clock.now() - timedelta(hours=1)
        await InstallationAlert.create(
            kind=InstallationAlertKind.OUTBOX_STUCK, sentence="Stuck.", raised_at=long_ago, told_at=long_ago
        )
        async with installation.at_work(stop=lambda: None):
            await eventually(lambda: clock.has_sleepers)
            await clock.advance(MINUTE)
            await eventually(lambda: len(server.mails) == 2)
    assert sorted(server.subjects) == [
        "[Hyrule] May alerts be sent to this address?",
        "[SahaBot2] Resolved: Messages don't get out",
    ]
