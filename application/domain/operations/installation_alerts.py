"""What whoever runs the installation must know: that nothing is done any more, or that nothing gets out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from application.domain.messages.channels import Destination
from application.domain.messages.delivery import OVERDUE_AFTER
from application.domain.messages.mail import Mail
from application.domain.operations.race_night import SCHEDULE_SILENCE
from application.domain.wall_time import in_utc


class InstallationAlertKind(StrEnum):
    SCHEDULER_LATE = "scheduler_late"
    OUTBOX_STUCK = "outbox_stuck"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    InstallationAlertKind.SCHEDULER_LATE: "Scheduler is not running",
    InstallationAlertKind.OUTBOX_STUCK: "Messages don't get out",
}
_ON_THEIR_WAY = {
    Destination.DISCORD: "to Discord",
    Destination.EMAIL: "by e-mail",
    Destination.MEMBERS: "to members",
}


@dataclass(frozen=True, slots=True)
class InstallationFacts:
    """`beat_at` is when the scheduler was last heard of, None before the first time."""

    beat_at: datetime | None
    waiting_since: Mapping[Destination, datetime] = field(default_factory=dict)
    """Since when the oldest message has waited that has somewhere to go."""


def installation_alerts(facts: InstallationFacts, now: datetime) -> dict[InstallationAlertKind, str]:
    """Return what is the matter at this moment, each with a sentence that stays the same while it lasts."""
    found = {}
    if facts.beat_at is not None and now - facts.beat_at >= SCHEDULE_SILENCE:
        found[InstallationAlertKind.SCHEDULER_LATE] = (
            f"Nothing was heard of the scheduler since {in_utc(facts.beat_at)}: no room opens and nothing is locked, "
            "recorded or sent. Look at the processes with the role worker, and at their log."
        )
    stuck = sorted(way for way, since in facts.waiting_since.items() if now - since >= OVERDUE_AFTER)
    if stuck:
        ways = " and ".join(_ON_THEIR_WAY[way] for way in stuck)
        found[InstallationAlertKind.OUTBOX_STUCK] = (
            f"Messages {ways} have waited for more than an hour. Organizations' pages of messages say why; so does "
            "the log."
        )
    return found


def installation_mail(
    kind: InstallationAlertKind,
    sentence: str,
    raised_at: datetime,
    resolved_at: datetime | None,
    *,
    site: str,
    mark: str,
) -> Mail:
    """`mark` tells the alert from every other one."""
    raised = f"installation-alert-{mark}-raised"
    text = f"{sentence}\n\nSince {in_utc(raised_at)}"
    end = "" if resolved_at is None else f", until {in_utc(resolved_at)}"
    text = f"{text}{end}, at {site}.\nThis address is in ALERT_EMAILS of that installation."
    if resolved_at is None:
        return Mail(f"[SahaBot2] {kind.label}", text, raised)
    return Mail(f"[SahaBot2] Resolved: {kind.label}", text, f"installation-alert-{mark}-resolved", raised)
