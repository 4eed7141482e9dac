"""The public page: the same in both languages, every gmina on it, true to the diagnosis."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from terytoria.reports.publication import publish

POLISH_WORDS = re.compile(
    r"\b(w|z|na|od|oraz|jest|są|nie|gminy|gmin|gminie|powiatu|powiecie|powiatów|mieszkańców|"
    r"mieszkańca|osób|osoby|roku|wobec|mediana|grupa|grupie|wartość|udział|liczba|niż|przez)\b",
    re.IGNORECASE,
)
LEFT_IN_POLISH = {
    "id",
    "code",
    "sources",
    "source",
    "name",
    "short_name",
    "leader",
    "partners",
    "strategy",
}
LEFT_IN_POLISH |= {"entity", "card_source", "purpose", "description", "cover_alt", "members_text"}


def shape(value: Any) -> Any:
    """The structure of JSON values, their words left out."""
    if isinstance(value, dict):
        return {name: shape(part) for name, part in value.items()}
    if isinstance(value, list):
        return [shape(part) for part in value]
    return type(value).__name__


def sentences(value: Any, at: str = "") -> list[tuple[str, str]]:
    """Every text with the place it stands in, names and sources left out."""
    if isinstance(value, dict):
        return [
            found
            for name, part in value.items()
            if name not in LEFT_IN_POLISH
            for found in sentences(part, f"{at}.{name}")
        ]
    if isinstance(value, list):
        return [found for place, part in enumerate(value) for found in sentences(part, f"{at}[]")]
    return [(at, value)] if isinstance(value, str) else []


def plain(text: str) -> str:
    """Words without markup, spaces made alike."""
    return " ".join(text.replace("**", "").split())


def names_removed(text: str, names: list[str]) -> str:
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, "")
    return text


def test_both_languages_have_one_structure(page: dict[str, Any]) -> None:
    assert set(page) == {"pl", "en"}
    assert shape(page["pl"]) == shape(page["en"])
    assert (page["pl"]["language"], page["en"]["language"]) == ("pl", "en")


def test_numbers_of_both_languages_are_the_same(page: dict[str, Any]) -> None:
    def digits(text: str) -> str:
        return re.sub(r"\D", "", text)

    for polish, english in zip(page["pl"]["headline"], page["en"]["headline"], strict=True):
        assert digits(polish["value"]) == digits(english["value"])
    rows = zip(page["pl"]["table"]["rows"], page["en"]["table"]["rows"], strict=True)
    for polish, english in rows:
        assert list(map(digits, polish["cells"])) == list(map(digits, english["cells"]))


def test_every_gmina_has_its_page_and_its_row(sample: Any, page: dict[str, Any]) -> None:
    for content in page.values():
        assert [one["code"] for one in content["members"]] == list(sample.context.members)
        assert [row["code"] for row in content["table"]["rows"]] == [*sample.context.members, ""]
        for member in content["members"]:
            assert member["table"]["rows"]
            assert member["headline"]
            assert member["group_text"]


def test_every_gmina_is_a_link_on_the_map(sample: Any, published: Path) -> None:
    for language in ("pl", "en"):
        drawn = (published / f"map.{language}.svg").read_text(encoding="utf-8")
        for code in sample.context.members:
            assert f'href="gmina/{code}/"' in drawn
            own = (published / f"map-{code}.{language}.svg").read_text(encoding="utf-8")
            assert own.count('href="../') == len(sample.context.members)


def test_listed_files_exist_with_their_size(published: Path, page: dict[str, Any]) -> None:
    for content in page.values():
        listed = {one["name"]: one["size"] for one in content["files"]}
        assert set(listed) >= {"report.html", "report.pdf", "report.docx", "tables.zip"}
        for name, size in listed.items():
            assert (published / name).is_file()
            assert re.fullmatch(r"[\d.,\u00a0\u202f ]+ (MB|kB)", size), size


def test_the_mark_of_invented_data(page: dict[str, Any]) -> None:
    assert all(content["synthetic"] for content in page.values())


def test_findings_shown_are_those_of_the_diagnosis(sample: Any, page: dict[str, Any]) -> None:
    known = {finding.id: finding for finding in sample.diagnosis.findings}
    shown = [one for group in page["pl"]["finding_groups"] for one in group["findings"]]
    shown += [one for member in page["pl"]["members"] for one in member["findings"]]
    assert shown
    for one in shown:
        assert plain(known[one["id"]].heading.pl) == plain(one["heading"])
        assert one["source"]
        assert "**" not in one["text"] + one["consequence"]


def test_english_sentences_hold_no_polish_words(sample: Any, page: dict[str, Any]) -> None:
    register = sample.context.register
    names = [register.unit(code).name for code in (*register.gminas, *register.powiats)]
    names += [sample.card.name, sample.card.short_name, sample.card.leader]
    faults = [
        f"{place}: {text}"
        for place, text in sentences(page["en"])
        if not place.endswith(".limits[]") and POLISH_WORDS.search(names_removed(text, names))
    ]
    assert faults == []


def test_texts_have_no_holes(page: dict[str, Any]) -> None:
    for content in page.values():
        for place, text in sentences(content):
            assert not re.search(r"\bnan\b|\bNone\b|\{\w*\}|r\.\.", text), f"{place}: {text}"


def test_the_page_is_written_sorted_and_readable(published: Path) -> None:
    text = (published / "page.json").read_text(encoding="utf-8")
    again = json.dumps(json.loads(text), ensure_ascii=False, indent=1, sort_keys=True)
    assert text == again + "\n"


@pytest.mark.poland
def test_the_english_page_of_walcz(walcz: Any, tmp_path: Path) -> None:
    out = publish(walcz.diagnosis, walcz.measures, tmp_path / "walcz", card=walcz.card)
    page = json.loads((out / "page.json").read_text(encoding="utf-8"))
    assert shape(page["pl"]) == shape(page["en"])
    register = walcz.context.register
    names = [register.unit(code).name for code in (*register.gminas, *register.powiats)]
    names += [walcz.card.name, walcz.card.short_name, walcz.card.leader]
    faults = [
        f"{place}: {text}"
        for place, text in sentences(page["en"])
        if not place.endswith(".limits[]") and POLISH_WORDS.search(names_removed(text, names))
    ]
    assert faults == []
    assert not page["pl"]["synthetic"]
