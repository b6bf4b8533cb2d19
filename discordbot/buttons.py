"""Buttons below race messages. They are recognized by what they are called, so they outlive every restart."""

import re
from typing import Any

import discord

from application.domain.ids import LiveRaceId
from application.domain.messages.race_posts import eligible_action, open_action, remind_action
from application.page_links import PageLinks
from application.services.messages.discord_command_service import Asker, DiscordCommandService
from discordbot.interactions import answer, asker_of
from discordbot.replies import Reply, opened_reply, reminder_reply, verdicts_reply

_Button = discord.ui.Button[discord.ui.View]


def race_buttons(service: DiscordCommandService, links: PageLinks) -> tuple[type[discord.ui.DynamicItem[Any]], ...]:
    """Return the kinds of buttons that a client must know."""

    class Eligibility(discord.ui.DynamicItem[_Button], template=r"race:(?P<id>[0-9]{1,10}):eligible"):
        def __init__(self, race_id: LiveRaceId) -> None:
            super().__init__(discord.ui.Button(label="Am I eligible?", custom_id=eligible_action(race_id)))
            self.race_id = race_id

        @classmethod
        async def from_custom_id(
            cls, _interaction: discord.Interaction[Any], _item: discord.ui.Item[Any], match: re.Match[str], /
        ) -> "Eligibility":
            return cls(LiveRaceId(int(match["id"])))

        async def callback(self, interaction: discord.Interaction[Any]) -> None:
            await answer(interaction, _verdicts(service, links, asker_of(interaction), self.race_id), links)

    class Reminder(discord.ui.DynamicItem[_Button], template=r"race:(?P<id>[0-9]{1,10}):remind"):
        def __init__(self, race_id: LiveRaceId) -> None:
            super().__init__(discord.ui.Button(label="Remind me", custom_id=remind_action(race_id)))
            self.race_id = race_id

        @classmethod
        async def from_custom_id(
            cls, _interaction: discord.Interaction[Any], _item: discord.ui.Item[Any], match: re.Match[str], /
        ) -> "Reminder":
            return cls(LiveRaceId(int(match["id"])))

        async def callback(self, interaction: discord.Interaction[Any]) -> None:
            await answer(interaction, _reminder(service, asker_of(interaction), self.race_id), links)

    class Opening(discord.ui.DynamicItem[_Button], template=r"race:(?P<id>[0-9]{1,10}):open"):
        def __init__(self, race_id: LiveRaceId) -> None:
            super().__init__(discord.ui.Button(label="Open room", custom_id=open_action(race_id)))
            self.race_id = race_id

        @classmethod
        async def from_custom_id(
            cls, _interaction: discord.Interaction[Any], _item: discord.ui.Item[Any], match: re.Match[str], /
        ) -> "Opening":
            return cls(LiveRaceId(int(match["id"])))

        async def callback(self, interaction: discord.Interaction[Any]) -> None:
            await answer(interaction, _opened(service, asker_of(interaction), self.race_id), links)

    return (Eligibility, Reminder, Opening)


async def _verdicts(service: DiscordCommandService, links: PageLinks, asker: Asker, race_id: LiveRaceId) -> Reply:
    return verdicts_reply(await service.race_verdicts(asker, race_id), links)


async def _reminder(service: DiscordCommandService, asker: Asker, race_id: LiveRaceId) -> Reply:
    return reminder_reply(await service.switch_reminder(asker, race_id))


async def _opened(service: DiscordCommandService, asker: Asker, race_id: LiveRaceId) -> Reply:
    return opened_reply(await service.open_room(asker, race_id))
