"""Addresses of pages, in full for texts that leave the product; and kinds of bounded values in addresses."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import AfterValidator, Field

from application.domain.ids import LARGEST_ID
from application.domain.text import clean_text

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

    def race_night(self, slug: str) -> str:
        return f"{self.base_url}{OrganizationPages(slug).race_night}"

    def overlay(self, key: str) -> str:
        return f"{self.base_url}/overlay/{key}"

    def alert_address(self, key: str) -> str:
        return f"{self.base_url}/alert-address/{key}"

    def calendar(self, key: str) -> str:
        """The beginning of a person's calendar addresses."""
        return f"{self.base_url}/calendar/{key}"

    @property
    def help(self) -> str:
        return f"{self.base_url}/help"

    @property
    def account(self) -> str:
        return f"{self.base_url}/account"

    @property
    def racetime_return(self) -> str:
        """Where racetime.gg sends a browser back to after somebody signed in there; registered with racetime.gg."""
        return f"{self.base_url}{RACETIME_RETURN_PATH}"


@dataclass(frozen=True, slots=True)
class OrganizationPages:
    """Where an organization's staff do their work, within the site; `new_…` opens the form there."""

    slug: str

    @property
    def home(self) -> str:
        return f"/organizations/{self.slug}"

    @property
    def new_tournament(self) -> str:
        return f"{self.home}?new=tournament"

    @property
    def new_invite(self) -> str:
        return f"{self.home}/members/invites?new=invite"

    @property
    def bots(self) -> str:
        return f"{self.home}/settings/bots"

    @property
    def new_bot(self) -> str:
        return f"{self.bots}?new=bot"

    @property
    def profiles(self) -> str:
        return f"{self.home}/settings/profiles"

    @property
    def alerts(self) -> str:
        return f"{self.home}/settings/alerts"

    @property
    def webhooks(self) -> str:
        return f"{self.home}/settings/webhooks"

    @property
    def race_night(self) -> str:
        return f"{self.home}/race-night"

    @property
    def unmatched_results(self) -> str:
        return f"{self.home}/unmatched-results"

    @property
    def messages(self) -> str:
        return f"{self.home}/messages"


@dataclass(frozen=True, slots=True)
class TournamentPages:
    """The same of a tournament's."""

    tournament_id: int

    @property
    def home(self) -> str:
        return f"/tournaments/{self.tournament_id}"

    @property
    def settings(self) -> str:
        return f"{self.home}/settings"

    @property
    def pools(self) -> str:
        return f"{self.home}/pools"

    @property
    def new_pool(self) -> str:
        return f"{self.pools}?new=pool"

    def seed_import(self, pool_id: int) -> str:
        return f"{self.pools}/{pool_id}/import"

    @property
    def live_races(self) -> str:
        return f"{self.home}/live-races"

    @property
    def new_live_race(self) -> str:
        return f"{self.live_races}?new=live-race"


RowId = Annotated[int, Field(ge=1, le=LARGEST_ID)]
Name = Annotated[str, Field(pattern=r"^[!-~]{1,200}$")]
"""A step of a path that is no number: an organization's short name, the key of a private address."""
Words = Annotated[str, Field(max_length=2000), AfterValidator(clean_text)]
"""What a query says: words to look for, a choice, the place where a list goes on."""
