"""Adding and changing: what is kept, refused, merged, and told to both people."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terytoria.portal.accounts.models import User
from terytoria.portal.audit.models import Entry
from terytoria.portal.evidence.enums import Choice
from terytoria.portal.evidence.models import Finding, OwnEvidence, Verdict
from terytoria.portal.partnerships.domain.acting import RefusedError
from terytoria.portal.partnerships.models import Membership, Partnership
from terytoria.portal.strategies.domain.arranging import move, recite
from terytoria.portal.strategies.domain.content import FIELDS, Field, Shape, read
from terytoria.portal.strategies.domain.editing import (
    DeletedMeanwhileError,
    EditedMeanwhileError,
    content_at,
    create,
    edit,
    frame_of,
)
from terytoria.portal.strategies.domain.freezing import freeze
from terytoria.portal.strategies.domain.merging import merge
from terytoria.portal.strategies.domain.queries import MODELS, alive, chain_of
from terytoria.portal.strategies.domain.removing import (
    CitedMeanwhileError,
    citing,
    fingerprint,
    keeping,
    remove,
    restore,
)
from terytoria.portal.strategies.enums import Kind
from terytoria.portal.strategies.models import Challenge, Frame, Item, Revision

pytestmark = pytest.mark.django_db

TARGET = {
    "own_name": "Miejsca w żłobkach",
    "unit": "miejsca",
    "wanted": "up",
    "target_year": 2030,
    "target_value": 80.0,
}


def again(item: Item) -> Any:
    return MODELS[item.kind]._default_manager.get(pk=item.pk)


def delete(actor: User, item: Item) -> None:
    remove(actor, item, fingerprint(again(item), citing(again(item))))


class TestAdding:
    def test_an_item_is_kept_with_its_revision_and_log(
        self, ola: User, dolina: Partnership, accepted: Finding, own: OwnEvidence
    ) -> None:
        cites = [f"own:{own.pk}", f"finding:{accepted.pk}"]
        made = create(ola, dolina, Kind.CHALLENGE, {"title": " Młodzi ", "cites": cites})
        assert (str(made), made.version) == ("Młodzi", 1)
        assert [one.state for one in chain_of(dolina).challenges[0].cites] == ["current"] * 2
        revision = Revision.objects.get()
        assert (revision.number, revision.deed, revision.by) == (1, "create", ola)
        assert revision.after == {"title": "Młodzi", "text": "", "cites": sorted(cites)}
        assert Entry.objects.get(verb="challenge.create").after == revision.after

    def test_the_whole_chain_is_built(
        self, ola: User, dolina: Partnership, accepted: Finding
    ) -> None:
        cites = [f"finding:{accepted.pk}"]
        challenge = create(ola, dolina, Kind.CHALLENGE, {"title": "W", "cites": cites})
        goal = create(ola, dolina, Kind.GOAL, {"title": "C", "answers": [challenge.pk]})
        way = create(ola, dolina, Kind.DIRECTION, {"title": "K", "goal": goal.pk})
        project = {
            "title": "P",
            "lead": "0201011",
            "partners": ["0201032", "0201023"],
            "cost": Decimal("1000.5"),
            "readiness": "ready",
            "links": ["https://example.org/a"],
            "serves": [way.pk],
            "answers": [challenge.pk],
        }
        create(ola, dolina, Kind.PROJECT, project)
        create(ola, dolina, Kind.TARGET, {**TARGET, "goal": goal.pk})
        (kept,) = chain_of(dolina).projects
        assert (kept.cost, kept.partners) == (Decimal("1000.50"), ("0201023", "0201032"))
        assert Revision.objects.get(kind="project").after["cost"] == "1000.50"

    def test_new_items_stand_last(self, ola: User, dolina: Partnership) -> None:
        for title in "abc":
            create(ola, dolina, Kind.GOAL, {"title": title})
        assert [one.title for one in chain_of(dolina).goals] == ["a", "b", "c"]

    @pytest.mark.parametrize(
        ("kind", "fields", "field"),
        [
            (Kind.CHALLENGE, {"title": " "}, "title"),
            (Kind.CHALLENGE, {"title": "x" * 201}, "title"),
            (Kind.CHALLENGE, {"title": "x", "text": "x" * 8001}, "text"),
            (Kind.CHALLENGE, {"title": "x", "cites": ["finding:0"]}, "cites"),
            (Kind.CHALLENGE, {"title": "x", "cites": ["own:0"]}, "cites"),
            (Kind.GOAL, {"title": "x", "answers": [0]}, "answers"),
            (Kind.DIRECTION, {"title": "x"}, "goal"),
            (Kind.DIRECTION, {"title": "x", "goal": 0}, "goal"),
            (Kind.PROJECT, {"title": "x", "lead": "0201042"}, "lead"),
            (Kind.PROJECT, {"title": "x", "partners": ["0201042"]}, "partners"),
            (Kind.PROJECT, {"title": "x", "lead": "0201011", "partners": ["0201011"]}, "partners"),
            (Kind.PROJECT, {"title": "x", "cost": Decimal(-1)}, "cost"),
            (Kind.PROJECT, {"title": "x", "cost": Decimal(10) ** 12}, "cost"),
            (Kind.PROJECT, {"title": "x", "readiness": "soon"}, "readiness"),
            (Kind.PROJECT, {"title": "x", "links": ["javascript:alert(1)"]}, "links"),
            (Kind.PROJECT, {"title": "x", "links": ["ftp://example.org/"]}, "links"),
            (Kind.PROJECT, {"title": "x", "links": ["https://example.org/"] * 21}, "links"),
            (Kind.PROJECT, {"title": "x", "links": ["https://example.org/" + "a" * 500]}, "links"),
            (Kind.PROJECT, {"title": "x", "serves": [0]}, "serves"),
            (Kind.TARGET, {**TARGET, "indicator": "L-01"}, "own_name"),
            (Kind.TARGET, {**TARGET, "own_name": ""}, "indicator"),
            (Kind.TARGET, {**TARGET, "own_name": "", "indicator": "X-99"}, "indicator"),
            (Kind.TARGET, {**TARGET, "unit": ""}, "unit"),
            (Kind.TARGET, {**TARGET, "wanted": "sideways"}, "wanted"),
            (Kind.TARGET, {**TARGET, "target_year": 1900}, "target_year"),
            (Kind.TARGET, {**TARGET, "target_value": float("nan")}, "target_value"),
            (Kind.TARGET, {**TARGET, "target_value": None}, "target_value"),
            (Kind.TARGET, {**TARGET, "base_value": float("inf")}, "base_value"),
        ],
    )
    def test_what_cannot_be_kept_is_refused_by_field(
        self, kind: Kind, fields: Any, field: str, ola: User, made: Any
    ) -> None:
        if kind is Kind.TARGET:
            fields = {**fields, "goal": made.goal.pk}
        with pytest.raises(RefusedError) as refused:
            create(ola, made.partnership, kind, fields)
        assert refused.value.field == field
        assert not Revision.objects.exists()

    def test_a_finding_must_be_accepted_and_of_this_partnership(
        self, ola: User, dolina: Partnership, other: Partnership, keep: Any
    ) -> None:
        foreign = keep(partnership=other, z=1.0).findings.get()
        Verdict.objects.create(finding=foreign, choice=Choice.ACCEPTED)
        unjudged, rejected = keep(a=1.0, b=2.0).findings.order_by("key")
        Verdict.objects.create(finding=rejected, choice=Choice.REJECTED, reason="Nie.")
        for finding in (foreign, unjudged, rejected):
            with pytest.raises(RefusedError, match="tylko przyjęte"):
                create(
                    ola, dolina, Kind.CHALLENGE, {"title": "x", "cites": [f"finding:{finding.pk}"]}
                )

    def test_links_to_another_partnership_are_refused(
        self, ola: User, made: Any, other: Partnership
    ) -> None:
        foreign = Challenge.objects.create(partnership=other, title="Cudze")
        with pytest.raises(RefusedError, match="już nie ma"):
            edit(ola, made.goal, {"answers": [made.challenge.pk, foreign.pk]}, 1)


class TestChanging:
    def test_only_what_changed_is_in_the_history(self, ola: User, made: Any) -> None:
        saved = edit(ola, made.goal, {"title": "Praca", "text": ""}, 1)
        assert (saved.changed, saved.merged, saved.item.version) == (True, (), 2)
        (revision,) = Revision.objects.all()
        assert (revision.before, revision.after) == (
            {"title": "Praca na miejscu"},
            {"title": "Praca"},
        )
        entry = Entry.objects.get(verb="goal.edit")
        assert (entry.before, entry.after) == (revision.before, revision.after)

    def test_saving_the_same_writes_nothing(self, ola: User, made: Any) -> None:
        saved = edit(ola, made.project, read(made.project), 1)
        assert (saved.changed, saved.item.version) == (False, 1)
        assert not Revision.objects.exists()

    def test_every_kind_gives_back_what_was_put_in(self, ola: User, made: Any) -> None:
        for item in (made.challenge, made.goal, made.direction, made.project, made.target):
            assert set(read(item)) == {one.name for one in FIELDS[item.kind]}
            edit(ola, item, {}, 1)
        edit(ola, made.target, {"target_value": 200.0, "base_year": None}, 1)
        assert (again(made.target).target_value, again(made.target).base_year) == (200.0, None)
        edit(ola, made.project, {"cost": Decimal(5), "links": ["https://example.org/"]}, 1)
        edit(ola, made.project, {"cost": None, "serves": []}, 2)
        assert again(made.project).cost is None
        assert not again(made.project).serves.exists()

    def test_the_same_field_changed_by_two_is_refused_with_both(
        self, ola: User, jan: User, made: Any
    ) -> None:
        edit(jan, made.goal, {"text": "Jana.", "title": "Tytuł Jana"}, 1)
        with pytest.raises(EditedMeanwhileError, match="porównaj oba teksty") as clash:
            edit(ola, made.goal, {"text": "Oli."}, 1)
        found = clash.value
        assert (found.conflicts, found.version) == (("text",), 2)
        assert (found.theirs["text"], found.values["text"]) == ("Jana.", "Oli.")
        assert found.values["title"] == "Tytuł Jana"  # not touched by me, so theirs stays
        assert again(made.goal).text == "Jana."
        saved = edit(ola, made.goal, found.values, found.version)
        assert (again(made.goal).text, saved.item.version) == ("Oli.", 3)

    def test_different_fields_are_merged_and_it_is_said(
        self, ola: User, jan: User, made: Any
    ) -> None:
        edit(jan, made.goal, {"title": "Tytuł Jana"}, 1)
        saved = edit(ola, made.goal, {"title": "Praca na miejscu", "text": "Oli."}, 1)
        assert saved.merged == ("Tytuł",)
        assert (again(made.goal).title, again(made.goal).text) == ("Tytuł Jana", "Oli.")

    def test_links_added_by_two_are_both_kept(self, ola: User, jan: User, made: Any) -> None:
        first, second = (
            create(ola, made.partnership, Kind.CHALLENGE, {"title": title}) for title in "ab"
        )
        edit(jan, made.goal, {"answers": [made.challenge.pk, first.pk]}, 1)
        saved = edit(ola, made.goal, {"answers": [second.pk]}, 1)
        assert saved.merged == ("Odpowiada na wyzwania",)
        assert set(read(again(made.goal))["answers"]) == {first.pk, second.pk}

    def test_a_version_that_never_was_is_refused(self, ola: User, made: Any) -> None:
        for version in (-1, 2):
            with pytest.raises(RefusedError, match="jeszcze raz"):
                edit(ola, made.goal, {"title": "x"}, version)

    def test_the_content_of_any_version_can_be_read(self, ola: User, made: Any) -> None:
        told = [read(made.goal)]
        for number, text in enumerate(["a", "b", "c"], start=1):
            edit(
                ola,
                made.goal,
                {"text": text, "answers": [] if text == "b" else told[0]["answers"]},
                number,
            )
            told.append(read(again(made.goal)))
        stored = again(made.goal)
        assert [content_at(stored, read(stored), version) for version in (1, 2, 3, 4)] == told

    def test_what_left_since_may_stay_but_not_come(self, ola: User, made: Any) -> None:
        Membership.objects.filter(unit="0201011").delete()
        edit(ola, made.project, {"title": "Nowy tytuł", "lead": "0201011"}, 1)
        with pytest.raises(RefusedError, match="tylko członek"):
            create(ola, made.partnership, Kind.PROJECT, {"title": "x", "lead": "0201011"})

    def test_the_frame_is_one_and_has_history(
        self, ola: User, jan: User, dolina: Partnership
    ) -> None:
        opened = frame_of(dolina)
        assert (opened.pk, opened.version) == (None, 0)
        edit(ola, opened, {"vision": "Razem.", "horizon": 2035}, 0)
        with pytest.raises(EditedMeanwhileError):
            edit(jan, frame_of(dolina), {"vision": "Osobno."}, 0)
        saved = edit(jan, frame_of(dolina), {"horizon": 2036}, 0 + 1)
        assert (Frame.objects.get().horizon, saved.item.version) == (2036, 2)
        with pytest.raises(RefusedError, match="poza zakresem"):
            edit(ola, frame_of(dolina), {"horizon": 1200}, 2)


class TestDeleting:
    def test_who_cites_is_told(self, made: Any, ola: User) -> None:
        made.project.answers.add(made.challenge)
        kinds = {
            item: [one.kind for one in citing(item)]
            for item in (
                made.challenge,
                made.goal,
                made.direction,
                made.project,
                made.target,
            )
        }
        assert kinds == {
            made.challenge: ["goal", "project"],
            made.goal: ["direction", "target"],
            made.direction: ["project"],
            made.project: [],
            made.target: [],
        }
        delete(ola, made.project)
        assert [one.title for one in citing(made.challenge)] == ["Praca na miejscu"]

    def test_a_deletion_is_logged_whole_and_can_be_taken_back(self, made: Any, ola: User) -> None:
        before = chain_of(made.partnership)
        content = read(made.challenge)
        delete(ola, made.challenge)
        entry = Entry.objects.get(verb="challenge.delete")
        assert (entry.before, entry.after) == (content, {})
        assert chain_of(made.partnership).challenges == ()
        with pytest.raises(RefusedError, match="już usunięty"):
            remove(ola, made.challenge, "")
        restore(ola, made.challenge)
        assert chain_of(made.partnership) == before
        with pytest.raises(RefusedError, match="nie jest usunięty"):
            restore(ola, made.challenge)
        assert [one.deed for one in Revision.objects.all()] == ["restore", "delete"]

    def test_a_new_citing_asks_again(self, made: Any, ola: User, jan: User) -> None:
        confirmed = fingerprint(made.goal, citing(made.goal))
        create(jan, made.partnership, Kind.DIRECTION, {"title": "Nowy", "goal": made.goal.pk})
        with pytest.raises(CitedMeanwhileError, match="jeszcze raz"):
            remove(ola, made.goal, confirmed)
        assert again(made.goal).deleted_at is None
        delete(ola, made.goal)
        assert again(made.goal).deleted_at is not None

    def test_a_text_changed_meanwhile_asks_again(self, made: Any, ola: User, jan: User) -> None:
        confirmed = fingerprint(made.goal, citing(made.goal))
        edit(jan, made.goal, {"text": "Nowe."}, 1)
        with pytest.raises(CitedMeanwhileError):
            remove(ola, made.goal, confirmed)

    def test_an_edit_of_what_was_deleted_is_not_lost_and_not_written(
        self, made: Any, ola: User, jan: User
    ) -> None:
        delete(jan, made.goal)
        with pytest.raises(DeletedMeanwhileError, match="przywróć"):
            edit(ola, made.goal, {"text": "Oli."}, 1)
        restore(ola, made.goal)
        assert edit(ola, made.goal, {"text": "Oli."}, 1).changed

    def test_links_made_before_a_deletion_are_back_after_it(self, made: Any, ola: User) -> None:
        delete(ola, made.challenge)
        edit(ola, made.goal, {"title": "Inny", "answers": []}, 1)
        restore(ola, made.challenge)
        assert read(again(made.goal))["answers"] == [made.challenge.pk]

    def test_frozen_versions_keep_it(self, made: Any, ola: User) -> None:
        freeze(ola, made.partnership)
        extra = create(ola, made.partnership, Kind.GOAL, {"title": "x"})
        assert (keeping(made.goal), keeping(extra)) == ((1,), ())
        delete(ola, made.goal)
        assert keeping(made.goal) == (1,)

    def test_the_frame_stays(self, dolina: Partnership, ola: User) -> None:
        frame = edit(ola, frame_of(dolina), {"vision": "x"}, 0).item
        with pytest.raises(RefusedError, match="nie można usunąć"):
            delete(ola, frame)


class TestOrder:
    def titles(self, partnership: Partnership, kind: Kind) -> str:
        return "".join(str(one) for one in alive(kind, partnership))

    def test_items_go_up_and_down_among_their_like(self, ola: User, dolina: Partnership) -> None:
        first, _, last = (create(ola, dolina, Kind.GOAL, {"title": t}) for t in "abc")
        assert move(ola, last, up=True)
        assert self.titles(dolina, Kind.GOAL) == "acb"
        assert not move(ola, first, up=True)
        assert move(ola, first, up=False)
        assert self.titles(dolina, Kind.GOAL) == "cab"
        assert again(first).version == 1  # the order is no content

    def test_directions_are_ordered_within_their_goal(self, ola: User, dolina: Partnership) -> None:
        goals = [create(ola, dolina, Kind.GOAL, {"title": t}) for t in "xy"]
        ways = [
            create(ola, dolina, Kind.DIRECTION, {"title": title, "goal": goals[at % 2].pk})
            for at, title in enumerate("abcd")
        ]
        assert move(ola, ways[2], up=True)
        found = chain_of(dolina)
        assert [one.title for one in found.directions_of(goals[0].pk)] == ["c", "a"]
        assert [one.title for one in found.directions_of(goals[1].pk)] == ["b", "d"]

    def test_what_was_deleted_is_not_moved(self, ola: User, made: Any) -> None:
        delete(ola, made.goal)
        with pytest.raises(RefusedError, match="już nie ma"):
            move(ola, made.goal, up=True)


class TestCitingAnew:
    def test_the_newer_finding_takes_the_place_of_the_older(
        self, made: Any, ola: User, keep: Any
    ) -> None:
        (old,) = read(made.challenge)["cites"]
        newer = keep(day="2026-06-01", p1=2.0).findings.get()
        with pytest.raises(RefusedError, match="Poproś eksperta"):
            recite(ola, made.challenge, old)
        Verdict.objects.create(finding=newer, choice=Choice.ACCEPTED)
        assert recite(ola, made.challenge, old).changed
        assert read(made.challenge)["cites"] == [f"finding:{newer.pk}"]
        assert Revision.objects.get().before == {"cites": [old]}
        with pytest.raises(RefusedError, match="już nie przywołuje"):
            recite(ola, made.challenge, old)
        assert not recite(ola, made.challenge, f"finding:{newer.pk}").changed


FIELDS_OF_TEST = (
    Field("a", "A", Shape.TEXT),
    Field("b", "B"),
    Field("c", "C", Shape.SET),
    Field("d", "D", Shape.LIST),
)
NUMBERS = st.integers(0, 2)
CONTENTS = st.fixed_dictionaries(
    {
        "a": st.sampled_from(["", "x", "y"]),
        "b": st.none() | NUMBERS,
        "c": st.sets(NUMBERS).map(sorted),
        "d": st.lists(NUMBERS, max_size=2),
    }
)


@given(CONTENTS, CONTENTS, CONTENTS)
def test_a_merge_loses_nothing_silently(base: Any, mine: Any, theirs: Any) -> None:
    found = merge(FIELDS_OF_TEST, base, mine, theirs)
    for name in "abd":
        if mine[name] == base[name]:
            assert found.values[name] == theirs[name]
        elif theirs[name] in (base[name], mine[name]):
            assert found.values[name] == mine[name]
        else:
            assert name in found.conflicts
            assert found.values[name] == mine[name]
        assert (name in found.theirs) == (mine[name] == base[name] != theirs[name])
    before, my, their = (set(one["c"]) for one in (base, mine, theirs))
    assert set(found.values["c"]) == {
        one
        for one in before | my | their
        if (one in before) != ((one in my) != (one in before) or (one in their) != (one in before))
    }
    assert "c" not in found.conflicts


@given(CONTENTS, CONTENTS)
def test_an_edit_nobody_crossed_is_saved_as_it_is(base: Any, mine: Any) -> None:
    found = merge(FIELDS_OF_TEST, base, mine, base)
    assert (found.values, found.conflicts, found.theirs) == (mine, (), ())
    other = merge(FIELDS_OF_TEST, base, base, mine)
    assert (other.values, other.conflicts) == (mine, ())
