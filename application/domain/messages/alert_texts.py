"""What staff are told of an alert by those ways that leave the site."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from application.domain.messages.mail import Mail
from application.domain.messages.rich_text import Button, RichMessage, Section, Tone, plain, when
from application.domain.wall_time import in_utc


class AlertNews(StrEnum):
    """What of an alert is told; the names are stored."""

    RAISED = "raised"
    RESOLVED = "resolved"
    TEST = "test"


@dataclass(frozen=True, slots=True)
class AlertFacts:
    """`title` says in a few words what kind of alert it is; `mark` is the same for the same news of the same alert."""

    news: AlertNews
    organization: str
    title: str
    sentence: str
    raised_at: datetime
    resolved_at: datetime | None
    page_url: str
    mark: str
    answers: str = ""
    """The mark of the news that this one follows."""

    @property
    def headline(self) -> str:
        return f"Resolved: {self.title}" if self.news is AlertNews.RESOLVED else self.title


def a_test(organization: str, at: datetime, page_url: str, *, mark: str) -> AlertFacts:
    sentence = "This is a test. Alerts of this organization reach you here; nothing needs to be done."
    return AlertFacts(AlertNews.TEST, organization, "Test alert", sentence, at, None, page_url, mark)


def alert_post(facts: AlertFacts) -> RichMessage:
    """Return an alert as a chat shows it, in a channel or to one person."""
    sections = [Section("Since", when(facts.raised_at))]
    if facts.resolved_at is not None:
        sections.append(Section("Until", when(facts.resolved_at)))
    return RichMessage(
        title=facts.headline,
        tone=_TONES[facts.news],
        url=f"{facts.page_url}#{facts.mark}",
        body=plain(facts.sentence),
        sections=() if facts.news is AlertNews.TEST else tuple(sections),
        footer=f"Alert to the staff of {facts.organization}.",
        buttons=(Button("Race night", url=facts.page_url),),
    )


_TONES = {AlertNews.RAISED: Tone.RUNNING, AlertNews.RESOLVED: Tone.FINAL, AlertNews.TEST: Tone.NEUTRAL}


def alert_mail(facts: AlertFacts) -> Mail:
    lines = [facts.sentence, ""]
    if facts.news is not AlertNews.TEST:
        until = f", until {in_utc(facts.resolved_at)}" if facts.resolved_at is not None else ""
        lines.append(f"Since {in_utc(facts.raised_at)}{until}.")
    lines += [
        f"Race night: {facts.page_url}",
        "",
        f"An admin of {facts.organization} entered this address, and can remove it in the settings of alerts.",
    ]
    return Mail(f"[{facts.organization}] {facts.headline}", "\n".join(lines), facts.mark, facts.answers)
