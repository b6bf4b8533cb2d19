"""Whether an installation is sound: settings, database, addresses, clock, Discord; one line each."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

import httpx

from application.certificates import authorities
from application.database import DatabaseError, dialect_of, pending_migrations
from application.domain.clock import SystemClock
from application.domain.messages.delivery import Failed
from application.domain.words import counted
from application.mail import MailSender
from application.settings import Settings
from application.version import VERSION, commit

_PATIENCE_SECONDS = 10.0
_CLOCK_TOLERANCE = timedelta(seconds=5)
"""Rooms open and lock by our clock, races start by racetime.gg's; a Date header is a second coarse."""


@dataclass(frozen=True, slots=True)
class Finding:
    is_good: bool
    sentence: str

    def __str__(self) -> str:
        return f"{'ok ' if self.is_good else 'BAD'}  {self.sentence}"


async def findings(settings: Settings) -> AsyncIterator[Finding]:
    """Look at one thing after the other. Nothing is changed, nothing secret is said."""
    known = f" ({commit()})" if commit() else ""
    yield Finding(True, f"Version {VERSION}{known}, for {settings.environment}; the settings can be used.")
    yield await _database(settings)
    async with httpx.AsyncClient(timeout=_PATIENCE_SECONDS, verify=authorities()) as client:
        yield await _own_address(settings, client)
        if settings.uses_rehearsal:
            yield Finding(True, "racetime.gg is the built-in rehearsal.")
        else:
            yield await _racetime(settings, client)
        yield await _discord(settings, client)
    yield await _mail(settings)


async def _database(settings: Settings) -> Finding:
    engine = "SQLite" if dialect_of(settings.database_url) == "sqlite" else "PostgreSQL"
    try:
        pending = await pending_migrations(settings.database_url)
    except DatabaseError as error:
        return Finding(False, str(error))
    if pending:
        lacking = counted(len(pending), "migration")
        return Finding(False, f"The database ({engine}) lacks {lacking}; run `python main.py migrate`.")
    return Finding(True, f"The database ({engine}) can be written and is up to date.")


async def _own_address(settings: Settings, client: httpx.AsyncClient) -> Finding:
    address = f"{settings.public_url}/health/live"
    try:
        answer = await client.get(address)
    except httpx.HTTPError as error:
        return Finding(
            False, f"Nobody answers at {settings.public_url} ({type(error).__name__}): start it, or its proxy."
        )
    if answer.status_code == httpx.codes.OK and answer.text == '{"status":"alive"}':
        return Finding(True, f"{settings.public_url} leads here.")
    return Finding(False, f"{settings.public_url} answers {answer.status_code}, but not as this product does.")


async def _racetime(settings: Settings, client: httpx.AsyncClient) -> Finding:
    address = settings.racetime_public_url
    try:
        answer = await client.get(f"{address}/races/data")
    except httpx.HTTPError as error:
        return Finding(False, f"{address} can't be reached ({type(error).__name__}).")
    there = _date_of(answer)
    if answer.is_error or there is None:
        return Finding(False, f"{address} answers {answer.status_code}.")
    apart = abs(SystemClock().now() - there)
    if apart > _CLOCK_TOLERANCE:
        return Finding(
            False, f"This machine's clock and {address} differ by {apart.total_seconds():.0f} s; set it by NTP."
        )
    return Finding(True, f"{address} answers, and its clock is ours.")


async def _discord(settings: Settings, client: httpx.AsyncClient) -> Finding:
    if not settings.discord_bot_token:
        return Finding(True, "Discord is off: DISCORD_BOT_TOKEN is empty.")
    headers = {"Authorization": f"Bot {settings.discord_bot_token}"}
    try:
        answer = await client.get(f"{settings.discord_api_base}/users/@me", headers=headers)
    except httpx.HTTPError as error:
        return Finding(False, f"Discord can't be reached ({type(error).__name__}).")
    if answer.is_error:
        return Finding(
            False, f"Discord refuses DISCORD_BOT_TOKEN ({answer.status_code}); copy it again from its portal."
        )
    return Finding(True, "Discord knows the bot; the organization's Discord page shows what it may do in a server.")


async def _mail(settings: Settings) -> Finding:
    if not settings.sends_mail:
        return Finding(True, "E-mail is off: SMTP_HOST is empty.")
    outcome = await MailSender(settings, SystemClock()).greet()
    if isinstance(outcome, Failed):
        return Finding(False, outcome.reason)
    return Finding(True, f"The mail server {settings.smtp_host} lets us in.")


def _date_of(answer: httpx.Response) -> datetime | None:
    try:
        return parsedate_to_datetime(answer.headers.get("Date", ""))
    except (ValueError, OverflowError):
        return None
