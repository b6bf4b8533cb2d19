"""Ways to other views of one page: links, of which one is where the viewer is, and a search that loads it again."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from urllib.parse import urlencode

from components.markup import element, link, test_id


@contextmanager
def choices(label: str, name: str = "choices") -> Iterator[None]:
    """A row of choices, which are put within the block."""
    with test_id(element("choices", "nav"), name) as nav:
        nav.props["aria-label"] = label
        yield


def address_of(path: str, values: Mapping[str, str]) -> str:
    """Return the address of a page with these values in its query; empty ones are left out."""
    query = urlencode({name: value for name, value in values.items() if value})
    return f"{path}?{query}" if query else path


def put_choice(label: str, address: str, *, chosen: bool) -> None:
    node = link(label, address, "choice")
    if chosen:
        node.props["aria-current"] = "true"


def put_search(path: str, label: str, value: str, others: Sequence[tuple[str, str]] = ()) -> None:
    """A field that searches by loading the page again; `others` are kept as they are."""
    with element("search", "form") as form:
        form.props["method"], form.props["action"] = "get", path
        form.props["role"] = "search"
        for name, kept in others:
            if kept:
                hidden = element(tag="input")
                hidden.props["type"], hidden.props["name"], hidden.props["value"] = "hidden", name, kept
        field = test_id(element("input", "input"), "search")
        field.props["type"], field.props["name"], field.props["value"] = "search", "search", value or None
        field.props["aria-label"] = field.props["placeholder"] = label
