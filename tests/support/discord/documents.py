"""Discord's JSON for what the world knows."""

from datetime import datetime

from tests.support.discord.world import Account, Channel, ChannelKind, Guild, Json, Message, Role, ScheduledEvent, World


def account_json(account: Account) -> Json:
    return {
        "id": str(account.id),
        "username": account.name.lower().replace(" ", "."),
        "global_name": account.name,
        "discriminator": "0",
        "avatar": None,
        "bot": account.is_bot,
        "public_flags": 0,
        "flags": 0,
    }


def member_json(world: World, guild: Guild, account: Account, *, channel: Channel | None = None) -> Json:
    found: Json = {
        "user": account_json(account),
        "roles": [str(role_id) for role_id in guild.members.get(account.id, ())],
        "nick": None,
        "avatar": None,
        "joined_at": moment(world.clock.now()),
        "premium_since": None,
        "deaf": False,
        "mute": False,
        "flags": 0,
    }
    if channel is not None:
        found["permissions"] = bits(world.permissions_in(channel, account.id))
    return found


def bits(permissions: int) -> str:
    return str(permissions if permissions >= 0 else (1 << 53) - 1)


def role_json(role: Role) -> Json:
    return {
        "id": str(role.id),
        "name": role.name,
        "permissions": str(role.permissions),
        "position": role.position,
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "managed": False,
        "mentionable": role.mentionable,
        "flags": 0,
    }


def channel_json(world: World, channel: Channel) -> Json:
    found: Json = {"id": str(channel.id), "type": int(channel.kind), "flags": 0, "last_message_id": None}
    if channel.kind is ChannelKind.DIRECT:
        assert channel.recipient_id is not None
        return found | {"recipients": [account_json(world.accounts[channel.recipient_id])]}
    found |= {"guild_id": str(channel.guild_id), "name": channel.name, "position": 0, "nsfw": False}
    if channel.is_thread:
        now = moment(world.clock.now())
        return found | {
            "parent_id": str(channel.parent_id),
            "owner_id": str(channel.owner_id),
            "message_count": len(channel.messages),
            "member_count": len(channel.thread_members),
            "rate_limit_per_user": 0,
            "thread_metadata": {
                "archived": channel.archived,
                "auto_archive_duration": 1440,
                "archive_timestamp": now,
                "locked": channel.locked,
                "invitable": False,
                "create_timestamp": now,
            },
        }
    return found | {
        "parent_id": None,
        "topic": None,
        "rate_limit_per_user": 0,
        "permission_overwrites": [
            {
                "id": str(target),
                "type": 1 if target in world.accounts else 0,
                "allow": str(allowed),
                "deny": str(denied),
            }
            for target, (allowed, denied) in channel.overwrites.items()
        ],
    }


def guild_json(world: World, guild: Guild) -> Json:
    return {
        "id": str(guild.id),
        "name": guild.name,
        "owner_id": str(guild.owner_id),
        "icon": None,
        "splash": None,
        "discovery_splash": None,
        "banner": None,
        "description": None,
        "afk_channel_id": None,
        "afk_timeout": 300,
        "system_channel_id": None,
        "system_channel_flags": 0,
        "rules_channel_id": None,
        "public_updates_channel_id": None,
        "safety_alerts_channel_id": None,
        "vanity_url_code": None,
        "application_id": None,
        "verification_level": 0,
        "default_message_notifications": 0,
        "explicit_content_filter": 0,
        "mfa_level": 0,
        "nsfw_level": 0,
        "premium_tier": 0,
        "premium_progress_bar_enabled": False,
        "preferred_locale": "en-US",
        "features": [],
        "emojis": [],
        "stickers": [],
        "roles": [role_json(role) for role in guild.roles.values()],
    }


def guild_create_json(world: World, guild: Guild) -> Json:
    """The gateway's form of a server that the bot is in."""
    channels = [channel for channel in world.channels.values() if channel.guild_id == guild.id]
    return guild_json(world, guild) | {
        "joined_at": moment(world.clock.now()),
        "large": False,
        "unavailable": False,
        "member_count": len(guild.members),
        "members": [member_json(world, guild, world.bot)],
        "channels": [channel_json(world, channel) for channel in channels if not channel.is_thread],
        "threads": [
            channel_json(world, channel)
            for channel in channels
            if channel.is_thread and world.bot.id in channel.thread_members
        ],
        "voice_states": [],
        "presences": [],
        "stage_instances": [],
        "guild_scheduled_events": [event_json(event) for event in guild.events.values()],
        "soundboard_sounds": [],
    }


def message_json(world: World, message: Message) -> Json:
    channel = world.channels.get(message.channel_id)
    found: Json = {
        "id": str(message.id),
        "channel_id": str(message.channel_id),
        "author": account_json(message.author),
        "content": message.content,
        "timestamp": moment(message.created_at),
        "edited_timestamp": moment(message.edited_at) if message.edited_at is not None else None,
        "tts": False,
        "mention_everyone": False,
        "mentions": [account_json(world.accounts[account_id]) for account_id in message.pinged_users],
        "mention_roles": [str(role_id) for role_id in message.pinged_roles],
        "attachments": [],
        "embeds": [{"type": "rich", **embed} for embed in message.embeds],
        "components": message.components,
        "pinned": False,
        "type": 19 if message.reference is not None else message.kind,
        "flags": message.flags,
    }
    if message.nonce is not None:
        found["nonce"] = message.nonce
    if message.reference is not None:
        found["message_reference"] = {
            "type": 0,
            "message_id": str(message.reference),
            "channel_id": str(message.channel_id),
        }
    if channel is not None and channel.guild_id is not None:
        found["guild_id"] = str(channel.guild_id)
    return found


def event_json(event: ScheduledEvent) -> Json:
    return event.body | {
        "id": str(event.id),
        "guild_id": str(event.guild_id),
        "channel_id": None,
        "creator_id": str(event.creator_id),
        "status": int(event.status),
        "entity_type": 3,
        "entity_id": None,
        "privacy_level": 2,
        "user_count": 0,
        "image": None,
    }


def application_json(world: World) -> Json:
    return {
        "id": str(world.application_id),
        "name": "Sahabot",
        "description": world.profile,
        "icon": None,
        "bot_public": True,
        "bot_require_code_grant": False,
        "owner": account_json(world.bot),
        "verify_key": "00",
        "flags": 0,
        "team": None,
    }


def moment(at: datetime) -> str:
    return at.isoformat()
