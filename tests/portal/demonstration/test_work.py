"""The work that is shown: text, procedure, consultation, survey, monitoring, release."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any

import pytest
from django.db.models import Model
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from terytoria.portal.audit.models import Entry
from terytoria.portal.consultations.enums import CHANGING, Author, Channel, Spot
from terytoria.portal.consultations.enums import State as TalkState
from terytoria.portal.consultations.models import Consultation, Contact, Remark, Report, Verdict
from terytoria.portal.demonstration.content.remarks import TOPICS
from terytoria.portal.demonstration.content.survey import ANSWERS
from terytoria.portal.demonstration.content.workshop import DOTS, LOOSE, PEOPLE, TREES
from terytoria.portal.demonstration.domain import clock
from terytoria.portal.demonstration.domain.clock import BEGAN, ago, day
from terytoria.portal.demonstration.domain.partnership import Scene
from terytoria.portal.drafting.domain.checking import check
from terytoria.portal.drafting.domain.queries import draft_of
from terytoria.portal.drafting.models import DraftVersion, Text
from terytoria.portal.monitoring.models import Milestone, OwnReading, Spending
from terytoria.portal.partnerships.models import Assignment
from terytoria.portal.procedures.domain.queries import standing
from terytoria.portal.procedures.models import Override, Procedure
from terytoria.portal.publishing.models import Release
from terytoria.portal.surveys.enums import Channel as AnswerChannel
from terytoria.portal.surveys.models import Answer, Quote, Survey
from terytoria.portal.workshops.domain.queries import board_of
from terytoria.portal.workshops.models import Note, Workshop
from terytoria.strategy.draft import Inserted
from terytoria.strategy.procedure import State

MADE: tuple[type[Model], ...] = (
    *(Text, DraftVersion, Procedure, Consultation, Remark, Verdict, Survey, Answer, Quote),
    *(Milestone, Spending, OwnReading, Release, Workshop, Note, Entry),
)


class TestClock:
    def test_it_stands_back_and_comes_again(self) -> None:
        today = timezone.localdate()
        with ago(30):
            assert timezone.localdate() == today - timedelta(days=30) == day(30)
            with ago(5):
                assert timezone.localdate() == day(5)
        assert timezone.localdate() == today == day(0)

    def test_it_comes_again_after_a_failure(self) -> None:
        with pytest.raises(RuntimeError), ago(30):
            raise RuntimeError
        assert timezone.localdate() == day(0)

    @pytest.mark.parametrize("hour", [0, 12, 23])
    def test_it_is_the_same_day_in_summer_and_in_winter(
        self, hour: int, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        begins = datetime.combine(day(0), time(hour, 30), timezone.get_current_timezone())
        monkeypatch.setattr(clock, "_TRUE", lambda: begins)
        for days in range(0, BEGAN, 10):
            with ago(days):
                assert timezone.localdate() == day(days)


class TestRemarks:
    def test_forty_of_every_kind(self) -> None:
        said = [voice for topic in TOPICS for voice in topic.voices]
        assert len(said) == 40
        assert {one.channel for one in said} == set(Channel)
        assert {one.author for one in said} == set(Author) - {Author.OTHER}
        assert {one.spot for one in said} == set(Spot)

    def test_every_position_says_it_is_an_example_and_some_change_the_text(self) -> None:
        for topic in TOPICS:
            assert "(przykład)" in topic.reasons
            assert bool(topic.adds) is (topic.outcome in CHANGING)


@pytest.mark.usefixtures("real_report")
def test_the_work_is_whole_and_stays_as_it_is(loaded: Callable[[], Scene]) -> None:
    scene = loaded()
    _text(scene)
    _procedure(scene)
    _consultation(scene)
    _survey(scene)
    _workshop(scene)
    _monitoring(scene)
    assert Release.objects.get().decision.diagnosis is not None
    before = [kind._default_manager.count() for kind in MADE]
    loaded()
    assert [kind._default_manager.count() for kind in MADE] == before


def _text(scene: Scene) -> None:
    text = Text.objects.get(partnership=scene.partnership)
    assert (text.title, text.profiles) == ("Strategia partnerstwa (przykład)", ["cwd"])
    checked = check(text)
    assert checked.errors == ()
    assert checked.sources
    blocks = [block for _chapter, block in draft_of(text).blocks()]
    assert {str(one.what) for one in blocks if isinstance(one, Inserted)} == {
        "goals",
        "targets",
        "projects",
    }
    assert {one.by == scene.people["grupa"] for one in text.comments.all()} == {True, False}
    assert text.evaluations.get().signed_at is None


def _procedure(scene: Scene) -> None:
    made = Procedure.objects.get(partnership=scene.partnership)
    assert made.start == day(330)
    assert not Override.objects.exists()
    told = {one.step: one for one in made.events.filter(superseded=False)}
    assert {"consultation", "report"} <= set(told)
    assert not any(one.state == State.BROKEN for one in standing(made).rulings)


def _consultation(scene: Scene) -> None:
    made = Consultation.objects.get(partnership=scene.partnership)
    assert made.state == TalkState.REPORTED
    assert made.ends_on - made.notice_on >= timedelta(days=35)
    remarks = list(made.remarks.all())
    assert [one.number for one in remarks] == list(range(1, 41))
    assert all(one.outcome for one in remarks)
    days = [timezone.localdate(one.received_at) for one in remarks]
    assert days == sorted(days)
    assert made.notice_on <= days[0] <= days[-1] <= made.ends_on
    assert sum(one.group is not None for one in remarks) > 30
    assert not Contact.objects.exists()
    for verdict in Verdict.objects.all():
        assert bool(verdict.after) is (verdict.outcome in CHANGING)
        assert verdict.before == "" or verdict.after.startswith(verdict.before)
    assert "uwzględniona" in Report.objects.get().page().lower()
    page = Client(HTTP_HOST="localhost").get(f"/konsultacje/{scene.partnership.slug}/1/")
    assert page.status_code == 200
    assert "(przykład)" in page.content.decode()


def _survey(scene: Scene) -> None:
    made = Survey.objects.get(partnership=scene.partnership)
    assert made.state == "closed"
    assert made.results.released_on == day(203)
    assert Answer.objects.count() == made.results.content["people"] == ANSWERS
    assert set(Answer.objects.values_list("channel", flat=True)) == set(AnswerChannel)
    by_gmina = Counter(Answer.objects.values_list("gmina", flat=True))
    assert max(by_gmina.values()) >= 10 > min(by_gmina.values())
    assert all(text.startswith("Przykład") for text in Quote.objects.values_list("text", flat=True))


def _workshop(scene: Scene) -> None:
    made = Workshop.objects.get(partnership=scene.partnership)
    assert (made.state, made.people) == ("closed", PEOPLE)
    board = board_of(made)
    assert [one.trunk.note.text for one in board.trees] == [one.challenge for one in TREES]
    assert board.dots == PEOPLE * DOTS
    assert {one.note.text for one in board.loose} == set(LOOSE)
    assert all("(przykład)" in text for text in made.notes.values_list("text", flat=True))


def _monitoring(scene: Scene) -> None:
    assert {bool(one.done_on) for one in Milestone.objects.all()} == {True, False}
    assert all("(przykład)" in one.title for one in Milestone.objects.all())
    assert all(
        one.spent and one.planned and one.spent < one.planned for one in Spending.objects.all()
    )
    for reading in OwnReading.objects.select_related("target"):
        assert reading.target.base_value < reading.value < reading.target.target_value


def test_a_partnership_of_today_is_given_no_past(bare: Scene, loaded: Callable[[], Scene]) -> None:
    Assignment.objects.filter(partnership=bare.partnership).update(since=day(0))
    loaded()
    assert not any(kind._default_manager.exists() for kind in (Text, Procedure, Consultation))
    assert Release.objects.exists()


@pytest.mark.parametrize("key", ["koordynator", "ekspert", "kraj", "obserwator"])
def test_its_pages_open(key: str, scene: Scene, enter: Callable[[Any], Client]) -> None:
    browser, slug = enter(scene.people[key]), scene.partnership.slug
    for name in (
        *("partnerships:dashboard", "drafting:text", "drafting:checklist", "procedures:plan"),
        *(
            "consultations:listing",
            "surveys:listing",
            "workshops:listing",
            "monitoring:targets",
            "monitoring:projects",
        ),
    ):
        answer = browser.get(reverse(name, args=[slug]))
        assert answer.status_code == 200, name
        assert "rzykład" in answer.content.decode(), name


def test_the_log_tells_it_in_the_order_of_days(scene: Scene) -> None:
    told = Entry.objects.filter(verb__in=("procedure.start", "draft.freeze", "report.release"))
    days = [timezone.localdate(one.at) for one in told.order_by("id")]
    assert days == sorted(days)
    assert days[0] > day(BEGAN)
