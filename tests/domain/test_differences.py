"""What the log has of changed values."""

from datetime import UTC, datetime

from application.domain.events import FieldChange, differences


def test_only_what_is_another_value_now_is_told_in_words() -> None:
    start = datetime(2026, 3, 14, 18, tzinfo=UTC)
    before = {"title": "A", "floor": 0, "start": start, "leads": (60, 10), "profile": None}
    after = {"title": "A", "floor": 0.0, "start": start.replace(hour=19), "leads": None, "profile": 4}
    assert differences(before, after) == (
        FieldChange("start", "2026-03-14T18:00:00+00:00", "2026-03-14T19:00:00+00:00"),
        FieldChange("leads", "60, 10", None),
        FieldChange("profile", None, "4"),
    )


def test_what_is_new_has_nothing_before() -> None:
    assert differences({}, {"name": "Weekly"}) == (FieldChange("name", None, "Weekly"),)
