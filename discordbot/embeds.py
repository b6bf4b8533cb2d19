"""From messages with a little form to what discord.py sends."""

import discord

from application.domain.messages.rich_text import Button, Menu, RichMessage, Tone
from application.settings import is_loopback

_COLOURS = {
    Tone.UPCOMING: 0x5865F2,
    Tone.OPEN: 0x3BA55D,
    Tone.RUNNING: 0xFAA61A,
    Tone.PROVISIONAL: 0x00A8FC,
    Tone.FINAL: 0x2D7D46,
    Tone.CANCELLED: 0x747F8D,
    Tone.NEUTRAL: 0x99AAB5,
}


def embed_of(message: RichMessage) -> discord.Embed:
    embed = discord.Embed(
        title=message.title,
        description=message.body or None,
        colour=_COLOURS[message.tone],
        url=message.url if is_linkable(message.url) else None,
    )
    for section in message.sections:
        embed.add_field(name=section.name, value=section.text, inline=section.inline)
    if message.footer:
        embed.set_footer(text=message.footer)
    return embed


def view_of(message: RichMessage) -> discord.ui.View:
    """Return the buttons; empty where there are none, which removes those that were there.

    The view is stopped, so the library keeps nothing of it: presses are answered by what they are called, also after a
    restart.
    """
    view = discord.ui.View(timeout=None)
    for button in message.buttons:
        if button.action or is_linkable(button.url):
            view.add_item(_button(button))
    if message.menu is not None:
        view.add_item(_menu(message.menu))
    view.stop()
    return view


def _button(button: Button) -> discord.ui.Button[discord.ui.View]:
    if button.url:
        return discord.ui.Button(label=button.label, url=button.url)
    style = discord.ButtonStyle.primary if button.prominent else discord.ButtonStyle.secondary
    return discord.ui.Button(label=button.label, custom_id=button.action, style=style)


def _menu(menu: Menu) -> discord.ui.Select[discord.ui.View]:
    options = [
        discord.SelectOption(label=option.label, value=option.value, description=option.hint[:100] or None)
        for option in menu.options
    ]
    return discord.ui.Select(custom_id=menu.action, placeholder=menu.label, options=options)


def mentions_of(message: RichMessage) -> discord.AllowedMentions:
    """Return whom a message may alert: exactly those it names, whatever else its text contains."""
    return discord.AllowedMentions(
        everyone=False,
        roles=[discord.Object(role_id) for role_id in message.mentions.roles],
        users=[discord.Object(user_id) for user_id in message.mentions.users],
        replied_user=False,
    )


def is_linkable(url: str) -> bool:
    """Tell whether Discord takes an address as a link; it refuses those of this machine, as in development."""
    scheme, _, rest = url.partition("://")
    host = rest.partition("/")[0].rpartition(":")[0] or rest.partition("/")[0]
    return scheme in ("http", "https") and "." in host and not is_loopback(host)
