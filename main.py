"""SahaBot2 Live Races. Without a command it serves the product; `python main.py --help` lists the commands."""

import asyncio
import sys
from collections.abc import Sequence

from application.database import DatabaseError
from application.domain.errors import DomainError
from application.settings import SettingsError, load_settings
from installation import CommandError
from installation.commands import Command, parser
from installation.logs import write_logs
from installation.serving import serve
from racetime.site import UnusableAddress


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return the exit code; every error is one sentence on standard error."""
    chosen = parser(__doc__).parse_args(arguments)
    command: Command | None = getattr(chosen, "command", None)
    try:
        settings = load_settings()
        write_logs(settings.log_format, settings.log_level)
        if command is None:
            asyncio.run(serve(settings))
        else:
            sys.stdout.write(f"{asyncio.run(command(settings, chosen))}\n")
    except (CommandError, SettingsError, DatabaseError, UnusableAddress, DomainError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
