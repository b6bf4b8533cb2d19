"""What can be set of an organization, and what its tournaments take from it while they say nothing else."""

from dataclasses import dataclass
from typing import Annotated

from application.domain.look import LINKS_LIMIT, MOST_LINKS, read_colour, read_links
from application.domain.settings import Changes, Group, Setting
from application.domain.tournaments.timeline import TimelineOverrides

MOST_ACCOUNT_AGE_DAYS = 3650


@dataclass(frozen=True, slots=True, kw_only=True)
class InheritedSettings(TimelineOverrides):
    """What an organization says for all its tournaments, and each of them for itself; None inherits."""

    min_account_age_days: Annotated[
        int | None,
        Setting(
            label="Minimum Discord account age (days)",
            hint="Younger accounts can't race, unless they are on the whitelist.",
            group=Group.LIVE,
            most=MOST_ACCOUNT_AGE_DAYS,
            refusal=f"The account age must be 0 to {MOST_ACCOUNT_AGE_DAYS} days.",
            inherits=True,
        ),
    ] = None

    @property
    def timeline(self) -> TimelineOverrides:
        return TimelineOverrides(self.room_open_minutes, self.lock_minutes, self.release_rule, self.release_minutes)


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganizationSettings(InheritedSettings):
    name: Annotated[str, Setting(label="Name", group=Group.BASICS, what="name", most=100)]
    description: Annotated[
        str,
        Setting(
            label="Description",
            hint="Shown at the top of the organization's page.",
            group=Group.BASICS,
            what="description",
            most=2000,
            several_lines=True,
        ),
    ] = ""
    colour: Annotated[
        str,
        Setting(
            label="Colour",
            hint="Of links and buttons on public pages, like #3b55d0; empty is the site's own. It is made lighter or "
            "darker where it would be hard to read.",
            group=Group.LOOK,
            what="colour",
            most=7,
            reads=read_colour,
        ),
    ] = ""
    links: Annotated[
        str,
        Setting(
            label="Links",
            hint=f"Shown on public pages. At most {MOST_LINKS}, one to a line: what it is called, then its https "
            "address.",
            group=Group.LOOK,
            what="links",
            most=LINKS_LIMIT,
            several_lines=True,
            reads=read_links,
        ),
    ] = ""


class OrganizationChanges(Changes):
    declared = OrganizationSettings
