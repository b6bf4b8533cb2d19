"""Whether a request was made by a page of this site. The Host header has no say: a proxy may write anything there."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from application.settings import Settings, is_loopback

_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class OwnOrigin:
    """`address` is the site's public one. In development without BASE_URL any name of this machine is good, too."""

    address: str
    any_loopback: bool

    @classmethod
    def of(cls, settings: Settings) -> "OwnOrigin":
        return cls(settings.public_url, any_loopback=not settings.in_production and not settings.base_url)

    def admits(self, headers: Mapping[str, str]) -> bool:
        """Tell whether a request that changes something comes from here.

        Browsers name the origin of every such request, or at least the page; what names neither is a program, unless
        the browser itself says that another site is behind it.
        """
        named = headers.get("origin") or headers.get("referer")
        if named is None:
            return headers.get("sec-fetch-site", "none") in ("none", "same-origin")
        return self.is_own(named)

    def is_own(self, address: str) -> bool:
        there = _origin(address)
        if there is None:
            return False
        return there == _origin(self.address) or (self.any_loopback and is_loopback(there[1]))


def _origin(address: str) -> tuple[str, str, int] | None:
    try:
        parts = urlsplit(address)
        scheme, host, port = parts.scheme.lower(), (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return None
    if scheme not in _PORTS or not host:
        return None
    return scheme, host, port or _PORTS[scheme]
