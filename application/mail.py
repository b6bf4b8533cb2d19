"""E-mail, handed to the installation's mail server."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Final
from urllib.parse import urlsplit

import aiosmtplib

from application.certificates import authorities
from application.domain.clock import Clock
from application.domain.messages.channels import Destination
from application.domain.messages.delivery import Done, Failed, Outcome, SendMail, Trouble
from application.domain.messages.mail import Mail
from application.read_models import Delivery
from application.settings import MailSecurity, Settings

_SECONDS: Final = 20.0
_ONCE_CONFIGURED = timedelta(minutes=10)
"""What only whoever runs the installation can mend is not tried every minute."""
_POLICY = SMTP.clone(cte_type="7bit")
"""Refuses a header with a line end in it."""
_PERMANENT = 500


class MailSender:
    """Every attempt of a mail has the same Message-ID, by which mailboxes know it again.

    A mail server tells nobody what it has taken, so one that dies after that and before saying so gets it twice.
    """

    destination = Destination.EMAIL
    name = "The mail server"
    is_ready = True

    def __init__(self, settings: Settings, clock: Clock) -> None:
        self._settings = settings
        self._clock = clock
        self._host = urlsplit(settings.public_url).hostname or "localhost"

    async def send(self, delivery: Delivery) -> Outcome:
        if not isinstance(delivery.step, SendMail):
            return Failed(Trouble.REFUSED, "This is no e-mail.")
        return await self.bring(delivery.step.mail, [delivery.step.address])

    async def bring(self, mail: Mail, addresses: Sequence[str]) -> Outcome:
        """Hand a mail over for all of the addresses. What the server says goes no further than its code."""
        message, sender = self._message(mail, addresses), self._settings.smtp_from
        return await self._done(lambda server: server.send_message(message, sender=sender, recipients=addresses))

    async def greet(self) -> Outcome:
        """Find out whether the server lets one in."""
        return await self._done(lambda server: server.noop())

    async def _done(self, work: Callable[[aiosmtplib.SMTP], Awaitable[object]]) -> Outcome:
        try:
            async with asyncio.timeout(_SECONDS), self._server() as server:
                await work(server)
        except (aiosmtplib.SMTPException, OSError) as error:
            return _failure_of(error)
        return Done()

    def _server(self) -> aiosmtplib.SMTP:
        settings, security = self._settings, self._settings.smtp_security
        return aiosmtplib.SMTP(
            hostname=settings.smtp_host,
            port=settings.smtp_port,
            username=settings.smtp_username or None,
            password=settings.smtp_password or None,
            local_hostname=self._host,
            timeout=_SECONDS,
            use_tls=security is MailSecurity.TLS,
            start_tls=security is MailSecurity.STARTTLS,
            tls_context=None if security is MailSecurity.NONE else authorities(),
        )

    def _message(self, mail: Mail, addresses: Sequence[str]) -> EmailMessage:
        message = EmailMessage(_POLICY)
        message["From"], message["To"] = self._settings.smtp_from, ", ".join(addresses)
        message["Subject"] = mail.subject
        message["Date"] = format_datetime(self._clock.now())
        message["Message-ID"] = self._id(mail.mark)
        if mail.answers:
            message["In-Reply-To"] = message["References"] = self._id(mail.answers)
        message["Auto-Submitted"] = "auto-generated"  # so that nobody's absence answers (RFC 3834)
        message.set_content(mail.text)
        return message

    def _id(self, mark: str) -> str:
        return f"<{mark}@{self._host}>"


def _failure_of(error: Exception) -> Failed:
    match error:
        case aiosmtplib.SMTPAuthenticationError():
            return _later("The mail server refuses SMTP_USERNAME and SMTP_PASSWORD.")
        case aiosmtplib.SMTPSenderRefused():
            return _later(f"The mail server refuses SMTP_FROM ({error.code}).")
        case aiosmtplib.SMTPRecipientsRefused():
            return _refusal(max(each.code for each in error.recipients), "this address")
        case aiosmtplib.SMTPDataError():
            return _refusal(error.code, "this mail")
        case aiosmtplib.SMTPResponseException():
            return Failed(Trouble.LATER, f"The mail server answers with an error ({error.code}).")
        case OSError():
            return Failed(Trouble.LATER, f"The mail server can't be reached ({type(error).__name__}).")
        case _:
            return _later("The mail server doesn't know what SMTP_SECURITY or SMTP_USERNAME asks of it.")


def _later(reason: str) -> Failed:
    return Failed(Trouble.LATER, reason, _ONCE_CONFIGURED)


def _refusal(code: int, what: str) -> Failed:
    is_final = code >= _PERMANENT
    return Failed(Trouble.REFUSED if is_final else Trouble.LATER, f"The mail server refuses {what} ({code}).")
