"""An organization that goes to another installation: its archive, and what comes of it there."""

import argparse
import os
import sys
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from application.archive_file import ArchiveContent
from application.domain.words import counted
from application.settings import Settings
from installation import CommandError
from installation.serving import demand_migrated
from installation.wiring import installed

Add = Callable[
    [str, Callable[[Settings, argparse.Namespace], Coroutine[object, object, str]], str], argparse.ArgumentParser
]


def add_moving(add: Add) -> None:
    export = add("export-organization", _export, "Write everything of an organization to one file.")
    export.add_argument("slug", metavar="SLUG", help="short name of the organization")
    export.add_argument("file", type=Path, metavar="FILE", help="where to write it; it must not be there yet")
    export.add_argument(
        "--with-unreleased-seeds",
        action="store_true",
        help="also the seeds of live races to come, which nobody may read before their release",
    )

    arriving = add(
        "import-organization", _import, "Take an archive of another installation into an empty organization."
    )
    arriving.add_argument("file", type=Path, metavar="FILE", help="what export-organization has written")
    arriving.add_argument("--organization", required=True, metavar="SLUG", help="short name of the empty organization")
    arriving.add_argument("--write", action="store_true", help="write; without it a dry run")


async def _export(settings: Settings, chosen: argparse.Namespace) -> str:
    await demand_migrated(settings)
    with _new_file(chosen.file) as file:
        async with installed(settings) as installation:
            header = await installation.container.exports.export_by_slug(
                chosen.slug, file, say=_say, with_unreleased_seeds=chosen.with_unreleased_seeds
            )
    left_out = f" Left out: {counted(header.seeds_left_out, 'unreleased seed')}." if header.seeds_left_out else ""
    size = chosen.file.stat().st_size / 1_000_000
    return f"Wrote {chosen.file} ({size:.1f} MB, {counted(header.rows, 'row')}).{left_out}"


async def _import(settings: Settings, chosen: argparse.Namespace) -> str:
    await demand_migrated(settings)
    with _brought(chosen.file) as file:
        content = ArchiveContent(file)
        async with installed(settings) as installation:
            imports = installation.container.archive_imports
            take_in = imports.import_archive if chosen.write else imports.preview_archive
            report = await take_in(content, chosen.organization, say=_say)
    return report.as_text()


@contextmanager
def _brought(path: Path) -> Iterator[BinaryIO]:
    try:
        file = path.open("rb")
    except OSError as error:
        raise CommandError(f"The file {path} can't be read: {error.strerror}.") from error
    with file:
        yield file


@contextmanager
def _new_file(path: Path) -> Iterator[BinaryIO]:
    """Let only its owner read it; what can't be finished is removed."""
    try:
        opened = os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600)
    except FileExistsError as error:
        raise CommandError(f"The file {path} exists already; give another name, or remove it.") from error
    except OSError as error:
        raise CommandError(f"The file {path} can't be written: {error.strerror}.") from error
    try:
        with os.fdopen(opened, "w+b") as file:
            yield file
    except OSError as error:
        path.unlink()
        raise CommandError(f"The file {path} can't be written: {error.strerror}.") from error
    except BaseException:
        path.unlink()
        raise


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")
