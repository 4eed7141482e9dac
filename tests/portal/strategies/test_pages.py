"""The pages: building the chain, what each shows, simultaneous edits, deleting, versions."""

from __future__ import annotations

from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from terytoria.portal.accounts.models import User
from terytoria.portal.evidence.enums import Choice
from terytoria.portal.evidence.models import Finding, Verdict
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.strategies.domain.content import read
from terytoria.portal.strategies.domain.editing import create, edit
from terytoria.portal.strategies.domain.freezing import freeze
from terytoria.portal.strategies.domain.queries import chain_of
from terytoria.portal.strategies.enums import Kind
from terytoria.portal.strategies.models import Challenge, Direction, Frame, Goal, StrategyVersion

pytestmark = pytest.mark.django_db


def page(name: str, *more: Any, slug: str = "dolina") -> str:
    return reverse(f"strategies:{name}", args=[slug, *more])


def text(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, address
    return unescape(answer.content.decode())


def sends(client: Client, address: str, fields: dict[str, Any], status: int = 302) -> Any:
    answer = client.post(address, fields)
    assert answer.status_code == status, unescape(answer.content.decode())
    return answer


class TestOutline:
    def test_an_empty_strategy_says_where_to_begin(
        self, signed_in: Client, dolina: Partnership
    ) -> None:
        shown = text(signed_in, page("outline"))
        assert "Strategia jest jeszcze pusta" in shown
        assert page("suggestions") in shown

    def test_the_whole_chain_with_its_problems(self, signed_in: Client, made: Any) -> None:
        made.project.lead = "0201042"
        made.project.links = ["https://example.org/opis"]
        made.project.save()
        shown = text(signed_in, page("outline"))
        for told in (
            "Młodzi wyjeżdżają",
            "Praca na miejscu",
            "Szkolenia",
            "Centrum nauki zawodu",
            "Bezrobotni do 30 lat (2030)",
            "250 (osoby), 2030",
            "https://example.org/opis",
            "Wartość to <strong>1.0</strong>",
            "Lider projektu (Stare Kąty) nie jest członkiem partnerstwa.",
            "Nie podano, do którego roku sięga strategia.",
        ):
            assert told in shown, told
        repair = page("edit", "projekt", made.project.pk)
        assert f'href="{repair}#id_lead"' in shown
        assert "1\xa0błąd" in shown

    def test_only_problems(self, signed_in: Client, made: Any) -> None:
        Frame.objects.create(partnership=made.partnership, horizon=2035)
        assert "Wszystko łączy się ze sobą" in text(signed_in, page("outline"))
        Goal.objects.create(partnership=made.partnership, title="Cel osobny")
        shown = text(signed_in, page("outline") + "?tylko=problemy")
        assert "Cel osobny" in shown
        assert "Szkolenia" not in shown
        assert "Ten cel nie odpowiada na żadne wyzwanie." in shown

    def test_a_viewer_sees_no_way_to_change(self, made: Any, person: Any) -> None:
        client = Client(HTTP_HOST="127.0.0.1")
        client.force_login(person("observer"))
        shown = text(client, page("outline"))
        assert "Młodzi wyjeżdżają" in shown
        assert "Usuń" not in shown.replace("Usunięte", "")
        assert "kolejnosc" not in shown

    def test_a_project_of_two_directions_is_told_once(self, signed_in: Client, made: Any) -> None:
        second = Direction.objects.create(
            partnership=made.partnership, title="Staże", goal=made.goal, position=2
        )
        made.project.serves.add(second)
        shown = text(signed_in, page("outline"))
        assert shown.count(f'id="project-{made.project.pk}"') == 1
        assert "jego opis jest wyżej" in shown

    def test_what_lost_its_goal_is_not_lost(self, signed_in: Client, made: Any, ola: User) -> None:
        sends(
            signed_in,
            page("delete", "cel", made.goal.pk),
            {"potwierdzenie": confirmation(signed_in, page("delete", "cel", made.goal.pk))},
        )
        shown = text(signed_in, page("outline"))
        assert "Kierunki bez celu" in shown
        assert "Mierniki bez celu" in shown
        assert shown.count("został usunięty.") == 2

    def test_order_is_changed_by_buttons(self, signed_in: Client, made: Any) -> None:
        Goal.objects.create(partnership=made.partnership, title="Drugi", position=1)
        sends(signed_in, page("move", "cel", made.goal.pk), {"dokad": "dol"})
        assert [one.title for one in chain_of(made.partnership).goals] == [
            "Drugi",
            "Praca na miejscu",
        ]
        sends(signed_in, page("move", "cel", made.goal.pk), {"dokad": "dol"})
        assert "Dalej już nie można" in text(signed_in, page("outline"))

    def test_texts_are_escaped(self, signed_in: Client, made: Any) -> None:
        made.goal.title = made.goal.text = "<script>alert(1)</script>"
        made.goal.save()
        for address in (
            page("outline"),
            page("edit", "cel", made.goal.pk),
            page("history", "cel", made.goal.pk),
            page("delete", "cel", made.goal.pk),
        ):
            assert b"<script" not in signed_in.get(address).content

    def test_a_long_outline_costs_few_queries(
        self, signed_in: Client, made: Any, django_assert_max_num_queries: Any
    ) -> None:
        for number in range(20):
            goal = Goal.objects.create(partnership=made.partnership, title=f"Cel {number}")
            Direction.objects.create(partnership=made.partnership, title=f"K {number}", goal=goal)
        with django_assert_max_num_queries(60):
            text(signed_in, page("outline"))


def confirmation(client: Client, address: str) -> str:
    shown = text(client, address)
    return shown.partition('name="potwierdzenie" value="')[2].partition('"')[0]


class TestBuilding:
    def test_a_chain_is_built_by_forms(
        self, signed_in: Client, dolina: Partnership, accepted: Finding
    ) -> None:
        cites = f"finding:{accepted.pk}"
        shown = text(signed_in, page("add", "wyzwanie") + f"?cites={cites}")
        assert f'value="{cites}"' in shown.partition("checked")[0][-200:]
        sends(
            signed_in,
            page("add", "wyzwanie"),
            {"version": 0, "title": "Młodzi", "text": "a\r\nb", "cites": [cites]},
        )
        challenge = Challenge.objects.get()
        assert challenge.text == "a\nb"
        sends(
            signed_in,
            page("add", "cel"),
            {"version": 0, "title": "Praca", "answers": [challenge.pk]},
        )
        goal = Goal.objects.get()
        sends(signed_in, page("add", "kierunek"), {"version": 0, "title": "Staże", "goal": goal.pk})
        sends(
            signed_in,
            page("add", "projekt"),
            {
                "version": 0,
                "title": "Centrum",
                "lead": "0201011",
                "partners": ["0201023"],
                "cost": "1 200 000,50 zł",
                "readiness": "concept",
                "links": "https://example.org/a\n\nhttps://example.org/b",
                "serves": [Direction.objects.get().pk],
            },
        )
        sends(
            signed_in,
            page("add", "miernik"),
            {
                "version": 0,
                "goal": goal.pk,
                "own_name": "Stażyści",
                "unit": "osoby",
                "wanted": "up",
                "base_year": "2024",
                "base_value": "−2,5",
                "target_year": "2030",
                "target_value": "12,5",
                "source": "LGD",
            },
        )
        (project,), (target,) = chain_of(dolina).projects, chain_of(dolina).targets
        assert (str(project.cost), len(project.links)) == ("1200000.50", 2)
        assert (target.base_value, target.target_value) == (-2.5, 12.5)
        edit_page = text(signed_in, page("edit", "projekt", project.id))
        assert 'value="1200000,50"' in edit_page
        assert 'value="12,5"' in text(signed_in, page("edit", "miernik", target.id))

    def test_a_suggestion_fills_in_title_and_evidence(self, signed_in: Client, keep: Any) -> None:
        version = keep(p1={"value": 1.0, "weight": 3}, p2=2.0, q=3.0, p3=4.0)
        for finding in version.findings.exclude(key="p3"):
            Verdict.objects.create(finding=finding, choice=Choice.ACCEPTED)
        shown = text(signed_in, page("suggestions"))
        assert "Jak zatrzymać młodych?" in shown
        assert "Ustalenie p3" not in shown
        form = text(signed_in, page("add", "wyzwanie") + "?propozycja=people")
        assert 'value="Jak zatrzymać młodych?"' in form
        assert form.count("checked") == 2
        cites = [f"finding:{one.pk}" for one in version.findings.filter(key__in=["p1", "p2", "q"])]
        sends(signed_in, page("add", "wyzwanie"), {"version": 0, "title": "W", "cites": cites})
        assert "Nie ma ustaleń do wykorzystania" in text(signed_in, page("suggestions"))

    @pytest.mark.parametrize(
        ("kind", "fields", "reason"),
        [
            ("wyzwanie", {"title": ""}, "Pole jest puste"),
            ("wyzwanie", {"title": "x", "cites": ["finding:999"]}, "nie ma na liście"),
            ("kierunek", {"title": "x"}, "Nic nie wybrano"),
            ("projekt", {"title": "x", "readiness": "idea", "cost": "dużo"}, "nie jest liczba"),
            ("projekt", {"title": "x", "readiness": "idea", "cost": "1,234"}, "dwa miejsca"),
            ("projekt", {"title": "x", "readiness": "idea", "links": "www"}, "adresem strony"),
            ("miernik", {"target_year": "wkrótce"}, "To nie jest rok"),
            ("cel", {"title": "x", "version": "x"}, ""),
        ],
    )
    def test_what_is_wrong_stands_at_its_field(
        self, kind: str, fields: Any, reason: str, signed_in: Client, dolina: Partnership
    ) -> None:
        answer = sends(signed_in, page("add", kind), {"version": 0, **fields}, 422)
        assert reason in unescape(answer.content.decode())
        assert list(chain_of(dolina).items()) == []

    def test_an_unknown_kind_and_item_are_no_pages(self, signed_in: Client, made: Any) -> None:
        assert signed_in.get(page("add", "marzenie")).status_code == 404
        for name in ("edit", "history", "delete"):
            assert signed_in.get(page(name, "cel", 999)).status_code == 404
        assert signed_in.get(page("version", 7)).status_code == 404
        assert signed_in.get(page("frame_history")).status_code == 404

    def test_the_vision_is_edited(self, signed_in: Client, dolina: Partnership) -> None:
        fields = {"version": 0, "vision": "Razem.", "horizon": "2035"}
        sends(signed_in, page("frame_edit"), fields)
        assert "Strategia sięga do roku 2035." in text(signed_in, page("outline"))
        assert "Razem." in text(signed_in, page("frame_history"))


class TestSimultaneous:
    def test_both_texts_are_shown_and_mine_stays_in_the_fields(
        self, signed_in: Client, made: Any, jan: User
    ) -> None:
        edit(jan, made.goal, {"text": "Tekst Jana.", "title": "Tytuł Jana"}, 1)
        mine = {
            "version": 1,
            "title": "Praca na miejscu",
            "text": "Mój tekst.",
            "answers": [made.challenge.pk],
        }
        address = page("edit", "cel", made.goal.pk)
        shown = unescape(sends(signed_in, address, mine, 409).content.decode())
        assert "Zapisane przez inną osobę" in shown
        assert "Tekst Jana." in shown
        assert ">\nMój tekst.</textarea>" in shown
        assert 'value="Tytuł Jana"' in shown
        assert 'name="version" value="2"' in shown
        assert "<del>" in shown
        sends(signed_in, address, {**mine, "title": "Tytuł Jana", "version": 2})
        made.goal.refresh_from_db()
        assert (made.goal.title, made.goal.text) == ("Tytuł Jana", "Mój tekst.")
        assert "Tekst Jana." in text(signed_in, page("history", "cel", made.goal.pk))

    def test_other_fields_are_merged_and_it_is_said(
        self, signed_in: Client, made: Any, jan: User
    ) -> None:
        edit(jan, made.goal, {"title": "Tytuł Jana"}, 1)
        mine = {"version": 1, **read(made.goal), "title": "Praca na miejscu", "text": "Mój."}
        sends(signed_in, page("edit", "cel", made.goal.pk), mine)
        shown = text(signed_in, page("outline"))
        assert "te zmiany zostały zachowane: tytuł" in shown
        assert "Tytuł Jana" in shown

    def test_a_text_for_a_deleted_item_is_kept_on_the_page(
        self, signed_in: Client, made: Any
    ) -> None:
        delete_page = page("delete", "cel", made.goal.pk)
        sends(signed_in, delete_page, {"potwierdzenie": confirmation(signed_in, delete_page)})
        address = page("edit", "cel", made.goal.pk)
        answer = sends(signed_in, address, {"version": 1, "title": "x", "text": "Mój."}, 422)
        shown = unescape(answer.content.decode())
        assert "Ktoś usunął ten element" in shown
        assert "Mój." in shown
        assert signed_in.get(address).headers["Location"] == page("history", "cel", made.goal.pk)


class TestDeleting:
    def test_the_page_lists_who_cites_and_a_change_asks_again(
        self, signed_in: Client, made: Any, jan: User
    ) -> None:
        freeze(jan, made.partnership)
        address = page("delete", "wyzwanie", made.challenge.pk)
        shown = text(signed_in, address)
        assert "Praca na miejscu" in shown
        assert "Zamrożone wersje zachowują ten element: 1." in shown
        old = confirmation(signed_in, address)
        create(jan, made.partnership, Kind.GOAL, {"title": "Nowy", "answers": [made.challenge.pk]})
        again = unescape(sends(signed_in, address, {"potwierdzenie": old}, 409).content.decode())
        assert "zdecyduj jeszcze raz" in again
        assert "Nowy" in again
        sends(signed_in, address, {"potwierdzenie": confirmation(signed_in, address)})
        assert chain_of(made.partnership).challenges == ()

    def test_what_was_deleted_is_listed_and_brought_back(
        self, signed_in: Client, made: Any
    ) -> None:
        assert "Nic nie usunięto" in text(signed_in, page("deleted"))
        address = page("delete", "projekt", made.project.pk)
        sends(signed_in, address, {"potwierdzenie": confirmation(signed_in, address)})
        assert "Centrum nauki zawodu" in text(signed_in, page("deleted"))
        assert "Ten element jest usunięty" in text(
            signed_in, page("history", "projekt", made.project.pk)
        )
        sends(signed_in, page("restore", "projekt", made.project.pk), {})
        assert len(chain_of(made.partnership).projects) == 1
        sends(signed_in, page("restore", "projekt", made.project.pk), {})
        assert "nie jest usunięty" in text(signed_in, page("outline"))


class TestEvidence:
    def test_citing_anew_is_one_click(self, signed_in: Client, made: Any, keep: Any) -> None:
        old = made.challenge.citations.get().finding_id
        newer = keep(day="2026-06-01", p1=2.0).findings.get()
        shown = text(signed_in, page("outline"))
        assert "Nowsza diagnoza mówi co innego" in shown
        assert "Przywołaj nowe ustalenie<" not in shown
        Verdict.objects.create(finding=newer, choice=Choice.ACCEPTED)
        address = page("recite", made.challenge.pk, "finding", old)
        assert f'formaction="{address}"' in text(signed_in, page("outline"))
        sends(signed_in, address, {})
        assert made.challenge.citations.get().finding_id == newer.pk
        sends(signed_in, address, {})
        assert "już nie przywołuje tego ustalenia" in text(signed_in, page("outline"))

    def test_outdated_evidence_stays_chosen_in_the_form(
        self, signed_in: Client, made: Any, keep: Any
    ) -> None:
        keep(day="2026-06-01", other=2.0)
        shown = text(signed_in, page("edit", "wyzwanie", made.challenge.pk))
        assert "nieaktualne z wersji 1" in shown
        assert shown.count("checked") == 1


class TestVersions:
    def test_errors_are_listed_instead_of_the_form(self, signed_in: Client, made: Any) -> None:
        made.goal.answers.clear()
        shown = text(signed_in, page("freeze"))
        assert "Cel „Praca na miejscu”. Ten cel nie odpowiada na żadne wyzwanie." in shown
        answer = sends(signed_in, page("freeze"), {"note": "x"}, 422)
        assert "Najpierw popraw błędy" in unescape(answer.content.decode())
        assert not StrategyVersion.objects.exists()

    def test_a_version_is_frozen_listed_and_read(self, signed_in: Client, made: Any) -> None:
        assert "Nie ma jeszcze zamrożonej wersji" in text(signed_in, page("versions"))
        sends(signed_in, page("freeze"), {"note": "Na posiedzenie."})
        assert "Na posiedzenie." in text(signed_in, page("versions"))
        made.goal.title = "Inaczej"
        made.goal.save()
        shown = text(signed_in, page("version", 1))
        assert "Praca na miejscu" in shown
        assert "Inaczej" not in shown
        assert "przykład syntetyczny, stan: 2026-01-01" in shown
        made.goal.title = "Praca na miejscu"
        made.goal.save()
        answer = sends(signed_in, page("freeze"), {"note": ""})
        assert answer.headers["Location"] == page("version", 1)
        assert "Nic się nie zmieniło od wersji 1" in text(signed_in, page("version", 1))

    def test_two_versions_are_compared_as_people_read_them(
        self, signed_in: Client, made: Any, ola: User
    ) -> None:
        freeze(ola, made.partnership)
        second = create(ola, made.partnership, Kind.CHALLENGE, {"title": "Starość"})
        edit(ola, made.goal, {"title": "Praca w gminie", "answers": [second.pk]}, 1)
        edit(ola, made.project, {"cost": 1000, "lead": "0201023"}, 1)
        made.direction.projects.clear()
        made.target.delete()
        shown = text(signed_in, page("compare") + "?stara=1&nowa=0")
        for told in (
            "Wyzwanie: Starość",
            "Cel: Praca w gminie",
            "Leśniów",
            "1000 zł",
            "Miernik: Bezrobotni do 30 lat (2030)",
            "usunięto",
        ):
            assert told in shown.replace("\xa0", " "), told
        assert "Kierunek działań" not in shown  # its goal has a new name, and is the same goal
        assert "mówią to samo" in text(signed_in, page("compare") + "?stara=1&nowa=1")
        assert "nie ma na liście" in text(signed_in, page("compare") + "?stara=7&nowa=1")


def test_history_tells_each_change_with_names(signed_in: Client, made: Any, ola: User) -> None:
    edit(ola, made.project, {"lead": "0201023", "cost": "2500.50", "readiness": "ready"}, 1)
    edit(ola, made.project, {"serves": [], "scope": "Sala i warsztat."}, 2)
    shown = text(signed_in, page("history", "projekt", made.project.pk)).replace("\xa0", " ")
    for told in ("Leśniów", "2500,50 zł", "gotowy", "Szkolenia", "Sala i warsztat."):
        assert told in shown, told


def test_the_strategy_is_among_the_tabs(signed_in: Client, dolina: Partnership) -> None:
    assert page("outline") in text(signed_in, reverse("partnerships:dashboard", args=["dolina"]))
