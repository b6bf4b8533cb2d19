"""The page on which a person switches troubles on and off, while a rehearsal runs."""

from collections.abc import Callable, Set

from aiohttp import web

from racetime.rehearsal.http import html_answer
from racetime.rehearsal.pages import TROUBLES_PATH, troubles_page
from racetime.rehearsal.trouble import MEANINGS, Trouble


class TroubleApi:
    """`switch` is told which troubles there are to be from now on."""

    def __init__(self, troubles: Set[Trouble], switch: Callable[..., None]) -> None:
        self._troubles = troubles
        self._switch = switch

    def routes(self) -> list[web.RouteDef]:
        return [web.get(TROUBLES_PATH, self.page), web.post(TROUBLES_PATH, self.change)]

    async def page(self, _request: web.Request) -> web.Response:
        lines = [(trouble.value, meaning, trouble in self._troubles) for trouble, meaning in MEANINGS.items()]
        return html_answer(troubles_page(lines))

    async def change(self, request: web.Request) -> web.Response:
        """Have exactly the troubles that were ticked; names that don't exist are ignored."""
        posted = await request.post()
        self._switch(*(trouble for trouble in Trouble if trouble.value in posted.getall("trouble", [])))
        return web.Response(status=303, headers={"Location": TROUBLES_PATH})
