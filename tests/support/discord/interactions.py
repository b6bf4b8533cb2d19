"""Interactions: made by people, heard by the bot over the gateway, answered by it within three seconds."""

import asyncio
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import IntEnum

from aiohttp import web

from tests.support.discord import documents
from tests.support.discord.errors import Refused, unknown
from tests.support.discord.rest import answer, body_of, change_message, nothing, post_message
from tests.support.discord.world import Account, Channel, Json, Message, World

FIRST_ANSWER_WITHIN = timedelta(seconds=3)
TOKEN_LIFE = timedelta(minutes=15)
_EPHEMERAL = 64
_THINKING = 128


class InteractionKind(IntEnum):
    COMMAND = 2
    COMPONENT = 3
    AUTOCOMPLETE = 4
    MODAL = 5


class CallbackKind(IntEnum):
    MESSAGE = 4
    DEFERRED_MESSAGE = 5
    DEFERRED_UPDATE = 6
    UPDATE = 7
    CHOICES = 8
    MODAL = 9


@dataclass
class Interaction:
    """One press, command or submission; `messages` are those that only its person sees, in order."""

    id: int
    token: str
    kind: InteractionKind
    account: Account
    channel: Channel
    data: Json
    made_at: datetime
    message: Message | None = None
    callback: CallbackKind | None = None
    modal: Json | None = None
    choices: list[Json] = field(default_factory=list)
    original: Message | None = None
    followups: list[Message] = field(default_factory=list)
    changed: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def is_answered(self) -> bool:
        """Whether a person sees more than "thinking"."""
        if self.callback in (CallbackKind.CHOICES, CallbackKind.MODAL, CallbackKind.UPDATE):
            return True
        return self.original is not None and not self.original.flags & _THINKING

    def note_change(self) -> None:
        self.changed.set()


class Interactions:
    def __init__(self, world: World) -> None:
        self._world = world
        self.all: list[Interaction] = []

    def routes(self) -> list[web.RouteDef]:
        return [
            web.post("/interactions/{interaction}/{token}/callback", self.callback),
            web.post("/webhooks/{application}/{token}", self.follow_up),
            web.get("/webhooks/{application}/{token}/messages/{message}", self.get),
            web.patch("/webhooks/{application}/{token}/messages/{message}", self.edit),
            web.delete("/webhooks/{application}/{token}/messages/{message}", self.delete),
        ]

    def make(
        self,
        kind: InteractionKind,
        account: Account,
        channel: Channel,
        data: Json,
        message: Message | None = None,
        *,
        at: datetime | None = None,
    ) -> Interaction:
        """Let a person act, now or at a moment before; the bot hears of it now if it is connected."""
        made_at = at or self._world.clock.now()
        interaction = Interaction(
            id=self._world.new_id(made_at),
            token=secrets.token_hex(16),
            kind=kind,
            account=account,
            channel=channel,
            data=data,
            made_at=made_at,
            message=message,
        )
        self.all.append(interaction)
        self._world.tell("INTERACTION_CREATE", self._document(interaction), None)
        return interaction

    def _document(self, interaction: Interaction) -> Json:
        world, channel = self._world, interaction.channel
        found: Json = {
            "id": str(interaction.id),
            "application_id": str(world.application_id),
            "type": int(interaction.kind),
            "token": interaction.token,
            "version": 1,
            "data": interaction.data,
            "channel_id": str(channel.id),
            "channel": documents.channel_json(world, channel),
            "locale": "en-US",
            "entitlements": [],
            "authorizing_integration_owners": {},
            "attachment_size_limit": 10 << 20,
            "app_permissions": documents.bits(world.permissions_in(channel, world.bot.id)),
        }
        if channel.guild_id is not None:
            guild = world.guilds[channel.guild_id]
            found |= {
                "guild_id": str(guild.id),
                "guild": {"id": str(guild.id), "locale": "en-US", "features": []},
                "guild_locale": "en-US",
                "context": 0,
                "member": documents.member_json(world, guild, interaction.account, channel=channel),
            }
        else:
            found |= {"context": 1, "user": documents.account_json(interaction.account)}
        if interaction.message is not None:
            found["message"] = documents.message_json(world, interaction.message)
        return found

    # What the bot answers

    async def callback(self, request: web.Request) -> web.Response:
        interaction = self._find(request.match_info["token"], int(request.match_info["interaction"]))
        if interaction.callback is not None:
            raise Refused(400, 40060, "Interaction has already been acknowledged.")
        if self._world.clock.now() - interaction.made_at > FIRST_ANSWER_WITHIN:
            raise unknown("Interaction")
        body = await body_of(request)
        interaction.callback = kind = CallbackKind(body["type"])
        data = body.get("data") or {}
        match kind:
            case CallbackKind.MESSAGE:
                interaction.original = self._say(interaction, data)
            case CallbackKind.DEFERRED_MESSAGE:
                interaction.original = self._thinking(interaction, int(data.get("flags") or 0))
            case CallbackKind.UPDATE:
                assert interaction.message is not None
                change_message(self._world, interaction.message, data)
                interaction.original = interaction.message
            case CallbackKind.DEFERRED_UPDATE:
                interaction.original = interaction.message
            case CallbackKind.CHOICES:
                interaction.choices = _checked_choices(data["choices"])
            case CallbackKind.MODAL:
                interaction.modal = data
        interaction.note_change()
        resource: Json = {"type": int(kind)}
        if interaction.original is not None:
            resource["message"] = documents.message_json(self._world, interaction.original)
        return answer({"interaction": {"id": str(interaction.id), "type": int(interaction.kind)}, "resource": resource})

    async def follow_up(self, request: web.Request) -> web.Response:
        interaction = self._find(request.match_info["token"])
        body = await body_of(request)
        if interaction.original is not None and interaction.original.flags & _THINKING:
            self._fill(interaction.original, body)
            message = interaction.original
        else:
            message = self._say(interaction, body)
            interaction.followups.append(message)
        interaction.note_change()
        return answer(documents.message_json(self._world, message))

    async def get(self, request: web.Request) -> web.Response:
        _, message = self._response(request)
        return answer(documents.message_json(self._world, message))

    async def edit(self, request: web.Request) -> web.Response:
        interaction, message = self._response(request)
        body = await body_of(request)
        if message.flags & _THINKING:
            self._fill(message, body)
        else:
            change_message(self._world, message, body)
        interaction.note_change()
        return answer(documents.message_json(self._world, message))

    async def delete(self, request: web.Request) -> web.Response:
        interaction, message = self._response(request)
        if message is interaction.original:
            interaction.original = None
        self._world.channels[message.channel_id].messages.pop(message.id, None)
        return nothing()

    def _find(self, token: str, interaction_id: int | None = None) -> Interaction:
        for interaction in self.all:
            if interaction.token == token and interaction_id in (None, interaction.id):
                if self._world.clock.now() - interaction.made_at > TOKEN_LIFE:
                    raise Refused(401, 50027, "Invalid Webhook Token")
                return interaction
        raise unknown("Interaction" if interaction_id is not None else "Webhook")

    def _response(self, request: web.Request) -> tuple[Interaction, Message]:
        interaction = self._find(request.match_info["token"])
        wanted = request.match_info["message"]
        known = [message for message in (interaction.original, *interaction.followups) if message is not None]
        for message in known:
            if wanted in ("@original", str(message.id)):
                return interaction, message
        raise unknown("Message")

    def _say(self, interaction: Interaction, data: Json) -> Message:
        flags = int(data.get("flags") or 0)
        private = (lambda _: None) if flags & _EPHEMERAL else None
        return post_message(self._world, interaction.channel, data, self._world.bot.id, add_to=private)

    def _thinking(self, interaction: Interaction, flags: int) -> Message:
        return Message(
            id=self._world.new_id(),
            channel_id=interaction.channel.id,
            author=self._world.bot,
            body={},
            created_at=self._world.clock.now(),
            flags=flags | _THINKING,
        )

    def _fill(self, message: Message, body: Json) -> None:
        """The first real answer takes the place of "thinking", and is as ephemeral as that was."""
        change_message(self._world, message, body)
        message.edited_at = None
        message.flags &= ~_THINKING
        if not message.is_ephemeral:
            self._world.channels[message.channel_id].messages[message.id] = message


def _checked_choices(choices: list[Json]) -> list[Json]:
    if len(choices) > 25 or any(not 1 <= len(choice["name"]) <= 100 for choice in choices):
        raise Refused(400, 50035, "Invalid choices")
    return choices
