"""Verbs of accounts: what they do, what they refuse, what they log."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from terytoria.portal.accounts.domain import (
    assign_programme_role,
    create_user,
    deactivate_user,
    end_programme_role,
    export_of,
)
from terytoria.portal.accounts.domain.programme import VOIVODESHIPS
from terytoria.portal.accounts.enums import ProgrammeRole
from terytoria.portal.accounts.models import ProgrammeAssignment, User
from terytoria.portal.accounts.rules import NotOfficerError, is_national_officer
from terytoria.portal.audit.models import Entry

WORDS = "zielony parasol nad doliną"
pytestmark = pytest.mark.django_db
Person = Callable[..., User]


def day(offset: int = 0) -> date:
    return timezone.localdate() + timedelta(days=offset)


def refused(problem: pytest.ExceptionInfo[ValidationError]) -> set[str]:
    return set(getattr(problem.value, "error_dict", {}))


@pytest.fixture(params=["nobody's role", "regional", "adviser", "former", "future", "closed"])
def no_officer(request: pytest.FixtureRequest, person: Person) -> User:
    """People who are not national officers, or not today."""
    user = person("igor")
    roles: dict[str, dict[str, Any]] = {
        "regional": {"role": ProgrammeRole.REGIONAL_OFFICER, "voivodeship": "32"},
        "adviser": {"role": ProgrammeRole.LEAD_ADVISER},
        "former": {"since": day(-9), "until": day(-1)},
        "future": {"since": day(1)},
        "closed": {},
    }
    if request.param in roles:
        made = {"role": ProgrammeRole.NATIONAL_OFFICER, "since": day(-9), **roles[request.param]}
        ProgrammeAssignment.objects.create(user=user, **made)
    if request.param == "closed":
        User.objects.filter(pk=user.pk).update(is_active=False)
    return user


class TestOnlyNationalOfficers:
    def test_create(self, no_officer: User) -> None:
        with pytest.raises(NotOfficerError, match="Nie możesz zakładać kont"):
            create_user("nowa@dolina.example", "Nowa", actor=no_officer)
        assert not User.objects.filter(email="nowa@dolina.example").exists()

    def test_deactivate(self, no_officer: User, ewa: User) -> None:
        with pytest.raises(NotOfficerError, match="zamykać kont"):
            deactivate_user(ewa, actor=no_officer)
        assert User.objects.get(pk=ewa.pk).is_active

    def test_assign(self, no_officer: User) -> None:
        with pytest.raises(NotOfficerError, match="powierzać ról"):
            assign_programme_role(no_officer, ProgrammeRole.NATIONAL_OFFICER, actor=no_officer)

    def test_end(self, no_officer: User, officer: User) -> None:
        role = officer.programme_assignments.get()
        with pytest.raises(NotOfficerError, match="kończyć ról"):
            end_programme_role(role, actor=no_officer)
        assert ProgrammeAssignment.objects.get(pk=role.pk).until is None

    def test_export_of_somebody_else(self, no_officer: User, ewa: User) -> None:
        with pytest.raises(NotOfficerError, match="danych innych osób"):
            export_of(ewa, actor=no_officer)

    def test_nothing_is_logged(self, no_officer: User) -> None:
        with pytest.raises(NotOfficerError):
            create_user("nowa@dolina.example", "Nowa", actor=no_officer)
        assert not Entry.objects.exists()


class TestCreate:
    def test_made_and_logged(self, officer: User) -> None:
        user = create_user(" Nowa@Dolina.example ", " Nowa Osoba ", actor=officer)
        assert (user.email, user.name) == ("Nowa@dolina.example", "Nowa Osoba")
        assert not user.has_usable_password()
        entry = Entry.objects.get(verb="user.create")
        assert (entry.actor, entry.subject_id) == (officer.pk, str(user.pk))
        assert entry.after == {"email": "Nowa@dolina.example", "name": "Nowa Osoba"}

    def test_by_an_invitation_with_a_password(self) -> None:
        user = create_user("nowa@dolina.example", "Nowa", password=WORDS, actor=None)
        assert user.check_password(WORDS)
        assert WORDS not in str(Entry.objects.values_list())

    @pytest.mark.parametrize(
        ("typed", "field"),
        [
            (("", "Nowa", None), "email"),
            (("nie-adres", "Nowa", None), "email"),
            (("a@" + "b" * 300 + ".example", "Nowa", None), "email"),
            (("nowa@dolina.example", "", None), "name"),
            (("nowa@dolina.example", "N" * 121, None), "name"),
            (("nowa@dolina.example", "Nowa", "krótkie"), "password"),
            (("nowa@dolina.example", "Nowa", "nowa@dolina.example"), "password"),
            (("EWA@dolina.EXAMPLE", "Ewa", None), "email"),
        ],
    )
    def test_refused_by_field(
        self, officer: User, ewa: User, typed: tuple[str, str, str | None], field: str
    ) -> None:
        email, name, password = typed
        with pytest.raises(ValidationError) as problem:
            create_user(email, name, password=password, actor=officer)
        assert refused(problem) == {field}
        assert not Entry.objects.exists()


class TestDeactivate:
    def test_closed_and_logged(self, officer: User, ewa: User) -> None:
        deactivate_user(ewa, actor=officer)
        assert not ewa.is_active
        assert not User.objects.get(pk=ewa.pk).is_active
        entry = Entry.objects.get(verb="user.deactivate")
        assert (entry.before, entry.after) == ({"is_active": True}, {"is_active": False})

    def test_not_twice(self, officer: User, ewa: User) -> None:
        deactivate_user(ewa, actor=officer)
        with pytest.raises(ValidationError, match="już zamknięte"):
            deactivate_user(ewa, actor=officer)
        assert Entry.objects.count() == 1

    def test_not_the_last_national_officer(self, officer: User, ewa: User) -> None:
        with pytest.raises(ValidationError, match="ostatni urzędnik"):
            deactivate_user(officer, actor=officer)
        assign_programme_role(ewa, ProgrammeRole.NATIONAL_OFFICER, actor=officer)
        deactivate_user(officer, actor=officer)
        assert not is_national_officer(officer, day())


class TestRoles:
    @pytest.mark.parametrize("role", list(ProgrammeRole))
    def test_assigned_and_logged(self, officer: User, ewa: User, role: ProgrammeRole) -> None:
        region = "32" if role is ProgrammeRole.REGIONAL_OFFICER else ""
        made = assign_programme_role(ewa, role, voivodeship=region, actor=officer)
        assert (made.since, made.until) == (day(), None)
        entry = Entry.objects.get(verb="programme_role.assign")
        assert entry.actor == officer.pk
        assert entry.after["role"] == role
        assert entry.after["since"] == day().isoformat()

    def test_first_officer_by_the_command_line(self, ewa: User) -> None:
        assign_programme_role(ewa, ProgrammeRole.NATIONAL_OFFICER, actor=None)
        assert is_national_officer(ewa, day())
        assert Entry.objects.get().actor is None

    @given(st.text(max_size=3).filter(lambda code: code not in VOIVODESHIPS))
    def test_regional_needs_a_voivodeship(self, code: str) -> None:
        user = User(pk=1, is_active=True)
        with pytest.raises(ValidationError) as problem:
            assign_programme_role(
                user, ProgrammeRole.REGIONAL_OFFICER, voivodeship=code, actor=None
            )
        assert refused(problem) == {"voivodeship"}

    def test_sixteen_voivodeships(self) -> None:
        assert len(VOIVODESHIPS) == 16
        assert {"02", "14", "32"} <= VOIVODESHIPS

    def test_others_have_none(self, officer: User, ewa: User) -> None:
        with pytest.raises(ValidationError) as problem:
            assign_programme_role(ewa, ProgrammeRole.LEAD_ADVISER, voivodeship="32", actor=officer)
        assert refused(problem) == {"voivodeship"}

    def test_not_to_a_closed_account(self, officer: User, person: Person) -> None:
        closed = person("adam", is_active=False)
        with pytest.raises(ValidationError) as problem:
            assign_programme_role(closed, ProgrammeRole.LEAD_ADVISER, actor=officer)
        assert refused(problem) == {"user"}

    def test_not_twice(self, officer: User, ewa: User) -> None:
        assign_programme_role(ewa, ProgrammeRole.LEAD_ADVISER, actor=officer)
        with pytest.raises(ValidationError) as problem:
            assign_programme_role(ewa, ProgrammeRole.LEAD_ADVISER, actor=officer)
        assert refused(problem) == {"role"}

    def test_two_regions_and_again_after_the_end(self, officer: User, ewa: User) -> None:
        role = ProgrammeRole.REGIONAL_OFFICER
        first = assign_programme_role(ewa, role, voivodeship="32", actor=officer)
        assign_programme_role(ewa, role, voivodeship="30", actor=officer)
        end_programme_role(first, actor=officer)
        again = assign_programme_role(ewa, role, voivodeship="32", since=day(1), actor=officer)
        assert again.since == day(1)

    def test_ended_and_logged(self, officer: User, ewa: User) -> None:
        role = assign_programme_role(ewa, ProgrammeRole.LEAD_ADVISER, actor=officer)
        end_programme_role(role, until=day(30), actor=officer)
        assert ProgrammeAssignment.objects.get(pk=role.pk).until == role.until == day(30)
        entry = Entry.objects.get(verb="programme_role.end")
        assert entry.before["until"] is None
        assert entry.after["until"] == day(30).isoformat()

    def test_not_ended_twice(self, officer: User, ewa: User) -> None:
        role = assign_programme_role(ewa, ProgrammeRole.LEAD_ADVISER, actor=officer)
        end_programme_role(role, actor=officer)
        with pytest.raises(ValidationError, match="już zakończona"):
            end_programme_role(role, actor=officer)

    def test_not_before_it_began(self, officer: User, ewa: User) -> None:
        role = assign_programme_role(ewa, ProgrammeRole.LEAD_ADVISER, actor=officer)
        with pytest.raises(ValidationError) as problem:
            end_programme_role(role, until=day(-1), actor=officer)
        assert refused(problem) == {"until"}

    def test_not_the_last_national_officer(self, officer: User, ewa: User) -> None:
        role = officer.programme_assignments.get()
        with pytest.raises(ValidationError, match="ostatni urzędnik"):
            end_programme_role(role, actor=officer)
        assign_programme_role(ewa, ProgrammeRole.NATIONAL_OFFICER, actor=officer)
        end_programme_role(role, actor=officer)
        assert role.until == day()


class TestExport:
    def test_everything_but_secrets(self, officer: User) -> None:
        Entry.objects.create(verb="x.y", actor=officer.pk)
        Entry.objects.create(verb="other.deed", actor=officer.pk + 1)
        found = export_of(officer, actor=officer)
        assert found["account"]["email"] == officer.email
        assert found["account"]["name"] == officer.name
        roles = found["records"]["accounts.programmeassignment.user"]
        assert [role["role"] for role in roles] == ["national_officer"]
        assert [entry["verb"] for entry in found["log"]] == ["x.y"]
        written = json.dumps(found)
        assert officer.password not in written
        assert "password" not in found["account"]

    def test_second_factor_without_its_secret(self, ewa: User) -> None:
        from allauth.mfa.models import Authenticator

        Authenticator.objects.create(user=ewa, type="totp", data={"secret": "JBSWY3DP"})
        found = export_of(ewa, actor=ewa)
        assert found["records"]["mfa.authenticator.user"][0]["type"] == "totp"
        assert "JBSWY3DP" not in json.dumps(found)

    def test_nothing_of_others(self, officer: User, ewa: User) -> None:
        found = json.dumps(export_of(ewa, actor=officer))
        assert officer.email not in found

    def test_is_logged(self, officer: User, ewa: User) -> None:
        export_of(ewa, actor=officer)
        entry = Entry.objects.get(verb="user.export")
        assert (entry.actor, entry.subject_id) == (officer.pk, str(ewa.pk))

    def test_own_by_a_button(self, browser_of: Callable[[User], Client], ewa: User) -> None:
        browser = browser_of(ewa)
        assert browser.get("/konto/moje-dane/").status_code == 405
        response = browser.post("/konto/moje-dane/")
        assert response["Content-Type"].startswith("application/json")
        assert json.loads(response.content)["account"]["email"] == ewa.email

    def test_needs_signing_in(self, client: Client) -> None:
        assert client.post("/konto/moje-dane/").status_code == 302
