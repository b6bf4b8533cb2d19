"""What is said about async runs: how one begins, and how a thread leads its player through it.

Texts are made from present facts; the seed is in them only for its player, in a thread that nobody else was added to.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from application.domain.durations import clock_time, precise_time
from application.domain.ids import RunId, TournamentId
from application.domain.messages.outbox import RunLine
from application.domain.messages.rich_text import (
    FIELD_LIMIT,
    TITLE_LIMIT,
    Button,
    Mentions,
    Menu,
    Option,
    RichMessage,
    Section,
    TimeStyle,
    Tone,
    moment,
    plain,
    seed_markup,
    shortened,
    when,
)
from application.domain.runs.async_run import RunPhase
from application.domain.runs.run import ForfeitCause, ReviewStatus, RunStatus
from application.domain.words import counted

THREAD_NAME_LIMIT = 100
_LATEST_GO = timedelta(minutes=1)
MOST_POOLS = 25


@dataclass(frozen=True, slots=True)
class RunFacts:
    """An async run as its player knows it."""

    id: RunId
    player: str
    account: int | None
    tournament: str
    pool: str
    seed_number: int
    drawn_at: datetime
    status: RunStatus
    phase: RunPhase
    forfeit_cause: ForfeitCause | None
    start_by_at: datetime | None
    started_at: datetime | None
    finish_by_at: datetime | None
    finish_time: timedelta | None
    seed_url: str | None
    seed_notes: str
    has_vod: bool
    review: ReviewStatus
    page_url: str


def thread_name(facts: RunFacts) -> str:
    """Return a name that no other run's thread has: nobody of the same name draws the same seed in the same second."""
    end = f" · seed {facts.seed_number} · {facts.drawn_at:%Y-%m-%d %H:%M:%S} UTC"
    return f"{facts.player} · {facts.pool}"[: THREAD_NAME_LIMIT - len(end)] + end


# Actions


def start_action(tournament_id: TournamentId) -> str:
    return f"runs:{tournament_id}:start"


def pool_action(tournament_id: TournamentId) -> str:
    return f"runs:{tournament_id}:pool"


def draw_action(pool_id: int) -> str:
    return f"runs:{pool_id}:draw"


def run_action(run_id: int, step: str) -> str:
    return f"run:{run_id}:{step}"


# Beginning


def entry_card(tournament_id: TournamentId, name: str, page_url: str, *, is_open: bool) -> RichMessage:
    """Return a tournament's message with the button that begins a run."""
    if not is_open:
        return RichMessage(
            title=shortened(plain(name), TITLE_LIMIT),
            tone=Tone.CANCELLED,
            url=f"{page_url}#entry",
            body="No runs can be started here at the moment.",
            buttons=(Button("Tournament page", url=page_url),),
        )
    return RichMessage(
        title=shortened(f"{plain(name)}: async runs", TITLE_LIMIT),
        tone=Tone.OPEN,
        url=f"{page_url}#entry",
        body="Choose a pool, draw a seed, and race it in a private thread. Every run can be continued in the browser.",
        buttons=(
            Button("Start a run", action=start_action(tournament_id), prominent=True),
            Button("Tournament page", url=page_url),
        ),
    )


@dataclass(frozen=True, slots=True)
class PoolChoice:
    """A pool as a player finds it; `refusal` says why nothing can be drawn from it."""

    id: int
    name: str
    seeds_left: int
    refusal: str
    made_when_drawn: bool = False

    @property
    def stock(self) -> str:
        if self.made_when_drawn and not self.seeds_left:
            return "a seed is made for you"
        return counted(self.seeds_left, "seed left", "seeds left")


def pool_menu(tournament_id: TournamentId, name: str, warning: str, pools: tuple[PoolChoice, ...]) -> RichMessage:
    open_pools = [pool for pool in pools if not pool.refusal][:MOST_POOLS]
    closed = [f"{plain(pool.name)}: {plain(pool.refusal)}" for pool in pools if pool.refusal]
    text = warning if open_pools else "There is no pool that you can draw from."
    return RichMessage(
        title=shortened(plain(name), TITLE_LIMIT),
        tone=Tone.OPEN if open_pools else Tone.CANCELLED,
        body=text,
        sections=(Section("Not now", shortened("\n".join(closed), FIELD_LIMIT), inline=False),) if closed else (),
        menu=Menu(
            pool_action(tournament_id),
            "Choose a pool",
            tuple(Option(pool.name[:100], str(pool.id), pool.stock) for pool in open_pools),
        )
        if open_pools
        else None,
    )


def draw_question(pool_id: int, pool: str, warning: str) -> RichMessage:
    return RichMessage(
        title=shortened(f"Draw a seed from {plain(pool)}?", TITLE_LIMIT),
        tone=Tone.UPCOMING,
        body=warning,
        buttons=(Button("Draw", action=draw_action(pool_id), prominent=True),),
    )


# The thread


def run_card(facts: RunFacts) -> RichMessage:
    """Return the message that leads through a run, as it should read now."""
    return RichMessage(
        title=shortened(f"{plain(facts.tournament)} · {plain(facts.pool)}", TITLE_LIMIT),
        tone=_tone(facts),
        url=f"{facts.page_url}#run",
        body=_state(facts),
        sections=tuple(_sections(facts)),
        buttons=(*_steps(facts), Button("In the browser", url=facts.page_url)),
        content=f"<@{facts.account}>" if facts.account is not None else "",
        mentions=_player(facts),
    )


def _player(facts: RunFacts) -> Mentions:
    return Mentions(users=(facts.account,) if facts.account is not None else ())


def _tone(facts: RunFacts) -> Tone:
    if facts.phase is RunPhase.DRAWN:
        return Tone.UPCOMING
    if facts.phase is not RunPhase.OVER:
        return Tone.RUNNING
    return Tone.FINAL if facts.status is RunStatus.FINISHED else Tone.CANCELLED


def _state(facts: RunFacts) -> str:
    match facts.phase:
        case RunPhase.DRAWN:
            return "Your seed is drawn. Press Start when everything is set up: a countdown runs, then the clock."
        case RunPhase.COUNTDOWN | RunPhase.RUNNING:
            return "The clock runs from GO, whatever happens to Discord. Press Finish the moment you have finished."
        case RunPhase.OVER:
            return _result(facts)


def _result(facts: RunFacts) -> str:
    if facts.status is RunStatus.FINISHED and facts.finish_time is not None:
        return f"**Finished in {precise_time(facts.finish_time)}**\nReview: {facts.review.label.lower()}."
    match facts.forfeit_cause:
        case ForfeitCause.START_LIMIT:
            return "**Forfeit**: the run was not started in time."
        case ForfeitCause.FINISH_LIMIT:
            return "**Forfeit**: the run was not finished in time."
        case ForfeitCause.MERGED:
            return "**Forfeit**: another run of yours was under way under another account."
        case _:
            return f"**{facts.status.label}**"


def _sections(facts: RunFacts) -> list[Section]:
    sections: list[Section] = []
    if facts.seed_url is not None and facts.phase is not RunPhase.OVER:
        seed = seed_markup(facts.seed_url, facts.seed_notes, page_url=facts.page_url)
        sections.append(Section(f"Seed {facts.seed_number}", seed, inline=False))
    if facts.phase is RunPhase.DRAWN and facts.start_by_at is not None:
        sections.append(Section("Start before", when(facts.start_by_at), inline=False))
    if facts.started_at is not None and facts.phase is not RunPhase.OVER:
        sections.append(Section("GO", when(facts.started_at), inline=False))
        if facts.finish_by_at is not None:
            sections.append(Section("Finish before", when(facts.finish_by_at), inline=False))
    if facts.phase is RunPhase.OVER:
        sections.append(Section("VOD", "Added" if facts.has_vod else "Not added yet"))
    return sections


def _steps(facts: RunFacts) -> tuple[Button, ...]:
    match facts.phase:
        case RunPhase.DRAWN:
            return (
                Button("Start", action=run_action(facts.id, "ready"), prominent=True),
                Button("Forfeit", action=run_action(facts.id, "forfeit")),
            )
        case RunPhase.COUNTDOWN | RunPhase.RUNNING:
            return (
                Button("Finish", action=run_action(facts.id, "finish"), prominent=True),
                Button("Timer", action=run_action(facts.id, "timer")),
                Button("Forfeit", action=run_action(facts.id, "forfeit")),
            )
        case RunPhase.OVER:
            return (Button("VOD and notes", action=run_action(facts.id, "hand-in"), prominent=True),)


def run_line(line: RunLine, facts: RunFacts, text: str, now: datetime, *, mark: str) -> RichMessage | None:
    """Return something said once in the thread; None when it would come too late to be true."""
    words = _words(line, facts, text, now)
    if words is None:
        return None
    title, body, tone = words
    return RichMessage(
        title=title,
        tone=tone,
        url=f"{facts.page_url}#{mark}",
        body=body,
        content=f"<@{facts.account}>" if facts.account is not None else "",
        mentions=_player(facts),
    )


def _words(line: RunLine, facts: RunFacts, text: str, now: datetime) -> tuple[str, str, Tone] | None:
    match line:
        case RunLine.GO:
            if facts.started_at is None or facts.phase is RunPhase.OVER or now - facts.started_at > _LATEST_GO:
                return None
            return "GO!", f"The clock has been running since {moment(facts.started_at, TimeStyle.EXACT)}.", Tone.RUNNING
        case RunLine.WARNED:
            if facts.phase is not RunPhase.DRAWN or facts.start_by_at is None:
                return None
            ends = moment(facts.start_by_at, TimeStyle.RELATIVE)
            return "Start soon", f"The time to start ends {ends}; then the run counts as a forfeit.", Tone.UPCOMING
        case RunLine.EXTENDED:
            if facts.phase is RunPhase.OVER:
                return None
            return "More time", f"You have {plain(text.strip())}", Tone.OPEN
        case RunLine.NOT_STARTED:
            return "Too late", "The run was not started in time, so it counts as a forfeit.", Tone.CANCELLED
        case RunLine.OUT_OF_TIME:
            return "Too late", "The run was not finished in time, so it counts as a forfeit.", Tone.CANCELLED


# Answers to its player


def ready_answer(facts: RunFacts) -> str:
    if facts.started_at is None:
        return "The run has not started."
    exact, soon = moment(facts.started_at, TimeStyle.EXACT), moment(facts.started_at, TimeStyle.RELATIVE)
    return f"The countdown runs: GO at {exact}, {soon}. Good luck!"


def timer_answer(facts: RunFacts, now: datetime) -> str:
    if facts.phase is RunPhase.COUNTDOWN:
        return ready_answer(facts)
    if facts.phase is RunPhase.RUNNING and facts.started_at is not None:
        return f"**{clock_time(now - facts.started_at)}** so far."
    return _result(facts) if facts.phase is RunPhase.OVER else "The run has not started."


def finish_answer(facts: RunFacts) -> str:
    return f"{_result(facts)}\nAdd your VOD link below."


def forfeit_question(run_id: RunId, question: str) -> RichMessage:
    return RichMessage(
        title="Forfeit this run?",
        tone=Tone.CANCELLED,
        body=question,
        buttons=(Button("Yes, forfeit", action=run_action(run_id, "forfeit-now")),),
    )


def drawn_answer(facts: RunFacts) -> RichMessage:
    return RichMessage(
        title="Your run gets a thread of its own",
        tone=Tone.OPEN,
        body=f"You are added to **{plain(thread_name(facts))}** in a moment; it is among this channel's threads. "
        f"Without Discord the run goes on here: {facts.page_url}",
        buttons=(Button("In the browser", url=facts.page_url),),
    )


def active_run_answer(run_id: RunId, page_url: str) -> RichMessage:
    return RichMessage(
        title="You have a run under way",
        tone=Tone.RUNNING,
        body="Finish it first. It can be continued in a thread here, or in the browser.",
        buttons=(
            Button("Continue in a thread", action=run_action(run_id, "continue"), prominent=True),
            Button("In the browser", url=page_url),
        ),
    )
