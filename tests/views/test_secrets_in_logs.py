"""What is secret stands in no line of the log, not even where it says most."""

import logging

import httpx
import pytest

from api.metrics import Measured
from api.request_ids import NumberedRequests
from tests.api.test_permissions import all_calls, known_things
from tests.support.api import BASE, serving
from tests.support.community import Community
from tests.support.logs import written_at_debug
from tests.support.site import every_page
from tests.views.conftest import Visit


@pytest.mark.slow
async def test_no_secret_stands_in_any_line_at_debug(community: Community, visit: Visit) -> None:
    container, admin_id = community.container, community.admin.actor.user_id
    assert admin_id is not None
    with written_at_debug() as log:
        known = await known_things(community, admin_id)
        await container.bots.save_bot(community.admin, "ootr", "client", "hush-hush")
        overlay = await container.overlays.renew_key(community.admin, known["live_race_id"][0])
        calendar = await container.calendars.renew_key(admin_id)
        session = await container.identity.open_session(admin_id)
        async with visit(admin_id) as visitor:
            names = {name: values[0] for name, values in known.items()} | {
                "slug": "hyrule",
                "key": overlay,
                "import_id": 1,
            }
            for path in every_page(**names):
                await visitor.get(path)
            await visitor.get(f"/calendar/{calendar}/organizations/hyrule.ics")
            await visitor.get("/", cookie=f"session={session}")
        async with serving(community) as api:
            token = await api.token_of(admin_id)
            app = NumberedRequests(Measured(api.app, container.meters))
            headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": "once-and-for-all"}
            transport = httpx.ASGITransport(app)
            async with httpx.AsyncClient(transport=transport, base_url=BASE, headers=headers) as client:
                for call in await all_calls(api, known):
                    await call.send(client)
    said = log.getvalue()
    assert "DEBUG api.metrics: Answered GET /api/me with 200" in said
    assert "DEBUG tortoise.db_client: SELECT" in said
    assert "INFO application.chronicle" in said
    secrets = {
        "session": session,
        "token": token,
        "invite": known["token"][0],
        "seed": "-SECRET",
        "imported seed": "PmKd7Rw2Za",
        "bot": "hush-hush",
        "overlay": overlay,
        "calendar": calendar,
        "key": container.settings.secret_key,
    }
    assert [name for name, secret in secrets.items() if secret in said] == []


def test_what_anybody_could_answer_with_in_the_name_of_the_bot_is_left_out_of_addresses() -> None:
    with written_at_debug() as log:
        for place in ("webhooks/42/aW50ZXJhY3Rpb246/messages/@original", "interactions/42/aW50ZXJhY3Rpb246/callback"):
            address = f"https://discord.com/api/v10/{place}"
            logging.getLogger("discord.http").warning("We are being rate limited. %s %s responded.", "POST", address)
    assert "POST https://discord.com/api/v10/webhooks/42/…/messages/@original responded." in log.getvalue()
    assert "aW50ZXJhY3Rpb246" not in log.getvalue()
