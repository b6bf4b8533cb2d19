"""Alerts reach staff by e-mail, through a real mail server, once and with their end."""

import asyncio
import re
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest

from application.certificates import authorities
from application.database import Database
from application.domain.errors import Conflict, InvalidInput, NotFound
from application.domain.messages.channels import Destination
from application.domain.messages.delivery import Done, Failed, Trouble
from application.domain.messages.mail import Mail, number_of
from application.domain.operations.alerts import BotStatus
from application.mail import MailSender
from application.private_keys import PrivateKeys
from application.read_models import BotView, Delivery
from application.services.messages.delivery_loop import DeliveryLoop
from application.services.operations.alert_settings_service import AlertSettingsChanges
from application.settings import Settings, SettingsError, load_settings
from models.event_log import EventLogEntry, OutboxMessage
from tests.support.certificate import make_certificate
from tests.support.clock import ManualClock
from tests.support.community import NOWHERE, Community, found_community
from tests.support.mail import MailServer, listening_mail
from tests.support.rehearsal import eventually
from tests.support.rooms import CATEGORY

MINUTE = timedelta(minutes=1)
ZELDA, LINK = "zelda@castle.test", "link@woods.test"


def mail_settings(server: MailServer, **more: object) -> Settings:
    values = {
        "base_url": "http://product.test",
        "speedgaming_url": NOWHERE,
        "smtp_host": "127.0.0.1",
        "smtp_port": server.port,
        "smtp_security": "none",
        "smtp_from": "alerts@product.test",
        **more,
    }
    return Settings(_env_file=None, **values)  # type: ignore[call-arg,arg-type]


@pytest.fixture
async def server() -> AsyncIterator[MailServer]:
    async with listening_mail() as listening:
        yield listening


@pytest.fixture
async def community(sqlite_database: Database, clock: ManualClock, server: MailServer) -> Community:
    return await found_community(clock, settings=mail_settings(server))


async def enter(community: Community, *addresses: str) -> None:
    settings = community.container.alert_settings
    await settings.update_settings(community.admin, AlertSettingsChanges(addresses=addresses))


async def write_to(community: Community, *addresses: str) -> None:
    """Enter addresses, and let whoever reads them say yes before they are even asked."""
    await enter(community, *addresses)
    keys = PrivateKeys(community.container.settings, "address")
    for address in addresses:
        key = keys.key_of(community.organization_id, number_of(address))
        await community.container.alert_addresses.confirm(str(key))


@asynccontextmanager
async def bringing(community: Community) -> AsyncIterator[DeliveryLoop[Delivery]]:
    container = community.container
    loop = DeliveryLoop(container.messages, MailSender(container.settings, container.clock), container.clock)
    task = asyncio.create_task(loop.follow(container.bus))
    try:
        yield loop
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def brought(community: Community, loop: DeliveryLoop[Delivery]) -> None:
    while True:
        loop.wake()
        await eventually(lambda: loop.is_idle)
        if not await community.container.messages.due(Destination.EMAIL):
            return


async def refused_bot(community: Community) -> BotView:
    bot = await community.container.bots.save_bot(community.admin, CATEGORY, "client", "secret")
    await community.container.bots.report_bot_status(bot.id, BotStatus.REFUSED, "Wrong secret.")
    await community.container.tasks.refresh_alerts()
    await community.clock.advance(2 * MINUTE)
    await community.container.tasks.refresh_alerts()
    return bot


async def accepted(community: Community, bot: BotView) -> None:
    await community.container.bots.report_bot_status(bot.id, BotStatus.CONNECTED, "")
    await community.container.tasks.refresh_alerts()


def of(server: MailServer, address: str) -> list[EmailMessage]:
    return [mail for mail in server.mails if mail["X-Recipients"] == address]


async def test_an_alert_and_its_end_are_written_once_to_each_address(community: Community, server: MailServer) -> None:
    await write_to(community, ZELDA, LINK)
    async with bringing(community) as loop:
        bot = await refused_bot(community)
        await brought(community, loop)
        await accepted(community, bot)
        await brought(community, loop)
        await community.clock.advance(5 * MINUTE)
        await community.container.tasks.refresh_alerts()
        await brought(community, loop)
    for address in (ZELDA, LINK):
        raised, over = of(server, address)
        assert (raised["To"], raised["From"]) == (address, "alerts@product.test")
        assert raised["Subject"] == "[Hyrule] Bot can't work"
        assert raised["Auto-Submitted"] == "auto-generated"
        text = raised.get_content()
        assert "The bot of alttpr is refused by racetime.gg. Wrong secret." in text
        assert "Since Sat 14 Mar 2026, 18:00 UTC." in text
        assert "http://product.test/organizations/hyrule/race-night" in text
        assert over["Subject"] == "[Hyrule] Resolved: Bot can't work"
        assert over["In-Reply-To"] == raised["Message-ID"]
        assert raised["Message-ID"].endswith("@product.test>")


async def test_the_end_of_an_alert_is_told_however_long_it_stood(community: Community, server: MailServer) -> None:
    await write_to(community, ZELDA)
    async with bringing(community) as loop:
        bot = await refused_bot(community)
        await brought(community, loop)
        for _ in range(2):
            await community.clock.advance(timedelta(days=100))
            await community.container.tasks.forget_settled()
        await accepted(community, bot)
        await brought(community, loop)
        assert [mail["Subject"].split("] ")[1][:8] for mail in of(server, ZELDA)] == ["Bot can'", "Resolved"]
        await community.clock.advance(timedelta(days=100))
        await community.container.tasks.forget_settled()
        assert not await OutboxMessage.filter(destination=Destination.EMAIL).exists()


async def test_an_address_that_is_refused_is_shown_and_holds_up_no_other(
    community: Community, server: MailServer
) -> None:
    await write_to(community, ZELDA, LINK)
    server.answers = ["550 5.1.1 no such zelda here"]
    async with bringing(community) as loop:
        await refused_bot(community)
        await brought(community, loop)
    assert [mail["To"] for mail in server.mails] == [LINK]
    view = await community.container.alert_settings.get_settings(community.admin)
    (refused, sent) = [each.delivery for each in view.addresses]
    assert refused is not None
    assert sent is not None
    assert (refused.failed, refused.error) == (True, "The mail server refuses this address (550).")
    assert sent.sent_at is not None
    assert await EventLogEntry.filter(type="MailFailedEvent").count() == 1


async def test_a_mail_server_that_is_away_or_busy_gets_it_later_and_what_is_over_never(
    community: Community, server: MailServer
) -> None:
    await write_to(community, ZELDA)
    server.answers = ["450 try again later"]
    async with bringing(community) as loop:
        bot = await refused_bot(community)
        await brought(community, loop)
        assert server.mails == []
        await community.clock.advance(MINUTE)
        await brought(community, loop)
        assert server.subjects == ["[Hyrule] Bot can't work"]
    await accepted(community, bot)
    again = await refused_bot(community)
    await accepted(community, again)
    async with bringing(community) as loop:
        await brought(community, loop)
    assert server.subjects == ["[Hyrule] Bot can't work", "[Hyrule] Resolved: Bot can't work"]


async def test_a_process_that_dies_before_it_says_so_sends_the_same_mail_again(
    community: Community, server: MailServer
) -> None:
    await write_to(community, ZELDA)
    async with bringing(community) as loop:
        await brought(community, loop)
    await refused_bot(community)
    messages, sender = community.container.messages, MailSender(community.container.settings, community.clock)
    (due,) = await messages.due(Destination.EMAIL)
    delivery = await messages.take(due)
    assert delivery is not None
    assert await sender.send(delivery) == Done()  # and the process is gone before it can note that
    await community.clock.advance(2 * MINUTE)
    async with bringing(community) as loop:
        await brought(community, loop)
    assert len({mail["Message-ID"] for mail in server.mails}) == 1


async def test_an_address_that_was_removed_gets_nothing(community: Community, server: MailServer) -> None:
    await write_to(community, ZELDA)
    await refused_bot(community)
    await write_to(community)
    async with bringing(community) as loop:
        await brought(community, loop)
    assert server.mails == []
    changes = [entry.payload["changes"] for entry in await EventLogEntry.filter(type="AlertSettingsUpdatedEvent")]
    assert changes[-1] == [{"field": "addresses", "old": "z…@castle.test", "new": None}], "the log has no address"


@pytest.mark.parametrize(
    "address",
    [
        "zelda",
        "zelda@castle",
        "zelda@castle.test\r\nBcc: link@woods.test",
        "Zelda <zelda@castle.test>",
        "a b@castle.test",
        "zelda\u017f@castle.test",
        "zelda@ca\u017ftle.test",
    ],
)
async def test_what_is_no_address_is_refused(community: Community, address: str) -> None:
    with pytest.raises(InvalidInput, match="is no e-mail address like"):
        await write_to(community, address)


async def test_without_a_mail_server_no_address_is_taken(sqlite_database: Database, clock: ManualClock) -> None:
    with pytest.raises(InvalidInput, match="E-mail is off here"):
        await write_to(await found_community(clock), ZELDA)


# Whether somebody wants it


def key_in(mail: EmailMessage) -> str:
    found = re.search(r"http://product.test/alert-address/(\S+)", mail.get_content())
    assert found is not None
    return found[1]


async def told(community: Community, server: MailServer) -> list[str]:
    """Raise an alert and let it end, and return what was written since."""
    before = len(server.mails)
    async with bringing(community) as loop:
        await brought(community, loop)
        bot = await refused_bot(community)
        await brought(community, loop)
        await accepted(community, bot)
        await brought(community, loop)
    return [str(mail["Subject"]).removeprefix("[Hyrule] ") for mail in server.mails[before:]]


QUESTION = "May alerts be sent to this address?"
NEWS = ["Bot can't work", "Resolved: Bot can't work"]


async def test_an_address_is_asked_by_whom_it_was_entered_and_told_nothing_until_it_says_yes(
    community: Community, server: MailServer
) -> None:
    addresses = community.container.alert_addresses
    await enter(community, ZELDA)
    assert await told(community, server) == [QUESTION]
    (question,) = server.mails
    assert f"{community.admin.actor.name} of Hyrule entered this address" in question.get_content()
    view = await community.container.alert_settings.get_settings(community.admin)
    assert [each.is_confirmed for each in view.addresses] == [False]
    with pytest.raises(Conflict, match="were asked by e-mail"):
        await community.container.alert_settings.send_test(community.admin)
    await addresses.confirm(key_in(question))
    assert await told(community, server) == NEWS
    assert key_in(server.mails[-1]) == key_in(question), "every mail says how to stop"
    await addresses.stop(key_in(question))
    assert await told(community, server) == []
    logged = [entry.payload["changes"] for entry in await EventLogEntry.filter(type="AlertSettingsUpdatedEvent")]
    assert [change["new"] for (change,) in logged[1:]] == ["z…@castle.test said yes", "z…@castle.test wants none"]


async def test_who_wants_to_be_asked_no_more_is_not_until_they_allow_it(
    community: Community, server: MailServer
) -> None:
    addresses = community.container.alert_addresses
    await enter(community, ZELDA)
    assert await told(community, server) == [QUESTION]
    key = key_in(server.mails[0])
    await addresses.stop(key)
    await addresses.confirm(key)
    assert (await addresses.look_at(key)).is_stopped, "an older link says yes no more"
    await enter(community)
    for spelling in (ZELDA, ZELDA.title()):
        with pytest.raises(InvalidInput, match="asked not to be written to"):
            await enter(community, spelling)
    await addresses.allow(key)
    with pytest.raises(NotFound):
        await addresses.look_at(key)
    await community.clock.advance(timedelta(days=1))
    await enter(community, ZELDA)
    assert await told(community, server) == [QUESTION]


@pytest.mark.slow
async def test_nobody_is_asked_twice_in_a_day_and_only_so_many_are(community: Community, server: MailServer) -> None:
    for spelling in (ZELDA, ZELDA.title(), ZELDA):
        await enter(community)
        await enter(community, spelling)
    assert await told(community, server) == [QUESTION]
    await enter(community)
    await enter(community, ZELDA)
    assert await told(community, server) == []
    asked = await community.container.alert_addresses.look_at(key_in(server.mails[0]))
    assert not asked.is_stopped, "the link in the mail lasts"
    for numbers in (range(5), range(5, 9)):
        await enter(community, *(f"link{number}@woods.test" for number in numbers))
    with pytest.raises(InvalidInput, match="Only 10 addresses can be asked in a day"):
        await enter(community, LINK)
    await community.clock.advance(timedelta(days=1))
    await enter(community, LINK)


async def test_a_link_that_is_not_whole_says_nothing_for_anybody(community: Community) -> None:
    await enter(community, ZELDA)
    keys = PrivateKeys(community.container.settings, "address")
    key = keys.key_of(community.organization_id, number_of(ZELDA))
    for spoilt in (f"9{key}", f"{key}x", f"{key}"[:-1], "x", ""):
        with pytest.raises(NotFound):
            await community.container.alert_addresses.confirm(spoilt)


# The way to the server


@pytest.mark.parametrize(("password", "is_right"), [("open sesame ", True), ("wrong", False)])
async def test_one_signs_in_where_the_server_wants_that(clock: ManualClock, password: str, is_right: bool) -> None:
    async with listening_mail(login=("sahabot", "open sesame ")) as server:
        settings = mail_settings(server, smtp_username="sahabot", smtp_password=password)
        sender = MailSender(settings, clock)
        outcome = await sender.bring(Mail("Hello", "Hello", "one"), [ZELDA])
        assert type(await sender.greet()) is type(outcome)
    assert (len(server.mails), server.signed_in) == (is_right, 2 * is_right)
    if not is_right:
        assert isinstance(outcome, Failed)
        assert outcome.trouble is Trouble.LATER
        assert outcome.reason == "The mail server refuses SMTP_USERNAME and SMTP_PASSWORD."
    assert password not in repr(settings)


async def test_a_password_is_not_told_to_a_server_without_tls_that_one_believes(clock: ManualClock) -> None:
    async with listening_mail(login=("sahabot", "sesame")) as server:
        settings = mail_settings(server, smtp_security="starttls", smtp_username="sahabot", smtp_password="sesame")
        outcome = await MailSender(settings, clock).bring(Mail("Hello", "Hello", "one"), [ZELDA])
    assert isinstance(outcome, Failed)
    assert outcome.trouble is Trouble.LATER
    assert "SMTP_SECURITY" in outcome.reason
    assert server.signed_in == 0


@pytest.mark.parametrize("is_believed", [True, False])
async def test_the_way_is_encrypted_and_only_a_known_certificate_believed(
    clock: ManualClock, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, is_believed: bool
) -> None:
    certificate = make_certificate(tmp_path)
    if is_believed:
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate.file))
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate.file, certificate.key)
    authorities.cache_clear()
    try:
        async with listening_mail(login=("sahabot", "sesame"), tls=context) as server:
            more = {"smtp_security": "starttls", "smtp_username": "sahabot", "smtp_password": "sesame"}
            outcome = await MailSender(mail_settings(server, **more), clock).bring(Mail("Hi", "Hi", "one"), [ZELDA])
    finally:
        authorities.cache_clear()
    assert len(server.mails) == server.signed_in == is_believed
    assert isinstance(outcome, Done if is_believed else Failed)


async def test_a_server_that_does_not_answer_is_tried_later(clock: ManualClock) -> None:
    async with listening_mail() as server:
        pass
    outcome = await MailSender(mail_settings(server), clock).bring(Mail("Hello", "Hello", "one"), [ZELDA])
    assert isinstance(outcome, Failed)
    assert outcome.trouble is Trouble.LATER


async def test_a_line_end_in_a_subject_reaches_no_server(clock: ManualClock, server: MailServer) -> None:
    with pytest.raises(ValueError, match="linefeed"):
        await MailSender(mail_settings(server), clock).bring(Mail("Hi\r\nBcc: x@y.test", "Hello", "one"), [ZELDA])
    assert server.mails == []


@pytest.mark.parametrize(
    ("values", "complaint"),
    [
        ({"SMTP_HOST": "mail.test"}, "SMTP_FROM must be set with SMTP_HOST"),
        ({"SMTP_HOST": "mail.test", "SMTP_FROM": "me"}, "SMTP_FROM: 'me' is no e-mail address"),
        ({"SMTP_PASSWORD": "x"}, "SMTP_USERNAME and SMTP_PASSWORD must be set together"),
        (
            {
                "SMTP_HOST": "mail.test",
                "SMTP_FROM": ZELDA,
                "SMTP_SECURITY": "none",
                "SMTP_USERNAME": "a",
                "SMTP_PASSWORD": "b",
            },
            "SMTP_SECURITY must be starttls or tls with a password",
        ),
    ],
)
def test_settings_that_can_not_be_used_are_refused(
    monkeypatch: pytest.MonkeyPatch, values: dict[str, str], complaint: str
) -> None:
    for name, value in values.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError, match=complaint):
        load_settings(env_file=None)
