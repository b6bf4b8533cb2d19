"""Where the browser tests get their Chromium.

`python -m tests.support.chromium` prints its path, after installing one where there is none.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

_COMMANDS = ("chromium", "chromium-browser", "google-chrome")
_DOWNLOADED_NAMES = ("chrome", "Chromium", "Google Chrome for Testing")
_PACKAGES = ("chromium", "fonts-liberation")
_DOWNLOAD = (sys.executable, "-m", "playwright", "install", "--no-shell", "chromium")
_START_SECONDS = 60


class NoChromium(Exception):
    """There is no usable Chromium; the message says what to do."""


@cache
def find_chromium() -> Path | None:
    """Return a Chromium that starts: the one that the variable CHROMIUM names, an installed one, or a downloaded one.

    Raises `NoChromium` when the one that CHROMIUM names doesn't start, rather than taking another.
    """
    named = os.environ.get("CHROMIUM")
    if named:
        if not _starts(named):
            raise NoChromium(f"CHROMIUM is {named}, which doesn't start; let it name a Chromium or leave it out.")
        return Path(named)
    return next((Path(candidate) for candidate in _candidates() if _starts(candidate)), None)


def require_chromium() -> Path:
    """Return a Chromium that starts. Raises `NoChromium`."""
    found = find_chromium()
    if found is None:
        raise NoChromium(
            "The browser tests need Chromium: install it (on Debian `apt-get install chromium`) "
            "or set CHROMIUM to the path of one."
        )
    return found


def launch_arguments() -> list[str]:
    """Return the arguments to start it with: its sandbox refuses to work for root."""
    return ["--no-sandbox"] if os.geteuid() == 0 else []


def install_chromium() -> None:
    """Install from the distribution if that is allowed here, else download Playwright's. Doing neither is no error."""
    apt_get = shutil.which("apt-get")
    if apt_get and os.geteuid() == 0:
        _attempt(apt_get, "update", "--quiet")
        _attempt(apt_get, "install", "--quiet", "--yes", "--no-install-recommends", *_PACKAGES)
    if not any(_starts(candidate) for candidate in _candidates()):
        _attempt(*_DOWNLOAD)
    find_chromium.cache_clear()


def _candidates() -> Iterator[str]:
    for command in _COMMANDS:
        installed = shutil.which(command)
        if installed:
            yield installed
    yield from _downloaded()


def _downloaded() -> Iterator[str]:
    plan = subprocess.run([*_DOWNLOAD, "--dry-run"], check=False, capture_output=True, text=True)  # noqa: S603
    for line in plan.stdout.splitlines():
        label, _, location = line.partition(":")
        if label.strip() == "Install location":
            yield from (str(path) for name in _DOWNLOADED_NAMES for path in Path(location.strip()).rglob(name))


def _starts(program: str) -> bool:
    """Ask for the version, which needs every shared library that the browser needs."""
    try:
        answer = subprocess.run(  # noqa: S603  # the program is the developer's own choice
            [program, "--version"], check=False, capture_output=True, timeout=_START_SECONDS
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return answer.returncode == 0


def _attempt(*command: str) -> None:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(command, check=False, stdout=sys.stderr, env=environment)  # noqa: S603  # fixed commands


def main() -> int:
    try:
        if find_chromium() is None:
            install_chromium()
        sys.stdout.write(f"{require_chromium()}\n")
    except NoChromium as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
