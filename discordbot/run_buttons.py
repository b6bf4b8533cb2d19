"""Buttons, menus and forms that lead through async runs; recognized by what they are called, after every restart."""

import re
from collections.abc import Awaitable, Callable
from typing import Any

import discord

from application.domain.ids import PoolId, RunId, TournamentId, read_id
from application.domain.messages.run_posts import pool_action, run_action
from application.page_links import PageLinks
from application.services.messages.discord_command_service import Asker
from application.services.messages.discord_run_service import DiscordRunService
from discordbot.interactions import Interaction, answer, answer_press, answer_with_form, asker_of
from discordbot.replies import Reply

_Button = discord.ui.Button[discord.ui.View]
_Select = discord.ui.Select[discord.ui.View]
_Step = Callable[[Asker, RunId], Awaitable[Reply]]

_FORM = re.compile(r"run:(?P<id>[0-9]{1,10}):hand-in")
LONGEST_INPUT = 4000
"""Discord takes no more in one input of a form."""


def run_buttons(runs: DiscordRunService, links: PageLinks) -> tuple[type[discord.ui.DynamicItem[Any]], ...]:
    """Return the kinds of buttons and menus that a client must know."""
    steps: dict[str, _Step] = {
        "ready": runs.ready,
        "timer": runs.timer,
        "forfeit": runs.ask_before_forfeit,
        "forfeit-now": runs.forfeit,
        "continue": runs.continue_in_thread,
    }

    class RunStep(
        discord.ui.DynamicItem[_Button],
        template=r"run:(?P<id>[0-9]{1,10}):(?P<step>ready|finish|timer|forfeit|forfeit-now|continue|hand-in)",
    ):
        def __init__(self, run_id: RunId, step: str) -> None:
            super().__init__(discord.ui.Button(label=step, custom_id=run_action(run_id, step)))
            self.run_id = run_id
            self.step = step

        @classmethod
        async def from_custom_id(
            cls, _interaction: Interaction, _item: discord.ui.Item[Any], match: re.Match[str], /
        ) -> "RunStep":
            return cls(RunId(int(match["id"])), match["step"])

        async def callback(self, interaction: Interaction) -> None:
            asker = asker_of(interaction)
            if self.step == "hand-in":
                await answer_with_form(interaction, _form(runs, asker, self.run_id), links)
            elif self.step == "finish":
                await answer_press(interaction, runs.finish(asker, self.run_id), links)
            else:
                await answer(interaction, steps[self.step](asker, self.run_id), links)

    class Begin(discord.ui.DynamicItem[_Button], template=r"runs:(?P<id>[0-9]{1,10}):(?P<step>start|draw)"):
        def __init__(self, number: int, step: str) -> None:
            super().__init__(discord.ui.Button(label=step, custom_id=f"runs:{number}:{step}"))
            self.number = number
            self.step = step

        @classmethod
        async def from_custom_id(
            cls, _interaction: Interaction, _item: discord.ui.Item[Any], match: re.Match[str], /
        ) -> "Begin":
            return cls(int(match["id"]), match["step"])

        async def callback(self, interaction: Interaction) -> None:
            asker = asker_of(interaction)
            if self.step == "start":
                await answer(interaction, runs.offer_pools(asker, TournamentId(self.number)), links)
            else:
                await answer(interaction, runs.draw(asker, PoolId(self.number)), links)

    class Pools(discord.ui.DynamicItem[_Select], template=r"runs:(?P<id>[0-9]{1,10}):pool"):
        def __init__(self, tournament_id: TournamentId, chosen: str = "") -> None:
            super().__init__(discord.ui.Select(custom_id=pool_action(tournament_id)))
            self.tournament_id = tournament_id
            self.chosen = chosen

        @classmethod
        async def from_custom_id(
            cls, interaction: Interaction, _item: discord.ui.Item[Any], match: re.Match[str], /
        ) -> "Pools":
            data: dict[str, Any] = dict(interaction.data or {})
            values = data.get("values") or [""]
            return cls(TournamentId(int(match["id"])), str(values[0]))

        async def callback(self, interaction: Interaction) -> None:
            pool_id = PoolId(read_id(self.chosen) or 0)
            await answer(interaction, runs.ask_before_draw(asker_of(interaction), self.tournament_id, pool_id), links)

    return (RunStep, Begin, Pools)


async def _form(runs: DiscordRunService, asker: Asker, run_id: RunId) -> discord.ui.Modal:
    """Return the form for VOD and notes; notes too long for Discord are left to the browser."""
    vod_url, notes = await runs.handed_in(asker, run_id)
    modal = discord.ui.Modal(title="VOD and notes", custom_id=run_action(run_id, "hand-in"), timeout=None)
    vod: discord.ui.TextInput[discord.ui.Modal] = discord.ui.TextInput(
        label="VOD link", custom_id="vod", required=False, max_length=500, default=vod_url or None
    )
    modal.add_item(vod)
    if len(notes) <= LONGEST_INPUT:
        written: discord.ui.TextInput[discord.ui.Modal] = discord.ui.TextInput(
            label="Notes",
            custom_id="notes",
            style=discord.TextStyle.paragraph,
            required=False,
            max_length=LONGEST_INPUT,
            default=notes or None,
        )
        modal.add_item(written)
    return modal


def form_receiver(runs: DiscordRunService, links: PageLinks) -> Callable[[Interaction], Awaitable[None]]:
    """Return what takes the forms that people send."""

    async def receive(interaction: Interaction) -> None:
        data: dict[str, Any] = dict(interaction.data or {})
        match = _FORM.fullmatch(str(data.get("custom_id", "")))
        if match is None:
            return
        values = dict(_inputs(data))
        sent = runs.hand_in(
            asker_of(interaction), RunId(int(match["id"])), vod_url=values.get("vod", ""), notes=values.get("notes")
        )
        await answer(interaction, sent, links)

    return receive


def _inputs(data: dict[str, Any]) -> list[tuple[str, str]]:
    rows = data.get("components") or []
    items = [item for row in rows for item in row.get("components") or [row.get("component") or {}]]
    return [(str(item.get("custom_id")), str(item.get("value") or "")) for item in items]
