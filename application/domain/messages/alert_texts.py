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
    ASK = "ask"
    """Whether somebody who reads an address wants to be told at all."""


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
    address_url: str = ""
    """Where whoever reads an address for e-mail says so if they want no more."""

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
        f"This address is told of alerts of {facts.organization}. To stop that: {facts.address_url}",
    ]
    return Mail(f"[{facts.organization}] {facts.headline}", "\n".join(lines), facts.mark, facts.answers)


def question_mail(organization: str, asked_by: str, address_url: str, *, mark: str) -> Mail:
    """Return what an address is sent before anything else."""
    lines = [
        f"{asked_by} of {organization} entered this address, so that it is told when something is wrong with their "
        "races: a room that doesn't open, results that are missing.",
        "",
        f"Nothing else is sent here until you say yes: {address_url}",
        "",
        "If you don't want that, do nothing, or press “Never ask me again” on the same page.",
    ]
    return Mail(f"[{organization}] May alerts be sent to this address?", "\n".join(lines), mark)
