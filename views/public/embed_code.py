"""What to copy from a public page to have a part of it on another site."""

from dataclasses import dataclass
from html import escape

from components.markup import copy_button, element, test_id, text
from views.site_facts import SiteFacts


@dataclass(frozen=True, slots=True)
class EmbedCode:
    """`height` is in pixels, until the embed has told its own."""

    path: str
    title: str
    height: int

    def markup(self, site: SiteFacts) -> str:
        base = site.container.links.base_url
        return (
            f'<iframe src="{base}/embed{self.path}" title="{escape(self.title)}" width="100%" height="{self.height}" '
            f'style="border: 0" loading="lazy"></iframe>\n'
            f'<script src="{base}/static/embed-host.js?v={site.static_version}" async></script>'
        )


def put_schedule_embeds(site: SiteFacts, home: str, tournament: str) -> None:
    put_embed_codes(
        site,
        EmbedCode(f"{home}/schedule", f"Schedule of {tournament}", 640),
        EmbedCode(f"{home}/next", f"Next race of {tournament}", 300),
    )


def put_embed_codes(site: SiteFacts, *codes: EmbedCode) -> None:
    """A line that unfolds into the markup of each embed, with a button that copies it."""
    with test_id(element("details", "details"), "embed-codes"):
        text("Embed", tag="summary")
        with element("stack"):
            text(
                "Copy this into a page of yours. It shows what everybody may see, and follows it. The script makes the "
                "frame as high as what is in it. At the end of the address you may choose: ?theme=light or "
                "?theme=dark (as the visitor's device is without it), &accent=3b55d0 (a colour), &rows=5 (how many).",
                "soft prose",
            )
            for code in codes:
                markup = code.markup(site)
                with test_id(element("address"), "embed-code"):
                    text(markup, "address__text", "code")
                    with element("row"):
                        copy_button(f"the embed of {code.title}", markup)
