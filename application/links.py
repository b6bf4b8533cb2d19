"""Addresses of pages, for texts that leave the product."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PageLinks:
    base_url: str

    def live_race(self, live_race_id: int) -> str:
        return f"{self.base_url}/live-races/{live_race_id}"

    def invite(self, token: str) -> str:
        return f"{self.base_url}/invites/{token}"

    @property
    def account(self) -> str:
        return f"{self.base_url}/account"
