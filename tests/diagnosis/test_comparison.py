"""Two diagnoses of one area: findings matched by rule and subject, and why they changed."""

from __future__ import annotations

import json
from dataclasses import replace

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from terytoria.diagnosis import Diagnosis, Finding, FindingKind, diagnose
from terytoria.diagnosis.comparison import Aspect, compare
from terytoria.diagnosis.serialise_values import plain, to_bytes
from terytoria.language.numbers import NBSP
from terytoria.statistics.measures import Measures
from terytoria.statistics.snapshot import Store
from terytoria.statistics.snapshot.derive import Derivation, derive
from terytoria.territory import Area

MIRRORED = {
    "appeared": "disappeared",
    "disappeared": "appeared",
    "changed": "changed",
    "numbers": "numbers",
}


def spaced(text: str) -> str:
    return text.replace(NBSP, " ")


def with_findings(diagnosis: Diagnosis, *findings: Finding) -> Diagnosis:
    return replace(diagnosis, findings=tuple(findings))


def of_member(diagnosis: Diagnosis) -> Finding:
    """A finding about a single member, made by a standing."""
    return next(
        one
        for one in diagnosis.findings
        if one.unit in diagnosis.area.gminas and one.kind is FindingKind.WEAKNESS and one.challenge
    )


def one_changed(diagnosis: Diagnosis, finding: Finding, **fields: object):
    """The comparison of a diagnosis with itself but for fields of one finding."""
    other = replace(finding, **fields)
    return compare(with_findings(diagnosis, finding), with_findings(diagnosis, other))


def test_with_itself(example: Diagnosis) -> None:
    found = compare(example, example)
    assert found.empty
    assert not found.matters
    assert found.unchanged == len(example.findings)
    assert found.table().height == 0
    assert found.explain().endswith("diagnoza się nie zmienia.")


class TestMatching:
    @given(st.data())
    def test_what_one_lacks_came_or_went(self, example: Diagnosis, data: st.DataObject) -> None:
        subsets = st.sets(st.sampled_from(range(len(example.findings))))
        kept = [data.draw(subsets) for _ in range(2)]
        old, new = (
            with_findings(example, *(example.findings[at] for at in sorted(part))) for part in kept
        )
        there, back = compare(old, new), compare(new, old)
        assert there.unchanged == back.unchanged == len(kept[0] & kept[1])
        assert {(pair.shown.id, pair.what) for pair in there.findings} == {
            (pair.shown.id, MIRRORED[pair.what]) for pair in back.findings
        } or _turned(there)

    def test_a_weakness_that_became_a_strength_is_one_finding(self, example: Diagnosis) -> None:
        worse = of_member(example)
        name = worse.id.replace(".worse.", ".better.")
        found = one_changed(example, worse, id=name, kind=FindingKind.STRENGTH, challenge="")
        (pair,) = found.findings
        assert pair.what == "changed"
        assert pair.aspects[:2] == (Aspect.DIRECTION, Aspect.CHALLENGE)
        assert "słaba strona → mocna strona" in found.explain()
        assert "→ żadne" in found.explain()

    def test_two_sides_of_one_rule_at_once_are_two_findings(self, example: Diagnosis) -> None:
        worse = of_member(example)
        better = replace(worse, id=worse.id.replace(".worse.", ".better."))
        found = compare(with_findings(example, worse), with_findings(example, worse, better))
        assert [pair.what for pair in found.findings] == ["appeared"]
        assert found.unchanged == 1

    def test_a_gmina_of_another_kind_is_the_same_subject(self, example: Diagnosis) -> None:
        old = of_member(example)
        code = f"{old.unit[:6]}{'2' if old.unit[6] != '2' else '3'}"
        area = Area(
            example.area.name,
            tuple(code if gmina == old.unit else gmina for gmina in example.area.gminas),
            example.area.as_of,
        )
        evidence = tuple(
            replace(one, units=(code,)) if one.units == (old.unit,) else one for one in old.evidence
        )
        new = replace(
            old, id=old.id.replace(old.unit, code), unit=code, members=(code,), evidence=evidence
        )
        found = compare(
            with_findings(example, old), replace(with_findings(example, new), area=area)
        )
        assert (found.joined, found.left) == ((), ())
        assert all(pair.aspects == (Aspect.GROUP,) for pair in found.findings)


def _turned(found) -> bool:
    return any(Aspect.DIRECTION in pair.aspects for pair in found.findings)


class TestAspects:
    @pytest.mark.parametrize(
        ("field", "value", "aspect"),
        [
            ("kind", FindingKind.THREAT, Aspect.DIRECTION),
            ("challenge", "other", Aspect.CHALLENGE),
            ("members", (), Aspect.MEMBERS),
        ],
    )
    def test_what_matters(self, example: Diagnosis, field, value, aspect: Aspect) -> None:
        found = one_changed(example, of_member(example), **{field: value})
        assert found.findings[0].aspects == (aspect,)
        assert found.findings[0].what == "changed"
        assert found.matters

    def test_severity(self, example: Diagnosis) -> None:
        finding = of_member(example)
        found = one_changed(example, finding, severity=finding.severity % 3 + 1)
        assert found.findings[0].aspects == (Aspect.SEVERITY,)
        assert f"waga {finding.severity} → {finding.severity % 3 + 1}" in found.explain()

    def test_a_value_alone_does_not_matter(self, example: Diagnosis) -> None:
        finding = of_member(example)
        first = finding.evidence[0]
        assert first.value is not None
        moved = (replace(first, value=first.value * 1.5), *finding.evidence[1:])
        found = one_changed(example, finding, evidence=moved)
        (pair,) = found.findings
        assert (pair.what, pair.aspects) == ("numbers", (Aspect.VALUE,))
        assert not found.matters
        assert pair.values[0].old.value == first.value
        assert pair.values[0].new.value == first.value * 1.5
        assert "zmieniają się tylko liczby" in found.summary()[0]

    def test_the_last_digit_of_a_sum_is_no_change(self, example: Diagnosis) -> None:
        finding = of_member(example)
        first = finding.evidence[0]
        assert first.value is not None
        same = (replace(first, value=first.value * (1 + 1e-14)), *finding.evidence[1:])
        assert one_changed(example, finding, evidence=same).empty

    def test_other_words(self, example: Diagnosis) -> None:
        finding = of_member(example)
        text = replace(finding.text, pl=f"{finding.text.pl} Więcej słów.")
        found = one_changed(example, finding, text=text)
        assert found.findings[0].aspects == (Aspect.TEXT,)
        assert "W 1 ustaleniu zmienił się tylko opis" in spaced(found.explain())


class TestChallenges:
    def test_came_went_and_moved(self, example: Diagnosis) -> None:
        first, second, *rest = example.challenges
        assert rest
        order = (replace(second, rank=1, weight=9.0, findings=second.findings[:1]), *rest[1:])
        found = compare(example, replace(example, challenges=order))
        told = {pair.shown.id: pair.what for pair in found.challenges}
        assert told[first.id] == told[rest[0].id] == "disappeared"
        assert told[second.id] == "changed"
        assert f"„{second.title.pl}”: miejsce 2 → 1, waga" in found.explain()
        assert f"„{first.title.pl}”: już nie ma (było na miejscu 1)" in found.explain()
        assert found.matters
        back = compare(replace(example, challenges=order), example)
        assert f"„{first.title.pl}”: nowe, miejsce 1" in back.explain()

    def test_weight_alone_does_not_matter(self, example: Diagnosis) -> None:
        first, *rest = example.challenges
        heavier = replace(first, weight=first.weight + 1)
        found = compare(example, replace(example, challenges=(heavier, *rest)))
        assert len(found.challenges) == 1
        assert not found.matters


def test_members_that_came_and_went(example: Diagnosis) -> None:
    fewer = replace(example.area, gminas=example.area.gminas[1:])
    gone = example.area.gminas[0]
    found = compare(example, replace(example, area=fewer))
    assert (found.joined, found.left) == ((), (gone,))
    assert example.snapshot.register.unit(gone).name in found.explain()
    assert "Skład obszaru: ubyły:" in found.explain()


def test_another_comparison_group_is_named(example: Diagnosis) -> None:
    one, other = (code for code in example.area.gminas[:2])
    groups = dict(example.groups)
    strangers = [code for code in example.snapshot.register.gminas if code not in groups[one]]
    reasons = pl.DataFrame(
        {"unit": strangers, "name": strangers, "reason": strangers, "distance": None}
    )
    groups[one] = replace(
        groups[one], members=tuple(strangers), reasons=reasons, label_pl="inne gminy"
    )
    standings = replace(example.standings, groups=groups)
    changed = compare(example, replace(example, standings=standings))
    with_one = compare(
        example,
        replace(example, standings=standings, challenges=example.challenges[1:]),
    )
    assert changed.empty
    (line,) = [text for text in with_one.summary() if text.startswith("Inna grupa")]
    assert f"{example.standings.subjects[one]} (" in line
    assert line.endswith("→ inne gminy).")
    assert f"{example.standings.subjects[other]} (" not in line


@pytest.fixture(scope="module")
def revised(example: Diagnosis, tmp_path_factory: pytest.TempPathFactory) -> Diagnosis:
    """The area on a snapshot in which it has five times as many unemployed in the last year."""
    base = example.snapshot
    rows = base.table("observations")
    last = rows.filter(series="unemployed")["year"].max()
    members = pl.col("unit").is_in(list(example.area.gminas))
    hit = members & (pl.col("series") == "unemployed") & (pl.col("year") == last)
    more = pl.when(hit).then(pl.col("value") * 5).otherwise("value")
    new = derive(
        Store(tmp_path_factory.mktemp("revised")),
        base,
        {"observations": rows.with_columns(value=more)},
        Derivation("nowe", base.vintage, "Korekta."),
    )
    return diagnose(Measures(new, example.catalogue), example.area, example.options)


class TestRevised:
    def test_the_finding_came_and_its_value_tells_why(
        self, example: Diagnosis, revised: Diagnosis
    ) -> None:
        found = compare(example, revised)
        came = {pair.shown.id: pair for pair in found.of("appeared")}
        unit = example.standings.area_unit
        pair = came[f"R-01.worse.{unit}"]
        whole = next(value for value in pair.values if value.unit == unit)
        assert whole.indicator == "R-01"
        assert whole.old is not None
        assert whole.new is not None
        assert whole.new.value == pytest.approx(whole.old.value * 5)
        assert whole.old.years[-1] == whole.new.years[-1]
        assert whole.old.median is not None
        text = spaced(found.explain())
        assert "Pojawia się: „" in text
        assert f"Bezrobotni na 1000 mieszkańców, {example.area.name[:1].lower()}" in text

    def test_findings_that_read_nothing_revised_stay(
        self, example: Diagnosis, revised: Diagnosis
    ) -> None:
        found = compare(example, revised)
        differing = {pair.shown.id for pair in found.findings}
        assert not any(name.startswith(("outlook", "access", "gap", "T-")) for name in differing)
        total = found.unchanged + len(found.of("disappeared")) + len(found.of("changed"))
        assert total + len(found.of("numbers")) == len(example.findings)

    def test_mirrored(self, example: Diagnosis, revised: Diagnosis) -> None:
        there, back = compare(example, revised), compare(revised, example)
        assert there.unchanged == back.unchanged
        assert {(pair.what, pair.shown.unit) for pair in there.findings} == {
            (MIRRORED[pair.what], pair.shown.unit) for pair in back.findings
        }
        assert {one.shown.id for one in there.challenges} == {
            one.shown.id for one in back.challenges
        }

    def test_table_and_json(self, example: Diagnosis, revised: Diagnosis) -> None:
        found = compare(example, revised)
        table = found.table()
        assert set(table["what"]) <= set(MIRRORED)
        rows = table.filter(pl.col("id").str.starts_with("R-01.worse"), indicator="R-01")
        assert (rows["value_new"] > rows["value_old"]).all()
        body = json.loads(to_bytes(plain(found.to_json())))
        assert body["area"] == example.area.name
        assert body["matters"] is True
        assert len(body["findings"]) == table.height
        assert body["challenges"][0].keys() >= {"rank_old", "rank_new", "findings_new"}


@pytest.mark.poland
def test_tuczno_after_a_revision(
    walcz_diagnosis: Diagnosis, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """4310 instead of 4390 inhabitants in 2024: a loss of 6.5 %, no longer 4.8 %."""
    base = walcz_diagnosis.snapshot
    hit = pl.all_horizontal(
        pl.col("series") == "pop_total", pl.col("unit") == "3217043", pl.col("year") == 2024
    )
    new = derive(
        Store(tmp_path_factory.mktemp("tuczno")),
        base,
        {
            "observations": base.table("observations").with_columns(
                value=pl.when(hit).then(4310.0).otherwise("value")
            )
        },
        Derivation("tuczno", base.vintage, "Korekta ludności Tuczna."),
    )
    again = diagnose(
        Measures(new, walcz_diagnosis.catalogue), walcz_diagnosis.area, walcz_diagnosis.options
    )
    found = compare(walcz_diagnosis, again)
    (pair,) = [one for one in found.findings if one.shown.id == "L-01.worse.3217043"]
    assert pair.what == "changed"
    assert Aspect.SEVERITY in pair.aspects
    text = spaced(found.explain())
    expected = "Zmiana liczby ludności w ciągu 4 lat, gmina Tuczno: −4,8% → −6,5% (2024)"
    assert expected in text
    assert "Liczba ludności, gmina Tuczno: 4390 → 4310 (2024)" in text
    assert not found.of("appeared")
