"""One's API tokens: made here, shown once, ended at any time."""

from datetime import datetime, timedelta

from nicegui import ui

from application.domain.errors import InvalidInput
from application.domain.ids import ApiTokenId
from application.read_models import TokenView
from components import notices
from components.action import on_click
from components.dialog import Dialog
from components.empty import empty
from components.form import Choice, Form, Values, text_of
from components.live_refresh import Section
from components.markup import Button, copy_button, element, link, put_icon, test_id, text
from components.moment import moment
from components.status import Look, chip
from views.frame import NavLink, frame, heading
from views.page_request import PageRequest

_LIVES = (
    Choice("30", "30 days"),
    Choice("90", "90 days"),
    Choice("365", "365 days"),
    Choice("never", "Never: until it is revoked"),
)
_SOON = timedelta(days=7)


async def show_tokens(request: PageRequest) -> None:
    viewer = request.demand_viewer()
    tokens = await request.container.identity.list_tokens(viewer.id)
    with frame(request, "API tokens"):
        row = heading(
            "API tokens",
            crumbs=(NavLink("Your account", "/account"),),
            intro="A program with one of these tokens may do what you may do. Keep it as you keep a password.",
        )
        page = _Page(request)
        with row:
            on_click(test_id(Button("New token", icon="key", style="primary"), "new-token"), page.ask)
        page.lay_out(tokens)
        with element("row"):
            link("How programs use the API", "/api/docs")


class _Page:
    def __init__(self, request: PageRequest) -> None:
        self._request = request

    def lay_out(self, tokens: tuple[TokenView, ...]) -> None:
        with element("card card--flush"):
            self._shown = Section(self._draw)
            self._shown.show(tokens)

    async def _refresh(self) -> None:
        self._shown.show(await self._request.container.identity.list_tokens(self._request.demand_viewer().id))

    def _draw(self, tokens: tuple[TokenView, ...]) -> None:
        if not tokens:
            empty("You have no token", "Make one for a program that works for you.", icon="key")
            return
        with test_id(element("table table--cards", "table"), "tokens"):
            with element(tag="thead"), element(tag="tr"):
                for title in ("Name", "Created", "Last used", "Expires", ""):
                    text(title, tag="th").props["scope"] = "col"
            with element(tag="tbody"):
                for token in tokens:
                    self._row(token)

    def _row(self, token: TokenView) -> None:
        with test_id(element(tag="tr"), "token"):
            text(token.name, "table__main", "td")
            for label, at, otherwise in (
                ("Created", token.created_at, ""),
                ("Last used", token.last_used_at, "Never"),
                ("Expires", token.expires_at, "Never"),
            ):
                with element(tag="td") as cell:
                    cell.props["data-label"] = label
                    if at is None:
                        text(otherwise, "soft", "span")
                    else:
                        moment(at, form="date", show="absolute" if label == "Created" else "both")
                    if label == "Expires" and at is not None:
                        self._expiry(at)
            with element("table__end", "td"), element("table__actions"):
                revoke = test_id(Button("Revoke", icon="ban", style="danger"), "revoke")
                revoke.props["aria-label"] = f"Revoke {token.name}"
                on_click(revoke, lambda: self._ask_revoke(token))

    def _expiry(self, at: datetime) -> None:
        left = at - self._request.container.clock.now()
        if left <= timedelta():
            chip(Look("Expired", "cross", "bad"))
        elif left <= _SOON:
            chip(Look("Expires soon", "warning", "warn"))

    async def ask(self) -> None:
        """Open the dialog that makes a token and shows it once."""

        async def send(values: Values) -> None:
            days = text_of(values, "days")
            if days not in {choice.value for choice in _LIVES}:
                raise InvalidInput.on("days", "Choose how long the token is valid.")
            expires_at = None if days == "never" else self._request.container.clock.now() + timedelta(days=int(days))
            viewer = self._request.demand_viewer()
            made = await self._request.container.identity.create_token(
                viewer.id, text_of(values, "name"), expires_at=expires_at
            )
            dialog.close()
            await self._refresh()
            self._show_once(made.token)

        with (
            ui.context.client.content,
            Dialog("New token", small=True) as dialog,
            Form(draft="token", send=send) as form,
        ):
            form.text("name", "What it is for", limit=80)
            form.select("days", "Expires after", _LIVES, value="90")
            form.end("Create token", icon="key", cancel=True)
        dialog.open()

    def _show_once(self, token: str) -> None:
        with ui.context.client.content, Dialog("Your new token", small=True) as dialog:
            with element("callout callout--warn"):
                put_icon("warning")
                text("It is shown just this once. Copy it now.")
            with test_id(element("address"), "new-token-text"):
                text(token, "address__text", "code")
                with element("row"):
                    copy_button("the token", token)
        dialog.open()

    async def _ask_revoke(self, token: TokenView) -> None:
        async def send(_: Values) -> None:
            await self._request.container.identity.revoke_token(self._request.demand_viewer().id, ApiTokenId(token.id))
            dialog.close()
            notices.tell("The token is revoked.")
            await self._refresh()

        with ui.context.client.content, Dialog(f"Revoke {token.name}?", small=True) as dialog:
            text("Programs that use it are refused from now on. This can't be undone.", "soft")
            with Form(draft=f"revoke-{token.id}", send=send) as form:
                form.end("Revoke it", icon="ban", cancel=True)
        dialog.open()
