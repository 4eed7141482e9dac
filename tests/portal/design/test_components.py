"""Components as they come out of templates."""

from __future__ import annotations

from typing import Any

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory

from terytoria.portal.design import icons
from terytoria.portal.design.tables import Cell, Column, Table, row

EVIL = '<b>"&'
SAFE = "&lt;b&gt;&quot;&amp;"


class Example(forms.Form):
    name = forms.CharField(label="Nazwa", help_text="Krótko.")
    topics = forms.MultipleChoiceField(
        label="Sprawy", choices=(("a", "Woda"),), widget=forms.CheckboxSelectMultiple
    )
    note = forms.CharField(label="Uwagi", required=False)
    token = forms.CharField(widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        raise forms.ValidationError("Nabór zamknięto. Napisz do programu.")


def drawn(text: str, address: str = "/", **context: Any) -> str:
    request = RequestFactory().get(address)
    return Template("{% load design %}" + text).render(Context({"request": request, **context}))


@pytest.mark.parametrize(
    "component",
    [
        "{% notice 'info' evil %}",
        "{% notice 'info' 'x' evil %}",
        "{% status 'draft' evil %}",
        "{% button evil %}",
        "{% button 'x' name='n' value=evil %}",
        "{% link_button evil 'x' %}",
        "{% link_button '/' evil %}",
        "{% empty evil 'x' %}",
        "{% empty 'x' evil %}",
        "{% crumbs '/' 'x' evil %}",
        "{% differences '' evil %}",
        "{% differences evil '' %}",
        "{% card evil %}x{% endcard %}",
        "{% card 'x' evil %}x{% endcard %}",
        "{% card 'x' %}{{ evil }}{% endcard %}",
    ],
)
def test_words_of_people_are_escaped(component: str) -> None:
    html = drawn(component, evil=EVIL)
    assert EVIL not in html
    assert "<b>" not in html
    assert "&lt;" in html


def test_collections_are_escaped() -> None:
    shown = Table(EVIL, (Column("a", EVIL, sorts=True),), (row(Cell(EVIL, url=EVIL)),))
    html = drawn("{% table shown %}", shown=shown)
    html += drawn("{% tabs links evil %}", links=[(EVIL, EVIL, True)], evil=EVIL)
    html += drawn("{% tiles figures %}", figures=[(EVIL, EVIL, EVIL)])
    assert "<b>" not in html
    assert html.count(SAFE) == 11


@pytest.mark.parametrize("kind", ["info", "success", "warning", "error"])
def test_a_notice_says_its_kind_in_a_word(kind: str) -> None:
    html = drawn(f"{{% notice '{kind}' 'Zapisano.' %}}")
    words = {"info": "Informacja", "success": "Gotowe", "warning": "Uwaga", "error": "Błąd"}
    assert words[kind] in html
    assert ('role="alert"' in html) == (kind == "error")


def test_an_unknown_icon_or_button_is_a_fault() -> None:
    with pytest.raises(KeyError):
        icons.icon("heart")
    with pytest.raises(KeyError):
        drawn("{% button 'Zapisz' 'huge' %}")


@pytest.mark.parametrize("name", icons.SHAPES)
def test_icons_are_decoration(name: str) -> None:
    drawn_icon = icons.icon(name)
    assert 'aria-hidden="true"' in drawn_icon
    assert "style=" not in drawn_icon


def test_a_field_ties_help_and_errors_to_its_control() -> None:
    html = drawn("{% field bound %}", bound=Example({})["name"])
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'id="id_name_helptext">Krótko.' in html
    assert 'id="id_name_error"' in html
    assert 'aria-invalid="true"' in html
    assert "nieobowiązkowe" not in html


def test_a_group_is_a_fieldset_with_a_legend() -> None:
    html = drawn("{% field bound %}", bound=Example({})["topics"])
    assert (
        '<fieldset id="id_topics_group" tabindex="-1" aria-describedby="id_topics_error">' in html
    )
    assert "<legend>Sprawy</legend>" in html
    assert html.count('id="id_topics"') == 1


def test_what_is_not_needed_is_said() -> None:
    assert "(nieobowiązkowe)" in drawn("{% field bound %}", bound=Example()["note"])
    assert "label" not in drawn("{% field bound %}", bound=Example()["token"])


def test_the_summary_leads_to_every_wrong_field() -> None:
    html = drawn("{% form_errors form %}", form=Example({}))
    assert '<a href="#id_name">Nazwa: To pole jest wymagane.</a>' in html
    assert '<a href="#id_topics_group">Sprawy: To pole jest wymagane.</a>' in html
    assert "<li>Nabór zamknięto. Napisz do programu.</li>" in html
    assert "Uwagi" not in html


def test_an_error_of_a_hidden_field_is_told_without_a_link() -> None:
    html = drawn("{% form_errors form %}", form=Example({"name": "x", "topics": ["a"]}))
    assert "<li>To pole jest wymagane.</li>" in html
    assert "<a " not in html


def test_a_form_not_sent_has_no_summary() -> None:
    assert drawn("{% form_errors form %}", form=Example()).strip() == ""


def test_sorting_keeps_the_rest_of_the_address_and_starts_from_the_first_page() -> None:
    shown = Table("T", (Column("a", "A", sorts=True), Column("b", "B")), (row("1", "2"),))
    html = drawn("{% table shown %}", "/?q=a%26b&page=3&sort=a", shown=shown)
    assert 'href="?q=a%26b&amp;sort=-a"' in html
    assert html.count("aria-sort") == 1
    assert 'aria-sort="ascending"' in html


def test_rows_name_their_columns_for_a_phone() -> None:
    shown = Table(
        "T", (Column("a", "Gmina"), Column("b", "Ludność", figure=True)), (row("x", "2"),)
    )
    html = drawn("{% table shown %}", shown=shown)
    assert html.count('<span class="cell-label" aria-hidden="true">') == 2
    assert '<th scope="row" role="rowheader">' in html
    assert "<a " not in html


def test_pages_of_a_long_list() -> None:
    page = Paginator(range(230), 20).get_page(6)
    html = drawn("{% pages page %}", "/?sort=a&page=6", page=page)
    assert "Pozycje 101–120 z 230" in html
    assert 'href="?sort=a&amp;page=7"' in html
    assert html.count("aria-current") == 1
    assert drawn("{% pages page %}", page=Paginator(range(5), 20).get_page(1)).strip() == ""


def test_the_way_here_ends_with_this_page() -> None:
    html = drawn("{% crumbs '/' 'Partnerstwa' '/d/' 'Dolina' 'Gminy' %}")
    assert html.count("<li>") == 3
    assert '<span aria-current="page">Gminy</span>' in html
    assert '<a href="/d/">Dolina</a>' in html


def test_differences_are_told_in_words() -> None:
    html = drawn("{% differences 'stara droga' 'nowa droga' %}")
    assert "1 słowo" in html.replace("\xa0", " ")
    assert (
        '<del><span class="unseen">[usunięto:</span>stara<span class="unseen">]</span></del>'
        in html
    )
    assert "Teksty są takie same." in drawn("{% differences 'a' 'a' %}")


def test_an_empty_place_without_a_next_step_has_no_button() -> None:
    assert "<a " not in drawn("{% empty 'Nic' 'Poczekaj na program.' %}")
    assert 'href="/x"' in drawn("{% empty 'Nic' 'Dodaj.' '/x' 'Dodaj' %}")


def test_the_page_marks_where_one_is_and_says_messages() -> None:
    message = type("Message", (), {"level_tag": "success", "__str__": lambda self: "Zapisano."})()
    html = render_to_string(
        "design/base.html",
        {
            "navigation": [("/a", "A", True), ("/b", "B", False)],
            "messages": [message],
            "heading": "Gminy",
        },
    )
    assert '<a href="/a" aria-current="page">A</a>' in html
    assert html.count("aria-current") == 1
    assert "Zapisano." in html
    assert "<title>Gminy – Terytoria</title>" in html
    assert "style=" not in html
    assert "<script" not in html


def test_a_confirmation_says_what_will_happen_and_how_to_leave() -> None:
    html = render_to_string(
        "design/confirm.html",
        {
            "heading": "Usunąć?",
            "consequences": ["Zniknie plik."],
            "action": "Usuń plik",
            "cancel_url": "/wroc",
            "danger": True,
        },
    )
    assert "<li>Zniknie plik.</li>" in html
    assert 'class="button danger"' in html
    assert 'href="/wroc"' in html
    assert 'method="post"' in html
