"""The yearly report from the database of an installation, in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

_MAKE = """
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "terytoria.portal.settings"
from terytoria.portal.server import prepare
prepare()
from datetime import date
from terytoria.portal.partnerships import country
from terytoria.portal.partnerships.models import Membership, Partnership
unit = country.current().register.gminas[0]
made = Partnership.objects.create(
    slug="dolina", name="Partnerstwo Dolina", short_name="Dolina", leader=unit, stage="active"
)
Membership.objects.create(partnership=made, unit=unit, since=date(2020, 1, 1))
print(unit)
"""


def run(home: Path, *command: str) -> subprocess.CompletedProcess[str]:
    environment = {key: text for key, text in os.environ.items() if key != "DATABASE_URL"}
    environment["TERYTORIA_HOME"] = str(home)
    return subprocess.run(
        [sys.executable, *command], env=environment, capture_output=True, text=True, check=False
    )


def monitor(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return run(home, "-c", "from terytoria.cli.main import main; main()", "monitor", *arguments)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installation with one partnership of one gmina."""
    folder = tmp_path_factory.mktemp("monitor") / "home"
    made = run(folder, "-c", _MAKE)
    assert made.returncode == 0, made.stderr
    (folder / "unit.txt").write_text(made.stdout.split()[-1])
    return folder


def test_the_report_and_a_chapter_are_written(home: Path, tmp_path: Path) -> None:
    out = tmp_path / "rok"
    ended = monitor(home, "dolina", "--year", "2025", "--out", str(out))
    assert ended.returncode == 0, ended.stderr
    unit = (home / "unit.txt").read_text()
    names = {one.name for one in out.iterdir()}
    assert {f"monitorowanie-2025.{ending}" for ending in ("html", "pdf", "docx")} <= names
    assert sum(unit in name for name in names) == 3
    assert sorted(ended.stdout.split()) == sorted(str(out / name) for name in names)
    text = (out / "monitorowanie-2025.html").read_text(encoding="utf-8")
    assert "Partnerstwo Dolina" in text


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("gora", "--year", "2025"), "Nie ma partnerstwa gora. Są: dolina."),
        (("dolina", "--year", "1999"), "Raport powstaje za rok"),
    ],
)
def test_a_wrong_question_is_told(
    home: Path, tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    ended = monitor(home, *arguments, "--out", str(tmp_path / "rok"))
    assert ended.returncode == 2
    assert said in ended.stderr
    assert "Traceback" not in ended.stderr
    assert not (tmp_path / "rok").exists()


def test_a_folder_of_other_things_is_left_alone(home: Path, tmp_path: Path) -> None:
    (tmp_path / "list.txt").write_text("x")
    ended = monitor(home, "dolina", "--year", "2025", "--out", str(tmp_path))
    assert ended.returncode == 4
    assert "Wybierz inny" in ended.stderr
    assert [one.name for one in tmp_path.iterdir()] == ["list.txt"]
