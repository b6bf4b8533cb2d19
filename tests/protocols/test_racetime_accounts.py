"""Looking people up on racetime.gg by name."""

import pytest

from application.ports import FoundAccount, RacetimeUnreachable
from tests.support.racetime import rig


async def test_a_name_with_its_discriminator_is_one_account_in_any_case() -> None:
    async with rig(supervised=False) as live:
        found = await live.rooms.find_accounts(" ganonSAURUS#1234 ")
    assert found == (FoundAccount("Rk4vQn81MfXzLw2T", "Ganonsaurus#1234"),)


async def test_a_name_alone_is_every_account_of_exactly_that_name() -> None:
    async with rig(supervised=False) as live:
        assert [account.name for account in await live.rooms.find_accounts("Quillfeather")] == ["Quillfeather#0064"]
        assert await live.rooms.find_accounts("Quill") == ()
        assert await live.rooms.find_accounts("Ganonsaurus#9999") == ()


async def test_a_name_of_odd_characters_harms_no_address() -> None:
    async with rig(supervised=False) as live:
        assert await live.rooms.find_accounts("a&name=Ganonsaurus?/../%#12&34") == ()


@pytest.mark.parametrize("body", [b"[]", b'{"results": {}}', b'{"results": [{"name": "x"}]}', b"<html>"])
async def test_an_answer_that_can_not_be_understood_is_no_answer(body: bytes) -> None:
    async with rig(supervised=False) as live:
        live.script.answer("/user/search", 200, body)
        with pytest.raises(RacetimeUnreachable):
            await live.rooms.find_accounts("Ganonsaurus")


async def test_an_error_is_no_answer() -> None:
    async with rig(supervised=False) as live:
        live.script.answer("/user/search", 503)
        with pytest.raises(RacetimeUnreachable, match="HTTP 503"):
            await live.rooms.find_accounts("Ganonsaurus")
