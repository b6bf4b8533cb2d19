"""One's API tokens: made here, shown once, ended at any time."""

from collections.abc import Iterator
from dataclasses import dataclass
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
from components.help import TOKENS
from components.markup import Button, copy_button, element, link, put_icon, test_id, text
from components.moment import moment
from components.row_actions import ActingRows, Row, RowAction, row_buttons
from components.sketch import put_drawn
from components.status import Look, chip
from components.table import plain, table
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
            on_click(test_id(Button("Create token", icon="key", style="primary"), "new-token"), page.ask)
        page.lay_out(tokens)
        with element("row"):
            link("How programs use the API", "/api/docs")


class _Page:
    def __init__(self, request: PageRequest) -> None:
        self._request = request

    def lay_out(self, tokens: tuple[TokenView, ...]) -> None:
        with element("card card--flush"):
            self._rows = ActingRows(_draw, self._actions)
            self._show(tokens)

    async def _refresh(self) -> None:
        self._show(await self._request.container.identity.list_tokens(self._request.demand_viewer().id))

    def _show(self, tokens: tuple[TokenView, ...]) -> None:
        now = self._request.container.clock.now()
        self._rows.show({token.id: _Token.of(token, now) for token in tokens})

    def _actions(self, row: "_Token") -> Iterator[RowAction]:
        yield RowAction("Revoke", lambda: self._ask_revoke(row.view), "ban", "danger")

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
            Dialog("Create token", small=True) as dialog,
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
                form.end("Revoke token", icon="ban", cancel=True)
        dialog.open()


@dataclass(frozen=True, slots=True)
class _Token:
    view: TokenView
    expiry: Look | None
    """What there is to say of its end that is near or was."""

    @classmethod
    def of(cls, token: TokenView, now: datetime) -> "_Token":
        left = None if token.expires_at is None else token.expires_at - now
        if left is None or left > _SOON:
            return cls(token, None)
        soon = Look("Expires soon", "warning", "warn")
        return cls(token, Look("Expired", "cross", "bad") if left <= timedelta() else soon)


def _draw(rows: tuple[Row[_Token], ...]) -> None:
    if not rows:
        empty("No API tokens yet", "Create one for a program that works for you.", icon="key", about=TOKENS)
        return
    with table("tokens", plain("Name", "Created", "Last used", "Expires", "")):
        for row in rows:
            put_drawn(_row, row)


def _row(row: Row[_Token]) -> None:
    token = row.of.view
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
                if label == "Expires" and row.of.expiry is not None:
                    chip(row.of.expiry)
        with element("table__end", "td"), element("table__actions"):
            row_buttons(row, token.name)
