"""The product's cookies: out of scripts' reach and, behind https, bound to the one host that may set them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal, Protocol


class TakesCookies(Protocol):
    """A response."""

    def set_cookie(
        self,
        key: str,
        value: str,
        *,
        max_age: int,
        path: str,
        secure: bool,
        httponly: bool,
        samesite: Literal["lax"],
    ) -> None: ...

    def delete_cookie(self, key: str, *, path: str, secure: bool, httponly: bool, samesite: Literal["lax"]) -> None: ...


@dataclass(frozen=True, slots=True)
class Cookies:
    """`is_secure` is false only for a product that is reached without https, on one's own machine."""

    is_secure: bool

    def name(self, cookie: str) -> str:
        """Browsers take a cookie whose name begins with __Host- from this very host only, and only over https."""
        return f"__Host-{cookie}" if self.is_secure else cookie

    def read(self, sent: Mapping[str, str], cookie: str) -> str | None:
        return sent.get(self.name(cookie))

    def put(self, response: TakesCookies, cookie: str, value: str, life: timedelta) -> None:
        response.set_cookie(
            self.name(cookie),
            value,
            max_age=int(life.total_seconds()),
            path="/",
            secure=self.is_secure,
            httponly=True,
            samesite="lax",
        )

    def remove(self, response: TakesCookies, cookie: str) -> None:
        response.delete_cookie(self.name(cookie), path="/", secure=self.is_secure, httponly=True, samesite="lax")
