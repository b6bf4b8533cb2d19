"""What this Discord knows: accounts, servers, channels, messages and events, all in memory."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import IntEnum
from itertools import count
from typing import Any

from application.domain.clock import Clock
from tests.support.discord.errors import unknown

Json = dict[str, Any]
_EPOCH = datetime(2015, 1, 1, tzinfo=UTC)


class ChannelKind(IntEnum):
    TEXT = 0
    DIRECT = 1
    PUBLIC_THREAD = 11
    PRIVATE_THREAD = 12


class EventStatus(IntEnum):
    SCHEDULED = 1
    ACTIVE = 2
    COMPLETED = 3
    CANCELED = 4


@dataclass
class Account:
    id: int
    name: str
    is_bot: bool = False
    accepts_direct_messages: bool = True


@dataclass
class Role:
    id: int
    name: str
    permissions: int
    position: int
    mentionable: bool = False


@dataclass
class Message:
    """`versions` has every content that the message ever showed, the present one last."""

    id: int
    channel_id: int
    author: Account
    body: Json
    created_at: datetime
    nonce: str | None = None
    reference: int | None = None
    edited_at: datetime | None = None
    flags: int = 0
    kind: int = 0
    versions: list[Json] = field(default_factory=list)
    pinged_users: frozenset[int] = frozenset()
    pinged_roles: frozenset[int] = frozenset()

    @property
    def content(self) -> str:
        return str(self.body.get("content") or "")

    @property
    def embeds(self) -> list[Json]:
        return list(self.body.get("embeds") or [])

    @property
    def components(self) -> list[Json]:
        return list(self.body.get("components") or [])

    @property
    def buttons(self) -> list[Json]:
        return [item for row in self.components for item in row.get("components", [])]

    @property
    def text(self) -> str:
        """Everything that a person reads in it, line by line."""
        return "\n".join(_readable(self.body))

    @property
    def is_ephemeral(self) -> bool:
        return bool(self.flags & 64)


def _readable(body: Json) -> Iterable[str]:
    if body.get("content"):
        yield body["content"]
    for embed in body.get("embeds") or []:
        yield from (str(embed[key]) for key in ("title", "description") if embed.get(key))
        for item in embed.get("fields") or []:
            yield f"{item['name']}: {item['value']}"
        if embed.get("footer"):
            yield embed["footer"]["text"]
    for row in body.get("components") or []:
        for item in row.get("components", []):
            yield f"[{item.get('label', '')}]"


@dataclass
class Channel:
    id: int
    kind: ChannelKind
    name: str
    guild_id: int | None = None
    parent_id: int | None = None
    recipient_id: int | None = None
    owner_id: int | None = None
    overwrites: dict[int, tuple[int, int]] = field(default_factory=dict)
    """Role or account id → (allowed, denied) permissions."""
    messages: dict[int, Message] = field(default_factory=dict)
    thread_members: set[int] = field(default_factory=set)
    archived: bool = False
    locked: bool = False
    used_at: datetime | None = None
    """When a thread was last written in or woken; it archives itself a day later."""

    @property
    def is_thread(self) -> bool:
        return self.kind in (ChannelKind.PUBLIC_THREAD, ChannelKind.PRIVATE_THREAD)


@dataclass
class ScheduledEvent:
    id: int
    guild_id: int
    creator_id: int
    body: Json
    status: EventStatus = EventStatus.SCHEDULED

    @property
    def name(self) -> str:
        return str(self.body["name"])

    @property
    def starts_at(self) -> datetime:
        return datetime.fromisoformat(self.body["scheduled_start_time"])


@dataclass
class Guild:
    id: int
    name: str
    owner_id: int
    roles: dict[int, Role] = field(default_factory=dict)
    members: dict[int, set[int]] = field(default_factory=dict)
    """Account id → ids of the roles that this member has."""
    events: dict[int, ScheduledEvent] = field(default_factory=dict)


_ARCHIVED_AFTER = timedelta(days=1)

Listener = Callable[[str, Json, int | None], None]


class World:
    """`tell` is called with (gateway event, data, guild id) for what bots should hear."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.accounts: dict[int, Account] = {}
        self.guilds: dict[int, Guild] = {}
        self.channels: dict[int, Channel] = {}
        self.commands: list[Json] = []
        self.tell: Listener = lambda _event, _data, _guild: None
        self._serial = count(1)
        self.application_id = self.new_id()
        self.profile = ""
        self.bot = self.add_account("Sahabot", is_bot=True)

    def new_id(self, at: datetime | None = None) -> int:
        milliseconds = int(((at or self.clock.now()) - _EPOCH) / timedelta(milliseconds=1))
        return (milliseconds << 22) | next(self._serial)

    # People and places

    def add_account(self, name: str, *, account_id: int | None = None, is_bot: bool = False) -> Account:
        account = Account(account_id or self.new_id(), name, is_bot)
        self.accounts[account.id] = account
        return account

    def add_guild(self, name: str, *, owner: Account, bot_permissions: int) -> Guild:
        """Make a server with the bot in it; its @everyone role may see, write and read back."""
        guild_id = self.new_id()
        guild = Guild(guild_id, name, owner.id)
        self.guilds[guild_id] = guild
        guild.roles[guild_id] = Role(guild_id, "@everyone", (1 << 10) | (1 << 11) | (1 << 16), 0)
        self.join(guild, owner)
        self.join(guild, self.bot, self.add_role(guild, self.bot.name, bot_permissions))
        return guild

    def add_role(self, guild: Guild, name: str, permissions: int = 0, *, mentionable: bool = False) -> Role:
        role = Role(self.new_id(), name, permissions, len(guild.roles), mentionable)
        guild.roles[role.id] = role
        return role

    def join(self, guild: Guild, account: Account, *roles: Role) -> None:
        guild.members.setdefault(account.id, set()).update(role.id for role in roles)

    def add_channel(self, guild: Guild, name: str) -> Channel:
        channel = Channel(self.new_id(), ChannelKind.TEXT, name, guild.id)
        self.channels[channel.id] = channel
        return channel

    def add_thread(self, parent: Channel, name: str, kind: ChannelKind, owner: Account) -> Channel:
        thread = Channel(self.new_id(), kind, name, parent.guild_id, parent_id=parent.id, owner_id=owner.id)
        thread.thread_members.add(owner.id)
        thread.used_at = self.clock.now()
        self.channels[thread.id] = thread
        return thread

    def direct_channel(self, recipient: Account) -> Channel:
        for channel in self.channels.values():
            if channel.kind is ChannelKind.DIRECT and channel.recipient_id == recipient.id:
                return channel
        channel = Channel(self.new_id(), ChannelKind.DIRECT, recipient.name, recipient_id=recipient.id)
        self.channels[channel.id] = channel
        return channel

    # Looking up, as Discord would refuse it

    def channel(self, channel_id: int) -> Channel:
        if channel_id not in self.channels:
            raise unknown("Channel")
        channel = self.channels[channel_id]
        if channel.used_at is not None and self.clock.now() - channel.used_at >= _ARCHIVED_AFTER:
            channel.archived = True
        return channel

    def delete_channel(self, channel: Channel) -> None:
        """Delete a channel with its threads, or one thread; bots hear of the one that was deleted only."""
        for thread in [item for item in self.channels.values() if item.parent_id == channel.id]:
            del self.channels[thread.id]
        del self.channels[channel.id]
        place = {"id": str(channel.id), "guild_id": str(channel.guild_id), "type": int(channel.kind)}
        event = "THREAD_DELETE" if channel.is_thread else "CHANNEL_DELETE"
        self.tell(event, place | {"parent_id": str(channel.parent_id or channel.id)}, channel.guild_id)

    def guild(self, guild_id: int) -> Guild:
        guild = self.guilds.get(guild_id)
        if guild is None or self.bot.id not in guild.members:
            raise unknown("Guild")
        return guild

    def message(self, channel_id: int, message_id: int) -> Message:
        messages = self.channel(channel_id).messages
        if message_id not in messages:
            raise unknown("Message")
        return messages[message_id]

    def account(self, account_id: int) -> Account:
        if account_id not in self.accounts:
            raise unknown("User")
        return self.accounts[account_id]

    # Permissions

    def permissions_in(self, channel: Channel, account_id: int) -> int:
        """Return the permission bits of an account in a channel, after overwrites."""
        if channel.guild_id is None:
            return -1
        guild = self.guilds[channel.guild_id]
        if account_id not in guild.members:
            return 0
        total = self.permissions_of(guild, account_id)
        if total & (1 << 3):
            return -1
        place = self.channels[channel.parent_id] if channel.parent_id is not None else channel
        own_roles = guild.members[account_id]
        for group in ([guild.id], sorted(own_roles), [account_id]):
            pairs = [place.overwrites[target] for target in group if target in place.overwrites]
            for _, denied in pairs:
                total &= ~denied
            for allowed, _ in pairs:
                total |= allowed
        if channel.kind is ChannelKind.PRIVATE_THREAD and account_id not in channel.thread_members:
            may_manage = bool(total & (1 << 34))
            return total if may_manage else total & ~(1 << 10)
        return total

    def permissions_of(self, guild: Guild, account_id: int) -> int:
        if account_id == guild.owner_id:
            return -1
        total = guild.roles[guild.id].permissions
        for role_id in guild.members.get(account_id, ()):
            total |= guild.roles[role_id].permissions
        return total
