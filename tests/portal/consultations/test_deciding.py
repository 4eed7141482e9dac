"""Positions: with reasons, with the change, one for a group, confirmed by the coordinator."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail
from hypothesis import given
from hypothesis import strategies as st

from terytoria.portal.accounts.models import User
from terytoria.portal.consultations.domain.deciding import (
    Opinion,
    confirm_verdict,
    decide,
    revisions_for,
)
from terytoria.portal.consultations.domain.planning import (
    close_register,
    edit,
    open_consultation,
    plan,
)
from terytoria.portal.consultations.domain.procedure import against_law
from terytoria.portal.consultations.domain.queries import Sought, holding, register, verdict_of
from terytoria.portal.consultations.domain.reporting import account_of, order_report
from terytoria.portal.consultations.domain.similar import alike, clusters, fold, likeness, words
from terytoria.portal.consultations.domain.sorting import blank, group, reject_spam, ungroup
from terytoria.portal.consultations.enums import Outcome, State
from terytoria.portal.consultations.interfaces.tables import register_csv
from terytoria.portal.consultations.models import Consultation, Contact, Remark, Verdict
from terytoria.portal.drafting.models import BlockRevision
from terytoria.portal.jobs.domain.work import work
from terytoria.portal.jobs.models import Job
from terytoria.portal.partnerships.domain.acting import RefusedError, today
from terytoria.portal.partnerships.enums import Role
from terytoria.portal.procedures.models import Event, Procedure

pytestmark = pytest.mark.django_db
Speak = Callable[..., Remark]
REASONS = "Strategia nie rozstrzyga o tej drodze, bo należy do powiatu."


@pytest.mark.parametrize(
    ("opinion", "field"),
    [
        (Opinion(Outcome.REJECTED, "Za krótko."), "reasons"),
        (Opinion(Outcome.ACCEPTED, REASONS), "after"),
        (Opinion(Outcome.PARTLY, REASONS, before="To samo", after="To samo"), "after"),
        (Opinion(Outcome.ACCEPTED, REASONS, revision=999_999), "revision"),
        (Opinion(Outcome.REJECTED, REASONS, after="Nowy tekst"), "after"),
    ],
)
def test_a_position_lacking_something_is_refused(
    opinion: Opinion, field: str, speak: Speak, ola: User
) -> None:
    with pytest.raises(RefusedError) as refusal:
        decide(ola, speak(), opinion)
    assert refusal.value.field == field
    assert not Verdict.objects.exists()


def test_the_change_is_taken_from_the_history_of_the_text(
    speak: Speak, ola: User, revision: BlockRevision, talk: Consultation
) -> None:
    made = speak()
    assert revisions_for(talk, made) == [revision]
    verdict = decide(ola, made, Opinion(Outcome.ACCEPTED, REASONS, revision.pk))
    assert verdict.before == "Autobus szkolny jeździ raz dziennie."
    assert verdict.after == "Autobus szkolny jeździ trzy razy dziennie."


def test_a_proposal_holds_once_confirmed_and_an_overtaken_one_never(
    speak: Speak, ola: User, person: Any, talk: Consultation
) -> None:
    made, helper = speak(), person(Role.WORKING_GROUP)
    old = decide(helper, made, Opinion(Outcome.REJECTED, REASONS))
    made.refresh_from_db()
    assert (made.outcome, made.proposed, verdict_of(made)) == ("", True, None)
    new = decide(helper, made, Opinion(Outcome.OUTSIDE, REASONS))
    with pytest.raises(RefusedError, match="nowsze"):
        confirm_verdict(ola, old, talk)
    confirm_verdict(ola, new, talk)
    made.refresh_from_db()
    assert (made.outcome, made.proposed) == ("outside", False)
    assert made.verdicts.count() == 2


def test_a_group_shares_one_position(speak: Speak, ola: User, talk: Consultation) -> None:
    for text in ("Autobus", "Więcej autobusów", "Bus"):
        speak(text)
    group(ola, talk, [1, 2], "Autobusy")
    decide(ola, Remark.objects.get(number=1), Opinion(Outcome.OUTSIDE, REASONS))
    group(ola, talk, [2, 3], "")  # joins the group and its position
    assert set(Remark.objects.values_list("outcome", flat=True)) == {"outside"}
    assert {one.pk for one in holding(talk).values()} == {Verdict.objects.get().pk}
    told = account_of(talk).remarks
    assert [one.same_as for one in told] == [None, 1, 1]
    ungroup(ola, Remark.objects.get(number=3))
    assert Remark.objects.get(number=3).outcome == ""
    with pytest.raises(RefusedError, match="co najmniej dwóch"):
        group(ola, talk, [3], "Sam")
    with pytest.raises(RefusedError, match="Nie ma uwag"):
        group(ola, talk, [3, 99], "Sam")


def test_a_position_taken_alone_becomes_that_of_the_group(
    speak: Speak, ola: User, talk: Consultation
) -> None:
    decide(ola, speak("Jeden"), Opinion(Outcome.OUTSIDE, REASONS))
    speak("Dwa")
    group(ola, talk, [1, 2], "Razem")
    assert verdict_of(Remark.objects.get(number=2)).outcome == "outside"  # type: ignore[union-attr]
    decide(ola, speak("Trzy"), Opinion(Outcome.REJECTED, REASONS))
    decide(ola, speak("Cztery"), Opinion(Outcome.OUTSIDE, REASONS))
    with pytest.raises(RefusedError, match="różne stanowiska"):
        group(ola, talk, [3, 4], "Sprzeczne")


def test_nothing_is_closed_while_a_remark_has_no_position(
    speak: Speak, ola: User, talk: Consultation, over: Any
) -> None:
    first = speak("Moja uwaga: 600 700 800")
    reject_spam(ola, speak("Reklama"))
    with pytest.raises(RefusedError, match="zamkniesz później"):
        close_register(ola, talk)
    over(talk)
    with pytest.raises(RefusedError, match="Bez stanowiska są uwagi: 1"):
        close_register(ola, talk)
    decide(ola, first, Opinion(Outcome.OUTSIDE, REASONS))
    with pytest.raises(RefusedError, match="Dane osobowe mogą być w uwagach: 1"):
        close_register(ola, talk)
    blank(ola, first, ["600 700 800"])
    assert close_register(ola, talk).state == State.CLOSED
    with pytest.raises(RefusedError, match="nie jest otwarty"):
        decide(ola, first, Opinion(Outcome.REJECTED, REASONS))


def test_everyone_who_left_an_address_is_told_once(closed: Consultation, ola: User) -> None:
    order_report(ola, closed)
    order_report(ola, closed)
    assert Job.objects.filter(kind="consultations.report").count() == 1
    mail.outbox.clear()
    Job.objects.filter(kind="consultations.confirm").delete()
    work(once=True)
    closed.refresh_from_db()
    assert closed.state == State.REPORTED
    assert [one.to for one in mail.outbox] == [["jan@example.org"]]
    body = str(mail.outbox[0].body)
    assert "Uwaga nr 1" in body
    assert "uwzględniona" in body
    assert "/zmiany/" in body
    assert Contact.objects.get().told_at is not None
    Job.objects.filter(kind="consultations.told").update(state="waiting")
    work(once=True)
    assert len(mail.outbox) == 1
    assert closed.partnership.documents.count() == 2


@pytest.mark.parametrize(
    ("notice", "end", "kept"),
    [
        (date(2025, 10, 10), date(2025, 11, 3), False),
        (date(2021, 9, 15), date(2021, 10, 13), False),
        (date(2023, 9, 12), date(2023, 10, 22), True),
    ],
)
def test_real_notices_are_judged_by_the_thirty_five_days(
    notice: date, end: date, kept: bool
) -> None:
    found = against_law("supralocal_10g", notice, end)
    assert (found == ()) == kept
    assert kept or "art. 6 ust. 3–5" in found[0]
    assert against_law("cwd", notice, end) == ()


def test_too_short_a_consultation_needs_a_named_person_and_a_reason(
    asked: Any, ola: User, dolina: Any
) -> None:
    short = {"ends_on": today() + timedelta(days=5)}
    with pytest.raises(RefusedError, match="Podstawa"):
        plan(ola, dolina, asked(**short))
    reason = "Zarząd województwa zgodził się na krótszy termin."
    made = plan(ola, dolina, asked(**short, override_reason=reason))
    assert (made.overridden_by, made.override_reason) == (str(ola), reason)
    assert plan(ola, dolina, asked(override_reason=reason)).overridden_by == ""


def test_what_the_public_reads_does_not_change_under_it(
    talk: Consultation, ola: User, asked: Any
) -> None:
    for changes, field in (
        ({"notice_on": talk.notice_on - timedelta(days=1)}, "notice_on"),
        ({"draft": None}, "draft"),
        ({"ends_on": talk.ends_on - timedelta(days=1)}, "ends_on"),
    ):
        with pytest.raises(RefusedError) as refusal:
            edit(ola, talk, asked(**changes), talk.version)
        assert refusal.value.field == field
    longer = edit(ola, talk, asked(ends_on=talk.ends_on + timedelta(days=7)), talk.version)
    assert longer.ends_on > talk.ends_on
    with pytest.raises(RefusedError, match="Ktoś w tym czasie"):
        edit(ola, talk, asked(), talk.version)


def test_the_procedure_hears_of_the_notice(asked: Any, ola: User, dolina: Any) -> None:
    made = plan(ola, dolina, asked())
    procedure = Procedure.objects.create(
        partnership=dolina, profile="supralocal_10g", name="Strategia", start=date(2024, 1, 1)
    )
    for step in ("form", "resolution", "diagnosis", "draft"):
        Event.objects.create(
            procedure=procedure, step=step, begin=date(2024, 1, 2), end=date(2024, 1, 3)
        )
    open_consultation(ola, made)
    assert procedure.events.get(step="consultation").begin == made.notice_on


def test_the_register_is_filtered_searched_and_sorted(
    speak: Speak, ola: User, talk: Consultation
) -> None:
    speak("Łąka nad rzeką")
    decide(ola, speak("Remont drogi", author="business"), Opinion(Outcome.OUTSIDE, REASONS))
    speak("Droga i ŁĄKA")

    def numbers(**sought: str) -> list[int]:
        return [one.number for one in register(talk, Sought(**sought))]

    assert numbers(text="laka") == numbers(text="ŁĄKA") == [1, 3]
    assert numbers(text="#2") == [2]
    assert numbers(author="business") == numbers(position="outside") == [2]
    assert numbers(position="without") == [1, 3]
    assert numbers(sort="-number") == [3, 2, 1]
    assert numbers(sort="text; DROP") == [1, 2, 3]
    assert numbers(group="zła") == []


def test_the_csv_has_no_formula_and_no_personal_data(
    speak: Speak, talk: Consultation, ola: User
) -> None:
    speak("=HYPERLINK(1)", email="jan@example.org")
    Remark.objects.update(standing="confirmed")
    text = "".join(register_csv(talk))
    assert "'=HYPERLINK" in text
    assert "jan@" not in text
    assert text.startswith("\ufeffnr;")


WORDS = st.text(alphabet="abcdeąłó ", max_size=60)


@given(WORDS, WORDS)
def test_likeness_is_the_same_either_way_and_whole_only_for_the_same_words(
    one: str, other: str
) -> None:
    share = likeness(words(one), words(other))
    assert share == likeness(words(other), words(one))
    assert 0 <= share <= 1
    assert not words(one) or likeness(words(one), words(one)) == 1
    assert fold(fold(one)) == fold(one)


def test_those_that_say_the_same_are_found() -> None:
    texts = {
        1: "Potrzebny chodnik przy ulicy Szkolnej",
        2: "Chodnik przy ulicy szkolnej jest potrzebny!",
        3: "Więcej autobusów do powiatu",
        4: "",
    }
    assert clusters(texts) == [[1, 2]]
    assert [pk for pk, _share in alike(texts[1], {2: texts[2], 3: texts[3]})] == [2]
