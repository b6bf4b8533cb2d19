"""What stands around an embed: a bare document that any site may frame, in the look that it asks for."""

import base64
import hashlib
from dataclasses import dataclass

from jinja2 import Environment
from markupsafe import Markup
from starlette.responses import HTMLResponse

from application.domain.errors import DomainError, NotFound
from components.colour import DARK, LIGHT, Scheme, accent_of
from views.frame import NAME
from views.public.answers import Answer, status_of
from views.public.frame import events_address
from views.public.sheet import EmbedLook, EmbedPage
from views.security import FRAMED_ANYWHERE
from views.site_facts import SiteFacts

_HTML = "text/html; charset=utf-8"
_DOCUMENT = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True).from_string(
    """\
<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{{ title }} · {{ name }}</title>
<base target="_blank">
<link rel="stylesheet" href="/static/embed-{{ theme }}.css?v={{ version }}">
{% if style %}
<style>{{ style }}</style>
{% endif %}
<script type="module" src="/static/elements.js?v={{ version }}"></script>
<script type="module" src="/static/embed.js?v={{ version }}"></script>
{% if events %}
<script type="module" src="/static/public.js?v={{ version }}"></script>
{% endif %}
</head>
<body class="embed">
<main id="main" class="flow" data-events="{{ events }}" data-version="{{ page_version }}">{{ body }}</main>
<footer class="embed__foot"><a href="{{ of }}">{{ name }}</a><span class="foot__live" data-live hidden></span>\
<zone-note>Times are in UTC</zone-note></footer>
</body>
</html>
"""
)


@dataclass(frozen=True, slots=True)
class EmbedFrame:
    site: SiteFacts

    def answer(self, page: EmbedPage) -> Answer:
        style = _accent_style(page.look)
        document = self._document(
            title=page.title,
            theme=page.look.theme,
            style=Markup(style),  # noqa: S704  # made of nothing but colours
            body=Markup(page.body),  # noqa: S704  # all text in it was escaped when it was put down
            events=events_address(page.path),
            page_version=page.moving.version,
            of=page.of,
        )
        return Answer.of(document.encode(), _HTML, ("Content-Security-Policy", _policy(style)))

    def refusal(self, refusal: DomainError) -> HTMLResponse:
        """Say within the frame why there is nothing in it, which its browser would otherwise say in its own way."""
        status, headers = status_of(refusal)
        gone = isinstance(refusal, NotFound)
        sentence = "Nothing that everybody may see is here, or not any more." if gone else refusal.message
        headers["Content-Security-Policy"] = _policy("")
        body = Markup('<p class="soft">{}</p>').format(sentence)
        return HTMLResponse(self._document(title="Nothing here", theme="auto", body=body, of="/"), status, headers)

    def _document(self, **shown: str) -> str:
        return _DOCUMENT.render(name=NAME, version=self.site.static_version, **shown)


def _policy(style: str) -> str:
    """Allow our own files and this one style, in everybody's frames."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    styles = f"'self' 'sha256-{digest}'" if style else "'self'"
    return (
        f"default-src 'none'; script-src 'self'; style-src {styles}; font-src 'self'; img-src 'self' data:; "
        f"connect-src 'self'; base-uri 'none'; form-action 'none'; {FRAMED_ANYWHERE}"
    )


def _accent_style(look: EmbedLook) -> str:
    if not look.accent:
        return ""
    match look.theme:
        case "light":
            return _tokens(look.accent, LIGHT)
        case "dark":
            return _tokens(look.accent, DARK)
        case _:
            dark = _tokens(look.accent, DARK)
            return f"{_tokens(look.accent, LIGHT)}@media (prefers-color-scheme:dark){{{dark}}}"


def _tokens(accent: str, scheme: Scheme) -> str:
    return f":root{{{';'.join(f'{name}:{value}' for name, value in accent_of(accent, scheme).items())}}}"
