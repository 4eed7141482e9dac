"""No page, file or redirect tells anything of a partnership to those who are not of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest
from django.http import HttpResponseBase, StreamingHttpResponse
from django.test import Client
from django.urls import reverse

from terytoria.portal.accounts.models import User
from terytoria.portal.partnerships.enums import Role
from terytoria.portal.partnerships.models import Partnership

from .addresses import Address, working_addresses
from .filling import MARK, Arguments
from .test_actions import RULES

pytestmark = pytest.mark.django_db
ADDRESSES = working_addresses()
BY_TOKEN = {"partnerships:accept", "planner:feed", "planner:opt_out"}
"""Opened by a secret in the address, without signing in."""


def said(answer: HttpResponseBase) -> bytes:
    """Everything that is sent: the head and the body."""
    head = "\n".join(f"{name}: {value}" for name, value in answer.items()).encode()
    body = (
        b"".join(answer.streaming_content)  # type: ignore[arg-type]
        if isinstance(answer, StreamingHttpResponse) or answer.streaming
        else answer.content  # type: ignore[attr-defined]
    )
    return head + body


def asked(client: Client, address: str) -> Iterable[HttpResponseBase]:
    yield client.get(address)
    yield client.post(address, {})


def test_every_room_is_tried() -> None:
    rooms = {one.room for one in working_addresses()}
    assert rooms >= set(RULES)
    assert len(ADDRESSES) > 200


def test_every_address_has_arguments_in_the_table(full: Arguments) -> None:
    assert [one.name for one in ADDRESSES if not fillable(one, full)] == []


def fillable(address: Address, full: Arguments) -> bool:
    try:
        return bool(address.filled(full, "dolina"))
    except KeyError:
        return False


def test_the_mark_stands_on_the_pages_of_the_partnership(
    full: Arguments, coordinator: User, signed: Any
) -> None:
    browser = signed(coordinator)
    shown = [
        one.name
        for one in ADDRESSES
        if one.of_partnership
        for address in one.filled(full, "dolina")
        if MARK.encode() in said(browser.get(address))
    ]
    assert len(set(shown)) > 120  # the trial below would find it


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.CHAIR])
def test_another_partnership_is_not_there(
    role: Role, full: Arguments, other: Partnership, person: Any, signed: Any
) -> None:
    browser = signed(person(role, other))
    for one in ADDRESSES:
        for address in one.filled(full, "dolina"):
            for answer in asked(browser, address):
                if one.of_partnership:
                    assert answer.status_code in {404, 405}, address
                assert answer.status_code < 500, address
                assert MARK.encode() not in said(answer), address


def test_records_of_another_partnership_are_not_there_under_ones_own(
    full: Arguments, other: Partnership, person: Any, signed: Any
) -> None:
    browser = signed(person(Role.COORDINATOR, other))
    for one in ADDRESSES:
        if not one.of_partnership or one.arguments <= {"slug"}:
            continue
        for address in one.filled(full, other.slug):
            for answer in asked(browser, address):
                assert MARK.encode() not in said(answer), address
                assert answer.status_code < 500, address


def test_nobody_is_led_to_sign_in(full: Arguments, dolina: Partnership) -> None:
    nobody = Client(HTTP_HOST="127.0.0.1")
    for one in ADDRESSES:
        for address in one.filled(full, "dolina"):
            found = list(asked(nobody, address))
            assert not any(MARK.encode() in said(answer) for answer in found), address
            if one.name in BY_TOKEN:
                assert {answer.status_code for answer in found} <= {404, 405}, address
                continue
            for answer in found:
                led = answer.status_code == 302 and reverse("account_login") in answer["Location"]
                assert led or answer.status_code == 405, address
            assert any(answer.status_code == 302 for answer in found), address
