"""Carrying out one step on Discord, once: what an earlier attempt did without our hearing of it is found again."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Final

import discord

from application.domain.messages.channels import Destination
from application.domain.messages.delivery import (
    ChangeServerEvent,
    CreateServerEvent,
    CreateThread,
    DeleteMessage,
    Done,
    EditMessage,
    Failed,
    LetIntoThread,
    Outcome,
    PostMessage,
    SendDirectMessage,
    SendMail,
    Step,
    Trouble,
)
from application.domain.messages.rich_text import RichMessage
from application.domain.messages.server_events import OVER, EventState, EventText, moves_to
from application.read_models import Delivery
from discordbot.embeds import embed_of, is_linkable, mentions_of, view_of
from discordbot.failures import REQUEST_FAILURES, THREAD_IS_ARCHIVED, failure_of

_BEFORE_QUEUED = timedelta(minutes=2)
_MOST_SEARCHED = 1000
"""How many messages of a channel are looked through for one that may have been posted."""
_ARCHIVED_AFTER_MINUTES: Final = 1440
_EXTERNAL = 3
_SERVER_ONLY = 2
_STATES = {
    discord.EventStatus.scheduled: EventState.SCHEDULED,
    discord.EventStatus.active: EventState.ACTIVE,
    discord.EventStatus.completed: EventState.COMPLETED,
    discord.EventStatus.canceled: EventState.CANCELED,
}
_STATUS = {state: status.value for status, state in _STATES.items()}

Place = discord.PartialMessageable | discord.DMChannel


class DiscordSender:
    """Sends while there is a signed-in client."""

    destination = Destination.DISCORD
    name = "Discord"

    def __init__(self, client: Callable[[], discord.Client | None]) -> None:
        self._client = client

    @property
    def is_ready(self) -> bool:
        return self._client() is not None

    async def send(self, delivery: Delivery) -> Outcome:
        client = self._client()
        if client is None:
            return Failed(Trouble.LATER, "The bot is not signed in.")
        return await carry_out(client, delivery)


async def carry_out(client: discord.Client, delivery: Delivery) -> Outcome:
    """Do what a delivery asks for. Whatever goes wrong outside is an outcome, not an error.

    A thread that Discord has archived, as it does after a day, takes no changes until it is woken.
    """
    try:
        return await _do(client, delivery)
    except REQUEST_FAILURES as error:
        thread_id = _place_of(delivery.step)
        if getattr(error, "code", 0) != THREAD_IS_ARCHIVED or thread_id is None:
            return failure_of(error)
    try:
        await client.http.edit_channel(thread_id, archived=False)
        return await _do(client, delivery)
    except REQUEST_FAILURES as error:
        return failure_of(error)


async def _do(client: discord.Client, delivery: Delivery) -> Outcome:
    match delivery.step:
        case PostMessage() as step:
            channel = client.get_partial_messageable(step.channel_id)
            return await _post(client, channel, delivery, step)
        case EditMessage() as step:
            await _edit(client.get_partial_messageable(step.channel_id), step.message_id, step.message)
            return Done(step.message_id)
        case DeleteMessage() as step:
            await client.get_partial_messageable(step.channel_id).get_partial_message(step.message_id).delete()
            return Done(step.message_id)
        case SendDirectMessage() as step:
            place = await client.create_dm(discord.Object(int(step.address)))
            return await _post(client, place, delivery, step)
        case SendMail():
            return Failed(Trouble.REFUSED, "Discord brings no e-mail.")
        case CreateServerEvent() as step:
            return await _create_event(client, delivery, step)
        case ChangeServerEvent() as step:
            return await _change_event(client, step)
        case CreateThread() as step:
            return await _create_thread(client, delivery, step)
        case LetIntoThread() as step:
            await client.http.add_user_to_thread(step.thread_id, step.member_id)
            return Done(step.thread_id)


def _place_of(step: Step) -> int | None:
    """Return the channel or thread that a step changes something in."""
    match step:
        case PostMessage() | EditMessage() | DeleteMessage():
            return step.channel_id
        case LetIntoThread():
            return step.thread_id
        case _:
            return None


# Messages


async def _post(
    client: discord.Client, place: Place, delivery: Delivery, step: PostMessage | SendDirectMessage
) -> Outcome:
    known = None
    if delivery.may_be_done_already:
        known = await _find_message(client, place, step.message.url, delivery.queued_at)
    if known is None:
        known = await _send(place, delivery, step)
    if delivery.may_be_done_already:
        # What an earlier attempt posted shows the facts of that time; a nonce that Discord knows returns that, too.
        await _edit(place, known, step.message)
    return Done(known)


async def _edit(place: Place, message_id: int, message: RichMessage) -> None:
    await place.get_partial_message(message_id).edit(
        content=message.content or None, embed=embed_of(message), view=view_of(message)
    )


async def _send(place: Place, delivery: Delivery, step: PostMessage | SendDirectMessage) -> int:
    more: dict[str, Any] = {}
    if isinstance(step, PostMessage) and step.reply_to is not None:
        more["reference"] = discord.MessageReference(
            message_id=step.reply_to, channel_id=step.channel_id, fail_if_not_exists=False
        )
    message = await place.send(
        content=step.message.content or None,
        embed=embed_of(step.message),
        view=view_of(step.message),
        allowed_mentions=mentions_of(step.message),
        nonce=delivery.nonce,
        **more,
    )
    return message.id


async def _find_message(client: discord.Client, place: Place, url: str, queued_at: datetime) -> int | None:
    """Return our message with this address; Discord forgets a nonce after minutes, and a channel remembers."""
    if not is_linkable(url) or client.user is None:
        return None
    async for message in place.history(limit=_MOST_SEARCHED, after=queued_at - _BEFORE_QUEUED):
        if message.author.id == client.user.id and any(embed.url == url for embed in message.embeds):
            return message.id
    return None


async def _create_thread(client: discord.Client, delivery: Delivery, step: CreateThread) -> Outcome:
    """Make a private thread and let its one member in; both may have been done by an earlier attempt."""
    known = await _find_thread(client, step) if delivery.may_be_done_already else None
    if known is None:
        created = await client.http.start_thread_without_message(
            step.channel_id,
            name=step.name,
            auto_archive_duration=_ARCHIVED_AFTER_MINUTES,
            type=discord.ChannelType.private_thread.value,
            invitable=False,
        )
        known = int(created["id"])
    await client.http.add_user_to_thread(known, step.member_id)
    return Done(known)


async def _find_thread(client: discord.Client, step: CreateThread) -> int | None:
    active = await client.http.get_active_threads(step.guild_id)
    for thread in active["threads"]:
        is_ours = client.user is not None and thread.get("owner_id") == str(client.user.id)
        if is_ours and thread["name"] == step.name and thread.get("parent_id") == str(step.channel_id):
            return int(thread["id"])
    return None


# Server events


async def _create_event(client: discord.Client, delivery: Delivery, step: CreateServerEvent) -> Outcome:
    if delivery.may_be_done_already:
        for event in await client.http.get_scheduled_events(step.guild_id, with_user_count=False):
            is_ours = client.user is not None and event.get("creator_id") == str(client.user.id)
            if is_ours and step.text.mark in (event.get("description") or ""):
                return await _change_event(
                    client, ChangeServerEvent(step.guild_id, int(event["id"]), step.text, EventState.SCHEDULED)
                )
    created = await client.http.create_guild_scheduled_event(step.guild_id, **_body(step.text))
    return Done(int(created["id"]))


async def _change_event(client: discord.Client, step: ChangeServerEvent) -> Outcome:
    """Bring the event where it should be, from wherever it is: Discord and its moderators move events, too."""
    event = await client.http.get_scheduled_event(step.guild_id, step.event_id, with_user_count=False)
    present = _STATES[discord.EventStatus(event["status"])]
    if present in OVER:
        if step.state in OVER:
            return Done(step.event_id)
        return Failed(Trouble.GONE, "The event was ended on Discord.")
    if step.text is not None and present is EventState.SCHEDULED:
        await client.http.edit_scheduled_event(step.guild_id, step.event_id, **_body(step.text))
    for state in moves_to(step.state, present):
        await client.http.edit_scheduled_event(step.guild_id, step.event_id, status=_STATUS[state])
    return Done(step.event_id)


def _body(text: EventText) -> dict[str, Any]:
    return {
        "name": text.name,
        "description": text.description,
        "entity_type": _EXTERNAL,
        "entity_metadata": {"location": text.location},
        "privacy_level": _SERVER_ONLY,
        "scheduled_start_time": text.starts_at.isoformat(),
        "scheduled_end_time": text.ends_at.isoformat(),
    }
