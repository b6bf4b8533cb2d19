"""Addresses of pages, for texts that leave the product."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PageLinks:
    base_url: str

    def live_race(self, live_race_id: int) -> str:
        return f"{self.base_url}/live-races/{live_race_id}"

    def run(self, run_id: int) -> str:
        return f"{self.base_url}/runs/{run_id}"

    def tournament(self, tournament_id: int) -> str:
        return f"{self.base_url}/tournaments/{tournament_id}"

    @property
    def account(self) -> str:
        return f"{self.base_url}/account"
