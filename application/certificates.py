"""Whose certificates are believed when a site is asked."""

import ssl
from functools import cache

import httpx


@cache
def authorities(*, trust_env: bool = True) -> ssl.SSLContext:
    """Read once by a process: reading them all takes longer than a request."""
    return httpx.create_ssl_context(trust_env=trust_env)
