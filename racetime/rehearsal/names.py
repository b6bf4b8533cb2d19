"""Made-up names of rooms and of hidden entrants."""

import random

_ADJECTIVES = (
    "amber", "bouncy", "brave", "calm", "chatty", "cosmic", "crisp", "dapper", "dizzy", "eager", "fancy",
    "fluffy", "frosty", "gentle", "giddy", "golden", "grumpy", "humble", "jolly", "keen", "lucky", "mellow",
    "mighty", "misty", "nimble", "patient", "plucky", "proud", "quiet", "rapid", "rusty", "shiny", "sleepy",
    "sneaky", "snug", "spry", "sturdy", "swift", "tidy", "vivid", "wandering", "witty", "zany", "zesty",
)  # fmt: skip
_NOUNS = (
    "acorn", "anchor", "badger", "beacon", "bottle", "bramble", "bridge", "cavern", "compass", "cricket",
    "crystal", "ember", "falcon", "feather", "fern", "fountain", "glacier", "hammer", "harbor", "hookshot",
    "kettle", "lantern", "lynx", "mallow", "meadow", "mirror", "mushroom", "otter", "pebble", "pendant",
    "pumpkin", "quartz", "raven", "sparrow", "sprocket", "thicket", "thistle", "turnip", "walrus", "willow",
)  # fmt: skip


def made_up_slug(sequence: random.Random) -> str:
    """Return an address such as `plucky-lantern-0417`."""
    return f"{sequence.choice(_ADJECTIVES)}-{sequence.choice(_NOUNS)}-{sequence.randrange(10_000):04d}"


def made_up_alias(sequence: random.Random) -> str:
    """Return a name such as `Plucky Lantern`; two entrants can get the same one."""
    return f"{sequence.choice(_ADJECTIVES)} {sequence.choice(_NOUNS)}".title()
