"""What a person reads about the own account, and what is shown of two who may be one."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from application.domain.ids import OrganizationId, RunId, UserId
from application.domain.merging import FindingKind
from application.domain.namesakes import goes_and_stays


@dataclass(frozen=True, slots=True)
class StoredSection:
    """All rows of one kind in which a person is named; secrets are not among their values."""

    title: str
    rows: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class PersonalOverview:
    """Everything that is stored about one person. `organizations` are those that store any of it."""

    account: Mapping[str, Any]
    organizations: Mapping[OrganizationId, str]
    sections: tuple[StoredSection, ...]


@dataclass(frozen=True, slots=True)
class DeletionPlan:
    """What deleting one's own account would do; `refusals` say what must be done before."""

    refusals: tuple[str, ...]
    consequences: tuple[str, ...]


class PersonPlace(NamedTuple):
    """An organization by its name, with the roles that somebody has there."""

    organization: str
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PersonCard:
    """One of two people who may be the same, as much of them as the viewer may know."""

    user_id: UserId
    name: str
    has_signed_in: bool
    """False for somebody whom an organization's admins entered."""
    racetime_name: str | None
    places: tuple[PersonPlace, ...]
    runs: int


@dataclass(frozen=True, slots=True)
class MergeLine:
    kind: FindingKind
    sentence: str
    run_id: RunId | None


@dataclass(frozen=True, slots=True)
class SlotUse:
    """How many runs of a pool the two have used together."""

    place: str
    used: int
    slots: int


@dataclass(frozen=True, slots=True)
class MergeView:
    """What making two people one does, or has done. `refusal` says why the viewer may not do it."""

    kept: PersonCard
    gone: PersonCard
    slots: tuple[SlotUse, ...]
    lines: tuple[MergeLine, ...]
    roles: tuple[str, ...]
    """What the one who stays may do in the viewer's organization, or anywhere, afterwards."""
    refusal: str | None = None

    @property
    def gone_called(self) -> str:
        return goes_and_stays(self.gone.name, self.kept.name)[0]

    @property
    def kept_called(self) -> str:
        return goes_and_stays(self.gone.name, self.kept.name)[1]
