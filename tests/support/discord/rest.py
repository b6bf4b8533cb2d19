"""Discord's REST interface, as far as this bot and its sign-in use it."""

import json
from collections.abc import Callable
from datetime import timedelta

import discord
from aiohttp import web

from tests.support.discord import documents
from tests.support.discord.checks import checked_event, checked_message, checked_profile, moved_status, pinged
from tests.support.discord.errors import (
    Refused,
    missing_access,
    missing_permissions,
    no_direct_messages,
    thread_is_archived,
    unknown,
)
from tests.support.discord.world import (
    Channel,
    ChannelKind,
    EventStatus,
    Guild,
    Json,
    Message,
    ScheduledEvent,
    World,
)

_NONCE_IS_REMEMBERED = timedelta(minutes=5)


def bit(name: str) -> int:
    return discord.Permissions(**{name: True}).value


def answer(value: object, status: int = 200) -> web.Response:
    """Discord's content type is exactly `application/json`."""
    return web.Response(body=json.dumps(value).encode(), status=status, content_type="application/json")


def nothing() -> web.Response:
    return web.Response(status=204)


async def body_of(request: web.Request) -> Json:
    """Return the JSON body; an attachment's form is read for its JSON part."""
    if request.content_type == "multipart/form-data":
        return dict(json.loads((await request.post())["payload_json"]))  # type: ignore[arg-type]
    text = await request.text()
    return dict(json.loads(text)) if text and text[0] == "{" else {"list": json.loads(text or "[]")}


class Rest:
    """The bot's own routes. `account_of` tells whose bearer token a request carries, for the routes of sign-in."""

    def __init__(self, world: World) -> None:
        self._world = world

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/oauth2/applications/@me", self.application),
            web.patch("/applications/@me", self.edit_application),
            web.post("/users/@me/channels", self.open_direct_channel),
            web.get("/users/{user}", self.user),
            web.get("/channels/{channel}", self.channel),
            web.patch("/channels/{channel}", self.edit_channel),
            web.delete("/channels/{channel}", self.delete_channel),
            web.get("/channels/{channel}/messages", self.history),
            web.post("/channels/{channel}/messages", self.send),
            web.get("/channels/{channel}/messages/{message}", self.message),
            web.patch("/channels/{channel}/messages/{message}", self.edit),
            web.delete("/channels/{channel}/messages/{message}", self.delete),
            web.post("/channels/{channel}/threads", self.create_thread),
            web.put("/channels/{channel}/thread-members/{user}", self.add_to_thread),
            web.delete("/channels/{channel}/thread-members/{user}", self.remove_from_thread),
            web.get("/guilds/{guild}", self.guild),
            web.get("/guilds/{guild}/channels", self.guild_channels),
            web.get("/guilds/{guild}/roles", self.guild_roles),
            web.get("/guilds/{guild}/threads/active", self.active_threads),
            web.get("/guilds/{guild}/members/{user}", self.member),
            web.get("/guilds/{guild}/scheduled-events", self.events),
            web.post("/guilds/{guild}/scheduled-events", self.create_event),
            web.get("/guilds/{guild}/scheduled-events/{event}", self.event),
            web.patch("/guilds/{guild}/scheduled-events/{event}", self.edit_event),
            web.delete("/guilds/{guild}/scheduled-events/{event}", self.delete_event),
            web.put("/applications/{application}/commands", self.set_commands),
            web.get("/applications/{application}/commands", self.get_commands),
        ]

    async def application(self, request: web.Request) -> web.Response:
        return answer(documents.application_json(self._world))

    async def edit_application(self, request: web.Request) -> web.Response:
        self._world.profile = checked_profile(await body_of(request))
        return answer(documents.application_json(self._world))

    async def user(self, request: web.Request) -> web.Response:
        return answer(documents.account_json(self._world.account(int(request.match_info["user"]))))

    async def open_direct_channel(self, request: web.Request) -> web.Response:
        recipient = self._world.account(int((await body_of(request))["recipient_id"]))
        return answer(documents.channel_json(self._world, self._world.direct_channel(recipient)))

    # Channels

    async def channel(self, request: web.Request) -> web.Response:
        channel = self._seen_channel(request)
        return answer(documents.channel_json(self._world, channel))

    async def edit_channel(self, request: web.Request) -> web.Response:
        channel, body = self._seen_channel(request), await body_of(request)
        if not channel.is_thread:
            raise missing_permissions()
        if channel.locked and not self._may(channel, "manage_threads"):
            raise missing_permissions()
        if channel.archived and body.get("archived", True):
            raise thread_is_archived()
        channel.archived = body.get("archived", channel.archived)
        channel.used_at = self._world.clock.now()
        channel.locked = body.get("locked", channel.locked)
        channel.name = body.get("name", channel.name)
        found = documents.channel_json(self._world, channel)
        self._world.tell("THREAD_UPDATE", found, channel.guild_id)
        return answer(found)

    async def delete_channel(self, request: web.Request) -> web.Response:
        channel = self._seen_channel(request)
        found = documents.channel_json(self._world, channel)
        self._world.delete_channel(channel)
        return answer(found)

    def _seen_channel(self, request: web.Request, *needed: str) -> Channel:
        """Return the channel of a request. Refuses as Discord does what the bot may not do in it."""
        channel = self._world.channel(int(request.match_info["channel"]))
        permissions = self._world.permissions_in(channel, self._world.bot.id)
        if not permissions & bit("view_channel"):
            raise missing_access()
        if any(not permissions & bit(name) for name in needed):
            raise missing_permissions()
        return channel

    def _may(self, channel: Channel, what: str) -> bool:
        return bool(self._world.permissions_in(channel, self._world.bot.id) & bit(what))

    # Messages

    async def history(self, request: web.Request) -> web.Response:
        """Return the newest messages first; with `after`, the oldest that follow it, as Discord does."""
        channel = self._seen_channel(request)
        if not self._world.permissions_in(channel, self._world.bot.id) & bit("read_message_history"):
            return answer([])
        limit = int(request.query.get("limit", 50))
        messages = sorted(channel.messages.values(), key=lambda message: message.id)
        if "after" in request.query:
            chosen = [message for message in messages if message.id > int(request.query["after"])][:limit]
        else:
            before = int(request.query.get("before", 1 << 63))
            chosen = [message for message in messages if message.id < before][-limit:]
        return answer([self._without_nonce(message) for message in reversed(chosen)])

    async def message(self, request: web.Request) -> web.Response:
        channel = self._seen_channel(request)
        return answer(self._without_nonce(self._world.message(channel.id, int(request.match_info["message"]))))

    def _without_nonce(self, message: Message) -> Json:
        """A nonce is told to the sender at once, and not remembered for readers."""
        return {key: value for key, value in documents.message_json(self._world, message).items() if key != "nonce"}

    async def send(self, request: web.Request) -> web.Response:
        channel = self._seen_channel(request)
        body = await body_of(request)
        if channel.kind is ChannelKind.DIRECT:
            assert channel.recipient_id is not None
            if not self._world.accounts[channel.recipient_id].accepts_direct_messages:
                raise no_direct_messages()
        elif not self._world.permissions_in(channel, self._world.bot.id) & self._send_bit(channel):
            raise missing_permissions()
        if channel.archived and channel.locked and not self._may(channel, "manage_threads"):
            raise thread_is_archived()
        self._check_embed_links(channel, body)
        if body.get("enforce_nonce") and (known := self._sent_before(channel, str(body["nonce"]))):
            return answer(documents.message_json(self._world, known))
        message = post_message(self._world, channel, body, self._world.bot.id)
        return answer(documents.message_json(self._world, message))

    def _send_bit(self, channel: Channel) -> int:
        return bit("send_messages_in_threads") if channel.is_thread else bit("send_messages")

    def _check_embed_links(self, channel: Channel, body: Json) -> None:
        """Without this permission Discord quietly leaves embeds out; a message of nothing else is refused."""
        if channel.guild_id is not None and body.get("embeds"):
            permissions = self._world.permissions_in(channel, self._world.bot.id)
            if not permissions & bit("embed_links"):
                body["embeds"] = []

    def _sent_before(self, channel: Channel, nonce: str) -> Message | None:
        limit = self._world.clock.now() - _NONCE_IS_REMEMBERED
        for message in channel.messages.values():
            if message.nonce == nonce and message.created_at >= limit:
                return message
        return None

    async def edit(self, request: web.Request) -> web.Response:
        channel, body = self._seen_channel(request), await body_of(request)
        message = self._world.message(channel.id, int(request.match_info["message"]))
        if message.author.id != self._world.bot.id:
            raise Refused(403, 50005, "Cannot edit a message authored by another user")
        if channel.archived:
            raise thread_is_archived()
        self._check_embed_links(channel, body)
        change_message(self._world, message, body)
        return answer(documents.message_json(self._world, message))

    async def delete(self, request: web.Request) -> web.Response:
        channel = self._seen_channel(request)
        message = self._world.message(channel.id, int(request.match_info["message"]))
        if channel.archived:
            raise thread_is_archived()
        del channel.messages[message.id]
        return nothing()

    # Threads

    async def create_thread(self, request: web.Request) -> web.Response:
        body = await body_of(request)
        kind = ChannelKind(body.get("type", ChannelKind.PRIVATE_THREAD))
        private = kind is ChannelKind.PRIVATE_THREAD
        needed = "create_private_threads" if private else "create_public_threads"
        parent = self._seen_channel(request, needed)
        thread = self._world.add_thread(parent, body["name"], kind, self._world.bot)
        found = documents.channel_json(self._world, thread)
        self._world.tell("THREAD_CREATE", found | {"newly_created": True}, thread.guild_id)
        return answer(found, 201)

    async def add_to_thread(self, request: web.Request) -> web.Response:
        thread = self._seen_channel(request, "send_messages_in_threads")
        user = self._world.account(int(request.match_info["user"]))
        if thread.archived:
            raise thread_is_archived()
        thread.thread_members.add(user.id)
        return nothing()

    async def remove_from_thread(self, request: web.Request) -> web.Response:
        thread = self._seen_channel(request)
        thread.thread_members.discard(int(request.match_info["user"]))
        return nothing()

    # Servers

    async def guild(self, request: web.Request) -> web.Response:
        return answer(documents.guild_json(self._world, self._seen_guild(request)))

    async def guild_channels(self, request: web.Request) -> web.Response:
        guild = self._seen_guild(request)
        channels = [channel for channel in self._world.channels.values() if channel.guild_id == guild.id]
        return answer([documents.channel_json(self._world, channel) for channel in channels if not channel.is_thread])

    async def active_threads(self, request: web.Request) -> web.Response:
        guild = self._seen_guild(request)
        threads = [channel for channel in self._world.channels.values() if channel.is_thread and not channel.archived]
        seen = [
            thread for thread in threads if thread.guild_id == guild.id and self._world.bot.id in thread.thread_members
        ]
        return answer({"threads": [documents.channel_json(self._world, thread) for thread in seen], "members": []})

    async def guild_roles(self, request: web.Request) -> web.Response:
        return answer([documents.role_json(role) for role in self._seen_guild(request).roles.values()])

    async def member(self, request: web.Request) -> web.Response:
        guild, user_id = self._seen_guild(request), int(request.match_info["user"])
        if user_id not in guild.members:
            raise unknown("Member")
        return answer(documents.member_json(self._world, guild, self._world.accounts[user_id]))

    def _seen_guild(self, request: web.Request, *needed: str) -> Guild:
        guild = self._world.guild(int(request.match_info["guild"]))
        permissions = self._world.permissions_of(guild, self._world.bot.id)
        if any(not permissions & bit(name) for name in needed):
            raise missing_permissions()
        return guild

    # Scheduled events

    async def events(self, request: web.Request) -> web.Response:
        events = self._seen_guild(request).events.values()
        open_ones = [event for event in events if event.status in (EventStatus.SCHEDULED, EventStatus.ACTIVE)]
        return answer([documents.event_json(event) for event in open_ones])

    async def event(self, request: web.Request) -> web.Response:
        return answer(documents.event_json(self._event(request)))

    async def create_event(self, request: web.Request) -> web.Response:
        guild = self._seen_guild(request, "create_events")
        body = checked_event(await body_of(request), self._world.clock.now())
        event = ScheduledEvent(self._world.new_id(), guild.id, self._world.bot.id, body)
        guild.events[event.id] = event
        return answer(documents.event_json(event))

    async def edit_event(self, request: web.Request) -> web.Response:
        event, body = self._event(request), await body_of(request)
        event.status = moved_status(event.status, body.get("status"))
        event.body = checked_event(body, self._world.clock.now(), present=event.body)
        return answer(documents.event_json(event))

    async def delete_event(self, request: web.Request) -> web.Response:
        event = self._event(request)
        del self._world.guilds[event.guild_id].events[event.id]
        return nothing()

    def _event(self, request: web.Request) -> ScheduledEvent:
        events = self._seen_guild(request).events
        event_id = int(request.match_info["event"])
        if event_id not in events:
            raise unknown("Guild Scheduled Event")
        return events[event_id]

    # Commands

    async def set_commands(self, request: web.Request) -> web.Response:
        commands = (await body_of(request))["list"]
        names = [command["name"] for command in commands]
        if len(set(names)) != len(names) or any(not 1 <= len(name) <= 32 for name in names):
            raise Refused(400, 50035, "Invalid command names")
        self._world.commands = [
            command
            | {
                "id": str(self._world.new_id()),
                "application_id": str(self._world.application_id),
                "version": str(self._world.new_id()),
                "type": command.get("type", 1),
                "default_member_permissions": command.get("default_member_permissions"),
            }
            for command in commands
        ]
        return answer(self._world.commands)

    async def get_commands(self, request: web.Request) -> web.Response:
        return answer(self._world.commands)


def post_message(
    world: World,
    channel: Channel,
    body: Json,
    author_id: int,
    *,
    flags: int = 0,
    add_to: Callable[[Message], None] | None = None,
) -> Message:
    """Make a message after all of Discord's checks; an ephemeral one goes to `add_to` and not into the channel."""
    shown = checked_message(body)
    reference = body.get("message_reference")
    replied = None
    if reference is not None:
        replied = int(reference["message_id"])
        if replied not in channel.messages:
            if reference.get("fail_if_not_exists", True):
                raise Refused(400, 50035, "message_reference: Unknown message")
            replied = None
    guild = world.guilds[channel.guild_id] if channel.guild_id is not None else None
    may_ping_all = bool(world.permissions_in(channel, author_id) & bit("mention_everyone"))
    users, roles = pinged(world, guild, body, may_ping_all=may_ping_all)
    message = Message(
        id=world.new_id(),
        channel_id=channel.id,
        author=world.accounts[author_id],
        body=shown,
        created_at=world.clock.now(),
        nonce=str(body["nonce"]) if "nonce" in body else None,
        reference=replied,
        flags=flags | int(body.get("flags") or 0),
        versions=[shown],
        pinged_users=frozenset(users),
        pinged_roles=frozenset(roles),
    )
    if add_to is not None:
        add_to(message)
        return message
    channel.messages[message.id] = message
    if channel.is_thread:
        channel.archived, channel.used_at = False, world.clock.now()
    return message


def change_message(world: World, message: Message, body: Json) -> None:
    message.body = checked_message(body, present=message.body)
    message.versions.append(message.body)
    message.edited_at = world.clock.now()
