"""Pages on which a person takes part, and switches faults on and off."""

from collections.abc import Callable, Set
from urllib.parse import urlencode

from aiohttp import web

from racetime.rehearsal.faults import MEANINGS, Fault
from racetime.rehearsal.formats import instant, parsed_clock_time
from racetime.rehearsal.http import (
    CATEGORY,
    RACE,
    SESSION_COOKIE,
    category_of,
    form_of,
    html_answer,
    race_of,
    session_user,
)
from racetime.rehearsal.pages import FAULTS_PATH, direct_message_text, faults_page, index_page, room_page
from racetime.rehearsal.race import Race
from racetime.rehearsal.users import Refused, Unknown, User
from racetime.rehearsal.world import World


class PageApi:
    """Pages, and the forms on them. `take_over` is told whenever a person acts for a racer."""

    def __init__(self, world: World, *, address: Callable[[], str], take_over: Callable[[Race, User], None]) -> None:
        self._world = world
        self._address = address
        self._take_over = take_over
        self._moves: dict[str, Callable[[Race, User], None]] = {
            "join": world.join,
            "leave": world.leave,
            "ready": world.ready,
            "unready": world.unready,
            "done": world.done,
            "undo": world.undo,
            "forfeit": world.forfeit,
            "unforfeit": world.unforfeit,
        }
        self._verdicts: dict[str, Callable[[Race, str], None]] = {
            "disqualify": world.disqualify,
            "undisqualify": world.undisqualify,
            "set_forfeit": lambda race, user: world.edit_result(race, user, None),
        }
        self._decisions: dict[str, Callable[[Race], None]] = {
            "cancel": world.cancel,
            "record": world.record,
            "unrecord": world.unrecord,
        }

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/", self.index),
            web.get(f"/{CATEGORY}", self.category),
            web.get(f"/{RACE}", self.room),
            web.post(f"/rehearsal/{RACE}/act", self.act),
            web.post(f"/rehearsal/{RACE}/moderate", self.moderate),
            web.get(f"/rehearsal/{RACE}/dm/{{message}}", self.direct_message),
        ]

    async def index(self, _request: web.Request) -> web.Response:
        rooms = list(reversed(self._world.rooms.values()))
        return html_answer(index_page(list(self._world.categories.values()), rooms, self._address()))

    async def category(self, request: web.Request) -> web.Response:
        category = category_of(request, self._world)
        return html_answer(index_page([category], self._world.rooms_of(category), self._address()))

    async def room(self, request: web.Request) -> web.Response:
        race = race_of(request, self._world)
        return html_answer(
            room_page(
                race,
                people=self._world.people(),
                chosen=session_user(request, self._world),
                refusal=request.query.get("refusal"),
            )
        )

    async def act(self, request: web.Request) -> web.Response:
        """Make a move as the chosen racer; from then on the browser counts as logged in as that racer."""
        race = race_of(request, self._world)
        fields = await form_of(request)
        user = self._world.user(fields.get("user", ""))
        self._take_over(race, user)
        try:
            self._move(race, user, fields)
        except Refused as refusal:
            answer = _back_to(race, refusal.sentence)
        else:
            answer = _back_to(race)
        answer.set_cookie(SESSION_COOKIE, user.id, httponly=True, samesite="Lax")
        return answer

    async def moderate(self, request: web.Request) -> web.Response:
        race = race_of(request, self._world)
        try:
            self._moderate(race, await form_of(request))
        except Refused as refusal:
            return _back_to(race, refusal.sentence)
        return _back_to(race)

    async def direct_message(self, request: web.Request) -> web.Response:
        """Show a direct message to whoever watches the rehearsal: seeing what players are told is its purpose."""
        race = race_of(request, self._world)
        message = race.chat.find(request.match_info["message"])
        if message is None or not message.is_direct:
            raise Unknown("There is no such message.")
        return web.json_response({"posted_at": instant(message.posted_at), "text": direct_message_text(message)})

    def _move(self, race: Race, user: User, fields: dict[str, str]) -> None:
        move = fields.get("move", "")
        if move in self._moves:
            if self._world.click_collides(race):
                raise Refused("The server failed (500), because others clicked at the same moment. Click again.")
            self._moves[move](race, user)
        elif move == "say":
            self._world.say(race, user, fields.get("text", ""))
        else:
            raise Refused("Choose one of the buttons.")

    def _moderate(self, race: Race, fields: dict[str, str]) -> None:
        move = fields.get("move", "")
        if move in self._decisions:
            self._decisions[move](race)
        elif move in self._verdicts:
            self._verdicts[move](race, fields.get("user", ""))
        elif move == "set_time":
            finish_time = parsed_clock_time(fields.get("time", ""))
            if finish_time is None:
                raise Refused("Give the time as hours, minutes and seconds, for example 1:23:45.")
            self._world.edit_result(race, fields.get("user", ""), finish_time)
        else:
            raise Refused("Choose one of the buttons.")


def _back_to(race: Race, refusal: str | None = None) -> web.Response:
    query = f"?{urlencode({'refusal': refusal})}" if refusal else ""
    return web.Response(status=303, headers={"Location": f"/{race.name}{query}#controls"})


class FaultPages:
    """`switch` is told which faults there are to be from now on."""

    def __init__(self, faults: Set[Fault], switch: Callable[..., None]) -> None:
        self._faults = faults
        self._switch = switch

    def routes(self) -> list[web.RouteDef]:
        return [web.get(FAULTS_PATH, self.page), web.post(FAULTS_PATH, self.change)]

    async def page(self, _request: web.Request) -> web.Response:
        lines = [(fault.value, meaning, fault in self._faults) for fault, meaning in MEANINGS.items()]
        return html_answer(faults_page(lines))

    async def change(self, request: web.Request) -> web.Response:
        """Have exactly the faults that were ticked; names that don't exist are ignored."""
        posted = await request.post()
        self._switch(*(fault for fault in Fault if fault.value in posted.getall("fault", [])))
        return web.Response(status=303, headers={"Location": FAULTS_PATH})
