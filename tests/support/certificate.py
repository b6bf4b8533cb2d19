"""A certificate for this machine that nobody has vouched for."""

import ssl
import subprocess
from dataclasses import dataclass
from pathlib import Path

_NAMES = "subjectAltName=IP:127.0.0.1,DNS:localhost"


@dataclass(frozen=True, slots=True)
class Certificate:
    file: Path
    key: Path

    def trusted(self) -> ssl.SSLContext:
        """Return what a client needs that believes this certificate and no other."""
        return ssl.create_default_context(cafile=self.file)


def make_certificate(folder: Path, name: str = "localhost") -> Certificate:
    made = Certificate(folder / f"{name}.pem", folder / f"{name}.key")
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-noenc"]
    command += ["-days", "2", "-subj", f"/CN={name}", "-addext", _NAMES]
    command += ["-out", str(made.file), "-keyout", str(made.key)]
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603
    return made
