"""What is drawn once for many pages is plain markup in which text stays text; what the framework is spared of it."""

import asyncio
from dataclasses import dataclass
from datetime import timedelta

import pytest
from nicegui import helpers
from nicegui.helpers.functions import expects_arguments

from application.domain.ids import UserId
from components import markup
from components.board import board_rows
from components.markup import element, link, put_icon, text
from components.sketch import is_sketching, markup_of, put_drawn
from tests.support.community import Community
from tests.views.conftest import Visit
from views.framework import remember_handlers
from views.live_pages import LivePages
from views.pages import add_page
from views.site_facts import SiteFacts


@dataclass(frozen=True)
class Line:
    name: str


drawn: list[Line] = []


def draw(line: Line) -> None:
    drawn.append(line)
    with markup.test_id(element("line line--own", "li"), "line") as node:
        node.props["hidden"] = False
        node.props["data-open"] = True
        put_icon("flag")
        text(line.name, "strong", "span")
        link("Away", '/a?b="c"&d', "button").classes(remove="button")


def test_markup_has_what_was_drawn_and_text_stays_text() -> None:
    assert markup_of(draw, Line("<b>Link</b> & 'Zelda'")) == (
        '<li class="line line--own" data-testid="line" data-open>'
        '<span class="icon icon-flag" aria-hidden="true"></span>'
        '<span class="strong">&lt;b&gt;Link&lt;/b&gt; &amp; &#x27;Zelda&#x27;</span>'
        '<a href="/a?b=&quot;c&quot;&amp;d">Away</a></li>'
    )
    assert not is_sketching()


def test_what_is_the_same_is_drawn_once() -> None:
    drawn.clear()
    assert markup_of(draw, Line("Ruto")) == markup_of(draw, Line("Ruto"))
    assert drawn == [Line("Ruto")]


def test_a_part_that_was_drawn_before_is_put_into_a_sketch_as_it_is() -> None:
    def draw_twice(line: Line) -> None:
        with element(tag="ul"):
            put_drawn(draw, line)
            put_drawn(draw, line)
            text("<li>", tag="li")

    line, drawn[:] = Line("<i>Saria</i>"), []
    item = markup_of(draw, line)
    assert markup_of(draw_twice, line) == f"<ul>{item}{item}<li>&lt;li&gt;</li></ul>"
    assert drawn == [line]


def test_a_sketch_that_fails_leaves_nothing_open() -> None:
    def fail(_: Line) -> None:
        with element():
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        markup_of(fail, Line("Ganon"))
    assert not is_sketching()


def test_what_is_remembered_of_a_handler_is_what_the_framework_finds_out() -> None:
    class Listening:
        def nothing(self) -> None: ...
        def something(self, value: object) -> None: ...
        def perhaps(self, value: object = None, *more: object) -> None: ...

    remember_handlers()
    for expects in (expects_arguments, helpers.expects_arguments):
        listening = Listening()
        handlers = (listening.nothing, listening.something, listening.perhaps, lambda: None, lambda value: value, print)
        assert [expects(handler) for handler in handlers] == [False, True, False, False, True, False]


async def test_a_race_with_many_racers_has_few_elements_on_its_page(community: Community, visit: Visit) -> None:
    tournament = await community.add_tournament()
    race = (await community.schedule(tournament, await community.add_pool(tournament))).summary.id
    room = await community.open_room(race)
    players: list[UserId] = [await community.add_player() for _ in range(6)]
    ids = [await community.racetime_id_of(player) for player in players]
    async with visit(community.admin.actor.user_id) as visitor:
        counts = []
        for more in (ids[:1], ids[1:]):
            room.join(*more)
            await community.hear(race, room)
            await visitor.open(f"/live-races/{race}")
            counts.append(visitor.element_count)
        assert len(visitor.part("board-row").splitlines()) == 6
        assert counts[0] == counts[1] <= 60
        room.start()
        await community.clock.advance(timedelta(hours=2))
        for minutes, racer in enumerate(ids):
            room.finish(racer, timedelta(minutes=60 + minutes))
        await community.hear(race, room)
        await visitor.open(f"/live-races/{race}")
        assert visitor.part("finish-strip") or visitor.part("race-picture")
        assert visitor.element_count <= 60


async def test_everybody_of_a_crowd_that_comes_at_once_gets_the_page(community: Community, visit: Visit) -> None:
    tournament = await community.add_tournament()
    race = (await community.schedule(tournament, await community.add_pool(tournament))).summary.id
    async with visit(await community.add_player()) as visitor:
        answers = await asyncio.gather(*(visitor.get(f"/live-races/{race}") for _ in range(40)))
    assert {answer.status_code for answer in answers} == {200}


async def test_a_page_that_can_not_be_had_now_says_so_and_when_to_try_again(community: Community, visit: Visit) -> None:
    async def never(_: object) -> None:
        await asyncio.Event().wait()

    site = SiteFacts(community.container, None, "", LivePages(community.container), page_patience_seconds=0.05)
    async with visit(await community.add_player()) as visitor:
        add_page(site, "/never", never)
        answers = await asyncio.gather(*(visitor.get("/never") for _ in range(20)))
    for answer in answers:
        assert (answer.status_code, int(answer.headers["Retry-After"]) > 0) == (503, True)
        assert "Nothing is lost; try again in a few seconds." in answer.text
        assert "Something went wrong" not in answer.text


async def test_a_crowd_that_only_watches_has_one_set_of_rows_and_a_racer_an_own_one(community: Community) -> None:
    tournament = await community.add_tournament()
    race = (await community.schedule(tournament, await community.add_pool(tournament))).summary.id
    room = await community.open_room(race)
    racer, watcher = await community.add_player(), await community.add_player()
    room.join(await community.racetime_id_of(racer))
    await community.hear(race, room)
    lines = (await community.race(race)).board
    everybodys, own = board_rows(lines, None), board_rows(lines, racer)
    assert board_rows(lines, watcher) is everybodys
    assert [row.own for row in everybodys.values()] == [False]
    assert [row.own for row in own.values()] == [True]
