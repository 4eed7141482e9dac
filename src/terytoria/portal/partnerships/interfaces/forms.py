"""Forms of partnerships, their members and people."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from terytoria.portal.partnerships import country as land
from terytoria.portal.partnerships.domain.acting import today
from terytoria.portal.partnerships.domain.partnership import NEXT_STAGES, Texts
from terytoria.portal.partnerships.domain.queries import members_to_be
from terytoria.portal.partnerships.enums import Role, Stage
from terytoria.portal.partnerships.interfaces.fields import Choice, Choices, Day, Words
from terytoria.portal.partnerships.models import Partnership

Pairs = list[tuple[str, str]]


def named(units: Iterable[str]) -> Pairs:
    """Codes with the names of units, by name."""
    country = land.current()
    return sorted(((unit, country.label(unit)) for unit in units), key=lambda pair: pair[1])


class TextsForm(forms.Form):
    """What a partnership says of itself."""

    name = Words(label="Nazwa", max_length=200)
    short_name = Words(
        label="Nazwa skrócona", max_length=80, help_text="Tak partnerstwo nazywa się na stronach."
    )
    purpose = Words(label="Cel współpracy", max_length=4000, required=False, rows=6)

    def texts(self) -> Texts:
        """The texts as typed."""
        return Texts(
            **{name: self.cleaned_data[name] for name in ("name", "short_name", "purpose")}
        )


class EditForm(TextsForm):
    """The texts, and the version they were read at."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class NewForm(TextsForm):
    """A new partnership of chosen units."""

    leader = Choice(label="Lider", help_text="Jednostka, która prowadzi partnerstwo.")
    since = Day(label="Członkowie od dnia", help_text="Na przykład dzień podpisania porozumienia.")

    def __init__(self, *args: Any, units: Iterable[str], **options: Any) -> None:
        super().__init__(*args, **options)
        leader = self.fields["leader"]
        assert isinstance(leader, forms.ChoiceField)  # noqa: S101 - declared above
        leader.choices = [("", "– wybierz –"), *named(units)]


class PickForm(forms.Form):
    """A base of forms whose choices depend on a partnership."""

    def choose(self, name: str, pairs: Pairs) -> None:
        """Give a field its choices."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared so
        field.choices = pairs


class JoinForm(PickForm):
    """A unit that joins."""

    unit = Choice(label="Jednostka", widget=forms.RadioSelect)
    since = Day(label="Od dnia")
    note = Words(label="Podstawa", max_length=300, required=False, help_text="Na przykład uchwała.")

    def __init__(self, *args: Any, units: Iterable[str], **options: Any) -> None:
        super().__init__(*args, **options)
        country = land.current()
        self.choose("unit", [(unit, country.label(unit)) for unit in units])


class LeaveForm(forms.Form):
    """The end of a membership."""

    until = Day(label="Ostatni dzień członkostwa")
    note = Words(label="Podstawa", max_length=300, required=False, help_text="Na przykład uchwała.")


class CorrectForm(forms.Form):
    """Another end of a membership, or none."""

    until = Day(
        label="Ostatni dzień członkostwa",
        required=False,
        help_text="Puste pole cofa zakończenie: członkostwo trwa dalej.",
    )
    note = Words(label="Podstawa", max_length=300, required=False, help_text="Na przykład uchwała.")


class ReplaceForm(PickForm):
    """Heirs of a unit that merged or changed its code."""

    heirs = Choices(label="Następcy")
    day = Day(label="Od dnia", help_text="Pierwszy dzień następcy.")

    def __init__(self, *args: Any, units: Iterable[str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.choose("heirs", named(units))


class LeaderForm(PickForm):
    """Another leader."""

    leader = Choice(label="Nowy lider")

    def __init__(self, *args: Any, partnership: Partnership, **options: Any) -> None:
        super().__init__(*args, **options)
        self.choose("leader", named(members_to_be(partnership)))


class StageForm(PickForm):
    """The next stage."""

    stage = Choice(label="Nowy etap", widget=forms.RadioSelect)

    def __init__(self, *args: Any, partnership: Partnership, **options: Any) -> None:
        super().__init__(*args, **options)
        following = NEXT_STAGES[Stage(partnership.stage)]
        self.choose("stage", [(one.value, str(one.label)) for one in following])


class RoleForm(PickForm):
    """A role, for a unit where it is a representative's."""

    role = Choice(label="Rola", choices=Role.choices)
    unit = Choice(
        label="Reprezentowana jednostka",
        required=False,
        help_text="Tylko dla przedstawiciela członka.",
    )

    def __init__(self, *args: Any, partnership: Partnership, **options: Any) -> None:
        super().__init__(*args, **options)
        self.choose("unit", [("", "– żadna –"), *named(members_to_be(partnership))])


class InviteForm(RoleForm):
    """An invitation."""

    email = Words(label="Adres e-mail", max_length=254, widget=forms.EmailInput())
    field_order = ("email", "role", "unit")


class FurtherRoleForm(RoleForm):
    """A further role of a person of the partnership."""

    user = Choice(label="Osoba")
    field_order = ("user", "role", "unit")

    def __init__(self, *args: Any, partnership: Partnership, **options: Any) -> None:
        super().__init__(*args, partnership=partnership, **options)
        people = partnership.people.filter(until=None).select_related("user")
        found = {str(each.user_id): str(each.user) for each in people}
        self.choose("user", sorted(found.items(), key=lambda pair: pair[1]))


class EndRoleForm(forms.Form):
    """The end of a role."""

    last_day = Day(
        label="Ostatni dzień w roli",
        help_text="Wczorajszy dzień odbiera dostęp od razu; dzisiejszy o północy.",
    )


class AcceptForm(forms.Form):
    """The account of whoever accepts an invitation."""

    name = Words(
        label="Imię i nazwisko",
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    password = Words(
        label="Hasło",
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="Co najmniej 12 znaków; najlepiej kilka słów.",
    )


class ExternalForm(forms.Form):
    """An institution that works with the partnership."""

    name = Words(label="Nazwa instytucji", max_length=200)
    role = Words(label="Rola", max_length=120, help_text="Na przykład doradztwo.")
    since = Day(label="Od dnia", initial=today)
