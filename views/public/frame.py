"""What stands around a public page: the document, its head for browsers, chats and search engines, and the way in."""

from dataclasses import dataclass

from jinja2 import Environment
from markupsafe import Markup

from views.frame import NAME
from views.public.accent import accent_style, policy_with
from views.public.answers import HTML, Answer
from views.public.pieces import sign_in_address
from views.public.sheet import PublicPage
from views.security import PLAYERS
from views.site_facts import SiteFacts

_DOCUMENT = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True).from_string(
    """\
<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ title }}</title>
<meta name="description" content="{{ page.description }}">
<link rel="canonical" href="{{ address }}">
{% if not page.is_listed %}
<meta name="robots" content="noindex, follow">
{% endif %}
<meta property="og:site_name" content="{{ name }}">
<meta property="og:type" content="website">
<meta property="og:title" content="{{ page.title }}">
<meta property="og:description" content="{{ page.description }}">
<meta property="og:url" content="{{ address }}">
<meta property="og:image" content="{{ picture }}">
<meta property="og:image:width" content="1200">
<meta property="og:image:height" content="630">
<meta property="og:image:alt" content="{{ page.description }}">
<meta name="twitter:card" content="summary_large_image">
<meta name="theme-color" media="(prefers-color-scheme: light)" content="#f6f6f8">
<meta name="theme-color" media="(prefers-color-scheme: dark)" content="#121215">
<link rel="icon" href="/static/favicon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/static/public.css?v={{ version }}">
{% if style %}
<style>{{ style }}</style>
{% endif %}
<script type="module" src="/static/elements.js?v={{ version }}"></script>
<script type="module" src="/static/public.js?v={{ version }}"></script>
</head>
<body class="public">
<a class="skip" href="#main">Skip to the content</a>
{% if rehearsal %}
<div class="rehearsal"><span>Rehearsal: races take place on a built-in racetime.gg stand-in with simulated racers.\
</span></div>
{% endif %}
<header class="top"><div class="top__bar">
<a class="brand" href="/"><span class="brand__mark"><span class="icon icon-flag" aria-hidden="true"></span></span>\
<span>{{ name }}</span></a>
<div class="top__end">
{% if signed_in %}
<a class="button" href="/">Your pages</a>
{% else %}
<a class="button" href="{{ sign_in }}">Sign in</a>
{% endif %}
</div>
</div></header>
{% if community and (community.logo or community.links) %}
<section class="community" aria-label="{{ community.name }}"><div class="community__bar">
{% if community.logo %}
<a class="community__home" href="{{ community.home }}"><img class="community__logo" src="{{ community.logo }}" \
alt="{{ community.name }}"></a>
{% endif %}
{% if community.links %}
<nav class="community__links" aria-label="Links of {{ community.name }}">
{% for link in community.links %}
<a href="{{ link.address }}" rel="nofollow ugc noopener">{{ link.label }}</a>
{% endfor %}
</nav>
{% endif %}
</div></section>
{% endif %}
<main id="main" class="page" tabindex="-1" data-events="{{ events }}" data-version="{{ page.moving.version }}">
<div class="flow">{{ body }}</div>
</main>
<footer class="foot"><div class="foot__bar"><zone-note>Times are in UTC</zone-note>
<span class="foot__live" data-live hidden></span>
<a href="/help">Help</a><a href="/help/privacy">Privacy</a><a href="/api/docs">API</a></div></footer>
</body>
</html>
"""
)


@dataclass(frozen=True, slots=True)
class Frame:
    site: SiteFacts

    def answer(self, page: PublicPage, *, signed_in: bool) -> Answer:
        """Return the whole document; `signed_in` is for somebody who looks at another community's page."""
        style = accent_style(page.community.colour if page.community is not None else "")
        document = self._document(page, style, signed_in=signed_in)
        policy = policy_with(style, form_action="self")
        policy = f"{policy}; {PLAYERS}" if page.plays else policy
        return Answer.of(document.encode(), HTML, ("Content-Security-Policy", policy))

    def _document(self, page: PublicPage, style: str, *, signed_in: bool) -> str:
        base = self.site.container.links.base_url
        path = page.path.partition("?")[0]
        return _DOCUMENT.render(
            page=page,
            community=page.community,
            style=Markup(style),  # noqa: S704  # made of nothing but colours
            body=Markup(page.body),  # noqa: S704  # all text in it was escaped when it was put down
            title=page.title if page.title == NAME else f"{page.title} · {NAME}",
            name=NAME,
            address=f"{base}{page.path}",
            picture=f"{base}{page.picture}",
            version=self.site.static_version,
            rehearsal=self.site.rehearsal is not None,
            sign_in=sign_in_address(path),
            events=events_address(page.path) if page.moving.is_any else "",
            signed_in=signed_in,
        )


def events_address(path: str) -> str:
    """Return where the changes of a page are told, e.g. "/tournaments/1/leaderboard/events?pool=2"."""
    place, mark, query = path.partition("?")
    return f"{place.rstrip('/')}/events{mark}{query}"
