"""A page of one sentence, for what goes wrong before or beside the page framework."""

from html import escape

_PAGE = """<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} · SahaBot2</title>
<link rel="stylesheet" href="/static/site.css">
</head>
<body>
<main class="page"><div class="card"><div class="empty">
<h1 class="empty__title">{title}</h1>
<p class="soft">{sentence}</p>
</div>
<div class="row row--centre"><a class="button button--primary" href="{address}">{label}</a>
<a class="button" href="/help">Help</a></div>
</div></main>
</body>
</html>
"""


def plain_page(title: str, sentence: str, *, label: str, address: str) -> str:
    """Return the page; it says what went wrong and has one way on, beside the one to the documents."""
    return _PAGE.format(
        title=escape(title), sentence=escape(sentence), label=escape(label), address=escape(address, quote=True)
    )
