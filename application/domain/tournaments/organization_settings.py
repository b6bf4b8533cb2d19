"""What can be set of an organization, and what its tournaments take from it while they say nothing else."""

from dataclasses import dataclass
from typing import Annotated

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


class OrganizationChanges(Changes):
    declared = OrganizationSettings
