"""What stands in the files for operators is true: settings, commands, figures and files exist."""

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import yaml

from api.route import ApiRoute
from api.routes import routers
from application.domain.clock import SystemClock
from application.events import EventBus
from application.meters import Meters
from application.read_models.operations import OperatingFacts
from application.settings import Settings
from installation.commands import parser
from tests.support.repository import ROOT

HERE = ROOT / "docs" / "operating"
_OF_OTHERS = {"POSTGRES_USER", "POSTGRES_PASSWORD", "COMMIT", "PYTHONUNBUFFERED"}


def texts() -> Iterator[tuple[str, str]]:
    for file in (*HERE.iterdir(), ROOT / "Dockerfile", ROOT / "compose.yaml"):
        yield file.name, file.read_text(encoding="utf-8")


def test_every_setting_that_is_named_exists() -> None:
    known = {name.upper() for name in Settings.model_fields} | _OF_OTHERS
    guide = (HERE / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`([A-Z][A-Z_]{3,})(?:=[^`]*)?`", guide)) - {"SIGTERM", "LISTEN", "CHANGELOG"}
    assert len(named) > 12
    assert named <= known
    product = yaml.safe_load((ROOT / "compose.yaml").read_text())["services"]["web-1"]
    assert set(product["environment"]) <= known
    Settings(
        _env_file=None,  # type: ignore[call-arg]
        base_url="https://races.example.org",
        secret_key="q3vT9xLw0ZbR7mKd2YhP5sNcJf8GuEa1oXiV",
        discord_client_id="1",
        discord_client_secret="2",
        **{
            name.lower(): value.replace("${POSTGRES_PASSWORD:?}", "x") for name, value in product["environment"].items()
        },
    )


def test_every_command_that_is_named_exists() -> None:
    named = {line for _, text in texts() for line in re.findall(r"python main\.py ([a-z][a-z -]*[a-z])", text)}
    assert {"migrate", "check"} <= named
    for line in named:
        words = line.split()
        command = next(iter(parser(None)._subparsers._group_actions[0].choices[words[0]]._actions), None)  # type: ignore[union-attr, index]
        assert command is not None, line


def test_every_file_that_is_linked_exists() -> None:
    guide = (HERE / "README.md").read_text(encoding="utf-8")
    links = re.findall(r"\]\(([^)#]+)\)", guide)
    assert len(links) >= 8
    assert not [link for link in links if not (HERE / link).resolve().exists()]


def test_every_figure_that_alerts_and_dashboard_ask_for_is_measured() -> None:
    nothing = OperatingFacts(outbox=(), open_alerts={}, bots={}, discord_connected=False, beat_at=None)
    shown = Meters(EventBus(), SystemClock()).exposition(nothing).decode()
    families = set(re.findall(r"^# TYPE (\S+)", shown, re.MULTILINE))
    rules = yaml.safe_load((HERE / "alerts.yml").read_text())["groups"][0]["rules"]
    panels = json.loads((HERE / "dashboard.json").read_text())["panels"]
    asked = [rule["expr"] for rule in rules] + [target["expr"] for panel in panels for target in panel["targets"]]
    names = {name for text in asked for name in re.findall(r"(?:sahabot2|process)_[a-z0-9_]+", text)}
    assert len(names) > 12
    assert not {name for name in names if re.sub(r"_(total|bucket|sum|count)$", "", name) not in families | {name}}
    assert {re.sub(r"_(total|bucket|sum|count)$", "", name) for name in names} <= families
    assert all(rule["annotations"]["summary"].endswith(".") for rule in rules)


def test_the_unit_starts_what_there_is(tmp_path: Path) -> None:
    unit = (HERE / "sahabot2@.service").read_text()
    assert "ExecStart=/opt/sahabot2/.venv/bin/python main.py\n" in unit
    assert "Environment=PORT=%i\n" in unit
    assert "ReadWritePaths=-/" in unit, "with PostgreSQL there is no such folder"
    (tmp_path / "sahabot2@.service").write_text(unit.replace("/opt/sahabot2/.venv/bin/python", "/usr/bin/env"))
    if program := shutil.which("systemd-analyze"):
        told = subprocess.run(  # noqa: S603
            [program, "verify", str(tmp_path / "sahabot2@8080.service")], capture_output=True, text=True, check=False
        )
        assert "sahabot2@8080.service:" not in told.stderr, told.stderr


def test_the_proxy_lets_through_every_body_that_the_product_takes() -> None:
    megabytes = re.search(r"client_max_body_size (\d+)m;", (HERE / "nginx.conf").read_text())
    assert megabytes is not None
    routes = [route for router in routers() for route in router.routes if isinstance(route, ApiRoute)]
    assert int(megabytes[1]) * 1024 * 1024 >= max(route.body_limit for route in routes)


def test_an_image_would_have_what_it_copies_and_runs() -> None:
    steps = (ROOT / "Dockerfile").read_text().splitlines()
    assert "COPY requirements.lock ." in steps
    assert 'CMD ["python", "main.py"]' in steps
    assert (ROOT / "requirements.lock").exists()
    services = yaml.safe_load((ROOT / "compose.yaml").read_text())["services"]
    roles = [service["environment"].get("ROLES") for name, service in services.items() if name.startswith(("w",))]
    assert sorted(roles) == ["web", "web", "worker", "worker"]
    assert services["proxy"]["volumes"][0].startswith("./docs/operating/Caddyfile:")
