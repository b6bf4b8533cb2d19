"""Where racetime.gg is."""

from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import SplitResult, quote, urlsplit


class UnusableAddress(ValueError):
    """RACETIME_URL can't be used; the message says why."""


@dataclass(frozen=True, slots=True)
class RacetimeSite:
    """A racetime.gg site, named by its address: scheme, host and port, nothing more.

    Raises `UnusableAddress` for anything else, and for plain http to another machine: bot credentials and tokens would
    cross the network readable by everyone on the way.
    """

    base_url: str

    def __post_init__(self) -> None:
        parts = _parts(self.base_url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise UnusableAddress(f"{self.base_url!r} is no web address: give http:// or https:// and a host.")
        if parts.path.strip("/") or parts.query or parts.fragment or parts.username or parts.password:
            raise UnusableAddress("The racetime.gg address may only have a scheme, a host and a port.")
        if parts.scheme == "http" and not self.is_loopback:
            raise UnusableAddress(
                f"Credentials are not sent to {parts.hostname} over plain http: use https, or a host on this machine."
            )

    @property
    def host(self) -> str:
        """The host with its port where one is given, as it stands in addresses."""
        return _parts(self.base_url).netloc

    @property
    def is_secure(self) -> bool:
        return _parts(self.base_url).scheme == "https"

    @property
    def is_loopback(self) -> bool:
        """Whether the site runs on this very machine, where no proxy may stand in between."""
        hostname = _parts(self.base_url).hostname or ""
        try:
            return ip_address(hostname).is_loopback
        except ValueError:
            return hostname == "localhost" or hostname.endswith(".localhost")

    def http(self, path: str) -> str:
        """Return the address of a path that starts with "/"."""
        return f"{'https' if self.is_secure else 'http'}://{self.host}{path}"

    def room(self, slug: str) -> str:
        """Return the address of "category/room" for people."""
        return self.http(room_path(slug))

    def profile(self, racetime_id: str) -> str:
        """Return the address of somebody's profile for people."""
        return self.http(f"/user/{quote(racetime_id, safe='')}")


def room_path(slug: str) -> str:
    return f"/{quote(slug.strip('/'))}"


def _parts(address: str) -> SplitResult:
    try:
        parts = urlsplit(address.strip())
        parts.port  # noqa: B018  # raises for a port that is no number
    except ValueError as error:
        raise UnusableAddress(f"{address!r} is no web address.") from error
    return parts
