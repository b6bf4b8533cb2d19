"""Addresses of a racetime.gg site."""

import pytest

from racetime.site import RacetimeSite, UnusableAddress


@pytest.mark.parametrize(
    ("address", "host", "room"),
    [
        ("https://racetime.gg", "racetime.gg", "https://racetime.gg/alttpr/calm-boots-1234"),
        ("https://racetime.test:8443/", "racetime.test:8443", "https://racetime.test:8443/alttpr/calm-boots-1234"),
        ("http://127.0.0.1:8081", "127.0.0.1:8081", "http://127.0.0.1:8081/alttpr/calm-boots-1234"),
        ("http://localhost:8081", "localhost:8081", "http://localhost:8081/alttpr/calm-boots-1234"),
        ("http://[::1]:8081", "[::1]:8081", "http://[::1]:8081/alttpr/calm-boots-1234"),
    ],
)
def test_any_host_and_port_may_be_racetime(address: str, host: str, room: str) -> None:
    site = RacetimeSite(address)
    assert site.host == host
    assert site.room("alttpr/calm-boots-1234") == room


@pytest.mark.parametrize(
    "address", ["http://racetime.gg", "http://192.168.1.20:8000", "http://racetime", "http://[fe80::1]"]
)
def test_credentials_are_not_sent_to_another_machine_over_plain_http(address: str) -> None:
    with pytest.raises(UnusableAddress, match="use https"):
        RacetimeSite(address)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "racetime.gg",
        "ftp://racetime.gg",
        "https://",
        "https://racetime.gg:port",
        "https://racetime.gg/alttpr",
        "https://racetime.gg?x=1",
        "https://user:password@racetime.gg",
        "https://[",
    ],
)
def test_what_is_no_site_is_refused_with_a_sentence(address: str) -> None:
    with pytest.raises(UnusableAddress) as refusal:
        RacetimeSite(address)
    assert str(refusal.value).endswith(".")


def test_a_slug_cannot_lead_to_another_address() -> None:
    assert RacetimeSite("https://racetime.gg").room("alttpr/a?b#c d") == "https://racetime.gg/alttpr/a%3Fb%23c%20d"
