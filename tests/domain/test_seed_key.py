"""Two spellings of one seed have one key, and two seeds have two."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from application.domain.seed_key import seed_digest, seed_key

HASH = "https://alttpr.com/h/q3GYB9rEvX"


@pytest.mark.parametrize(
    "spelling",
    [
        "https://alttpr.com/h/q3GYB9rEvX/",
        "http://alttpr.com/h/q3GYB9rEvX",
        "HTTPS://ALTTPR.com/h/q3GYB9rEvX",
        "https://alttpr.com:443/h/q3GYB9rEvX",
        "http://alttpr.com:80/h/q3GYB9rEvX",
        "https://alttpr.com:0443/h/q3GYB9rEvX",
        "https://alttpr.com:/h/q3GYB9rEvX",
        "https://alttpr.com/h/q3GYB9rEvX#x",
        "https://alttpr.com/h/q3GYB9rEvX?",
        "https://alttpr.com/h/q3GYB9rEvX/?#",
        "https://www.alttpr.com/h/q3GYB9rEvX",
        "https://alttpr.com./h/q3GYB9rEvX",
        "https://alttpr.com/en/h/q3GYB9rEvX",
        "https://www.alttpr.com/DE/h/q3GYB9rEvX/",
        "https://alttpr.com/pt-br/h/q3GYB9rEvX",
        "https://alttpr.com/h/q3%47YB9rEvX",
        "https://alttpr.com/h/%713GYB9rEv%58",
        "https://alttpr.com/%68/q3GYB9rEvX",
        "https://alttpr.com/x/../h/./q3GYB9rEvX",
        "https://user:secret@alttpr.com/h/q3GYB9rEvX",
        "alttpr.com/h/q3GYB9rEvX",
        "www.alttpr.com/en/h/q3GYB9rEvX",
        " https://alttpr.com/h/q3GYB9rEvX\r\n",
        "https://alttpr\u200b.com/h/q3GYB\u00ad9rEvX\ufeff",
        "https:\\\\alttpr.com\\h\\q3GYB9rEvX",
        "https:/alttpr.com/h/q3GYB9rEvX",
        "https:alttpr.com/h/q3GYB9rEvX",
        "//alttpr.com/h/q3GYB9rEvX",
        "alttpr.com./h/q3GYB9rEvX",
        "https://alttpr.com//h/q3GYB9rEvX",
        "https://alttpr.com/h//q3GYB9rEvX/",
        "https://alttpr.com/en//h/q3GYB9rEvX",
        "https://alttpr.com/h/q3GYB9rEvX?&",
        "https://alttpr.com/h/q3GYB9rEvX?=",
        "https://alttpr.com/h/q3GYB9rEvX?x=1",
        "https://alttpr.com/fr/h/q3GYB9rEvX/?lang=de#x",
        "https://alttpr.com/h/q3GYB9rEvX%20",
        "https://alttpr.com/h/q3GYB9rEvX/%20/",
        "https://alttpr.com/h/q3GYB9rEvX%E2%80%8B%0d%0A",
    ],
)
def test_spellings_of_one_address_have_one_key(spelling: str) -> None:
    assert seed_key(spelling) == seed_key(HASH) == HASH
    assert seed_digest(spelling) == seed_digest(HASH)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://münchen.example/s/1", "https://xn--mnchen-3ya.example/s/1"),
        ("https://a.example/caf\u00e9", "https://a.example/cafe\u0301"),
        ("https://a.example/caf\u00e9", "https://a.example/caf%c3%a9"),
        ("https://a.example/s?a=%7e", "https://a.example/s/?a=~#top"),
        ("https://a.example/s?flags=%2f", "https://a.example/s?flags=%2F"),
        ("https://A.example", "http://a.example/"),
        ("https://a.example/s?id=7&", "https://a.example/s?id=7&utm_source=discord&fbclid=x%20"),
        ("https://a.example/s//1", "https://a.example/s/1"),
        ("https://[2001:DB8::0:1]/s", "https://[2001:db8::1]:443/s"),
        ("MS4x  AABB\t==", "MS4x AABB =="),
        ("  5JOfkHFLCIuh7WxM 1234 ", "5JOfkHFLCIuh7WxM\u00a01234"),
        ("Bow\u200b/Boots", "Bow/Boots"),
        ("Pok\u00e9mon 7", "Poke\u0301mon 7"),
    ],
)
def test_other_spellings_of_one_seed_have_one_key(one: str, other: str) -> None:
    assert seed_key(one) == seed_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (HASH, "https://alttpr.com/h/q3GYB9rEvx"),
        (HASH, "https://alttpr.com/h/q3GYB9rEv"),
        (HASH, "https://alttpr.com:8443/h/q3GYB9rEvX"),
        ("https://a.example/s/1", "https://a.example/s/1?spoiler=1"),
        ("https://a.example/s?flags=AB", "https://a.example/s?flags=AB/"),
        ("https://alttpr.com/customizer?seed=1", "https://alttpr.com/customizer?seed=2"),
        (HASH, "https://beta.alttpr.com/h/q3GYB9rEvX"),
        ("https://a.example/en/h/1", "https://a.example/h/1"),
        ("https://a.example/s?a=1&b=2", "https://a.example/s?b=2&a=1"),
        ("https://a.example/x%2Fy", "https://a.example/x/y"),
        ("https://a.example/x%2541", "https://a.example/xA"),
        ("https://www.com/s", "https://com/s"),
        ("AbCdEf==", "abcdef=="),
        ("flags 1", "flags 2"),
        ("B.F/dev", "https://B.F/dev"),
    ],
)
def test_different_seeds_have_different_keys(one: str, other: str) -> None:
    assert seed_key(one) != seed_key(other)


_PLAIN_TEXT = st.text(max_size=80)
_ADDRESS_LIKE = st.builds(
    "{}{}{}{}{}".format,
    st.sampled_from(["https://", "HTTP://", "http:\\\\", "", "https:///", "https:", "//"]),
    st.text(st.sampled_from("wWaA.:@-[]\u00fc%0489/\u3002"), max_size=14),
    st.text(st.sampled_from("/.%4aA\\hen-\u00e9 ~"), max_size=14),
    st.sampled_from(["", "%20", "%E2%80%8b", "/%0A/.", "/..%09"]),
    st.text(st.sampled_from("?#&=%2fF0+"), max_size=8),
)


@given(st.one_of(_PLAIN_TEXT, _ADDRESS_LIKE))
def test_the_key_of_a_key_is_itself(text: str) -> None:
    assert seed_key(seed_key(text)) == seed_key(text)


_CODES = st.text(st.sampled_from("abcXYZ0189-_~."), min_size=1, max_size=12).filter(lambda code: code.strip("."))


@given(_CODES, st.data())
def test_however_an_address_is_spelled_its_key_stays(code: str, data: st.DataObject) -> None:
    given_as = "".join(
        f"%{ord(character):02{data.draw(st.sampled_from('xX'))}}" if data.draw(st.booleans()) else character
        for character in code
    )
    scheme = data.draw(st.sampled_from(["http://", "https://", "HTTPS://", "hTTp://"]))
    host = data.draw(st.sampled_from(["seeds.example", "SEEDS.example", "www.seeds.example", "seeds.example."]))
    port = data.draw(st.sampled_from(["", ":443", ":80", ":"]))
    end = data.draw(st.sampled_from(["", "/", "//", "?", "#", "#part", "/?#x"]))

    assert seed_key(f"{scheme}{host}{port}/s/{given_as}{end}") == seed_key(f"https://seeds.example/s/{code}")


@given(_CODES, _CODES)
def test_addresses_of_different_seeds_never_share_a_key(one: str, other: str) -> None:
    same = seed_key(f"https://seeds.example/s/{one}") == seed_key(f"https://seeds.example/s/{other}")

    assert same == (one == other)


@given(_PLAIN_TEXT)
def test_a_stored_key_has_one_length_whatever_the_seed(text: str) -> None:
    assert len(seed_digest(text)) == 64


@pytest.mark.parametrize("blank", ["%20", "%C2%A0", "%E2%80%8B"])
def test_a_key_is_made_quickly_of_what_was_meant_to_take_long(blank: str) -> None:
    hostile = "https://example.org/s" + blank * 30_000
    assert seed_key(hostile) == "https://example.org/s"
    assert seed_key(f"{hostile}x").endswith("x")
