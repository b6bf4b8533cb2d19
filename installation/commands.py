"""The commands of `python main.py`; each returns what it has to say."""

import argparse
import asyncio
import re
import sys
from collections.abc import Callable, Coroutine
from datetime import timedelta
from pathlib import Path
from typing import NoReturn

from application.backup import back_up, restore
from application.database import migrate, pending_files
from application.domain.accounts import read_discord_id
from application.domain.clock import SystemClock
from application.domain.errors import InvalidInput
from application.domain.words import counted
from application.processes import is_served
from application.services.people.identity_service import TOKEN_LIFE
from application.services.people.member_entry import NewMember
from application.settings import Settings
from application.upgrades import plan_of, upgrade_of
from installation import CommandError
from installation.checks import findings
from installation.importing import add_import
from installation.moving import add_moving
from installation.rehearsing import ensure_demo, ensure_demo_people, ensure_season, rehearsing
from installation.serving import demand_migrated
from installation.wiring import installed

_UP_TO_DATE = "The database is up to date."


async def _migrate(settings: Settings, chosen: argparse.Namespace) -> str:
    pending = [upgrade_of(file) for file in await pending_files(settings.database_url)]
    plan = plan_of(pending)
    if chosen.plan and not plan:
        return f"{counted(len(pending), 'migration')} to apply to a new database." if pending else _UP_TO_DATE
    if chosen.plan:
        return plan
    stops = plan and any(upgrade.breaks for upgrade in pending) and not chosen.anyway
    if stops and await is_served(settings.database_url):
        raise CommandError(f"{plan}\nOne still serves, so nothing was changed; --anyway migrates all the same.")
    if plan:
        sys.stdout.write(f"{plan}\n")
        sys.stdout.flush()
    applied = await migrate(settings.database_url)
    return f"Applied {counted(len(applied), 'migration')}." if applied else _UP_TO_DATE


async def _create_organization(settings: Settings, chosen: argparse.Namespace) -> str:
    await demand_migrated(settings)
    async with installed(settings) as installation:
        admin = None
        if chosen.admin_discord_id is not None:
            admin = NewMember(chosen.admin_name or f"Admin of {chosen.name}", discord_id=chosen.admin_discord_id)
        view = await installation.container.organizations.create_organization(chosen.slug, chosen.name, admin=admin)
    return f"Created organization {view.name} ({view.slug})."


async def _create_token(settings: Settings, chosen: argparse.Namespace) -> str:
    await demand_migrated(settings)
    async with installed(settings) as installation:
        identity = installation.container.identity
        user = await identity.user_with_discord_id(chosen.discord_id)
        expires_at = None if chosen.days == "never" else SystemClock().now() + timedelta(days=chosen.days)
        token = await identity.create_token(user.id, chosen.name, expires_at=expires_at)
    return token.token


async def _end_sessions(settings: Settings, chosen: argparse.Namespace) -> str:
    await demand_migrated(settings)
    async with installed(settings) as installation:
        identity = installation.container.identity
        tokens = None
        if chosen.discord_id is None:
            ended = await identity.end_all_sessions()
            if chosen.tokens:
                tokens = await identity.revoke_everybodys_tokens()
        else:
            user = await identity.user_with_discord_id(chosen.discord_id)
            ended = await identity.sign_out_everywhere(user.id)
            if chosen.tokens:
                tokens = await identity.revoke_all_tokens(user.id)
    revoked = "" if tokens is None else f" Revoked {counted(tokens, 'API token')}."
    return f"Ended {counted(ended, 'session')}; open pages end within seconds.{revoked}"


async def _rotate_secrets(settings: Settings, _: argparse.Namespace) -> str:
    await demand_migrated(settings)
    async with installed(settings) as installation:
        container = installation.container
        done = await container.bots.seal_secrets_anew() + await container.webhooks.seal_secrets_anew()
        done += await container.seed_sources.seal_keys_anew()
        fingerprints = await container.accounts.count_fingerprints_of_older_keys()
    if done.unreadable:
        raise CommandError(
            f"Encrypted {counted(done.resealed, 'secret')} again; {done.unreadable} can be read with none of the keys. "
            "Name the key that they were stored with in SECRET_KEYS_OLD, or enter them again."
        )
    return (
        f"Encrypted {counted(done.resealed, 'secret')} again. Left alone: calendar and overlay links, which people "
        f"reset, and {counted(fingerprints, 'fingerprint')} of deleted accounts made with an older key, which go when "
        "their tournaments are closed. Keep the older keys in SECRET_KEYS_OLD until then; sessions and API tokens "
        "need none."
    )


async def _backup(settings: Settings, chosen: argparse.Namespace) -> str:
    size = await asyncio.to_thread(back_up, settings.database_url, chosen.file)
    return f"Wrote {chosen.file} ({size / 1_000_000:.1f} MB) and read it again: it is sound. Keep SECRET_KEY with it."


async def _restore(settings: Settings, chosen: argparse.Namespace) -> str:
    kept = await asyncio.to_thread(restore, settings.database_url, chosen.file)
    applied = await migrate(settings.database_url)
    earlier = f" What was there before is {kept}." if kept is not None else ""
    return f"Restored {chosen.file}.{earlier} Applied {counted(len(applied), 'migration')}."


async def _check(settings: Settings, _: argparse.Namespace) -> str:
    found = [finding async for finding in findings(settings)]
    lines = "\n".join(map(str, found))
    if not all(finding.is_good for finding in found):
        raise CommandError(f"{lines}\nThis installation is not sound yet.")
    return lines


async def _demo(settings: Settings, _: argparse.Namespace) -> str:
    if settings.in_production:
        raise CommandError("The demo community exists in development only.")
    await migrate(settings.database_url)
    async with rehearsing(settings, 0) as rehearsal, installed(settings, rehearsal=rehearsal) as installation:
        if rehearsal is None:
            made = await ensure_demo_people(installation.container)
        else:
            made = settings.demo_season and await ensure_season(
                installation.container, installation.database, rehearsal
            )
            made |= await ensure_demo(installation.container)
    return "The demo community is ready." if made else "The demo community was there already."


Command = Callable[[Settings, argparse.Namespace], Coroutine[object, object, str]]


class _OneSentenceParser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{message[:1].upper()}{message[1:].rstrip('.')}; see `{self.prog} --help`.\n")


def _discord_id(text: str) -> int:
    try:
        return read_discord_id(text, SystemClock().now())
    except InvalidInput as error:
        raise argparse.ArgumentTypeError(error.message) from error


def _days(text: str) -> int | str:
    if text == "never":
        return text
    if not re.fullmatch(r"[0-9]{1,4}", text) or int(text) < 1:
        raise argparse.ArgumentTypeError("give a number of days from 1 to 9999, or never")
    return int(text)


def parser(description: str | None) -> argparse.ArgumentParser:
    parser = _OneSentenceParser(prog="python main.py", description=description)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")

    def add(name: str, command: Command, text: str) -> argparse.ArgumentParser:
        sub: argparse.ArgumentParser = commands.add_parser(name, help=text, description=text)
        sub.set_defaults(command=command)
        return sub

    migrating = add("migrate", _migrate, "Bring the database up to date.")
    migrating.add_argument(
        "--plan",
        action="store_true",
        help="say only whether the version of before may go on serving meanwhile, and change nothing",
    )
    migrating.add_argument(
        "--anyway",
        action="store_true",
        help="migrate also while a process serves that can't go on with what is changed",
    )
    organization = add("create-organization", _create_organization, "Create an organization with its first admin.")
    organization.add_argument(
        "--slug", default="", help="short name for addresses, e.g. lost-woods; by default made from the name"
    )
    organization.add_argument("--name", required=True, help="full name")
    organization.add_argument(
        "--admin-discord-id", type=_discord_id, metavar="ID", help="Discord id of the first admin"
    )
    organization.add_argument("--admin-name", help="name of the first admin, when that person is new here")
    token = add("create-token", _create_token, "Print a new API token; it is shown this once.")
    token.add_argument(
        "--discord-id", type=_discord_id, required=True, metavar="ID", help="Discord id of the person it acts for"
    )
    token.add_argument("--name", required=True, help="what the token is for")
    token.add_argument(
        "--days", type=_days, default=TOKEN_LIFE.days, help="after how many days it expires, or never; default: 90"
    )
    sessions = add("end-sessions", _end_sessions, "Sign people out everywhere, and end their open pages.")
    sessions.add_argument(
        "--discord-id", type=_discord_id, metavar="ID", help="only this person's sessions, instead of everybody's"
    )
    sessions.add_argument("--tokens", action="store_true", help="revoke their API tokens, too")
    add(
        "rotate-secrets",
        _rotate_secrets,
        "Encrypt stored secrets again with SECRET_KEY, after the one before was moved to SECRET_KEYS_OLD.",
    )
    add("check", _check, "Tell whether this installation is sound: settings, database, addresses, clock, Discord.")
    backup = add(
        "backup", _backup, "Copy the database (SQLite) to a file, while it is served if need be, and check it."
    )
    backup.add_argument("file", type=Path, metavar="FILE", help="where to write it; it must not be there yet")
    from_backup = add("restore", _restore, "Put a copy in the database's place, while nobody serves it.")
    from_backup.add_argument("file", type=Path, metavar="FILE", help="what backup has written")
    add_import(add)
    add_moving(add)
    add("demo", _demo, "Create the demo community (development only).")
    return parser
