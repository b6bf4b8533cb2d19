"""What a browser shows of a page before the page framework has started in it: the page's own markup.

The framework sends a description of the page, which its scripts draw: 250 kB later, on a slow line ten seconds. So the
document begins with what they will have drawn. What is only read isn't sent twice: the scripts take it from there.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from html import escape

from fastapi import Request, Response
from jinja2 import DictLoader
from nicegui import Client, ui
from nicegui import client as page_framework

_DRAWN = "innerHTML"
_AS_DRAWN = {
    "q-layout": ("div", "q-layout q-layout--standard"),
    "q-page-container": ("div", "q-page-container"),
    "q-page": ("main", "q-page"),
}
"""What the framework's own elements become in a browser, with their classes."""
_PLAIN = ("div", "")
_WITHOUT_END = frozenset({"img", "input", "br"})
_SWITCHES = frozenset({"checked", "disabled", "hidden", "multiple", "novalidate", "open", "readonly", "required"})
"""Attributes that are there or not, and have no value."""

_DOCUMENT = """\
<!doctype html>
<html lang="{{ html_lang }}">
<head>
<meta charset="utf-8">
<title>{{ title }}</title>
<meta name="viewport" content="{{ viewport }}">
<meta id="nicegui-color-scheme" name="color-scheme" content="normal">
<link href="{{ favicon_url }}" rel="shortcut icon">
<style>@layer base, quasar, nicegui, components, overrides, quasar_importants;</style>
<script nonce="{{ request.state.nonce }}" type="importmap">{"imports": {{ imports | safe }}}</script>
{{ head_html | safe }}
</head>
<body>
<div id="app">{{ request.state.first_view | safe }}</div>
<script nonce="{{ request.state.nonce }}">
const drawn = new Map();
for (const each of document.querySelectorAll("#app [data-drawn]")) drawn.set(each.dataset.drawn, each.innerHTML);
function addStyle(text) { document.head.append(Object.assign(document.createElement("style"), { textContent: text })); }
</script>
<link id="framework" rel="stylesheet" media="print" href="/static/framework.css?v={{ version }}">
{{ body_html | safe }}
<div id="nicegui-keep-alive-cache" style="display: none" aria-hidden="true"></div>
<div id="popup" class="nicegui-error-popup" aria-hidden="true"><span>{{ translations.connection_lost }}</span>
<span>{{ translations.trying_to_reconnect }}</span></div>
<div id="too_long_message_popup" class="nicegui-error-popup" aria-hidden="true">
<span>{{ translations.message_too_long }}</span><span>{{ translations.message_too_long_body }}</span></div>
{% for script in ("socket.io.min.js", "quasar.umd.prod.js", "nicegui.js", "lang/" ~ language ~ ".umd.prod.js") %}
{% if script == "quasar.umd.prod.js" %}
<script nonce="{{ request.state.nonce }}" type="module">
import * as Vue from "vue";
globalThis.Vue = Vue;
</script>
{% endif %}
<script nonce="{{ request.state.nonce }}" defer src="/_nicegui/{{ version }}/static/{{ script }}"></script>
{% endfor %}
<script nonce="{{ request.state.nonce }}" type="module">
import DOMPurify from "dompurify";
document.getElementById("framework").media = "all";
Element.prototype.setHTML = function (html) { this.innerHTML = DOMPurify.sanitize(html); };
const elements = parseElements(String.raw`{{ elements | safe }}`);
for (const [id, markup] of drawn) (elements[id].props ??= {}).innerHTML = markup;
const app = createApp(elements, {
  version: "{{ version }}",
  prefix: "",
  query: {{ socket_io_js_query_params | safe }},
  extraHeaders: {{ socket_io_js_extra_headers | safe }},
  transports: {{ socket_io_js_transports | safe }},
});
const dark = {{ dark }};
const language = "{{ language }}";
const vue_config = {{ vue_config | safe }};
{{ vue_config_script | safe }}
{{ js_imports | safe }}
{{ vue_scripts | safe }}
(globalThis.startPage ?? ((app) => app.mount("#app")))(app);
</script>
</body>
</html>
"""
"""The framework's own document with its scripts after the text, each with the nonce without which none runs."""


def begin_with_text() -> None:
    """Let every page of the framework be sent as a document of ours; done twice it changes nothing."""
    page_framework.templates.env.loader = DictLoader({"index.html": _DOCUMENT})
    if Client.build_response is not _answer:
        Client.build_response = _answer  # type: ignore[assignment, method-assign]


_build_response = Client.build_response


def _answer(client: Client, request: Request, status_code: int = 200) -> Response:
    request.state.first_view = _markup(client.layout)
    with _drawn_left_out(client):
        return _build_response(client, request, status_code)


@contextmanager
def _drawn_left_out(client: Client) -> Iterator[None]:
    drawn = {element: element.props[_DRAWN] for element in client.elements.values() if _DRAWN in element.props}
    for element in drawn:
        dict.pop(element.props, _DRAWN)  # past the framework, which would send it once more
    try:
        yield
    finally:
        for element, markup in drawn.items():
            dict.__setitem__(element.props, _DRAWN, markup)


def _markup(element: ui.element) -> str:
    tag, classes = _AS_DRAWN.get(element.tag, _PLAIN if element.component else (element.tag, ""))
    props = element.props
    attributes = [] if "id" in props else [_attribute("id", f"c{element.id}")]
    if classes or element.classes:
        attributes.append(_attribute("class", " ".join((*classes.split(), *element.classes))))
    if element.style:
        attributes.append(_attribute("style", "".join(f"{name}:{value};" for name, value in element.style.items())))
    if not element.component and element.tag != "q-layout":
        attributes += [_attribute(name, value) for name, value in props.items() if name != _DRAWN]
    if element._event_listeners:
        attributes.append(" data-waits")
    if _DRAWN in props:
        return f'<{tag}{"".join(attributes)} data-drawn="{element.id}">{props[_DRAWN]}</{tag}>'
    begin = f"<{tag}{''.join(attributes)}>"
    if tag in _WITHOUT_END:
        return begin
    inside = "".join(map(_markup, element.default_slot.children))
    return f"{begin}{escape(element._text or '')}{inside}</{tag}>"


def _attribute(name: str, value: object) -> str:
    """Return an attribute as it comes of a property in a browser."""
    if value is None or (name in _SWITCHES and not value):
        return ""
    if name in _SWITCHES:
        return f" {name}"
    said = str(value).lower() if isinstance(value, bool) else str(value)
    return f' {name}="{escape(said)}"'
