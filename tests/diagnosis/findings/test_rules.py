"""The rules as data: whole, in two languages, and refused by name when they are not."""

from __future__ import annotations

import re
import shutil
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest
import yaml

from terytoria.diagnosis.findings.finding import FindingKind
from terytoria.diagnosis.findings.rules import KINDS, RuleError, Rules, places
from terytoria.statistics.catalogue import Catalogue, Direction
from terytoria.statistics.catalogue.entries import Text

DATA = Path(str(files("terytoria.diagnosis.findings") / "data"))
FILES = ("standing.yaml", "analyses.yaml", "contradictions.yaml", "challenges.yaml")
RULES = Rules.load()
CATALOGUE = Catalogue.load()
COURSE = {"start", "end", "start_persons", "persons", "counted", "low", "high", "loss", "gain"}
KNOWN = {
    "links.common-market": {"year", "inside", "outside", "share"},
    "links.weak-market": {"year", "inside", "outside", "share"},
    "links.core": {"core", "Core", "year", "in_", "inside", "out"},
    "links.outside-fits": {"weakest", "weakest_tie", "outside"},
    "access": {"share", "limit", "worst"},
    "index": {"count", "rank", "ranked", "among", "low", "high"},
    "outlook": COURSE,
    "trend": {
        "name", "Name", "first", "last", "slope", "low", "high", "unit", "value", "peers", "slower",
    },
}  # fmt: skip


def texts() -> list[tuple[str, Text]]:
    """Every text of the rules, with where it stands."""
    found = []
    for name, phrase in RULES.phrases.items():
        for verdict in phrase.heading:
            found += [(f"{name}.{verdict}.heading", phrase.heading[verdict])]
            found += [(f"{name}.{verdict}.so", phrase.so[verdict])]
    for name, template in RULES.templates.items():
        found += [(f"{name}.heading", template.heading), (f"{name}.text", template.text)]
        found += [(f"{name}.so", template.so)]
    for pair in RULES.pairs:
        found += [(f"{pair.id}.heading", pair.heading), (f"{pair.id}.text", pair.text)]
    for name, challenge in RULES.challenges.items():
        found += [(f"{name}.title", challenge.title), (f"{name}.question", challenge.question)]
    return found


TEXTS = texts()


@pytest.mark.parametrize(("where", "text"), TEXTS, ids=[where for where, _ in TEXTS])
def test_a_text_stands_in_both_languages_with_balanced_markup(where, text):
    for told in (text.pl, text.en):
        assert told.strip(), where
        assert told.count("**") % 2 == 0
        assert "  " not in told
        assert '"' not in told
        assert " - " not in told
        assert not re.search(r"\s[.,;:]", told)


@pytest.mark.parametrize(("where", "text"), TEXTS, ids=[where for where, _ in TEXTS])
def test_both_languages_leave_the_same_places(where, text):
    pl, en = places(Text(text.pl, "")), places(Text("", text.en))
    assert pl == en, where


@pytest.mark.parametrize("where", [w for w, _ in TEXTS if w.endswith((".heading", ".title"))])
def test_a_heading_is_no_sentence_with_a_full_stop(where):
    text = dict(TEXTS)[where]
    assert not text.pl.endswith(".")
    assert not text.en.endswith(".")
    assert len(text.pl) <= 90


@pytest.mark.parametrize("name", RULES.phrases)
def test_a_phrase_compares_with_peers_and_its_indicator_has_a_direction(name):
    phrase = RULES.phrases[name]
    assert CATALOGUE.indicator(name).direction is not Direction.NEUTRAL
    for verdict, heading in phrase.heading.items():
        assert places(heading) == {"peers"}
        assert not places(phrase.so[verdict])
    assert phrase.challenge in RULES.challenges


def test_rules_that_tell_the_same_fact_stand_in_no_circle():
    order = list(RULES.phrases)

    def reached(name: str) -> set[str]:
        direct = set(RULES.phrases[name].unless)
        return direct.union(*(reached(one) for one in direct)) if direct else direct

    for name in order:
        assert name not in reached(name)
        assert set(RULES.phrases[name].unless) <= set(order)


@pytest.mark.parametrize("name", RULES.templates)
def test_a_template_leaves_only_places_that_its_analysis_fills(name):
    template = RULES.templates[name]
    known = KNOWN.get(name) or KNOWN[name.split(".", maxsplit=1)[0]]
    for text in (template.heading, template.text):
        assert places(text) <= known
    assert not places(template.so)
    assert FindingKind(template.kind).value in KINDS
    assert all(value >= 0 for value in template.thresholds.values())


@pytest.mark.parametrize("pair", RULES.pairs, ids=lambda pair: pair.id)
def test_a_contradiction_shows_both_values(pair):
    assert places(pair.text) == {"better", "worse"}
    assert pair.better != pair.worse
    assert not places(pair.heading)
    for name in (pair.better, pair.worse):
        assert CATALOGUE.indicator(name).direction is not Direction.NEUTRAL


def test_every_challenge_can_be_reached():
    pointed = {phrase.challenge for phrase in RULES.phrases.values() if "worse" in phrase.heading}
    pointed |= {
        template.challenge
        for template in RULES.templates.values()
        if template.kind in ("weakness", "threat")
    }
    assert set(RULES.challenges) <= pointed


def test_heavy_changes_exceed_the_threshold_of_their_rule():
    for name, template in RULES.templates.items():
        if "heavy" in template.thresholds:
            least = [template.thresholds.get(key) for key in ("decline", "growth")]
            assert template.thresholds["heavy"] > max(one for one in least if one), name


@pytest.mark.parametrize("file", FILES)
def test_a_file_says_as_of_when_it_holds(file):
    body = yaml.safe_load((DATA / file).read_text(encoding="utf-8"))
    assert date.fromisoformat(str(body["as_of"])) >= date(2026, 1, 1)
    assert body["rules"]


def drop(*path):
    """Take the value at a path away."""

    def change(body):
        for key in path[:-1]:
            body = body[key]
        del body[path[-1]]

    return change


def put(value, *path):
    """Put a value at a path."""

    def change(body):
        for key in path[:-1]:
            body = body[key]
        body[path[-1]] = value

    return change


WRONG = [
    ("standing.yaml", drop("as_of"), "standing.yaml: a rules file"),
    ("analyses.yaml", drop("rules"), "analyses.yaml: a rules file"),
    ("standing.yaml", put("no", "rules", "L-01"), "standing.yaml: L-01: a rule is a mapping"),
    ("standing.yaml", drop("rules", "L-01", "worse", "so"), "standing.yaml: L-01: lacks so"),
    ("standing.yaml", drop("rules", "L-01", "worse", "so", "en"), "L-01.so: give the text"),
    ("standing.yaml", put({}, "rules", "L-05"), "standing.yaml: L-05: say something"),
    ("standing.yaml", put("x", "rules", "L-01", "challenge"), "L-01: challenges.yaml has no"),
    ("standing.yaml", put(["Q-9"], "rules", "L-23", "unless"), "L-23: the catalogue has no"),
    ("analyses.yaml", drop("rules", "links.core", "topic"), "links.core: lacks topic"),
    ("analyses.yaml", put("odd", "rules", "links.core", "kind"), "links.core: kind is one of"),
    ("analyses.yaml", put("odd", "rules", "links.core", "topic"), "links.core: the catalogue"),
    ("analyses.yaml", put("x", "rules", "links.core", "challenge"), "links.core: challenges.yaml"),
    ("analyses.yaml", drop("rules", "links.core", "text"), "analyses.yaml: links.core: lacks text"),
    ("contradictions.yaml", drop("rules", "work-but-leaving", "worse"), "work-but-leaving: name"),
    ("contradictions.yaml", put("Q-9", "rules", "work-but-leaving", "worse"), "the catalogue has"),
    ("challenges.yaml", drop("rules", "youth", "question"), "challenges.yaml: youth: lacks"),
]


@pytest.mark.parametrize(("file", "change", "message"), WRONG, ids=[m for *_, m in WRONG])
def test_a_wrong_rule_is_refused_with_its_file_and_name(tmp_path, file, change, message):
    folder = tmp_path / "data"
    shutil.copytree(DATA, folder)
    body = yaml.safe_load((folder / file).read_text(encoding="utf-8"))
    change(body)
    (folder / file).write_text(yaml.safe_dump(body, allow_unicode=True), encoding="utf-8")
    with pytest.raises(RuleError, match=re.escape(message)):
        Rules.read(folder, CATALOGUE)


def test_a_file_that_is_no_yaml_is_refused_by_name(tmp_path):
    folder = tmp_path / "data"
    shutil.copytree(DATA, folder)
    (folder / "challenges.yaml").write_text("rules: [", encoding="utf-8")
    with pytest.raises(RuleError, match=r"^challenges\.yaml: "):
        Rules.read(folder, CATALOGUE)


def test_the_rules_of_the_package_are_read_once():
    assert Rules.load() is RULES
