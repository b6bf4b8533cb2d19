"""Texts about races: within Discord's limits, whatever people write, and without what may not be known."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from application.domain.ids import LiveRaceId, TournamentId
from application.domain.live_races.live_race import LiveRaceStatus
from application.domain.live_races.seed_vault import SeedState, SeedView
from application.domain.messages.race_posts import (
    MOST_MENTIONS,
    Alerted,
    RaceFacts,
    Racer,
    race_card,
    results_reply,
    room_ping,
)
from application.domain.messages.rich_text import RichMessage, listed, plain, shortened
from application.domain.runs.run import RunStatus
from discordbot.embeds import embed_of, mentions_of, view_of
from tests.support.discord.checks import checked_message

NOW = datetime(2026, 3, 14, 18, 0, tzinfo=UTC)
FACTS = RaceFacts(
    id=LiveRaceId(3),
    tournament_id=TournamentId(2),
    title="Week 1",
    tournament="Spring Qualifier",
    pool="Pool A",
    goal="Beat the game",
    status=LiveRaceStatus.SCHEDULED,
    scheduled_at=NOW,
    opens_at=NOW,
    locks_at=NOW,
    locked_at=None,
    started_at=None,
    ended_at=None,
    final_at=None,
    corrected_at=None,
    cancel_reason="",
    room_url=None,
    page_url="https://races.test/live-races/3",
    seed=SeedView(SeedState.UNDECIDED),
    seed_number=None,
    racers=(),
    results_hidden=False,
)
moments = st.one_of(st.none(), st.just(NOW))
lines = st.text(max_size=200)
racers = st.lists(
    st.builds(
        Racer,
        name=st.text(min_size=1, max_size=80),
        outcome=st.sampled_from([None, RunStatus.FINISHED, RunStatus.FORFEIT]),
        place=st.one_of(st.none(), st.integers(1, 999)),
        time=st.one_of(st.none(), st.timedeltas(timedelta(0), timedelta(hours=80))),
    ),
    max_size=300,
)
facts = st.builds(
    RaceFacts,
    id=st.just(LiveRaceId(3)),
    tournament_id=st.just(TournamentId(2)),
    title=st.text(min_size=1, max_size=200),
    tournament=st.text(min_size=1, max_size=100),
    pool=st.text(min_size=1, max_size=100),
    goal=st.text(min_size=1, max_size=255),
    status=st.sampled_from(LiveRaceStatus),
    scheduled_at=st.just(NOW),
    opens_at=st.just(NOW),
    locks_at=st.just(NOW),
    locked_at=moments,
    started_at=moments,
    ended_at=moments,
    final_at=moments,
    corrected_at=moments,
    cancel_reason=st.text(max_size=500),
    room_url=st.one_of(st.none(), st.just("https://racetime.test/alttpr/x")),
    page_url=st.just("https://races.test/live-races/3"),
    seed=st.one_of(
        st.just(SeedView(SeedState.UNDECIDED)),
        st.builds(
            SeedView, st.just(SeedState.RELEASED), st.just("c" * 64), st.just("https://seed.test/" + "x" * 480), lines
        ),
    ),
    seed_number=st.one_of(st.none(), st.just(10_000)),
    racers=racers.map(tuple),
    results_hidden=st.booleans(),
)


def as_discord_gets_it(message: RichMessage) -> dict[str, object]:
    return {
        "content": message.content,
        "embeds": [embed_of(message).to_dict()],
        "allowed_mentions": mentions_of(message).to_dict(),
        "components": [] if not message.buttons else view_of(message).to_components(),
    }


@given(facts)
async def test_discord_accepts_every_text_of_every_race(given_facts: RaceFacts) -> None:
    for message in (race_card(given_facts), results_reply(given_facts, exists=True)):
        if message is not None:
            checked_message(as_discord_gets_it(message))


@given(st.text(max_size=300))
def test_plain_text_has_no_markup_left(text: str) -> None:
    escaped = plain(text)
    bare = escaped.replace("\\\\", "x")
    for sign in "*_~`|[]<@":
        for index, character in enumerate(bare):
            if character == sign:
                assert bare[index - 1] == "\\"
    assert "://" not in bare


@given(st.text(max_size=300), st.integers(1, 50))
def test_a_cut_never_splits_an_escaped_character(text: str, limit: int) -> None:
    cut = shortened(plain(text), limit)
    assert len(cut) <= limit
    if cut.endswith("…") and len(plain(text)) > limit:
        body = cut[:-1]
        assert (len(body) - len(body.rstrip("\\"))) % 2 == 0


def test_a_long_list_says_how_many_are_left_out() -> None:
    assert listed([f"Racer {number}" for number in range(30)], most=3) == "Racer 0\nRacer 1\nRacer 2\nand 27 more"


def test_names_of_racers_are_there_and_no_times_before_the_end() -> None:
    racing = replace(
        FACTS,
        status=LiveRaceStatus.IN_PROGRESS,
        started_at=NOW,
        locked_at=NOW,
        racers=(Racer("Malon", RunStatus.FINISHED, 1, timedelta(hours=1)), Racer("Talon")),
    )
    text = repr(race_card(racing))
    assert "Malon" in text
    assert "1:00:00" not in text


def test_hidden_results_name_nobodys_time() -> None:
    over = replace(
        FACTS,
        status=LiveRaceStatus.FINISHED,
        started_at=NOW,
        results_hidden=True,
        racers=(Racer("Malon", RunStatus.FINISHED, 1, timedelta(hours=1)),),
    )
    reply = results_reply(over, exists=False)
    assert reply is not None
    for message in (race_card(over), reply):
        assert "1:00:00" not in repr(message)
        assert "1 finished" not in repr(message)


def test_an_alert_names_as_many_as_fit_and_counts_the_others() -> None:
    opened = replace(FACTS, status=LiveRaceStatus.PENDING, room_url="https://racetime.test/x")
    many = Alerted(user_ids=tuple(range(10**18, 10**18 + 200)))
    ping = room_ping(opened, many, mark="ping")
    assert ping is not None
    assert len(ping.mentions.users) == MOST_MENTIONS
    assert ping.content.endswith("and 120 more")
    assert len(ping.content) <= 2000


def test_the_same_facts_look_the_same_and_others_differ() -> None:
    assert race_card(FACTS).fingerprint == race_card(replace(FACTS)).fingerprint
    assert race_card(FACTS).fingerprint != race_card(replace(FACTS, title="Week 2")).fingerprint
