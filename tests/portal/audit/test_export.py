"""The log as CSV and JSON lines: of a partnership, of a period, safe in a spreadsheet."""

from __future__ import annotations

import csv
import doctest
import io
import json
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from terytoria.portal.audit import export
from terytoria.portal.audit.export import (
    HEADINGS,
    BackwardsPeriodError,
    as_csv,
    as_json_lines,
    entries,
    safe_cell,
)
from terytoria.portal.audit.models import Entry
from terytoria.portal.audit.record import record

WARSAW = ZoneInfo("Europe/Warsaw")
FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n")


def kept(at: datetime, **fields: object) -> Entry:
    """An entry written at a moment."""
    entry = Entry.objects.create(
        **{"verb": "x.y", "subject": "a.b", "subject_label": "Dolina", **fields}
    )
    Entry.objects.filter(pk=entry.pk).update(at=at)
    return Entry.objects.get(pk=entry.pk)


def noon(day: int) -> datetime:
    return datetime(2026, 3, day, 12, tzinfo=WARSAW)


def rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))


@pytest.mark.django_db
class TestChoice:
    def test_of_a_partnership_oldest_first(self) -> None:
        later = kept(noon(2), partnership="dolina")
        earlier = kept(noon(1), partnership="dolina")
        kept(noon(1), partnership="gora")
        kept(noon(1))
        assert list(entries(partnership="dolina")) == [earlier, later]

    def test_of_a_period_both_days_inclusive(self) -> None:
        made = [kept(noon(day)) for day in range(1, 6)]
        first, last = date(2026, 3, 2), date(2026, 3, 4)
        assert list(entries(first=first, last=last)) == made[1:4]
        assert list(entries(first=first)) == made[1:]
        assert list(entries(last=last)) == made[:4]
        assert list(entries()) == made

    def test_days_begin_at_midnight_in_warsaw(self) -> None:
        before = kept(datetime(2026, 3, 1, 23, 59, 59, tzinfo=WARSAW))
        after = kept(datetime(2026, 3, 2, 0, 0, 0, tzinfo=WARSAW))
        day = date(2026, 3, 2)
        assert list(entries(first=day)) == [after]
        assert list(entries(last=day - timedelta(days=1))) == [before]

    def test_the_day_of_the_changed_clock(self) -> None:
        # 29 March 2026 has 23 hours in Warsaw.
        made = [kept(datetime(2026, 3, 29, hour, 30, tzinfo=WARSAW)) for hour in (0, 23)]
        day = date(2026, 3, 29)
        assert list(entries(first=day, last=day)) == made

    def test_both(self) -> None:
        wanted = kept(noon(2), partnership="dolina")
        kept(noon(2), partnership="gora")
        kept(noon(3), partnership="dolina")
        day = date(2026, 3, 2)
        assert list(entries(partnership="dolina", first=day, last=day)) == [wanted]

    def test_backwards(self) -> None:
        with pytest.raises(
            BackwardsPeriodError, match=r"kończy się \(2026-03-01\) przed początkiem"
        ):
            entries(first=date(2026, 3, 2), last=date(2026, 3, 1))


@pytest.mark.django_db
class TestCsv:
    def test_headings_then_entries(self) -> None:
        kept(
            noon(2),
            actor=7,
            actor_label="Ewa",
            partnership="dolina",
            subject_id="3",
            before={"nazwa": "Dół"},
            after={"nazwa": "Dolina"},
        )
        text = "".join(as_csv(entries()))
        assert text.startswith("\ufeff")
        headings, row = rows(text)
        assert headings == list(HEADINGS.values())
        assert row == [
            "2026-03-02T12:00:00+01:00",
            "7",
            "Ewa",
            "x.y",
            "dolina",
            "a.b",
            "3",
            "Dolina",
            '{"nazwa": "Dół"}',
            '{"nazwa": "Dolina"}',
        ]

    def test_nothing_kept_is_headings_alone(self) -> None:
        assert len(rows("".join(as_csv(entries())))) == 1

    def test_empty_is_empty(self) -> None:
        kept(noon(2))
        _, row = rows("".join(as_csv(entries())))
        assert row[1] == row[8] == row[9] == ""

    @pytest.mark.parametrize("start", FORMULAS)
    def test_a_cell_never_becomes_a_formula(self, start: str) -> None:
        kept(noon(2), subject_label=f"{start}HYPERLINK(1)", actor_label=f"{start}cmd|x")
        _, row = rows("".join(as_csv(entries())))
        assert row[7].startswith("'")
        assert row[2].startswith("'")

    def test_separators_and_lines_stay_in_their_cell(self) -> None:
        label = 'Dolina; "zielona"\nnad rzeką'
        kept(noon(2), subject_label=label)
        _, row = rows("".join(as_csv(entries())))
        assert row[7] == label


@pytest.mark.django_db
class TestJsonLines:
    def test_one_line_an_entry(self) -> None:
        kept(noon(1), subject_label="dwie\nlinie", after={"liczba": 3, "puste": None})
        kept(noon(2), subject_label="=1+1")
        lines = list(as_json_lines(entries()))
        assert [line.count("\n") for line in lines] == [1, 1]
        first, second = map(json.loads, lines)
        assert set(first) == set(HEADINGS)
        assert first["subject_label"] == "dwie\nlinie"
        assert first["after"] == {"liczba": 3, "puste": None}
        assert first["actor"] is None
        assert second["subject_label"] == "=1+1"

    def test_polish_letters_are_themselves(self) -> None:
        kept(noon(1), subject_label="Źródło")
        assert "Źródło" in next(iter(as_json_lines(entries())))


class TestCell:
    @given(st.text(max_size=40))
    def test_never_starts_as_a_formula(self, text: str) -> None:
        cell = safe_cell(text)
        assert not cell.lstrip().startswith(FORMULAS[:4])
        assert cell in {text, f"'{text}"}

    @given(st.from_regex(r"[\wąćęłńóśźż][^\x00]{0,30}", fullmatch=True))
    def test_plain_text_is_left_alone(self, text: str) -> None:
        assert safe_cell(text) == text

    def test_examples(self) -> None:
        assert doctest.testmod(export).failed == 0


@pytest.mark.django_db
def test_a_verb_may_concern_nothing_that_is_kept() -> None:
    with transaction.atomic():
        entry = record("session.refuse", None, actor=None, after={"address": "0f"})
    assert (entry.subject, entry.subject_id, entry.subject_label) == ("", "", "")
    assert entry.at <= timezone.now()
