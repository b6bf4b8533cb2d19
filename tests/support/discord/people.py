"""People on this Discord: they read channels, press buttons, run commands, fill in forms."""

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta

from tests.support.discord.errors import missing_access
from tests.support.discord.interactions import Interaction, InteractionKind, Interactions
from tests.support.discord.rest import bit
from tests.support.discord.world import Account, Channel, ChannelKind, Json, Message, World

PATIENCE = 20.0
_TEXT_INPUT = 4
_SUB_COMMAND, _GROUP, _STRING, _INTEGER, _BOOLEAN = 1, 2, 3, 4, 5


@dataclass
class Answer:
    """What became of an interaction, as its person sees it."""

    interaction: Interaction

    @property
    def message(self) -> Message:
        assert self.interaction.original is not None, "There was no answer."
        return self.interaction.original

    @property
    def text(self) -> str:
        return self.message.text

    @property
    def is_private(self) -> bool:
        return self.message.is_ephemeral

    @property
    def was_seen(self) -> bool:
        return self.interaction.callback is not None

    @property
    def choices(self) -> dict[str, object]:
        return {choice["name"]: choice["value"] for choice in self.interaction.choices}

    @property
    def form(self) -> Json:
        assert self.interaction.modal is not None, "There was no form."
        return self.interaction.modal

    async def settled(self) -> "Answer":
        """Wait until there is more to see than "thinking"."""
        async with asyncio.timeout(PATIENCE):
            while not self.interaction.is_answered:
                self.interaction.changed.clear()
                await self.interaction.changed.wait()
        return self


@dataclass
class Person:
    world: World
    interactions: Interactions
    account: Account

    @property
    def id(self) -> int:
        return self.account.id

    # Reading

    def read(self, channel: Channel) -> list[Message]:
        """Return what this person sees in a channel, in order; refuses a channel that can't be seen."""
        if not self.world.permissions_in(channel, self.id) & bit("view_channel"):
            raise missing_access()
        return sorted(channel.messages.values(), key=lambda message: message.id)

    def inbox(self) -> list[Message]:
        """Return the bot's direct messages."""
        for channel in self.world.channels.values():
            if channel.kind is ChannelKind.DIRECT and channel.recipient_id == self.id:
                return sorted(channel.messages.values(), key=lambda message: message.id)
        return []

    def threads(self) -> list[Channel]:
        return [channel for channel in self.world.channels.values() if self.id in channel.thread_members]

    def leave(self, thread: Channel) -> None:
        """Leave a thread, of which a bot without the members intent hears nothing."""
        thread.thread_members.discard(self.id)

    # Acting

    def press(self, message: Message, label: str, *, on_its_way: timedelta = timedelta(0)) -> Answer:
        """Press the button with this label; the press reaches the bot after so long on its way."""
        button = next((item for item in message.buttons if item.get("label") == label), None)
        assert button is not None, f"There is no button {label!r} but {[item.get('label') for item in message.buttons]}"
        assert not button.get("disabled"), f"The button {label!r} is off."
        data = {"component_type": 2, "custom_id": button["custom_id"], "id": 1}
        at = self.world.clock.now() - on_its_way
        return self._do(InteractionKind.COMPONENT, self.world.channels[message.channel_id], data, message, at=at)

    def choose(self, message: Message, *values: str) -> Answer:
        """Choose from the message's menu, by the labels of its options."""
        menu = next(item for item in message.buttons if item["type"] == 3)
        chosen = [option["value"] for option in menu["options"] if option["label"] in values]
        assert len(chosen) == len(values), [option["label"] for option in menu["options"]]
        data = {"component_type": 3, "custom_id": menu["custom_id"], "values": chosen, "id": 1}
        return self._do(InteractionKind.COMPONENT, self.world.channels[message.channel_id], data, message)

    def command(self, channel: Channel, name: str, **options: object) -> Answer:
        """Run a slash command, e.g. "race cancel"; refuses one that the bot never announced."""
        return self._do(InteractionKind.COMMAND, channel, self._command_data(name, options))

    def complete(self, channel: Channel, name: str, focused: str, text: str, **options: object) -> Answer:
        """Type into an option of a slash command and wait for suggestions."""
        data = self._command_data(name, {**options, focused: text}, focused=focused)
        return self._do(InteractionKind.AUTOCOMPLETE, channel, data)

    def submit(self, answer: Answer, **values: str) -> Answer:
        """Fill in a form, by the labels of its inputs with blanks as underscores, and send it."""
        form = answer.form
        filled = []
        for row in form["components"]:
            given = {}
            for item in row.get("components", [row.get("component")]):
                label = str(item.get("label") or row.get("label"))
                value = values.get(label.lower().replace(" ", "_"), item.get("value") or "")
                assert len(value) >= (item.get("min_length") or 0), f"{label} is too short."
                assert value or not item.get("required", True), f"{label} is required."
                given = {"type": item["type"], "custom_id": item["custom_id"], "value": value, "id": 2}
            if "component" in row:
                filled.append({"type": row["type"], "id": 1, "component": given})
            else:
                filled.append({"type": 1, "id": 1, "components": [given]})
        data = {"custom_id": form["custom_id"], "components": filled}
        interaction = answer.interaction
        return self._do(InteractionKind.MODAL, interaction.channel, data, interaction.message)

    def _do(
        self,
        kind: InteractionKind,
        channel: Channel,
        data: Json,
        message: Message | None = None,
        *,
        at: datetime | None = None,
    ) -> Answer:
        return Answer(self.interactions.make(kind, self.account, channel, data, message, at=at))

    def _command_data(self, name: str, options: dict[str, object], *, focused: str = "") -> Json:
        first, *rest = name.split()
        command = next((item for item in self.world.commands if item["name"] == first), None)
        assert command is not None, f"There is no command /{first}."
        data: Json = {"id": command["id"], "name": first, "type": 1, "guild_id": None}
        place, announced = data, command
        for word in rest:
            announced = next(item for item in announced["options"] if item["name"] == word)
            inner: Json = {"name": word, "type": announced["type"]}
            place["options"] = [inner]
            place = inner
        place["options"] = [self._option(announced, key, value, focused) for key, value in options.items()]
        missing = {item["name"] for item in announced.get("options", []) if item.get("required")} - set(options)
        assert not missing or focused, f"Options {missing} are required."
        return data

    def _option(self, announced: Json, name: str, value: object, focused: str) -> Json:
        option = next((item for item in announced.get("options", []) if item["name"] == name), None)
        assert option is not None, f"The command has no option {name}."
        found: Json = {"name": name, "type": option["type"], "value": value}
        return found | {"focused": True} if name == focused else found
