"""What members are answered, as text for Discord; pure."""

from collections.abc import Sequence
from datetime import datetime

from application.domain.errors import DomainError
from application.domain.ids import UserId
from application.domain.live_races.eligibility import Fix, NotEligible, unmet
from application.domain.live_races.live_race import NOT_STARTED, LiveRaceStatus, fate_of_early_room
from application.domain.live_races.room_door import RoomDoor
from application.domain.messages.notification_texts import verdict_list, verdict_summary
from application.domain.messages.race_posts import open_action
from application.domain.messages.rich_text import (
    Button,
    RichMessage,
    Section,
    TimeStyle,
    Tone,
    link,
    listed,
    moment,
    plain,
    when,
)
from application.domain.words import counted
from application.page_links import PageLinks
from application.read_models import (
    LeaderboardView,
    LiveRaceDetails,
    LiveRaceSummary,
    RaceVerdicts,
    RecordReport,
    ReminderAnswer,
    TournamentView,
)
from application.services.messages.discord_command_service import LinkAnswer

MOST_STANDINGS = 15
MOST_ENTRANTS = 25
_BODY_LIMIT = 3500

Reply = str | RichMessage


def refusal(error: DomainError, links: PageLinks) -> str:
    """Return the same sentence as everywhere else, for a refusal by the rules every one that isn't met."""
    if isinstance(error, NotEligible):
        return verdict_list(unmet(error.verdicts), _fixes(links, signed_in=True))
    return error.message


def apology(trace: str) -> str:
    return f"Something went wrong here. If it happens again, tell an admin this number: {trace}."


def verdicts_reply(race: RaceVerdicts, links: PageLinks) -> RichMessage:
    return RichMessage(
        title="You may race" if race.eligible else "You can't race yet",
        tone=Tone.OPEN if race.eligible else Tone.CANCELLED,
        body=f"**{plain(race.title)}** · {plain(race.tournament)}\n{when(race.scheduled_at)}\n\n"
        f"{verdict_list(race.verdicts, _fixes(links, signed_in=race.signed_in))}",
        buttons=(Button("Race page", url=links.live_race(race.live_race_id)),),
    )


def _fixes(links: PageLinks, *, signed_in: bool) -> dict[Fix, str]:
    joining = link("How to join", links.base_url) if signed_in else link("Sign in", links.account)
    linking = link("Link it", links.account)
    return {Fix.JOIN_ORGANIZATION: joining} | {fix: linking for fix in Fix if fix.links_an_account}


def reminder_reply(answer: ReminderAnswer) -> str:
    race = f"**{plain(answer.title)}** ({moment(answer.scheduled_at, TimeStyle.FULL)})"
    if not answer.wanted:
        return f"You are no longer reminded of {race}."
    if not answer.channels:
        return f"{race} is marked, but your notification settings say that you want no reminders."
    if not answer.leads:
        return (
            f"{race} is marked, but the time of your reminder has passed: it starts "
            f"{moment(answer.scheduled_at, TimeStyle.RELATIVE)}. If it is moved to later, you are reminded. "
            "Press again to stop that."
        )
    times = " and ".join(_lead(minutes) for minutes in answer.leads)
    ways = " and ".join(channel.in_words for channel in answer.channels)
    return f"You are reminded {ways} {times} before {race}. Press again to stop that."


def _lead(minutes: int) -> str:
    if minutes % 1440 == 0:
        return counted(minutes // 1440, "day")
    return counted(minutes // 60, "hour") if minutes % 60 == 0 else counted(minutes, "minute")


def races_reply(races: Sequence[LiveRaceSummary], links: PageLinks) -> Reply:
    if not races:
        return "No race is scheduled."
    return RichMessage(
        title="Next races",
        tone=Tone.UPCOMING,
        sections=tuple(_race_section(race, links) for race in races),
    )


def _race_section(race: LiveRaceSummary, links: PageLinks) -> Section:
    lines = [
        f"{plain(race.tournament_name)} · {plain(race.pool_name)}",
        when(race.scheduled_at),
        link("Race page", links.live_race(race.id)),
    ]
    if race.racetime_url is not None:
        lines[-1] += f" · {race.racetime_url}"
    if race.status is LiveRaceStatus.IN_PROGRESS:
        lines.append("The race is on.")
    elif race.door is RoomDoor.LOCKED:
        lines.append(race.door.says)
    elif race.verdicts:
        lines.append(verdict_summary(race.verdicts))
    return Section(plain(race.title)[:250], "\n".join(lines)[:1020], inline=False)


def leaderboard_reply(tournament: TournamentView, board: LeaderboardView, asker: UserId | None) -> Reply:
    """Return the standings, or why there are none."""
    if not board.standings:
        return board.held_back or "Nobody has a result yet."
    lines = [
        f"{'– ' if standing.rank is None else f'{standing.rank}. '}"
        f"{plain(board.called(standing))} · {standing.score:.3f}"
        for standing in board.standings
    ]
    note = board.held_back
    own = next((line for line in board.standings if line.user_id == asker), None)
    if own is not None and own.rank is None:
        needed = counted(board.min_finished_runs, "finished run")
        takes = f"You have no rank yet: it takes {needed}, and you have {own.finished}."
        note = f"{note} {takes}".strip()
    elif own is not None and own.rank is not None and own.rank > MOST_STANDINGS:
        note = f"{note} You are number {own.rank} with {own.score:.3f}.".strip()
    return RichMessage(
        title=plain(tournament.name)[:250],
        tone=Tone.NEUTRAL,
        body=listed(lines, most=MOST_STANDINGS, limit=_BODY_LIMIT),
        footer=note,
    )


def link_reply(answer: LinkAnswer) -> Reply:
    if answer.user is None:
        return f"You are not known here yet. Sign in with Discord first: {answer.account_url}"
    if answer.user.racetime_name is None:
        return f"No racetime.gg account is linked to you. Link it here: {answer.account_url}"
    name = plain(answer.user.racetime_name)
    return f"You are linked to **{name}** on racetime.gg. Change that here: {answer.account_url}"


def help_reply(answer: LinkAnswer, links: PageLinks) -> RichMessage:
    """Say what to do first, and what there is to ask."""
    first = link_reply(answer)
    commands = (
        "**/races** the next races, and whether you may race in them",
        "**/eligible** whether you may race, rule by rule",
        "**/leaderboard** the standings of a tournament",
        "**/link** your racetime.gg account",
    )
    return RichMessage(
        title="How to take part",
        tone=Tone.OPEN,
        body="\n".join(
            [
                str(first),
                "In a race's room on racetime.gg, !eligible, !seed and !status answer the same.",
                "",
                *commands,
            ]
        ),
        buttons=(Button("Help", url=links.help),),
    )


def opening_question(details: LiveRaceDetails, now: datetime) -> RichMessage:
    race = details.summary
    sentences = [
        "The room opens on racetime.gg at once; otherwise it opens automatically "
        f"{moment(race.opens_at, TimeStyle.RELATIVE)}.",
        fate_of_early_room(race.scheduled_at - now),
    ]
    return RichMessage(
        title=f"Open the room of {plain(details.title)} now?",
        tone=Tone.OPEN,
        body=" ".join(filter(None, sentences)),
        buttons=(Button("Open room", action=open_action(race.id)),),
    )


def opened_reply(details: LiveRaceDetails) -> str:
    return f"The room of **{plain(details.title)}** is open: {details.summary.racetime_url}"


def cancelled_reply(details: LiveRaceDetails) -> str:
    return f"**{plain(details.title)}** is cancelled."


def _recorded_title(report: RecordReport) -> str:
    if report.question:
        return "Not counted"
    if report.status in NOT_STARTED:
        return "No results yet"
    return "Results recorded" if report.changed else "Nothing new to record"


def recorded_reply(race: LiveRaceSummary, report: RecordReport) -> RichMessage:
    """Return what recording found, entrant by entrant."""
    lines = []
    for entrant in report.entrants:
        reason = f" ({plain(entrant.reason)})" if entrant.reason else ""
        lines.append(f"{plain(entrant.name)}: {entrant.outcome.replace('_', ' ')}{reason}")
    return RichMessage(
        title=_recorded_title(report),
        tone=Tone.PROVISIONAL,
        body=f"**{plain(race.title)}** is {report.status.label.lower()}. {plain(report.outcome)}"
        + "\n\n"
        + listed(lines, most=MOST_ENTRANTS, limit=_BODY_LIMIT),
    )
