"""Answers get their fields from read models, and tell nothing that was not meant to be told."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from pydantic import Field, ValidationError

from api.schemas.answers import Answer, IdText, TextOrNull


@dataclass(frozen=True, slots=True)
class Sword:
    name: str
    guild_id: int | None
    forged_in: timedelta | None
    note: str
    price: int


class SwordResponse(Answer[Sword], hidden=("price",)):
    label: str = Field(validation_alias="name")
    guild_id: IdText | None
    note: TextOrNull


@dataclass(frozen=True, slots=True)
class Chest:
    swords: tuple[Sword, ...]
    by_place: dict[str, Sword]

    @property
    def count(self) -> int:
        return len(self.swords)


class ChestResponse(Answer[Chest]):
    count: int


@dataclass(frozen=True, slots=True)
class Secret:
    word: str


@dataclass(frozen=True, slots=True)
class Vault:
    secrets: tuple[Secret, ...]


SWORD = Sword("Master Sword", 80351110224678912, timedelta(minutes=2), "", 300)


def test_an_answer_tells_a_read_model_and_those_in_it_as_they_are_told() -> None:
    told = {"label": "Master Sword", "guild_id": "80351110224678912", "forged_in_seconds": 120.0, "note": None}
    answer = ChestResponse.of(Chest((SWORD,), {"grove": SWORD})).model_dump(mode="json")
    assert answer == {"swords": [told], "by_place": {"grove": told}, "count": 1}
    assert SwordResponse.of(Sword("Tree Branch", None, None, "brittle", 1)).model_dump(mode="json") == {
        "label": "Tree Branch",
        "guild_id": None,
        "forged_in_seconds": None,
        "note": "brittle",
    }


def test_a_read_model_without_an_answer_is_never_told_as_a_part_of_another() -> None:
    with pytest.raises(TypeError, match=r"Secret.*has no answer yet"):
        type("VaultResponse", (Answer[Vault],), {})
    with pytest.raises(TypeError, match=r"has nothing called .'word'"):
        type("VaultResponse", (Answer[Vault],), {}, hidden=("word",))


def test_what_can_not_be_told_is_not_repeated_in_the_error() -> None:
    with pytest.raises(ValidationError) as refused:
        SwordResponse.of(Sword(["hunter2"], None, None, "", 1))  # type: ignore[arg-type]
    assert "hunter2" not in str(refused.value)
