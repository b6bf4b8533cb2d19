"""Moving in from SahasrahBot, from its dump: a plan to fill in, a dry run, the import, and its undoing."""

import argparse
import asyncio
import json
import sys
from collections.abc import Callable, Coroutine
from pathlib import Path

from application.domain.ids import ImportId
from application.domain.operations.importing.plan import read_plan
from application.domain.operations.importing.plan_text import plan_for
from application.domain.operations.importing.report import ImportReport, as_text
from application.domain.words import counted
from application.dump_file import read_dump_file
from application.settings import Settings
from installation import CommandError
from installation.serving import demand_migrated
from installation.wiring import installed

_WHAT = "Import tournaments, people and their history from a dump of SahasrahBot's database."
_HOW = """\
Make the dump where SahasrahBot runs, after stopping it:
  mysqldump --single-transaction --default-character-set=utf8mb4 sahasrahbot > sahasrahbot.sql

Then, as often as you like; without --write nothing is written:
  python main.py import-sahasrahbot sahasrahbot.sql.gz --make-plan import.toml
  python main.py import-sahasrahbot sahasrahbot.sql.gz --plan import.toml
  python main.py import-sahasrahbot sahasrahbot.sql.gz --plan import.toml --write

Nobody is told anything, and nothing is opened on racetime.gg or Discord. A second import adds what is new there and
never overwrites what people changed here. The exit code is 1 when something stops a tournament, 2 for a wrong call.
"""

Add = Callable[
    [str, Callable[[Settings, argparse.Namespace], Coroutine[object, object, str]], str], argparse.ArgumentParser
]


def add_import(add: Add) -> None:
    parser = add("import-sahasrahbot", _import, _WHAT)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = _HOW
    parser.add_argument("dump", type=Path, nargs="?", metavar="DUMP", help="the dump, .sql or .sql.gz")
    step = parser.add_mutually_exclusive_group(required=True)
    step.add_argument("--make-plan", type=Path, metavar="FILE", help="write a plan to be filled in")
    step.add_argument("--plan", type=Path, metavar="FILE", help="the plan; without --write a dry run")
    step.add_argument("--undo", type=int, metavar="IMPORT", help="remove what an import made, while nobody has used it")
    parser.add_argument("--write", action="store_true", help="write, one transaction for each tournament")
    parser.add_argument("--json", action="store_true", help="print the report as JSON")
    parser.add_argument("--with-test-users", action="store_true", help="import SahasrahBot's test users, too")
    parser.add_argument(
        "--use-srlnick",
        action="store_true",
        help="take names and racetime.gg accounts from its older table of nicknames",
    )
    parser.add_argument(
        "--ask-speedgaming",
        action="store_true",
        help="ask SpeedGaming when live races take place that are still to come",
    )
    parser.add_argument(
        "--accept-newer", action="store_true", help="pass over columns of a newer SahasrahBot that nobody here knows"
    )
    parser.add_argument(
        "--take-over", action="store_true", help="go on although another import seems to run, whose process is dead"
    )


async def _import(settings: Settings, chosen: argparse.Namespace) -> str:
    if chosen.undo is not None:
        await demand_migrated(settings)
        async with installed(settings) as installation:
            return await installation.container.imports.undo(ImportId(chosen.undo))
    if chosen.dump is None:
        raise CommandError("Name the dump; see `python main.py import-sahasrahbot --help`.")
    dump = await asyncio.to_thread(read_dump_file, chosen.dump, accept_newer=chosen.accept_newer)
    if chosen.make_plan is not None:
        _write_new(chosen.make_plan, plan_for(dump.source))
        return f"Wrote {chosen.make_plan}. Fill in what is marked with *, then try it with --plan {chosen.make_plan}."
    plan = read_plan(
        _read(chosen.plan),
        with_test_users=chosen.with_test_users,
        use_nicknames=chosen.use_srlnick,
        asks_speedgaming=chosen.ask_speedgaming,
    )
    await demand_migrated(settings)
    async with installed(settings) as installation:
        imports = installation.container.imports
        if chosen.write:
            report = await imports.import_dump(dump, plan, say=_say, takes_over=chosen.take_over)
        else:
            report = await imports.preview_import(dump, plan, say=_say)
    return _told(report, as_json=chosen.json)


def _told(report: ImportReport, *, as_json: bool) -> str:
    text = json.dumps(report.as_values(), default=str, indent=2) if as_json else as_text(report)
    if not report.is_stopped:
        return text
    sys.stdout.write(f"{text}\n")
    stopped = [each for organization in report.organizations for each in organization.tournaments if each.is_stopped]
    raise CommandError(
        f"{counted(len(stopped), 'tournament')} can't be imported yet: {', '.join(each.name for each in stopped)}."
    )


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")


def _write_new(path: Path, text: str) -> None:
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError as error:
        raise CommandError(f"The file {path} exists already; give another name, or remove it.") from error
    except OSError as error:
        raise CommandError(f"The file {path} can't be written: {error.strerror}.") from error


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"The plan {path} can't be read.") from error
