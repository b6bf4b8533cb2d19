"""The commentators' sheet: a card for each racer, dense enough to be read while talking."""

from application.domain.durations import precise_time
from application.read_models.commentary import CommentarySheet, RacerNotes
from components.empty import empty
from components.facts import fact, fact_with, facts
from components.help import WATCHING
from components.markup import element, test_id, text
from components.status import chip, look_of_line


def commentary(sheet: CommentarySheet) -> None:
    for sentence in filter(None, (sheet.details.held_back, sheet.held_back)):
        test_id(text(sentence, "soft"), "held-back")
    if not sheet.racers:
        empty(
            "Nobody is in the room yet",
            "Racers show here with their best results as soon as they join.",
            icon="people",
            about=WATCHING,
        )
        return
    with element("tiles", "ul"):
        for racer in sheet.racers:
            _racer(racer)


def _racer(racer: RacerNotes) -> None:
    line = racer.line
    with element(tag="li"), test_id(element("card"), "racer-notes"):
        with element("row row--apart"):
            text(line.name or line.racetime_name, "card__title", "h2")
            chip(look_of_line(line))
        with facts():
            if line.pronouns:
                fact("Pronouns", line.pronouns)
            if line.racetime_name and line.racetime_name != line.name:
                fact("racetime.gg", line.racetime_name)
            if line.finish_time is not None:
                fact("This race", precise_time(line.finish_time))
            if line.projected is not None:
                low, high = line.projected
                fact("Projected score", f"{low:.1f}" if low == high else f"{low:.1f}–{high:.1f}")
            elif line.score is not None:
                fact("Score", f"{line.score:.3f}")
            if racer.score is not None:
                fact("Leaderboard", f"Rank {racer.rank}, {racer.score:.3f}" if racer.rank else f"{racer.score:.3f}")
            if racer.best:
                fact("Best results", ", ".join(f"{best.score:.1f} ({best.pool_name})" for best in racer.best))
            if racer.records:
                with fact_with("Head to head"), element("row"):
                    for each in racer.records:
                        text(f"{each.won}–{each.lost} {each.opponent}", "unbroken number", "span")
