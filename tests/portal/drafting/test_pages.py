"""The pages: what they show, what they say, where they lead."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from terytoria.portal.accounts.models import User
from terytoria.portal.drafting.domain.commenting import comment
from terytoria.portal.drafting.domain.presence import arrive
from terytoria.portal.drafting.domain.queries import current_text, draft_of
from terytoria.portal.drafting.domain.writing import add_block, change_block
from terytoria.portal.drafting.models import Block, Chapter, Comment, Text, Waiver
from terytoria.portal.partnerships.models import Partnership

pytestmark = pytest.mark.django_db


def at(name: str, *more: Any) -> str:
    return reverse(f"drafting:{name}", args=["dolina", *more])


def body(answer: Any) -> str:
    found: str = answer.content.decode()
    return found


def test_before_the_first_text_the_page_says_what_to_do(
    dolina: Partnership, signed_in: Client
) -> None:
    page = body(signed_in.get(at("text")))
    assert "Tekstu jeszcze nie ma" in page
    assert at("start") in page
    assert signed_in.get(at("checklist")).status_code == 404


def test_a_text_is_started_on_its_page(made: Any, cited: str, signed_in: Client) -> None:
    page = body(signed_in.get(at("start")))
    assert "art. 10g" in page
    given = {"version": 0, "title": "Strategia", "profiles": ["cwd", "supralocal_10g"]}
    wrong = signed_in.post(at("start"), {**given, "horizon": 1999})
    assert wrong.status_code == 422
    assert "Podaj rok" in body(wrong)
    answer = signed_in.post(at("start"), {**given, "horizon": 2030}, follow=True)
    page = body(answer)
    assert "Tekst jest rozpoczęty" in page
    assert "Młodzi wyjeżdżają" in page
    assert "Cel 1. Praca na miejscu" in page
    assert "Centrum nauki zawodu" in page
    assert 'id="dowod-1"' in page
    assert "Co tu napisać" in page


def test_the_text_shows_blocks_with_their_actions(
    write: Any, cited: str, chapter: Chapter, ola: User, signed_in: Client
) -> None:
    block = write(f"Ubyło {cited} <osób> i **wielu**.\n- punkt\n\n[Adres](https://example.org)")
    table = {"caption": "Gminy", "table": f"Gmina | Osoby\nLeśniów | {cited}"}
    add_block(ola, chapter, "table", table, block)
    page = body(signed_in.get(at("text")))
    assert (
        '<a class="cited" href="#dowod-1">1 [1]</a> &lt;osób&gt; i <strong>wielu</strong>' in page
    )
    assert "<ul><li>punkt</li></ul>" in page
    assert '<a href="https://example.org" rel="noopener">Adres</a>' in page
    assert '<th scope="row">Leśniów</th>' in page
    for name in ("block_edit", "history", "delete", "comment", "move"):
        assert at(name, block.key) in page
    assert f'id="{block.key}"' in page


def test_a_block_is_added_by_kind_and_its_checks_are_told_at_once(
    chapter: Chapter, cited: str, signed_in: Client, text: Text
) -> None:
    adding = f"{at('block_add')}?w={chapter.key}"
    page = body(signed_in.get(adding))
    assert "Akapit" in page
    assert "rodzaj=figure" in page
    wrong = cited.replace("[1]", "[7]")
    answer = signed_in.post(
        f"{adding}&rodzaj=paragraph", {"version": 0, "text": f"Jest {wrong}."}, follow=True
    )
    assert "Liczba 7 różni się od źródła" in body(answer)
    assert next(iter(draft_of(text).blocks()))[1].text == f"Jest {wrong}."  # type: ignore[union-attr]


def test_a_citation_is_put_where_its_mark_stands(
    block: Block, accepted: Any, signed_in: Client
) -> None:
    given = {"version": 1, "text": "Jest [] osób.", "zrob": "wstaw"}
    page = body(
        signed_in.post(at("block_edit", block.key), {**given, "cite": f"finding:{accepted.pk}"})
    )
    assert f"](dowod:finding:{accepted.pk}) osób." in page
    page = body(signed_in.post(at("block_edit", block.key), {**given, "cite": ""}))
    assert "Wybierz dowód z listy" in page
    page = body(signed_in.post(at("block_edit", block.key), {**given, "cite": "finding:99999"}))
    assert "dowod:finding:99999" not in page
    block.refresh_from_db()
    assert block.version == 1


def test_a_preview_saves_nothing(block: Block, signed_in: Client) -> None:
    given = {"version": 1, "text": "To **jest** podgląd.", "zrob": "podglad"}
    page = body(signed_in.post(at("block_edit", block.key), given))
    assert "To <strong>jest</strong> podgląd." in page
    page = body(signed_in.post(at("block_edit", block.key), {**given, "text": "**otwarte"}))
    assert "nie są domknięte" in page
    block.refresh_from_db()
    assert block.version == 1


def test_who_else_edits_is_told(block: Block, jan: User, signed_in: Client) -> None:
    arrive(jan, block.key)
    page = body(signed_in.get(at("block_edit", block.key)))
    assert "Edytuje też" in page
    assert str(jan) in page


def test_a_simultaneous_edit_shows_both_and_the_joined_text_is_saved(
    block: Block, jan: User, signed_in: Client
) -> None:
    base = block.content["text"]
    change_block(jan, block, 1, base.replace("osób", "dzieci"))
    mine = {"version": 1, "text": base.replace("osób", "młodych")}
    answer = signed_in.post(at("block_edit", block.key), mine)
    page = body(answer)
    assert answer.status_code == 409
    assert "Zapisane przez inną osobę" in page
    assert "dzieci" in page
    assert 'name="version" value="2"' in page
    answer = signed_in.post(at("block_edit", block.key), {**mine, "version": 2})
    assert answer.status_code == 302
    assert answer["Location"].endswith(f"#{block.key}")


def test_a_merged_save_says_so(block: Block, jan: User, signed_in: Client) -> None:
    base = block.content["text"]
    change_block(jan, block, 1, base.replace("osób", "dzieci"))
    given = {"version": 1, "text": base.replace("puste", "małe")}
    answer = signed_in.post(at("block_edit", block.key), given, follow=True)
    assert "razem ze zmianami" in body(answer)


def test_a_chapter_is_added_changed_moved_and_deleted(
    text: Text, chapter: Chapter, signed_in: Client
) -> None:
    given = {"version": 0, "title": "Cele", "level": 1, "elements": ["C2"]}
    signed_in.post(f"{at('chapter_add')}?po={chapter.key}", given)
    made = Chapter.objects.get(title="Cele")
    wrong = signed_in.post(at("chapter_edit", made.key), {**given, "title": ""})
    assert wrong.status_code == 422
    signed_in.post(at("chapter_edit", made.key), {**given, "version": 1, "title": "Nasze cele"})
    signed_in.post(at("move", made.key), {"dokad": "gora"})
    assert [one.title for one in draft_of(text).chapters] == ["Nasze cele", "Wnioski"]
    page = body(signed_in.get(at("delete", made.key)))
    assert "Co się stanie" in page
    confirmation = page.split('name="potwierdzenie" value="')[1].split('"')[0]
    assert signed_in.post(at("delete", made.key), {"potwierdzenie": "inne"}).status_code == 409
    signed_in.post(at("delete", made.key), {"potwierdzenie": confirmation})
    assert "Nasze cele" in body(signed_in.get(at("deleted")))
    assert "Przywróć" in body(signed_in.get(at("history", made.key)))
    signed_in.post(at("restore", made.key))
    assert len(draft_of(text).chapters) == 2


def test_the_checklist_leads_to_the_place_of_each_problem(
    write: Any, cited: str, made: Any, signed_in: Client
) -> None:
    wrong = write(f"Jest {cited.replace('[1]', '[7]')}.")
    page = body(signed_in.get(at("checklist")))
    assert f"{at('text')}#{wrong.key}" in page
    assert "różni się od źródła" in page
    assert "Strategia terytorialna partnerstwa" in page
    assert "Za krótko" in page
    assert "Żaden rozdział nie realizuje" in page
    assert "Żaden rozdział nie pokazuje celów" in page


def test_an_element_is_waived_on_its_page(text: Text, signed_in: Client) -> None:
    given = {"title": text.title, "profiles": ["cwd", "gmina_10e"], "horizon": 2030, "version": 1}
    signed_in.post(at("settings"), given)
    assert at("waive", "G7") in body(signed_in.get(at("checklist")))
    answer = signed_in.post(at("waive", "G7"), {"reason": "Nie wyznaczamy."}, follow=True)
    assert "nie dotyczy" in body(answer)
    assert "Nie wyznaczamy." in body(answer)
    assert signed_in.post(at("waive", "G1"), {"reason": "x"}).status_code == 422
    assert signed_in.get(at("waive", "X9")).status_code == 404
    assert Waiver.objects.get().element == "G7"


def test_a_suggestion_is_made_and_accepted_with_one_click(
    block: Block, person: Any, signed_in: Client
) -> None:
    from terytoria.portal.partnerships.enums import Role

    chair = person(Role.CHAIR)
    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(chair)
    new = block.content["text"].replace("puste", "za małe")
    client.post(at("comment", block.key), {"version": 1, "body": "Lepiej:", "suggestion": new})
    one = Comment.objects.get()
    page = body(client.get(at("comment", block.key)))
    assert "propozycja czeka" in page
    assert "Przyjmij do tekstu" not in page
    assert "Przyjmij do tekstu" in body(signed_in.get(at("comments")))
    assert client.post(at("accept", one.pk)).status_code == 403
    assert "Propozycja jest w tekście" in body(signed_in.post(at("accept", one.pk), follow=True))
    block.refresh_from_db()
    assert block.content["text"] == new
    assert "propozycja przyjęta" in body(signed_in.get(at("comments")))


def test_a_suggestion_is_declined_with_a_reason(block: Block, jan: User, signed_in: Client) -> None:
    one = comment(jan, block, "", "Zupełnie inny tekst.", 1)
    assert signed_in.post(at("decline", one.pk), {"reason": ""}).status_code == 422
    answer = signed_in.post(at("decline", one.pk), {"reason": "Bez dowodu."}, follow=True)
    assert "Powód odrzucenia: Bez dowodu." in body(answer)


def test_the_evaluation_is_written_and_signed(
    text: Text, made: Any, jan: User, signed_in: Client
) -> None:
    page = body(signed_in.get(at("evaluation")))
    assert "Cel „Praca na miejscu” odpowiada na wyzwanie „Młodzi wyjeżdżają”" in page
    said = {"relevance": "Trafne.", "effectiveness": "Skuteczne.", "efficiency": "Warto."}
    signed_in.post(at("evaluation"), {"version": 0, **said})
    stale = signed_in.post(at("evaluation"), {"version": 0, **said, "relevance": "Moje."})
    assert stale.status_code == 422
    assert "Moje." in body(stale)
    assert "Podpisz" not in body(signed_in.get(at("evaluation")))
    assert signed_in.post(at("sign"), {"version": 1}).status_code == 403
    expert = Client(HTTP_HOST="127.0.0.1")
    expert.force_login(jan)
    assert "Podpisz ewaluację" in body(expert.get(at("evaluation")))
    assert "podpisana" in body(expert.post(at("sign"), {"version": 1}, follow=True))
    made.goal.title = "Inny cel"
    made.goal.save()
    assert "Nieaktualna" in body(expert.get(at("evaluation")))
    assert "Inny cel" not in body(expert.get(at("evaluation")))
    expert.post(at("evaluate_again"))
    assert "Inny cel" in body(expert.get(at("evaluation")))


def test_a_version_is_frozen_read_and_compared(
    write: Any, cited: str, made: Any, ola: User, signed_in: Client
) -> None:
    block = write(f"Jest {cited.replace('[1]', '[7]')}.")
    page = body(signed_in.get(at("freeze")))
    assert "Najpierw popraw błędy" in page
    assert signed_in.post(at("freeze"), {"note": ""}).status_code == 422
    change_block(ola, block, 1, f"Jest {cited}.")
    answer = signed_in.post(at("freeze"), {"note": "do konsultacji"}, follow=True)
    assert "Zamrożono wersję 1" in body(answer)
    assert "Działania" not in body(answer)
    change_block(ola, block, 2, f"Było {cited} i jest inaczej.")
    signed_in.post(at("freeze"), {"note": ""})
    assert "Wersja 2" in body(signed_in.get(at("versions")))
    page = body(signed_in.get(f"{at('compare')}?old=1&new=2"))
    assert "<del>" in page
    assert "Akapit" in page
    page = body(signed_in.get(f"{at('compare')}?old=2&new=0"))
    assert "mówią to samo" in page
    assert signed_in.get(at("version", 9)).status_code == 404
    assert signed_in.get(at("file", 1, "pdf")).status_code == 404


def test_earlier_texts_stay_and_one_goes_back_to_them(
    text: Text, dolina: Partnership, signed_in: Client
) -> None:
    given = {"version": 0, "title": "Druga", "profiles": ["cwd"], "horizon": 2035}
    signed_in.post(at("start"), given)
    assert str(current_text(dolina)) == "Druga"
    assert "Strategia Doliny" in body(signed_in.get(at("texts")))
    signed_in.post(at("choose", text.pk))
    assert current_text(dolina) == text


def test_settings_changed_by_two_are_told(text: Text, signed_in: Client) -> None:
    given = {"title": "A", "profiles": ["cwd"], "horizon": 2031, "version": 1}
    assert signed_in.post(at("settings"), given).status_code == 302
    stale = signed_in.post(at("settings"), {**given, "title": "B"})
    assert stale.status_code == 422
    assert "Ktoś zmienił" in body(stale)


def test_a_live_part_is_added_and_a_figure_waits_for_a_diagnosis(
    chapter: Chapter, made: Any, signed_in: Client
) -> None:
    adding = f"{at('block_add')}?w={chapter.key}"
    signed_in.post(f"{adding}&rodzaj=inserted", {"version": 0, "what": "targets"})
    assert "Bezrobotni do 30 lat" in body(signed_in.get(at("text")))
    page = body(signed_in.get(f"{adding}&rodzaj=figure"))
    assert "śledzi najnowszą diagnozę" in page
    assert "przypięty do migawki" in page


def test_a_suggestion_to_a_version_that_never_was_is_refused(
    block: Block, signed_in: Client
) -> None:
    address = reverse("drafting:comment", args=["dolina", block.key])
    sent = {"body": "", "suggestion": "Inaczej.", "version": "1" + "0" * 30}
    assert signed_in.post(address, sent).status_code == 422
    assert not Comment.objects.exists()
