"""The check of a target in Polish: the number, the comparison, the consequence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from terytoria.diagnosis.amounts import amount_of, difference_of, sentence
from terytoria.language.numbers import NBSP, interval, number, percent, rounded
from terytoria.language.plural import plural
from terytoria.language.text import initial_upper
from terytoria.strategy.targets.judgement import Obstacle, Verdict, is_met
from terytoria.territory import Level

if TYPE_CHECKING:
    from terytoria.strategy.targets.result import TargetCheck
    from terytoria.strategy.targets.windows import Managed

LABELS = {
    Verdict.WITHIN_REACH: "w zasięgu",
    Verdict.AMBITIOUS: "ambitny",
    Verdict.BEYOND_SIMILAR: "poza tym, co udało się podobnym",
    Verdict.AGAINST_OUTLOOK: "wbrew prognozie",
    Verdict.UNJUDGED: "nie można ocenić",
}
FIGURES = {
    "base": "wartość bazowa według danych",
    "given": "wartość bazowa podana",
    "target": "cel",
    "trend": "własny trend przedłużony",
    "typical": "zmiana typowa dla podobnych",
    "quarter": "zmiana najlepszej ćwiartki podobnych",
    "share": "udział podobnych, którym się udało",
    "outlook": "projekcja ludności",
}
_BROKEN = (Obstacle.NEW_BASE, Obstacle.NEW_TERRITORY)
_OBSTACLES = {
    Obstacle.NO_DATA: "migawka danych nie zawiera tego wskaźnika. Wybierz inny wskaźnik",
    Obstacle.ONLY_POWIATS: "wskaźnik jest znany tylko dla całych powiatów, a partnerstwo się z "
    "nich nie składa. Wybierz inny wskaźnik albo podaj wartość bazową",
    Obstacle.NO_BASE: "dane nie znają wartości za {year} r., a w celu jej nie podano. Podaj "
    "wartość bazową{years}",
    Obstacle.NEW_BASE: "po {year} r. zmieniła się podstawa danych, więc wartości sprzed zmiany i "
    "po niej nie są porównywalne. Wybierz późniejszy rok bazowy{years}",
    Obstacle.NEW_TERRITORY: "po {year} r. zmieniły się granice, więc wartości sprzed zmiany i po "
    "niej nie są porównywalne. Wybierz późniejszy rok bazowy{years}",
    Obstacle.FEW_SIMILAR: "za mało podobnych {units} ma wartości z dwóch porównywalnych lat. "
    "Uzasadnij cel innym źródłem, na przykład własnymi danymi",
}
_CONSEQUENCES = {
    Verdict.WITHIN_REACH: "takie zmiany zdarzają się często. Wskaż działania, które do niej "
    "prowadzą, i śledź wskaźnik co roku",
    Verdict.AMBITIOUS: "udaje się to nielicznym. Wskaż, co zrobiono tam, gdzie się udało, i które "
    "projekty dadzą taką zmianę tutaj",
    Verdict.BEYOND_SIMILAR: "nikt podobny nie dokonał takiej zmiany w latach, które widać w "
    "danych. Złagodź cel, wydłuż czas albo uzasadnij, co tym razem będzie inaczej",
    Verdict.AGAINST_OUTLOOK: "leży poza przedziałem projekcji ludności. Złagodź cel albo "
    "zaplanuj usługi także na wypadek, że spełni się projekcja",
}
_BY_OUTLOOK = {
    Verdict.WITHIN_REACH: "projekcja ludności prowadzi do niego bez dodatkowych działań",
    Verdict.AMBITIOUS: "leży w przedziale projekcji ludności, po jego korzystniejszej stronie. "
    "Wskaż, które projekty dadzą taką zmianę",
    Verdict.AGAINST_OUTLOOK: _CONSEQUENCES[Verdict.AGAINST_OUTLOOK],
}


def sentences(check: TargetCheck) -> tuple[str, ...]:
    """Everything that is told of a check, in order; parts without data are named as such."""
    told = [
        _asked(check), _base(check), _softer(check), _similar(check), _reachable(check),
        _course(check), _ahead(check), _small(check), _verdict(check),
    ]  # fmt: skip
    return tuple(part for part in told if part)


def _amount(check: TargetCheck, value: float | None) -> str:
    return amount_of(value, check.indicator.unit, check.indicator.decimals)


def _asked(check: TargetCheck) -> str:
    target, start = check.target, check.base.start
    name = initial_upper(check.indicator.name_pl)
    goal = f"{_amount(check, target.target_value)} w {target.target_year} r."
    if start is None:
        return sentence(f"{name}: cel {goal}")
    before = f"{_amount(check, start)} w {target.base_year} r."
    if check.obstacle in _BROKEN:
        return f"{name}: cel {goal} wobec {before}"
    years = f"{target.length}{NBSP}{plural(target.length, 'roku', 'lat', 'lat')}"
    change = _change(check, target.target_value - start, start)
    return f"{name}: cel {goal} wobec {before}, czyli {change} w ciągu {years}."


def _change(check: TargetCheck, change: float, start: float) -> str:
    """A change in words, with its share of the start where changes compare as shares."""
    shown = rounded(change, check.indicator.decimals)
    if shown == 0:
        return "bez zmiany"
    word = "wzrost" if shown > 0 else "spadek"
    amount = difference_of(abs(change), check.indicator.unit, check.indicator.decimals)
    share = ""
    if check.managed is not None and check.managed.relative:
        share = f" ({percent(abs(100 * change / start))})"
    return f"{word} o {amount}{share}"


def _base(check: TargetCheck) -> str:
    base = check.base
    if base.value is None:
        return "" if base.given is None else (
            f"Wartości z {base.year} r. nie ma w danych: przyjęto podaną w celu."
        )  # fmt: skip
    if not base.differs:
        return ""
    source = check.evidence[0].source
    return (
        f"W celu podano wartość bazową {_amount(check, base.given)}, a dane ({source}) mówią "
        f"{_amount(check, base.value)}: przyjęto wartość z danych."
    )


def _softer(check: TargetCheck) -> str:
    """That the target lies on the worse side of what is already there."""
    if check.latest is None or not check.target.met_by(check.latest[1]):
        return ""
    year, value = check.latest
    return (
        f"Ostatnia wartość w danych ({_amount(check, value)} w {year} r.) już spełnia cel: "
        "chodzi najwyżej o ograniczenie straty."
    )


def _similar(check: TargetCheck) -> str:
    found = check.managed
    if found is None:
        return ""
    noun = _units(check)
    years = f"{found.years[0]}–{found.years[1]}"
    scaled = _scaled(check, found)
    often = percent(100 * found.share, 0) if found.share >= 0.01 else "mniej niż 1%"
    limits = interval(100 * found.low, 100 * found.high, 0)
    spans = "rocznych" if found.length == 1 else f"{found.length}-letnich"
    without = "" if found.units == len(check.group) else "; policzono te z danymi, bez własnych"
    whom = f"{number(found.units)} podobnych {noun} (grupa: {check.group.label_pl}{without})"
    if not found.reached:
        none = "nie dokonał żaden" if check.group.level is Level.POWIAT else "nie dokonała żadna"
        head = f"Co najmniej takiej zmiany{scaled} {none} z {whom}"
        return f"{head} w okresach {spans} w latach {years}."
    return (
        f"Co najmniej taka zmiana{scaled} udała się {number(found.reached)} z {whom} "
        f"w okresach {spans} w latach {years}. Przeciętnie było to {often} okresów "
        f"(przedział 95%: {limits}%)."
    )


def _scaled(check: TargetCheck, found: Managed) -> str:
    """The change asked over a stretch of the data, where it is not as long as the target."""
    if found.length == check.target.length:
        return ""
    decimals = check.indicator.decimals
    if found.relative:
        asked = f"{_signed(100 * found.asked, 1)}%"
    else:
        unit = check.indicator.unit
        asked = f"{_sign(found.asked, decimals)}{difference_of(found.asked, unit, decimals)}"
    span = "rok" if found.length == 1 else f"{found.length}{NBSP}{_years(found.length)}"
    return f" (w przeliczeniu na {span}: {asked})"


def _years(n: int) -> str:
    return plural(n, "rok", "lata", "lat")


def _signed(value: float, decimals: int) -> str:
    return f"{_sign(value, decimals)}{number(value, decimals)}"


def _sign(value: float, decimals: int) -> str:
    return "+" if rounded(value, decimals) > 0 else ""


def _reachable(check: TargetCheck) -> str:
    found = check.managed
    if found is None:
        return ""
    return (
        f"Zmiana typowa dla podobnych {_units(check)} dałaby w {check.target.target_year} r. "
        f"{_amount(check, found.typical)}, a taka jak w najlepszej ćwiartce – "
        f"{sentence(_amount(check, found.quarter))}"
    )


def _course(check: TargetCheck) -> str:
    found = check.course
    if found is None:
        if check.latest is None:
            return (
                "Własnego trendu nie ma: w danych brakuje wartości tego wskaźnika dla partnerstwa."
            )
        return "Własnego trendu nie widać: na to trzeba co najmniej 4 porównywalnych lat."
    limits = ""
    if found.low is not None:
        shown = interval(found.low, found.high, check.indicator.decimals)
        limits = f" (przedział 95%: {shown})"
    text = (
        f"Własny trend z lat {found.first_year}–{found.last_year} dałby w {found.year} r. "
        f"{_amount(check, found.value)}{limits}"
    )
    far = "; to dalej naprzód, niż dane sięgają wstecz" if found.far else ""
    return sentence(f"{text}{far}")


def _ahead(check: TargetCheck) -> str:
    found = check.ahead
    if found is None:
        return (
            f"Projekcja ludności nie obejmuje {check.target.target_year} r. tego partnerstwa."
            if check.foretold
            else ""
        )
    shown = interval(found.low, found.high, check.indicator.decimals)
    return (
        f"Projekcja ludności na {found.year} r.: {_amount(check, found.value)} "
        f"(przedział 80%: {shown})."
    )


def _small(check: TargetCheck) -> str:
    """That a change is smaller than the uncertainty of the value it starts from."""
    base = check.base
    if base.value is None or base.low is None or base.high is None:
        return ""
    if not base.low < check.target.target_value < base.high:
        return ""
    return (
        "Cel mieści się w przedziale 95% wartości bazowej: takiej zmiany nie da się odróżnić "
        "od przypadku."
    )


def _verdict(check: TargetCheck) -> str:
    verdict = check.verdict
    if verdict is Verdict.UNJUDGED:
        return f"Celu nie można ocenić: {_obstacle(check)}."
    told = _BY_OUTLOOK if check.managed is None else _CONSEQUENCES
    easy = verdict in (Verdict.WITHIN_REACH, Verdict.AMBITIOUS)
    helped = easy and is_met(check.target, check.course)
    trend = " Własny trend prowadzi do celu nawet w gorszym wariancie." if helped else ""
    return f"Ocena: cel {LABELS[verdict]} – {told[verdict]}.{trend}"


def _obstacle(check: TargetCheck) -> str:
    known = ", ".join(str(year) for year in check.comparable[-4:])
    years = f" (w danych są: {known})" if known else ""
    text = _OBSTACLES[check.obstacle or Obstacle.NO_DATA]
    return text.format(year=check.target.base_year, years=years, units=_units(check))


def _units(check: TargetCheck) -> str:
    return "powiatów" if check.group.level is Level.POWIAT else "gmin"
