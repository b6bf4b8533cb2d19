"""Marks in the state of a request, by which the parts that answer it know what kind of answer it is."""

LASTS = "lasts"
"""The answer has no end of its own."""
IS_HEAD = "is_head"
"""Nobody waits for more than the headers."""
