"""Reading the chain: what is in it, what is not, and what became of its evidence."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from terytoria.portal.evidence.enums import Choice
from terytoria.portal.evidence.models import Finding, OwnEvidence, Verdict
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.strategies.domain.queries import chain_of
from terytoria.portal.strategies.enums import CitedState, Kind
from terytoria.portal.strategies.models import Challenge, Citation, Frame, Goal

pytestmark = pytest.mark.django_db


def judge(finding: Finding, choice: str = Choice.ACCEPTED, wording: str = "") -> Finding:
    Verdict.objects.create(finding=finding, choice=choice, reason="Powód.", wording=wording)
    return finding


def cite(partnership: Partnership, finding: Finding | None, own: Any = None) -> Challenge:
    made = Challenge.objects.create(partnership=partnership, title="Wyzwanie")
    Citation.objects.create(challenge=made, finding=finding, own=own)
    return made


def test_a_new_partnership_has_an_empty_chain(dolina: Partnership) -> None:
    found = chain_of(dolina)
    assert list(found.items()) == []
    assert (found.frame.horizon, found.members) == (None, ("0201011", "0201023", "0201032"))


def test_the_chain_tells_how_items_hang_together(made: Any, dolina: Partnership) -> None:
    Frame.objects.create(partnership=dolina, vision="Razem.", horizon=2035)
    found = chain_of(dolina)
    goal, direction, project = found.goals[0], found.directions[0], found.projects[0]
    assert found.answering(made.challenge.pk) == (goal,)
    assert found.directions_of(goal.id) == (direction,)
    assert found.projects_of(direction.id) == (project,)
    assert found.targets_of(goal.id)[0].title == "Bezrobotni do 30 lat (2030)"
    assert found.units == {"0201011": "Jaworzowice"}
    assert (found.frame.vision, found.frame.horizon) == ("Razem.", 2035)
    assert found.titles[Kind.GOAL, goal.id] == "Praca na miejscu"


def test_deleted_items_and_links_to_them_are_left_out(made: Any, dolina: Partnership) -> None:
    for item in (made.challenge, made.goal):
        item.deleted_at = timezone.now()
        item.save()
    found = chain_of(dolina)
    assert (found.challenges, found.goals) == ((), ())
    assert found.directions_of(None)[0].title == "Szkolenia"
    assert len(found.targets_of(None)) == 1
    made.goal.deleted_at = None
    made.goal.save()
    assert chain_of(dolina).goals[0].answers == ()


def test_another_partnership_is_not_read(made: Any, other: Partnership) -> None:
    Goal.objects.create(partnership=other, title="Cudzy")
    assert [one.title for one in chain_of(other).items()] == ["Cudzy"]


def test_a_target_of_the_catalogue_has_its_name_and_unit(made: Any, dolina: Partnership) -> None:
    made.target.indicator, made.target.own_name, made.target.unit = "L-01", "", ""
    made.target.save()
    (target,) = chain_of(dolina).targets
    assert target.unit == "%"
    assert target.name not in {"", "L-01"}


def test_cited_evidence_carries_its_values_and_the_wording_in_force(
    keep: Any, dolina: Partnership
) -> None:
    finding = judge(keep(a=1.5).findings.get(), Choice.REWORDED, "Mniej niż gdzie indziej.")
    cite(dolina, finding)
    (cited,) = chain_of(dolina).challenges[0].cites
    assert (cited.key, cited.pk) == (f"finding:{finding.pk}", finding.pk)
    assert cited.text == "Mniej niż gdzie indziej."
    assert (cited.diagnosis, cited.snapshot) == (1, "zmyslony-2026-01-01")
    assert cited.values[0]["value"] == 1.5
    assert cited.state is CitedState.CURRENT


@pytest.mark.parametrize(
    ("later", "verdict", "state"),
    [
        ({"a": 1.0}, None, CitedState.CURRENT),
        ({"a": 1.0}, Choice.REJECTED, CitedState.REJECTED),
        ({"a": 2.0}, None, CitedState.CHANGED),
        ({"a": 2.0}, Choice.REJECTED, CitedState.CHANGED),
        ({"a": 2.0}, Choice.ACCEPTED, CitedState.CHANGED),
        ({"b": 1.0}, None, CitedState.GONE),
    ],
)
def test_a_newer_diagnosis_tells_what_became_of_a_cited_finding(
    keep: Any, dolina: Partnership, later: Any, verdict: Any, state: Any
) -> None:
    again = (state, verdict) == (CitedState.CHANGED, Choice.ACCEPTED)
    cite(dolina, judge(keep(a=1.0).findings.get()))
    newer = keep(day="2026-06-01", **later).findings.get()
    if verdict:
        judge(newer, verdict)
    (cited,) = chain_of(dolina).challenges[0].cites
    assert cited.state is state
    assert cited.newest == (newer.pk if again else None)
    assert "1.0" in cited.text  # what was cited is not replaced


def test_a_verdict_on_other_values_does_not_hold_for_values_that_came_back(
    keep: Any, dolina: Partnership
) -> None:
    cite(dolina, judge(keep(a=1.0).findings.get()))
    judge(keep(a=2.0, day="2026-06-01").findings.get())
    keep(a=1.0, day="2026-09-01")
    assert chain_of(dolina).challenges[0].cites[0].state is CitedState.UNJUDGED


def test_withdrawn_own_evidence_is_told(dolina: Partnership, own: OwnEvidence) -> None:
    cite(dolina, None, own)
    assert chain_of(dolina).challenges[0].cites[0].state is CitedState.CURRENT
    own.withdrawn_at = timezone.now()
    own.save()
    assert chain_of(dolina).challenges[0].cites[0].state is CitedState.WITHDRAWN


def test_heavy_accepted_findings_nobody_cites_are_named(keep: Any, dolina: Partnership) -> None:
    heavy = {"value": 1.0, "weight": 3}
    version = keep(a=heavy, b=heavy, c=heavy, light=1.0, good={**heavy, "kind": "strength"})
    for finding in version.findings.exclude(key="c"):
        judge(finding)
    cite(dolina, version.findings.get(key="a"))
    assert [one.title for one in chain_of(dolina).uncited] == ["Ustalenie b (Dolina)"]


def test_reading_costs_the_same_for_a_long_chain(
    made: Any, dolina: Partnership, django_assert_max_num_queries: Any
) -> None:
    for number in range(30):
        goal = Goal.objects.create(partnership=dolina, title=f"Cel {number}")
        goal.answers.add(made.challenge)
    with django_assert_max_num_queries(16):
        assert len(chain_of(dolina).goals) == 31
