"""Puts everything together and runs it; the one place that knows all parts."""


class CommandError(Exception):
    """A command can't be carried out; the message is one sentence."""
