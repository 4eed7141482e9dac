"""Nothing kept links a person to an answer: not a key, not an order, not a time."""

from __future__ import annotations

import io
import json
import random
import re
import uuid
from typing import Any

import pytest
from django.core import serializers
from django.core.management import call_command
from django.db import connection, models
from django.utils import timezone

from terytoria.portal.accounts.models import User
from terytoria.portal.audit.models import Entry
from terytoria.portal.surveys.domain.answering import submit
from terytoria.portal.surveys.domain.running import close_survey, digest_of, make_tokens
from terytoria.portal.surveys.enums import Access
from terytoria.portal.surveys.models import Answer, SavedDraft, Survey, Token

pytestmark = pytest.mark.django_db
HOUR = re.compile(r"\d\d:\d\d")


@pytest.fixture
def voted(make: Any, ola: User, given: Any) -> tuple[Survey, list[str]]:
    """Twenty answers by twenty of thirty tokens, in an order of chance."""
    survey = make("open", access=Access.TOKEN)
    tokens = make_tokens(ola, survey, 30)
    order = random.Random(7).sample(tokens, 20)
    for at, token in enumerate(order):
        assert submit(survey, given(at), token)
    return survey, order


def dump() -> list[dict[str, Any]]:
    """Every row of the database."""
    stream = io.StringIO()
    call_command("dumpdata", stdout=stream, natural_foreign=False, verbosity=0)
    found: list[dict[str, Any]] = json.loads(stream.getvalue())
    return found


def test_an_answer_holds_nothing_of_who_or_when(voted: tuple[Survey, list[str]]) -> None:
    fields = {one.name for one in Answer._meta.get_fields() if not one.auto_created}
    assert fields == {
        "number", "survey", "day", "channel", "content", "gmina", "sex", "band",
    }  # fmt: skip
    relations = [one for one in Answer._meta.get_fields() if isinstance(one, models.ForeignKey)]
    assert [one.name for one in relations] == ["survey"]
    assert {one.name for one in Token._meta.get_fields()} == {"id", "survey", "digest", "used"}
    assert {one.name for one in SavedDraft._meta.get_fields()} == {
        "key", "survey", "content", "keep_until",
    }  # fmt: skip
    for model in (Answer, Token, SavedDraft):
        assert not any(isinstance(one, models.DateTimeField) for one in model._meta.get_fields())
    for row in serializers.serialize("python", Answer.objects.all()):
        assert uuid.UUID(str(row["pk"])).version == 4
        assert not HOUR.search(str(row["fields"]["day"]))


def test_no_row_of_the_database_names_both_a_token_and_an_answer(
    voted: tuple[Survey, list[str]],
) -> None:
    _, order = voted
    numbers = {str(one.pk) for one in Answer.objects.all()}
    digests = {digest_of(token) for token in order}
    for row in dump():
        text = json.dumps(row)
        if row["model"] != "surveys.answer":
            assert not any(number in text for number in numbers), row
        if row["model"] != "surveys.token":
            assert not any(digest in text for digest in digests), row
        assert not any(token in text for token in order), row


def test_the_log_says_nothing_of_answers(voted: tuple[Survey, list[str]]) -> None:
    verbs = list(Entry.objects.order_by("id").values_list("verb", flat=True))
    assert verbs == ["survey.create", "survey.open", "survey.tokens"]
    assert Entry.objects.exclude(after={}).count() == 3


def physical(model: type[models.Model], columns: str) -> list[tuple[Any, ...]]:
    """Rows as they lie in the database, with what it keeps of its own of each."""
    own = "ctid, xmin" if connection.vendor == "postgresql" else "rowid, 0"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {own}, {columns} FROM {model._meta.db_table} ORDER BY 1")  # noqa: S608
        return list(cursor.fetchall())


def test_not_even_the_order_on_the_disk_tells_which_token_was_used_when(
    voted: tuple[Survey, list[str]],
) -> None:
    """All tokens are written at each answer: their order and the mark of the last writer are
    those of making, whatever the order of answers."""
    rows = physical(Token, "digest, used")
    used = [digest for _, _, digest, flag in rows if flag]
    assert len({mark for _, mark, *_ in rows}) == 1
    made = [one.digest for one in Token.objects.order_by("pk") if one.used]
    assert used == made


def test_closing_writes_answers_anew_in_an_order_of_chance(
    voted: tuple[Survey, list[str]], ola: User
) -> None:
    survey, _ = voted
    before = [row[2:] for row in physical(Answer, "number, content")]
    survey.refresh_from_db()
    close_survey(ola, survey)
    rows = physical(Answer, "number, content")
    after = [row[2:] for row in rows]
    assert sorted(map(str, before)) == sorted(map(str, after))
    assert before != after  # of 20! orders
    assert len({mark for _, mark, *_ in rows}) == 1


def test_numbers_tell_no_order(make: Any, given: Any) -> None:
    survey = make("open")
    numbers = []
    for at in range(12):
        one = given(at)
        submit(survey, one)
        numbers.append(one.number)
    assert numbers != sorted(numbers)
    assert {one.version for one in numbers} == {4}
    assert [one.pk for one in Answer.objects.all()] == sorted(numbers)


def test_a_visitor_leaves_no_address_nor_browser(make: Any, walk: Any) -> None:
    one = walk(f"/ankieta/{make('open').slug}/")
    one.client.defaults |= {"REMOTE_ADDR": "203.0.113.77", "HTTP_USER_AGENT": "Szpieg/1.0"}
    one.press("start").press(zycie="1").press(plany="tu").press("save")
    for _ in range(20):
        one.press("next")
    one.press("to:o-sobie").press()
    one.press("send")
    text = json.dumps(dump(), default=str)
    assert "203.0.113.77" not in text
    assert "Szpieg" not in text
    assert timezone.localdate().isoformat() in text
