"""The simulated racers.

Ids and names are fixed, because a demo community links its members to them. Skill and temper shape what each
of them does in a room.
"""

from dataclasses import dataclass
from enum import StrEnum


class Temper(StrEnum):
    STEADY = "steady"
    FAST = "fast"
    SLOW = "slow"
    GIVES_UP = "gives up"
    DAWDLES = "dawdles"
    RETHINKS = "rethinks"


@dataclass(frozen=True, slots=True)
class CastMember:
    """One simulated racer.

    `skill` multiplies the mean length of a race. `is_linked_in_demos` is False for the few who stay strangers,
    so that a demo shows what happens to an entrant whom the community does not know.
    """

    id: str
    name: str
    discriminator: str
    twitch_name: str
    skill: float
    temper: Temper = Temper.STEADY
    is_linked_in_demos: bool = True

    @property
    def full_name(self) -> str:
        return f"{self.name}#{self.discriminator}"


CAST: tuple[CastMember, ...] = (
    CastMember("Rk4vQn81MfXzLw2T", "Ganonsaurus", "1234", "ganonsaurus", 0.94, Temper.FAST),
    CastMember("bW7pYc30GtHsKd9N", "TurnipKnight", "0418", "turnip_knight", 1.00),
    CastMember("Jx2mZe65RaVuPq8C", "MothLantern", "7702", "mothlantern", 1.04),
    CastMember("tD9hLs47BkFyWn1E", "SirBonkALot", "3141", "sirbonkalot", 1.10, Temper.RETHINKS),
    CastMember("Qg5cXv82NjTmRz6A", "PuddleHopper", "2290", "puddlehopper_", 1.18, Temper.SLOW),
    CastMember("hE3yKp94UwLbSf7M", "CuccoWhisperer", "8086", "cuccowhisperer", 0.97),
    CastMember("Vn8rTa16DqZcGx5J", "BiscuitGolem", "5150", "biscuitgolem", 1.22, Temper.GIVES_UP),
    CastMember("yM6fHu29CeRkPw4B", "Quillfeather", "0064", "quillfeather", 0.90, Temper.FAST),
    CastMember("Lz1sNb73XvQtJg8D", "MangoVolt", "9001", "mangovolt", 1.02),
    CastMember("cP4wEk58YhMdUr3F", "LeftClawLarry", "4242", "leftclawlarry", 1.07, Temper.DAWDLES),
    CastMember("Ha9tVx05ZnBqLj6S", "NimbusToast", "6174", "nimbustoast", 0.99),
    CastMember("kU7gRm61PcWyDs2X", "OctoPirouette", "1729", "octopirouette", 1.13, Temper.SLOW),
    CastMember("Fs2jQz84TeKvHn9G", "PebbleSage", "3003", "pebblesage", 1.01, Temper.RETHINKS),
    CastMember("wB5dLy37MuXaCp1R", "StaticFern", "0777", "staticfern", 1.05, Temper.GIVES_UP),
    CastMember("Np8xJc42GkSrEt6V", "WanderingYeti", "5512", "wanderingyeti", 1.08, is_linked_in_demos=False),
    CastMember("zK3qTf90WbDhYm7U", "MysteryMuffin", "2468", "mysterymuffin", 0.96, is_linked_in_demos=False),
)
