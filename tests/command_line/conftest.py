"""Commands run in this process, because a new one takes a second or two to import everything."""

from collections.abc import Callable
from pathlib import Path

import pytest

import main
from application.settings import Settings
from tests.support.product import Finished

Call = Callable[..., Finished]


@pytest.fixture
def call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Call:
    """Run a command in an empty folder, with the given settings only."""

    def run(*arguments: str, **settings: str) -> Finished:
        for name in Settings.model_fields:
            monkeypatch.delenv(name.upper(), raising=False)
        for name, value in settings.items():
            monkeypatch.setenv(name, value)
        monkeypatch.chdir(tmp_path)
        try:
            code = main.main(arguments)
        except SystemExit as ended:
            code = int(ended.code or 0)
        return Finished(code, *capsys.readouterr())

    return run
