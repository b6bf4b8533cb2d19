"""A mail server on this machine, with what it was given, and with the faults that mail servers have."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP as POLICY
from typing import Any, cast

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session


@dataclass
class MailServer:
    port: int = 0
    login: tuple[str, str] | None = None
    """The one name and password that it accepts; without them it asks for none."""
    mails: list[EmailMessage] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    """What it answers to the next recipients, instead of accepting them."""
    signed_in: int = 0

    async def handle_RCPT(  # noqa: N802  # aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.answers:
            return self.answers.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        content = cast(bytes, envelope.content)
        mail = message_from_bytes(content, policy=POLICY)
        mail["X-Recipients"] = ", ".join(envelope.rcpt_tos)
        self.mails.append(mail)
        return "250 OK"

    def authenticate(self, server: SMTP, session: Session, envelope: Envelope, how: str, given: Any) -> AuthResult:
        assert isinstance(given, LoginPassword)
        is_right = (given.login.decode(), given.password.decode()) == self.login
        self.signed_in += is_right
        return AuthResult(success=is_right, handled=False)

    @property
    def subjects(self) -> list[str]:
        return [str(mail["Subject"]) for mail in self.mails]


@asynccontextmanager
async def listening_mail(
    *, port: int = 0, login: tuple[str, str] | None = None, tls: ssl.SSLContext | None = None
) -> AsyncIterator[MailServer]:
    """Listen on loopback until the end of the block; with `tls` it offers STARTTLS and demands it."""
    server = MailServer(login=login)

    def connection() -> SMTP:
        return SMTP(
            server,
            hostname="mail.test",
            authenticator=server.authenticate,
            auth_required=login is not None,
            auth_require_tls=False,
            tls_context=tls,
            require_starttls=tls is not None,
        )

    listener = await asyncio.get_running_loop().create_server(connection, "127.0.0.1", port)
    server.port = listener.sockets[0].getsockname()[1]
    try:
        yield server
    finally:
        listener.close()
        await listener.wait_closed()
