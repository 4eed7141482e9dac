"""Forms of items; what holds together is checked by the verbs."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, ClassVar

from django import forms

from terytoria.portal.evidence.domain.queries import own_evidence
from terytoria.portal.evidence.enums import Kind as FindingKind
from terytoria.portal.partnerships.domain.acting import today
from terytoria.portal.partnerships.domain.queries import members_on
from terytoria.portal.partnerships.interfaces.fields import Choice, Choices, Words
from terytoria.portal.partnerships.interfaces.forms import named
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.strategies.domain.citing import EvidenceNow
from terytoria.portal.strategies.domain.content import Values
from terytoria.portal.strategies.domain.measured import last_values
from terytoria.portal.strategies.domain.queries import alive
from terytoria.portal.strategies.domain.words import figure
from terytoria.portal.strategies.enums import Kind, Readiness, Wanted
from terytoria.portal.strategies.interfaces.fields import Amount, Figure, Lines, Year
from terytoria.portal.strategies.models import Citation, StrategyVersion
from terytoria.statistics.catalogue import Catalogue

Pairs = list[tuple[str, str]]
_TITLE_HELP = "Krótko, jednym zdaniem albo równoważnikiem."


class ItemForm(forms.Form):
    """Content of an item, and the version it was opened with (0: a new one).

    ``stored`` is the content as it is kept now: what it holds stays among the choices.
    """

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(
        self, *args: Any, partnership: Partnership, stored: Values | None = None, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.partnership, self.stored = partnership, stored or {}
        self.offer()

    def offer(self) -> None:
        """Fill in what may be chosen."""

    def choices(self, name: str, pairs: Any) -> None:
        """Set what may be chosen in a field; say so when there is nothing."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared by the form
        field.choices = pairs
        if not pairs:
            field.help_text = "Nie ma jeszcze czego wybrać."

    def values(self) -> Values:
        """What was typed, as the verbs take it."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}

    def items(self, kind: Kind) -> Pairs:
        """Items of a kind to choose from."""
        return [(str(one.pk), str(one)) for one in alive(kind, self.partnership)]


def initial(content: Mapping[str, Any]) -> Values:
    """Content as the fields of a form show it."""
    shown = dict(content)
    if content.get("cost") is not None:
        cost = Decimal(content["cost"])
        shown["cost"] = f"{cost:.2f}".replace(".", ",").removesuffix(",00")
    if "links" in content:
        shown["links"] = "\n".join(content["links"])
    for name in ("base_value", "target_value"):
        if content.get(name) is not None:
            shown[name] = figure(content[name])
    return shown


class FrameForm(ItemForm):
    """Vision and horizon."""

    vision = Words(
        label="Wizja", required=False, rows=6, help_text="Jaki obszar chcecie zostawić następcom."
    )
    horizon = Year(label="Horyzont (rok)", required=False, help_text="Na przykład 2035.")


class ChallengeForm(ItemForm):
    """A challenge with its evidence."""

    title = Words(label="Tytuł", help_text=_TITLE_HELP)
    text = Words(label="Opis", required=False, rows=6)
    cites = Choices(
        label="Ustalenia i dane",
        required=False,
        help_text="Przyjęte ustalenia najnowszej diagnozy i dane własne partnerstwa.",
    )

    def offer(self) -> None:
        """Findings in force, own evidence, and what is cited already."""
        pairs = {
            f"finding:{one.finding.pk}": f"{FindingKind(one.finding.kind).label}: "
            f"{one.finding.heading} ({one.finding.subject})"
            for one in EvidenceNow(self.partnership).citable()
        }
        own = own_evidence(self.partnership)
        pairs |= {f"own:{one.pk}": f"Dane własne: {one.title}" for one in own}
        for one in Citation.objects.filter(challenge__partnership=self.partnership).select_related(
            "finding__version", "own"
        ):
            if one.key in self.stored.get("cites", ()) and one.key not in pairs:
                number = f" z wersji {one.finding.version.number}" if one.finding else ""
                pairs[one.key] = f"{one} – nieaktualne{number}"
        self.choices("cites", list(pairs.items()))
        if not pairs:
            text = "Nie ma jeszcze przyjętych ustaleń. Oceń ustalenia na stronie diagnozy."
            self.fields["cites"].help_text = text


class GoalForm(ItemForm):
    """A goal."""

    title = Words(label="Tytuł", help_text=_TITLE_HELP)
    text = Words(label="Opis", required=False, rows=6)
    answers = Choices(label="Odpowiada na wyzwania", required=False)

    def offer(self) -> None:
        """Challenges."""
        self.choices("answers", self.items(Kind.CHALLENGE))


class DirectionForm(ItemForm):
    """A direction."""

    title = Words(label="Tytuł", help_text=_TITLE_HELP)
    text = Words(label="Opis", required=False, rows=6)
    goal = Choice(label="Cel", help_text="Kierunek służy jednemu celowi.")

    def offer(self) -> None:
        """Goals."""
        self.choices("goal", [("", "– wybierz –"), *self.items(Kind.GOAL)])


class ProjectForm(ItemForm):
    """A project."""

    title = Words(label="Tytuł", help_text=_TITLE_HELP)
    lead = Choice(label="Lider", required=False)
    partners = Choices(label="Partnerzy", required=False)
    scope = Words(label="Zakres", required=False, rows=6)
    cost = Amount(
        label="Koszt (zł)", required=False, help_text="Puste, gdy koszt nie jest jeszcze znany."
    )
    readiness = Choice(label="Stan przygotowania", choices=Readiness.choices)
    links = Lines(
        label="Odnośniki", required=False, help_text="Adresy stron, każdy w osobnej linii."
    )
    serves = Choices(label="Służy kierunkom", required=False)
    answers = Choices(label="Odpowiada na wyzwania", required=False)

    def offer(self) -> None:
        """Members, with those already named; directions and challenges."""
        members = set(members_on(self.partnership, today()))
        lead, partners = self.stored.get("lead"), self.stored.get("partners", ())
        leads = named(members | ({lead} if lead else set()))
        self.choices("lead", [("", "– jeszcze nie wskazano –"), *leads])
        self.choices("partners", named(members | set(partners)))
        self.choices("serves", self.items(Kind.DIRECTION))
        self.choices("answers", self.items(Kind.CHALLENGE))


class TargetForm(ItemForm):
    """A target."""

    goal = Choice(label="Cel")
    indicator = Choice(
        label="Wskaźnik z katalogu",
        required=False,
        help_text="Liczony w diagnozie; jego realność można sprawdzić na danych. Po nazwie stoi "
        "ostatni rok i wartość obszaru.",
    )
    own_name = Words(
        label="Wskaźnik własny", required=False, help_text="Gdy w katalogu nie ma właściwego."
    )
    unit = Words(label="Jednostka miary", required=False, help_text="Tylko przy wskaźniku własnym.")
    wanted = Choice(label="Pożądana zmiana", choices=[("", "– wybierz –"), *Wanted.choices])
    base_year = Year(label="Rok bazowy", required=False)
    base_value = Figure(label="Wartość bazowa", required=False)
    target_year = Year(label="Rok docelowy")
    target_value = Figure(label="Wartość docelowa")
    source = Words(label="Źródło danych", required=False)
    justification = Words(label="Uzasadnienie", required=False, rows=4)

    def offer(self) -> None:
        """Goals, and indicators of the catalogue by area."""
        self.choices("goal", [("", "– wybierz –"), *self.items(Kind.GOAL)])
        catalogue, areas = Catalogue.load(), dict[str, Pairs]()
        values = last_values(self.partnership)
        for one in catalogue.indicators.values():
            name, told = catalogue.areas[one.area].name_pl, f"{one.name_pl} ({one.unit})"
            if one.id in values:
                told += f" – {values[one.id].told(one.id)}"
            areas.setdefault(name, []).append((one.id, told))
        self.choices("indicator", [("", "– żaden, wskaźnik własny –"), *areas.items()])


FORMS: Mapping[Kind, type[ItemForm]] = {
    Kind.FRAME: FrameForm,
    Kind.CHALLENGE: ChallengeForm,
    Kind.GOAL: GoalForm,
    Kind.DIRECTION: DirectionForm,
    Kind.PROJECT: ProjectForm,
    Kind.TARGET: TargetForm,
}


class FreezeForm(forms.Form):
    """What a version is frozen for."""

    note = Words(
        label="Opis",
        required=False,
        max_length=400,
        help_text="Po co powstaje ta wersja, na przykład: na posiedzenie Rady 12 marca.",
    )


class CompareForm(forms.Form):
    """Which two versions are compared; 0 is the strategy as it is now."""

    LABELS: ClassVar = {"stara": "Wersja wcześniejsza", "nowa": "Wersja późniejsza"}

    stara = Choice(label=LABELS["stara"])
    nowa = Choice(label=LABELS["nowa"])

    def __init__(self, versions: list[StrategyVersion], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        pairs = [(str(one.number), f"wersja {one.number}") for one in versions]
        for name in self.LABELS:
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
            field.choices = pairs
        self.fields["nowa"].choices = [("0", "strategia dzisiaj"), *pairs]  # type: ignore[attr-defined]
