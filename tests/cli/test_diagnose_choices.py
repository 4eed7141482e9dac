"""Choices on the command line: whom to compare with, and distances to given points."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from terytoria.statistics.snapshot import Snapshot

POWIAT = "0201"


def body_of(folder: Path) -> dict:
    return json.loads((folder / "diagnosis.json").read_text(encoding="utf-8"))


def groups_of(body: dict) -> dict[str, dict]:
    return {group["id"]: group for group in body["groups"]}


@pytest.mark.parametrize("rule", ["nearest", "powiat", "voivodeship", "country"])
def test_peers_are_told_in_the_diagnosis(at_home, tmp_path: Path, run, rule: str) -> None:
    ended = run("diagnose", POWIAT, "--out", tmp_path / "d", "--no-report", "--peers", rule)
    assert ended.code == 0, ended.err
    assert body_of(tmp_path / "d")["options"]["peers"]["rule"] == rule


def test_a_list_of_peers_may_be_long_and_replaces_the_rule(
    at_home, stored: Snapshot, tmp_path: Path, run
) -> None:
    listed = stored.register.gminas[:20]
    out = tmp_path / "d"
    ended = run("diagnose", POWIAT, "--out", out, "--no-report", "--peers-list", ",".join(listed))
    assert ended.code == 0, ended.err
    peers = body_of(out)["options"]["peers"]
    assert (peers["rule"], peers["listed"]) == ("list", list(listed))


@pytest.mark.parametrize("listed", ["", "9999999", ",,"])
def test_a_list_of_peers_that_names_nobody_is_refused(at_home, tmp_path, run, listed) -> None:
    ended = run("diagnose", POWIAT, "--out", tmp_path / "d", "--peers-list", listed)
    assert ended.code == 2
    assert ended.clean


def test_distances_to_given_points_are_measured(
    at_home, stored: Snapshot, tmp_path: Path, run
) -> None:
    gmina = stored.register.unit(stored.register.gminas_of(POWIAT)[0])
    file = tmp_path / "przychodnie.csv"
    file.write_text(f"name,lon,lat\nPrzychodnia,{gmina.lon},{gmina.lat}\n", encoding="utf-8")
    out = tmp_path / "d"
    ended = run("diagnose", POWIAT, "--out", out, "--no-report", "--points", file)
    assert ended.code == 0, ended.err
    targets = {row["target"] for row in body_of(out)["access"]["members"]}
    assert "przychodnie" in targets


@pytest.mark.parametrize(
    "text", ["", "x,y\n1,2\n", "lon,lat\nabc,52\n", "lon,lat\n500,52\n", "\x00\xff"]
)
def test_points_that_cannot_be_used_are_refused(at_home, tmp_path: Path, run, text: str) -> None:
    file = tmp_path / "punkty.csv"
    file.write_bytes(text.encode("latin-1"))
    ended = run("diagnose", POWIAT, "--out", tmp_path / "d", "--no-report", "--points", file)
    assert ended.code == 3
    assert ended.clean
    assert not (tmp_path / "d").exists()


@pytest.mark.parametrize("extra", [["--peers", "country"], ["--peers-list", "0201011"]])
def test_choices_of_one_area_do_not_go_with_all_powiats(at_home, tmp_path, run, extra) -> None:
    ended = run("diagnose", "--all-powiats", "--out", tmp_path / "d", *extra)
    assert ended.code == 2
    assert "--all-powiats" in ended.err
