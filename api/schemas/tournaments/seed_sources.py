"""Where a pool's seeds come from."""

from pydantic import ConfigDict, Field

from api.schemas.answers import Answer, TextOrNull
from api.schemas.fields import Flag, RequestBody, ResponseBody
from application.domain.tournaments.seed_source import MOST_AHEAD, PRESET_MARK, GeneratorKind, Preset, SourceDraft
from application.read_models.tournaments import SeedSourceView

_WEB = "For web only: "


class SeedSourceRequest(RequestBody):
    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "generator": "web",
                    "preset": "normal",
                    "address": "https://alttpr.com/api/randomizer",
                    "template": f'{{"preset": "{PRESET_MARK}", "race": true}}',
                    "seed_at": "url",
                    "hash_at": "hash",
                }
            ]
        }
    )

    generator: GeneratorKind | None = Field(description="One of those that are offered; null: seeds are pasted only.")
    preset: str = Field(default="", description="One of those that the generator offers.")
    address: str = Field(default="", description=f"{_WEB}where a seed is asked for with a POST.")
    template: str = Field(default="", description=f"{_WEB}JSON that is sent; {PRESET_MARK} stands for the preset.")
    seed_at: str = Field(default="", description=f"{_WEB}where the answer has the seed, like items.0.url.")
    hash_at: str = Field(default="", description=f"{_WEB}where the answer has its hash, which becomes the notes.")
    key: str = Field(
        default="", description="The generator's API key. Empty keeps the present one, unless it would go elsewhere."
    )
    ahead: int = Field(
        default=0, ge=0, le=MOST_AHEAD, strict=True, description="How many seeds are kept that nobody has drawn."
    )
    at_draw: Flag = Field(default=False, description="Whether a seed is made for a player who has drawn all others.")

    @property
    def draft(self) -> SourceDraft:
        return SourceDraft(**{name: getattr(self, name) for name in type(self).model_fields})


class PastedSeedRequest(RequestBody):
    model_config = ConfigDict(
        json_schema_extra={"examples": [{"seed": "https://alttpr.com/h/PmKd7Rw2Za", "notes": "Somaria/Cape/Lamp"}]}
    )

    seed: str
    notes: str = ""


class SeedSourceResponse(Answer[SeedSourceView]):
    """Seeds for live races are made when their room is locked. The key is never told."""

    problem: TextOrNull = Field(description="Why the last seed could not be made.")


class PresetResponse(Answer[Preset]):
    pass


class PresetsResponse(ResponseBody):
    items: list[PresetResponse] = Field(description="None where the generator takes any preset.")
