"""Pages for people without an account, as they come over the wire."""

from tests.support.seen import Seen, seen_in
from tests.support.site import Visitor


async def page_at(visitor: Visitor, path: str) -> Seen:
    """Return a page that is served as it is, without the page framework."""
    answer = await visitor.get(path)
    assert answer.status_code == 200, answer.text
    assert "nicegui" not in answer.text
    return seen_in(answer.text)


def words_of(page: Seen, name: str) -> str:
    """Return the text inside the elements of that name, one line each."""
    return "\n".join(" ".join(each.texts) for each in page.named(name))
