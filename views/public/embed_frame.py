"""What stands around an embed: a bare document that any site may frame, in the look that it asks for."""

from dataclasses import dataclass

from jinja2 import Environment
from markupsafe import Markup
from starlette.responses import HTMLResponse

from application.domain.errors import DomainError, NotFound
from views.frame import NAME
from views.public.accent import accent_style, policy_with
from views.public.answers import HTML, Answer, status_of
from views.public.frame import events_address
from views.public.sheet import EmbedLook, EmbedPage
from views.security import FRAMED_ANYWHERE
from views.site_facts import SiteFacts

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
<footer class="embed__foot"><span class="embed__of">
{% if logo %}
<img class="embed__logo" src="{{ logo }}" alt="{{ community }}">
{% endif %}
<a href="{{ of }}">{{ name }}</a></span><span class="foot__live" data-live hidden></span>\
<zone-note>Times are in UTC</zone-note></footer>
</body>
</html>
"""
)


@dataclass(frozen=True, slots=True)
class EmbedFrame:
    site: SiteFacts

    def answer(self, page: EmbedPage) -> Answer:
        community = page.community
        style = accent_style(page.look.accent or community.colour, page.look.theme)
        document = self._document(
            title=page.title,
            theme=page.look.theme,
            style=Markup(style),  # noqa: S704  # made of nothing but colours
            body=Markup(page.body),  # noqa: S704  # all text in it was escaped when it was put down
            events=events_address(page.path),
            page_version=page.moving.version,
            of=page.of,
            community=community.name,
            logo=community.logo,
        )
        return Answer.of(document.encode(), HTML, ("Content-Security-Policy", _policy(style)))

    def refusal(self, refusal: DomainError, look: EmbedLook) -> HTMLResponse:
        """Say within the frame why there is nothing in it, which its browser would otherwise say in its own way."""
        status, headers = status_of(refusal)
        gone = isinstance(refusal, NotFound)
        sentence = "Nothing that everybody may see is here, or not any more." if gone else refusal.message
        style = accent_style(look.accent, look.theme)
        headers["Content-Security-Policy"] = _policy(style)
        body = Markup('<p class="soft">{}</p>').format(sentence)
        document = self._document(
            title="Nothing here",
            theme=look.theme,
            style=Markup(style),  # noqa: S704  # made of nothing but colours
            body=body,
            of="/",
        )
        return HTMLResponse(document, status, headers)

    def _document(self, **shown: str) -> str:
        return _DOCUMENT.render(name=NAME, version=self.site.static_version, **shown)


def _policy(style: str) -> str:
    return f"{policy_with(style, form_action='none')}; {FRAMED_ANYWHERE}"
