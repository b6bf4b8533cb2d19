"""Addresses of pages, for texts that leave the product."""

from dataclasses import dataclass

RACETIME_RETURN_PATH = "/account/racetime"


@dataclass(frozen=True, slots=True)
class PageLinks:
    base_url: str

    def live_race(self, live_race_id: int) -> str:
        return f"{self.base_url}/live-races/{live_race_id}"

    def run(self, run_id: int) -> str:
        return f"{self.base_url}/runs/{run_id}"

    def tournament(self, tournament_id: int) -> str:
        return f"{self.base_url}/tournaments/{tournament_id}"

    def invite(self, token: str) -> str:
        return f"{self.base_url}/invites/{token}"

    def overlay(self, key: str) -> str:
        return f"{self.base_url}/overlay/{key}"

    def calendar(self, key: str) -> str:
        """The beginning of a person's calendar addresses."""
        return f"{self.base_url}/calendar/{key}"

    @property
    def account(self) -> str:
        return f"{self.base_url}/account"

    @property
    def racetime_return(self) -> str:
        """Where racetime.gg sends a browser back to after somebody signed in there; registered with racetime.gg."""
        return f"{self.base_url}{RACETIME_RETURN_PATH}"
