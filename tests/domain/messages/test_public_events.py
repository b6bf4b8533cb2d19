"""What programs are told of: every event of the domain has a public name, or was declared to stay inside."""

from datetime import UTC, datetime
from ipaddress import ip_address

import pytest

from application.domain.errors import InvalidInput
from application.domain.events import Edited, EditedEvent, Event, JsonValue
from application.domain.messages.public_events import BY_NAME, INTERNAL, PUBLIC_EVENTS, data_of
from application.domain.messages.webhooks import checked_address, checked_kinds, headers_of
from application.domain.outside_address import is_public
from application.domain.permissions import Permission
from application.signals import _events


def logged_events() -> set[type[Event] | Edited]:
    """Return what the log may have; classes that others stand below are never logged themselves."""
    kinds = [kind for kind in _events().values() if kind.logged and kind is not EditedEvent]
    return {kind for kind in kinds if not kind.__subclasses__()} | set(Edited)


def test_every_event_is_public_under_one_name_or_declared_internal() -> None:
    named = [of for event in PUBLIC_EVENTS for of in event.of]
    assert len(named) == len(set(named))
    assert len(BY_NAME) == len(PUBLIC_EVENTS)
    assert set(named).isdisjoint(INTERNAL)
    assert set(named) | INTERNAL == logged_events()


def test_names_and_words_can_be_shown() -> None:
    for event in PUBLIC_EVENTS:
        assert event.name.replace("_", "").replace(".", "").isalpha(), event.name
        assert event.meaning.endswith(".")
        assert event.label[:1].isupper()


def test_only_what_is_declared_is_told_of_what_the_log_has() -> None:
    told = data_of(
        BY_NAME["run.reviewed"], {"user_id": 1, "old": "pending", "new": "accepted", "note": "the seed has …"}
    )
    assert told == {"before": "pending", "after": "accepted"}
    edited: dict[str, JsonValue] = {
        "changes": [{"field": "scheduled_at", "old": "2026-03-14T20:00:00+00:00", "new": "2026-03-15T20:00:00+00:00"}]
    }
    assert data_of(BY_NAME["live_race.updated"], edited) == {
        "fields": ["scheduled_at"],
        "scheduled_at": "2026-03-15T20:00:00+00:00",
    }
    assert data_of(BY_NAME["tournament.updated"], edited) == {"fields": ["scheduled_at"]}


def test_a_body_is_signed_as_the_standard_signs_its_own_example() -> None:
    """The example of the Standard Webhooks specification."""
    at = datetime.fromtimestamp(1731705121, UTC)
    body = b'{"event_type":"ping","data":{"success":true}}'
    headers = headers_of("msg_loFOjxBNrRLzqYUf", at, body, ["whsec_plJ3nmyCDGBKInavdOK15jsl"])
    assert headers["webhook-signature"] == "v1,rAvfW3dJ/X/qxhsaXPOyyCGmRKsaKWcsNccKXlIktD0="


_PRIVATE = """
127.0.0.1 10.1.2.3 172.16.0.1 192.168.1.1 169.254.169.254 100.100.100.200 168.63.129.16 0.0.0.0 224.0.0.1
255.255.255.255 192.0.0.192 ::1 :: fd00:ec2::254 fe80::1 fec0::1 ff02::1
::ffff:10.0.0.1 ::127.0.0.1 64:ff9b::a9fe:a9fe 2002:7f00:1:: ::ffff:0:7f00:1 64:ff9b:1::7f00:1
5f00::1 100:0:0:1::1 3fff::1 4000::1
"""


@pytest.mark.parametrize("address", _PRIVATE.split())
def test_addresses_of_machines_networks_and_clouds_own_services_are_private(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700::1111", "64:ff9b::808:808"])
def test_other_addresses_are_public(address: str) -> None:
    assert is_public(ip_address(address))


@pytest.mark.parametrize(
    "address",
    [
        "",
        "example.org/hooks",
        "ftp://example.org",
        "http://example.org/hooks",
        "https://user:secret@example.org",
        "https://example.org:0/",
        "https://example.org/#part",
        "https://exa mple.org",
        "https://127.0.0.1/",
        "https://[::1]/",
        "https://exämple.org/",
        "https://example.org/" + "x" * 500,
    ],
)
def test_an_address_that_cannot_be_sent_to_is_refused_with_the_reason(address: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        checked_address(address, private_allowed=False)
    assert [problem.field for problem in refused.value.problems] == ["url"]


def test_a_usable_address_is_kept_as_it_is() -> None:
    assert (
        checked_address(" https://example.org/hooks?key=1 ", private_allowed=False) == "https://example.org/hooks?key=1"
    )
    assert checked_address("http://127.0.0.1:9/", private_allowed=True) == "http://127.0.0.1:9/"


def test_what_only_staff_may_know_goes_to_no_other_webhook() -> None:
    staff_only = next(event.name for event in PUBLIC_EVENTS if event.needs is not Permission.VIEW)
    assert checked_kinds([staff_only], for_staff=True) == [staff_only]
    for kinds in ([staff_only], [], ["live_race.unheard_of"]):
        with pytest.raises(InvalidInput):
            checked_kinds(kinds, for_staff=False)
