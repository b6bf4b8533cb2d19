"""What needs a human: alerts, and the items of a race night with their lights."""

from collections.abc import Sequence

from application.domain.operations.race_night import Check, Level
from application.read_models import AlertView
from application.read_models.operations import InstallationAlertView
from components.markup import element, link, put_icon, test_id, text
from components.moment import moment
from components.status import Look, chip

_LOOKS = {
    Level.GOOD: Look("Ready", "check", "good"),
    Level.WAITING: Look("Waiting", "clock", "plain"),
    Level.WARNING: Look("Needs attention", "warning", "warn"),
    Level.BAD: Look("Failed", "cross", "bad"),
}


def alert_list(alerts: Sequence[AlertView]) -> None:
    for alert in alerts:
        with test_id(element("callout callout--bad"), "alert"):
            put_icon("warning")
            with element("stack stack--tight"):
                if alert.live_race_id is None:
                    text(alert.sentence)
                else:
                    link(alert.sentence, f"/live-races/{alert.live_race_id}", "strong")
                with element("faint", "p"):
                    text("Since ", tag="span")
                    moment(alert.raised_at)


def installation_alert_list(alerts: Sequence[InstallationAlertView]) -> None:
    for alert in alerts:
        with test_id(element("callout callout--bad"), "installation-alert"):
            put_icon("warning")
            with element("stack stack--tight"):
                text(alert.title, "strong")
                text(alert.sentence)
                with element("faint", "p"):
                    text("Since ", tag="span")
                    moment(alert.raised_at)


def check_line(check: Check) -> None:
    """One item: a light, what it is about, and how it stands in a sentence."""
    look = _LOOKS[check.level]
    with element(f"check-line check-line--{look.tone}"):
        put_icon(look.icon)
        with element():
            with element(tag="p"):
                text(f"{look.label}: ", "visually-hidden", "span")
                text(check.item.label, "strong", "span")
            text(check.sentence, "check-line__sentence")


def level_chip(level: Level) -> None:
    chip(_LOOKS[level])
