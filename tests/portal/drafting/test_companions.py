"""The summary and the easy-to-read version: writing together, checks, freezing with the text."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from terytoria.portal.accounts.models import User
from terytoria.portal.audit.models import Entry
from terytoria.portal.drafting.domain.companions import (
    LONGEST,
    change_companion,
    companion_of,
    empty_sections,
    flaws_of_easy,
    length_of,
    written_companions,
)
from terytoria.portal.drafting.domain.freezing import freeze_text
from terytoria.portal.drafting.domain.history import history_of
from terytoria.portal.drafting.domain.writing import EditedMeanwhileError
from terytoria.portal.drafting.enums import CompanionKind
from terytoria.portal.drafting.models import Companion, Text
from terytoria.portal.partnerships.domain.acting import RefusedError
from terytoria.portal.partnerships.models import Partnership
from terytoria.reports.strategy import SECTIONS

pytestmark = pytest.mark.django_db
SUMMARY, EASY = CompanionKind.SUMMARY, CompanionKind.EASY
TOO_LONG = dict.fromkeys(SECTIONS, "Zdanie o obszarze. " * 150)


def said(text: Text, kind: CompanionKind) -> dict[str, Any]:
    return dict(companion_of(text, kind).content)


class TestWriting:
    def test_what_is_written_is_kept_with_its_history(self, text: Text, ola: User) -> None:
        assert change_companion(ola, text, SUMMARY, 0, {"area": " Dolina.  \n"})
        assert change_companion(ola, text, SUMMARY, 1, {"area": "Dolina rzeki.", "goals": "Praca."})
        assert not change_companion(
            ola, text, SUMMARY, 2, {"area": "Dolina rzeki.", "goals": "Praca."}
        )
        stored = Companion.objects.get()
        assert (stored.version, stored.content["area"]) == (2, "Dolina rzeki.")
        newest, first = history_of(stored)
        assert [one.label for one in newest.changes] == ["Obszar", "Cele"]
        assert first.changes[0].new == "Dolina."
        verbs = Entry.objects.filter(verb__startswith="companion").values_list("verb", flat=True)
        assert sorted(verbs) == ["companion.create", "companion.edit"]

    def test_two_people_in_two_parts_lose_nothing(self, text: Text, ola: User, jan: User) -> None:
        change_companion(ola, text, SUMMARY, 0, {"area": "Dolina."})
        change_companion(ola, text, SUMMARY, 1, {"area": "Dolina.", "goals": "Praca."})
        change_companion(jan, text, SUMMARY, 1, {"area": "Góry."})
        assert said(text, SUMMARY)["area"] == "Góry."
        assert said(text, SUMMARY)["goals"] == "Praca."

    def test_two_sentences_of_the_easy_text_are_merged(
        self, text: Text, ola: User, jan: User
    ) -> None:
        change_companion(ola, text, EASY, 0, {"text": "Mamy plan.\nSą domy.\nKoniec."})
        change_companion(ola, text, EASY, 1, {"text": "Mamy plan gmin.\nSą domy.\nKoniec."})
        change_companion(jan, text, EASY, 1, {"text": "Mamy plan.\nSą domy.\nTo koniec."})
        assert said(text, EASY)["text"] == "Mamy plan gmin.\nSą domy.\nTo koniec."

    @pytest.mark.parametrize("version", [0, 1])
    def test_the_same_place_is_for_people_to_join(
        self, version: int, text: Text, ola: User, jan: User
    ) -> None:
        for at in range(version + 1):
            change_companion(ola, text, SUMMARY, at, {"area": f"Dolina {at}."})
        with pytest.raises(EditedMeanwhileError) as clash:
            change_companion(jan, text, SUMMARY, version, {"area": "Góry."})
        assert clash.value.conflicts == ("area",)
        assert clash.value.values["area"] == "Góry."
        assert said(text, SUMMARY)["area"] == f"Dolina {version}."

    @pytest.mark.parametrize("kind", LONGEST)
    def test_a_field_has_its_longest(self, kind: CompanionKind, text: Text, ola: User) -> None:
        for name, most in LONGEST[kind].items():
            with pytest.raises(RefusedError, match="Skróć") as refusal:
                change_companion(ola, text, kind, 0, {name: "x" * (most + 1)})
            assert refusal.value.field == name

    def test_a_version_nobody_saved_is_refused(self, text: Text, ola: User) -> None:
        with pytest.raises(RefusedError, match="jeszcze raz"):
            change_companion(ola, text, SUMMARY, 7, {"area": "x"})


class TestChecks:
    @pytest.mark.usefixtures("made")
    def test_a_summary_is_measured_on_its_pdf(self, text: Text, ola: User) -> None:
        short = length_of(text, {"area": "Dolina."})
        assert (short.pages, short.fits, short.told) == (1, True, "")
        long = length_of(text, TOO_LONG)
        assert long.pages > 2
        assert "Skróć je do 2 stron" in long.told

    def test_letters_that_cannot_be_set_are_told(self, text: Text) -> None:
        found = length_of(text, {"area": "汉字"})
        assert not found.fits
        assert "Nie da się złożyć" in found.told

    def test_parts_nobody_wrote(self) -> None:
        assert empty_sections({"area": "x", "goals": ""})[0] == "Wyzwania"

    def test_the_easy_text_is_checked_with_its_words(self) -> None:
        lines = "To jest plan.\nSą domy.\nSą drogi.\nSą lasy.\nTo nasza strategia."
        assert len(flaws_of_easy({"text": lines})) == 1
        assert flaws_of_easy({"text": lines, "words": "strategia: plan na lata"}) == ()


class TestFreezing:
    @pytest.mark.usefixtures("block", "made")
    def test_what_was_written_is_frozen_with_the_text(self, text: Text, ola: User) -> None:
        first = freeze_text(ola, text)
        assert not {"summary", "easy"} & set(first.values())
        change_companion(ola, text, SUMMARY, 0, {"area": "Dolina."})
        change_companion(ola, text, EASY, 0, {"text": ""})
        second = freeze_text(ola, text)
        assert second.number == 2
        assert second.values()["summary"]["area"] == "Dolina."
        assert "easy" not in second.values()
        assert set(written_companions(text)) == {"summary"}
        client = Client(HTTP_HOST="127.0.0.1")
        client.force_login(ola)
        shown = client.get(reverse("drafting:version", args=["dolina", 2])).content.decode()
        assert "<p>Dolina.</p>" in shown
        freeze = client.get(reverse("drafting:freeze", args=["dolina"])).content.decode()
        assert "nie będzie: tekst łatwy do czytania" in freeze
        change_companion(ola, text, SUMMARY, 1, {"area": "Góry."})
        assert second.values()["summary"]["area"] == "Dolina."

    @pytest.mark.usefixtures("block", "made")
    def test_a_summary_of_three_pages_is_not_frozen(self, text: Text, ola: User) -> None:
        change_companion(ola, text, SUMMARY, 0, TOO_LONG)
        with pytest.raises(RefusedError, match="Skróć je do 2 stron"):
            freeze_text(ola, text)


class TestPages:
    @pytest.mark.usefixtures("made")
    def test_a_summary_is_written_and_told_its_length(self, text: Text, ola: User) -> None:
        client = Client(HTTP_HOST="127.0.0.1")
        client.force_login(ola)
        address = reverse("drafting:companion", args=["dolina", "streszczenie"])
        answer = client.post(address, {"version": 0, "area": "Dolina."}, follow=True)
        shown = answer.content.decode()
        assert "Strony w PDF: 1 z 2" in shown
        assert "Wyzwania, Cele" in shown
        clash = client.post(address, {"version": 0, "area": "Góry."})
        assert clash.status_code == 409
        assert "Dolina." in clash.content.decode()
        assert client.get(f"{address}historia/").status_code == 200
        assert client.get(reverse("drafting:companion", args=["dolina", "inny"])).status_code == 404

    def test_an_easy_text_is_told_line_by_line(self, text: Text, ola: User) -> None:
        client = Client(HTTP_HOST="127.0.0.1")
        client.force_login(ola)
        address = reverse("drafting:companion", args=["dolina", "latwy"])
        typed = {"version": 0, "text": "UE da środki.\n<script>x</script>", "words": ""}
        shown = client.post(address, typed, follow=True).content.decode()
        assert "Wiersz 1: Napisz pełnymi słowami: UE." in shown
        assert "<script>x" not in shown

    @pytest.mark.usefixtures("block", "made")
    def test_a_version_of_an_earlier_text_keeps_its_address(
        self, text: Text, ola: User, dolina: Partnership
    ) -> None:
        version = freeze_text(ola, text)
        Text.objects.update(is_current=False)
        Text.objects.create(partnership=dolina, title="Nowa", horizon=2040, profiles=["cwd"])
        client = Client(HTTP_HOST="127.0.0.1")
        client.force_login(ola)
        shown = client.get(reverse("drafting:kept", args=["dolina", version.pk]))
        assert "Strategia Doliny, wersja 1" in shown.content.decode()
        assert client.get(reverse("drafting:version", args=["dolina", 1])).status_code == 404
