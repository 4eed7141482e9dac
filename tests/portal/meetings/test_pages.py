"""Pages of meetings, read and pressed as a person would."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import URLPattern, reverse
from django.utils import timezone

from terytoria.portal.accounts.models import User
from terytoria.portal.meetings.domain.planning import close_meeting
from terytoria.portal.meetings.domain.queries import past, upcoming
from terytoria.portal.meetings.domain.voting import cast_vote, close_vote, open_vote
from terytoria.portal.meetings.enums import Majority, MeetingState, Value
from terytoria.portal.meetings.models import AgendaItem, Decision, Meeting, Procedure, Vote
from terytoria.portal.meetings.urls import urlpatterns
from terytoria.portal.partnerships.domain.acting import today
from terytoria.portal.partnerships.enums import DocumentKind, Role
from terytoria.portal.partnerships.models import Partnership

pytestmark = pytest.mark.django_db
UNITS = ("3217011", "3217023", "3217033", "3217043", "3217052")
HOSTILE = "<script>alert(1)</script>"
TOMORROW = {"day": "", "begins": "10:00", "ends": "12:00"}


def at(name: str, meeting: Meeting | AgendaItem | Partnership, *more: object) -> str:
    if isinstance(meeting, AgendaItem):
        more, meeting = (meeting.pk, *more), meeting.meeting
    if isinstance(meeting, Meeting):
        more, meeting = (meeting.pk, *more), meeting.partnership
    return reverse(f"meetings:{name}", args=[meeting.slug, *more])


def typed(**changes: Any) -> dict[str, Any]:
    tomorrow = timezone.localdate() + timedelta(days=1)
    usual = {
        "body": "council",
        "title": "Posiedzenie",
        "day": tomorrow.isoformat(),
        "begins": "10:00",
        "ends": "12:00",
        "place": "Urząd",
        "link": "",
        "led_by": "",
    }
    return {**usual, **changes}


def text_of(answer: Any) -> str:
    return answer.content.decode().replace("\xa0", " ")  # type: ignore[no-any-return]


def told(answer: Any) -> str:
    return " ".join(str(one) for one in get_messages(answer.wsgi_request))


@pytest.fixture
def voted(under_vote: Any, ola: User, speakers: dict[str, User]) -> AgendaItem:
    """A point adopted by three of five."""
    item: AgendaItem = under_vote()
    for unit in UNITS[:3]:
        cast_vote(speakers[unit], item, Value.FOR)
    return close_vote(ola, item)


class TestPlanning:
    def test_from_nothing_to_a_convened_meeting(
        self, client: Client, ola: User, dolina: Partnership, speakers: Any
    ) -> None:
        client.force_login(ola)
        assert "Nie ma zaplanowanych spotkań" in text_of(client.get(at("listing", dolina)))
        answer = client.post(at("add", dolina), typed(title=HOSTILE))
        meeting = Meeting.objects.get()
        assert answer["Location"] == at("meeting", meeting)
        assert "Porządek jest jeszcze pusty" in text_of(client.get(answer["Location"]))
        point = {"title": "Diagnoza", "majority": "simple", "proposal": "Przyjąć."}
        assert client.post(at("add_item", meeting), point).status_code == 302
        assert "dostanie 6 osób" in text_of(client.get(at("call", meeting)))
        assert client.post(at("call", meeting)).status_code == 302
        meeting.refresh_from_db()
        assert meeting.state == MeetingState.CONVENED
        page = text_of(client.get(at("meeting", meeting)))
        assert "wysłano 0 z 6" in page
        assert HOSTILE not in page
        assert "&lt;script&gt;" in page

    def test_what_is_typed_wrong_is_told_at_its_field(
        self, client: Client, ola: User, dolina: Partnership
    ) -> None:
        client.force_login(ola)
        for wrong, said in (
            ({"day": "2001-01-01"}, "Ten termin już minął"),
            ({"day": "jutro"}, "To nie jest data"),
            ({"begins": "25:00"}, "To nie jest godzina"),
            ({"ends": "09:00"}, "Koniec nie jest późniejszy"),
            ({"place": ""}, "Podaj miejsce albo adres"),
            ({"link": "javascript:alert(1)", "place": ""}, "To nie jest adres"),
            ({"title": ""}, "Pole jest puste"),
            ({"title": "x" * 201}, "mieści się 200"),
            ({"body": "senat"}, "nie ma na liście"),
            ({"day": "2027-03-28", "begins": "02:30"}, "takiej godziny nie ma"),
            ({"day": "2027-10-31", "begins": "02:30", "ends": "09:00"}, "wypada dwa razy"),
        ):
            answer = client.post(at("add", dolina), typed(**wrong))
            assert answer.status_code == 422, wrong
            assert said in text_of(answer), wrong
        assert not Meeting.objects.exists()

    def test_a_change_of_a_convened_meeting_asks_for_another_notice(
        self, client: Client, ola: User, meet: Any
    ) -> None:
        meeting = meet(state="convened")
        client.force_login(ola)
        page = client.get(at("change", meeting))
        assert 'name="version"' in text_of(page)
        new = typed(version=meeting.version, title="Inny temat")
        assert client.post(at("change", meeting), new).status_code == 302
        assert "Wyślij je ponownie" in text_of(client.get(at("meeting", meeting)))
        stale = client.post(at("change", meeting), {**new, "title": "Jeszcze inny"})
        assert stale.status_code == 422
        assert "Ktoś zmienił to w międzyczasie" in text_of(stale)
        assert "Jeszcze inny" in text_of(stale)

    def test_it_is_called_off_with_a_reason(self, client: Client, ola: User, meet: Any) -> None:
        meeting = meet(state="convened")
        client.force_login(ola)
        assert client.post(at("call_off", meeting), {"reason": ""}).status_code == 422
        client.post(at("call_off", meeting), {"reason": "Brak sali"})
        page = text_of(client.get(at("meeting", meeting)))
        assert "Brak sali" in page
        assert "odwołane" in page
        assert "Zmień termin" not in page

    def test_the_quorum_of_the_rules_of_procedure(
        self, client: Client, ola: User, dolina: Partnership
    ) -> None:
        client.force_login(ola)
        assert "Więcej niż połowa członków" in text_of(client.get(at("listing", dolina)))
        rule = {"body": "council", "share": "two_thirds", "basis": "§ 5", "as_of": "2026-01-01"}
        assert client.post(at("procedure", dolina), {**rule, "basis": ""}).status_code == 422
        client.post(at("procedure", dolina), rule)
        assert Procedure.objects.get().share == "two_thirds"
        page = text_of(client.get(at("listing", dolina)))
        assert "Co najmniej dwie trzecie członków. § 5 (stan na 1 stycznia 2026)" in page


class TestAgenda:
    def test_points_are_changed_moved_and_removed(
        self, client: Client, ola: User, meet: Any, point: Any
    ) -> None:
        meeting = meet(point(title="A"), point(title="B"), point(title="C"))
        first, second, third = meeting.items.all()
        client.force_login(ola)
        client.post(at("item_up", second))
        client.post(at("item_down", second))
        client.post(at("item_down", first))
        client.post(at("item_up", second))  # is the first already
        client.post(at("remove_item", third))
        new = {"title": "A1", "majority": "none", "version": first.version}
        answer = client.post(at("change_item", first), new)
        assert answer["Location"].endswith(f"#punkt-{first.pk}")
        assert [str(one) for one in meeting.items.all()] == ["1. B", "2. A1"]
        stale = client.post(at("change_item", first), new)
        assert "Ktoś zmienił to w międzyczasie" in text_of(stale)

    def test_a_vote_needs_a_proposal(self, client: Client, ola: User, meet: Any) -> None:
        client.force_login(ola)
        answer = client.post(at("add_item", meet()), {"title": "A", "majority": "simple"})
        assert answer.status_code == 422
        assert "nie ma projektu decyzji" in text_of(answer)

    def test_papers_are_versions_of_this_partnership(
        self, client: Client, ola: User, meet: Any, gora: Partnership
    ) -> None:
        meeting = meet()
        item = meeting.items.get()
        versions = []
        for partnership in (meeting.partnership, gora):
            document = partnership.documents.create(
                title="Umowa", kind=DocumentKind.AGREEMENT, author="A", publisher="P",
                created_on=today(),
            )  # fmt: skip
            made = document.versions.create(
                number=1, file="a.pdf", media_type="application/pdf", size=1, sha256="0", note="1"
            )
            versions.append(made.pk)
        client.force_login(ola)
        url = at("add_paper", item)
        assert client.post(url, {"material": f"document:{versions[1]}"}).status_code == 422
        own = {"material": f"document:{versions[0]}", "subject": "on"}
        assert client.post(url, own).status_code == 302
        assert "Ten materiał już jest" in text_of(client.post(url, own))
        page = text_of(client.get(at("meeting", meeting)))
        assert "Umowa (wersja 1)</a> – tego dotyczy decyzja" in page
        paper = item.papers.get()
        assert client.post(at("take_paper", item, paper.pk)).status_code == 302
        assert "już nie ma" in told(client.post(at("take_paper", item, paper.pk)))
        assert not item.papers.exists()


class TestMeeting:
    def test_a_meeting_is_run_from_its_page(
        self, client: Client, ola: User, meet: Any, speakers: dict[str, User]
    ) -> None:
        meeting = meet(state="convened")
        item = meeting.items.get()
        client.force_login(ola)
        client.post(at("begin", meeting))
        assert "nie ma kworum" in text_of(client.get(at("meeting", meeting)))
        assert "Nie ma kworum" in told(client.post(at("open_vote", item)))
        client.post(at("attendance", meeting), {"g0": "present", "g1": "remote", "g2": "present"})
        page = text_of(client.get(at("meeting", meeting)))
        assert "jest kworum" in page
        assert "Otwórz głosowanie" in page
        client.post(at("open_vote", item))
        page = text_of(client.get(at("meeting", meeting)))
        assert "Oddano 0 z 3 głosów" in page
        assert "Bez głosu: Borowa, Leśniów, Stare Kąty." in page
        assert "Zamknij spotkanie" not in page

        client.force_login(speakers[UNITS[0]])
        page = text_of(client.get(at("meeting", meeting)))
        assert page.count('name="value"') == 3
        assert "Zamknij głosowanie" not in page
        assert "Głos zapisany: przeciw" in told(client.post(at("cast", item), {"value": "against"}))
        client.post(at("cast", item), {"value": "for", "voter": UNITS[0]})
        assert "Nie wybrano głosu" in told(client.post(at("cast", item), {"value": "moze"}))
        assert "Nie przyjęliśmy" in told(
            client.post(at("cast", item), {"value": "for", "voter": UNITS[1]})
        )
        assert "<strong>za</strong>" in text_of(client.get(at("meeting", meeting)))

        client.force_login(ola)
        form = text_of(client.get(at("hands", item)))
        assert "Borowa" not in form.partition("<form")[2]
        client.post(at("hands", item), {"g0": "for", "g1": "abstain"})
        client.post(at("close_vote", item))
        assert Decision.objects.get().adopted
        assert "teraz nie trwa" in told(client.post(at("close_vote", item)))
        client.post(at("note", item), {"note": "Dyskusja.", "version": _fresh(item).version})
        client.post(at("end", meeting))
        meeting.refresh_from_db()
        assert meeting.state == MeetingState.CLOSED
        page = text_of(client.get(at("meeting", meeting)))
        assert "Dyskusja." in page
        assert "Sporządź protokół" in page
        assert "przyjęto" in page

    def test_a_vote_of_one_not_on_the_list_says_what_to_do(
        self, client: Client, under_vote: Any, speakers: dict[str, User]
    ) -> None:
        item = under_vote(present=UNITS[:3])
        client.force_login(speakers[UNITS[4]])
        page = text_of(client.get(at("meeting", item.meeting)))
        assert "Zgłoś obecność prowadzącemu" in page
        assert 'name="value"' not in page
        client.post(at("cast", item), {"value": "for"})
        assert not Vote.objects.exists()

    def test_a_meeting_of_tomorrow_is_not_opened_today(
        self, client: Client, ola: User, meet: Any
    ) -> None:
        start = timezone.now() + timedelta(days=1)
        meeting = meet(state="convened", starts_at=start, ends_at=start + timedelta(hours=1))
        client.force_login(ola)
        assert "Otwórz spotkanie" not in text_of(client.get(at("meeting", meeting)))
        assert "Otwórz je tego dnia" in told(client.post(at("begin", meeting)))

    def test_lists_tell_what_is_to_come_from_what_is_past(
        self, client: Client, ola: User, meet: Any, dolina: Partnership
    ) -> None:
        start = timezone.now() + timedelta(days=2)
        coming = meet(title="Przyszłe", starts_at=start, ends_at=start + timedelta(hours=1))
        open_one = meet(title="Trwa", state="open")
        closed = meet(title="Dawne", state="open")
        close_meeting(ola, closed)
        Meeting.objects.filter(pk=open_one.pk).update(
            starts_at=start - timedelta(days=9), ends_at=start - timedelta(days=8)
        )
        assert list(upcoming(dolina)) == [open_one, coming]  # one not closed in time goes on
        assert list(past(dolina)) == [closed]
        client.force_login(ola)
        page = text_of(client.get(at("listing", dolina)))
        assert page.index("Przyszłe") < page.index("Za nami") < page.index("Dawne")


class TestDecisions:
    def test_a_decision_has_a_permanent_address(
        self, client: Client, ola: User, voted: AgendaItem, dolina: Partnership
    ) -> None:
        client.force_login(ola)
        year = today().year
        address = f"/praca/dolina/decyzje/{year}/1/"
        assert address in text_of(client.get(at("decisions", dolina)))
        page = text_of(client.get(address))
        assert f"Decyzja 1/{year}: Diagnoza" in page
        assert "Za: 3, przeciw: 0, wstrzymało się: 0, bez głosu: 2." in page
        assert "inna sprawa" in page
        assert client.get(f"/praca/dolina/decyzje/{year}/2/").status_code == 404

    def test_before_the_first_one(self, client: Client, ola: User, dolina: Partnership) -> None:
        client.force_login(ola)
        assert "Nie ma jeszcze decyzji" in text_of(client.get(at("decisions", dolina)))


class TestLeaks:
    """No page of a meeting opens for those who are not of its partnership."""

    @pytest.fixture
    def given(self, voted: AgendaItem) -> dict[str, Any]:
        """Ids of one record of every kind."""
        document = voted.meeting.partnership.documents.create(
            title="Tajne", kind=DocumentKind.OTHER, author="A", publisher="P", created_on=today()
        )
        version = document.versions.create(
            number=1, file="a.pdf", media_type="application/pdf", size=1, sha256="0", note="1"
        )
        paper = voted.papers.create(document=version)
        ids = {"record": voted.meeting_id, "item": voted.pk, "paper": paper.pk}
        return {**ids, "year": today().year, "ordinal": 1}

    @staticmethod
    def address(pattern: URLPattern, slug: str, ids: dict[str, Any]) -> str:
        wanted = {name: ids[name] for name in ids if f":{name}>" in str(pattern.pattern)}
        return reverse(f"meetings:{pattern.name}", kwargs={"slug": slug, **wanted})

    @pytest.mark.parametrize("pattern", urlpatterns, ids=lambda one: str(one.name))
    def test_for_people_of_another_partnership_nothing_is_there(
        self, client: Client, person: Any, given: Any, gora: Partnership, pattern: URLPattern
    ) -> None:
        client.force_login(person(Role.COORDINATOR, gora))
        for ask in (client.get, client.post):
            answer = ask(self.address(pattern, "dolina", given))
            assert answer.status_code in {404, 405}, answer.content
            if ":record>" in str(pattern.pattern) or ":year>" in str(pattern.pattern):
                own = ask(self.address(pattern, "gora", given))
                refused = 403 if pattern.name == "cast" else 404  # a coordinator has no vote
                assert own.status_code in {refused, 405}
        assert client.post(self.address(pattern, "dolina", given)).status_code in {404, 405}

    @pytest.mark.parametrize("pattern", urlpatterns, ids=lambda one: str(one.name))
    def test_nobody_sees_anything_without_signing_in(
        self, client: Client, given: Any, pattern: URLPattern
    ) -> None:
        answer = client.get(self.address(pattern, "dolina", given))
        assert answer.status_code in {302, 405}

    READS = frozenset({"listing", "meeting", "decisions", "decision"})

    @pytest.mark.parametrize("pattern", urlpatterns, ids=lambda one: str(one.name))
    def test_an_observer_reads_and_changes_nothing(
        self, client: Client, person: Any, given: Any, pattern: URLPattern
    ) -> None:
        client.force_login(person(Role.OBSERVER))
        address = self.address(pattern, "dolina", given)
        reads = pattern.name in self.READS
        assert client.post(address).status_code == (405 if reads else 403)
        answer = client.get(address)
        assert answer.status_code == (200 if reads else answer.status_code)
        assert answer.status_code in ({200} if reads else {403, 405})
        assert b"<script" not in answer.content
        assert b"style=" not in answer.content


def _fresh(item: AgendaItem) -> AgendaItem:
    item.refresh_from_db()
    return item


def test_a_quorum_of_later_rules_does_not_reach_back(
    meet: Any, dolina: Partnership, ola: User, here: Any, point: Any
) -> None:
    Procedure.objects.create(
        partnership=dolina, body="council", share="all", basis="§ 9", as_of=date(2099, 1, 1)
    )
    meeting = meet(point(Majority.SIMPLE), state="open")
    here(ola, meeting, *UNITS[:3])
    assert open_vote(ola, meeting.items.get()).round == 1
