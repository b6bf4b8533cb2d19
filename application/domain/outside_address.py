"""Addresses that admins name and this product asks: what one may look like, and what is near this machine."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import urlsplit

from application.domain.errors import InvalidInput
from application.domain.seed_text import is_web_address

Address = IPv4Address | IPv6Address

_NEVER_OUTSIDE = tuple(
    map(
        ip_network,
        (
            "168.63.129.16/32",
            "192.0.0.0/24",
            "192.88.99.0/24",
            "2002::/16",
            "2001::/32",
            "3fff::/20",
        ),
    )
)
"""Services of clouds under public addresses, networks through which a private address can be meant, and examples."""
_GIVEN_OUT = ip_network("2000::/3")
"""All that is given out of IPv6 to be reached from everywhere; the rest has uses near by, known or to come."""
_TRANSLATED = ip_network("64:ff9b::/96")
_LAST_32_BITS = 0xFFFF_FFFF


def outside_address(url: str, *, field: str, limit: int, example: str, at_stake: str, private_allowed: bool) -> str:
    """Return a web address that may be asked; `at_stake` is what somebody on the way could read or change.

    Whether a name leads somewhere private shows only when it is looked up. Raises `InvalidInput`.
    """
    text = url.strip()
    if not is_web_address(text) or not text.isascii():
        raise InvalidInput.on(field, f"Give a web address without a user name or password, like {example}.")
    parts = urlsplit(text)
    if parts.scheme == "http" and not private_allowed:
        raise InvalidInput.on(
            field, f"The address must start with https://, so that nobody on the way can read or change {at_stake}."
        )
    if parts.fragment:
        raise InvalidInput.on(field, "Leave out what follows the # sign: it is never sent.")
    if len(text) > limit:
        raise InvalidInput.on(field, f"The address may have at most {limit} characters.")
    literal = _literal(parts.hostname or "")
    if literal is not None and not private_allowed and not is_public(literal):
        raise InvalidInput.on(field, "This is a private address. Give one that can be reached from everywhere.")
    return parts.geturl()


def is_public(address: Address) -> bool:
    """Tell whether an address is one of the whole internet, and nothing on or near this machine."""
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is not None:
            return is_public(address.ipv4_mapped)
        if address in _TRANSLATED:
            return is_public(IPv4Address(int(address) & _LAST_32_BITS))
        if address not in _GIVEN_OUT:
            return False
    beyond = any(address in network for network in _NEVER_OUTSIDE if network.version == address.version)
    return address.is_global and not address.is_multicast and not beyond


def _literal(host: str) -> Address | None:
    try:
        return ip_address(host)
    except ValueError:
        return None
