"""What people write in their own files, and what it stands for: units, series, years, values."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from functools import cached_property
from math import isfinite

from terytoria.statistics.catalogue import AREA_KM2, Catalogue, Indicator, Series, SeriesKind
from terytoria.territory import Kind, Level, Register

_KINDS = {Kind.URBAN: "miejska", Kind.RURAL: "wiejska", Kind.URBAN_RURAL: "miejsko-wiejska"}
_SPACES = re.compile(r"[\s\u00a0\u2007\u2009\u202f]+")
_DAY = re.compile(r"(?:(\d{4})[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-./]\d{1,2}[-./](\d{4}))(?:[ T].*)?")
_NUMBER = re.compile(r"[+-]?(\d+([.,]\d*)?|[.,]\d+)([eE][+-]?\d{1,3})?%?")
_GROUPED = re.compile(
    r"[+-]?\d{1,3}(?:(?:\.\d{3})+,\d+|(?:,\d{3})+\.\d+|(?:\.\d{3}){2,}|(?:,\d{3}){2,})%?"
)
_SPACED = re.compile(r"[+-]? ?\d{1,3}(?: \d{3})+(?:[.,]\d*)?(?:[eE][+-]?\d+)? ?%?")
_NO_DATA = {"", "-", "–", "—", ".", "x", "b.d.", "bd", "n/d", "nd", "n.d.", "brak", "nan", "null"}
_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_SIGNED = re.compile(r"(^|_)(net|increase|change|cit)(_|$)")


class WordError(ValueError):
    """A cell that stands for nothing: what is wrong and what to do, in Polish."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(f"{what} {remedy}")
        self.what, self.remedy = what, remedy


def plain(text: str) -> str:
    """Lower case without diacritics and repeated spaces.

    >>> plain("  Wałcz (Miasto) ")
    'walcz (miasto)'
    """
    folded = unicodedata.normalize("NFKD", text.casefold().replace("ł", "l"))
    kept = "".join(letter for letter in folded if not unicodedata.combining(letter))
    return _SPACES.sub(" ", kept).strip()


def read_year(text: str) -> tuple[int, str]:
    """Year of a cell and what was repaired; dates give their year.

    >>> read_year("2023")[0], read_year("31.12.2023")[0], read_year("2023-12-31")[0]
    (2023, 2023, 2023)
    """
    day = _DAY.fullmatch(text)
    digits = (day[1] or day[2]) if day else text.removesuffix(".0").removesuffix(",0")
    if not re.fullmatch(r"[0-9]{4}", digits):
        raise WordError(f"„{_short(text)}” nie jest rokiem.", "Wpisz cztery cyfry, np. 2023.")
    year = int(digits)
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise WordError(f"Rok {year} jest poza zakresem.", f"Wpisz rok {_FIRST_YEAR}–{_LAST_YEAR}.")
    return year, f"z daty {text} wzięto rok {year}" if day else ""


def read_value(text: str) -> tuple[float, str]:
    """Number of a cell in Polish or English writing; nothing is repaired silently.

    A single comma is a decimal comma; dots or commas that group thousands are told apart only where
    the writing leaves no doubt. Spaces group thousands and nothing else: ``12 5`` is refused.

    >>> [read_value(text)[0] for text in ("1 234,5", "1.234.567,8", "−2,5", "4.25")]
    [1234.5, 1234567.8, -2.5, 4.25]
    """
    spaced = _SPACES.sub(" ", text).replace("\u2212", "-").strip()
    compact = spaced.replace(" ", "")
    if compact.startswith("#"):
        raise WordError(f"Komórka zawiera błąd arkusza {_short(compact)}.", "Popraw formułę.")
    if plain(compact) in _NO_DATA:
        raise WordError("Brak wartości.", "Wpisz liczbę albo usuń wiersz: brak danych to nie zero.")
    if not compact.isascii() or not (_GROUPED.fullmatch(compact) or _NUMBER.fullmatch(compact)):
        raise WordError(f"„{_short(text)}” nie jest liczbą.", "Wpisz samą liczbę, np. 12,5.")
    if re.search(r"\d \d", spaced) and not _SPACED.fullmatch(spaced):
        remedy = "Odstęp dzieli tylko tysiące: 1 234,5. Może to brak przecinka?"
        raise WordError(f"„{_short(text)}” można odczytać różnie.", remedy)
    digits = compact.removesuffix("%")
    if _GROUPED.fullmatch(compact):
        decimal = max(digits.rfind("."), digits.rfind(","))
        if digits.count(digits[decimal]) > 1:
            decimal = len(digits)
        digits = re.sub("[.,]", "", digits[:decimal]) + "." + digits[decimal + 1 :]
    value = float(digits.replace(",", "."))
    if not isfinite(value):
        raise WordError(f"„{_short(text)}” jest zbyt duże.", "Sprawdź wartość.")
    return value, ""


def check_value(value: float, series: Series | None) -> None:
    """Refuse values that a series cannot have: negative counts, negative shares."""
    if series is None or value >= 0 or _SIGNED.search(series.id):
        return
    if series.kind in {SeriesKind.COUNT, SeriesKind.SHARE}:
        raise WordError(f"„{series.name_pl}” nie może być ujemne.", "Sprawdź wartość.")


def check_percent(text: str, series: Series | None) -> None:
    """Refuse a per cent sign where a series is not given in per cent."""
    if series is None or "%" not in text or "%" in series.unit:
        return
    what = f"„{_short(text)}” to procent, a „{series.name_pl}” podaje się w: {series.unit}."
    raise WordError(what, "Wpisz liczbę w tej jednostce, bez znaku %.")


def check_level(unit: str, series: Series | None) -> None:
    """Refuse a series at a level it has no meaning at."""
    level = Level.GMINA if len(unit) == 7 else Level.POWIAT
    if series is None or level in series.levels:
        return
    what = "gmin" if level is Level.POWIAT else "powiatów"
    raise WordError(f"„{series.name_pl}” podaje się tylko dla {what}.", "Zmień jednostkę.")


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"


class Units:
    """Units by code, by a code that a spreadsheet damaged, or by name."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._cache: dict[str, tuple[str, str] | WordError] = {}

    def read(self, text: str) -> tuple[str, str]:
        """Code of the gmina or powiat and what was repaired; :class:`WordError` if none fits."""
        if text not in self._cache:
            try:
                self._cache[text] = self._read(text)
            except WordError as problem:
                self._cache[text] = problem
        found = self._cache[text]
        if isinstance(found, WordError):
            raise found
        return found

    def _read(self, text: str) -> tuple[str, str]:
        digits = _SPACES.sub("", text).removesuffix(".0")
        if not digits:
            raise WordError("Brak jednostki.", "Wpisz kod TERYT albo nazwę gminy.")
        if digits.isascii() and digits.isdigit():
            return self._by_code(digits)
        return self._by_name(text)

    def _by_code(self, code: str) -> tuple[str, str]:
        register = self._register
        if code in register:
            if register.unit(code).level in {Level.GMINA, Level.POWIAT}:
                return code, ""
            raise WordError(f"Kod {code} to województwo.", "Podaj gminę (7 cyfr) lub powiat (4).")
        found = [f"0{code}"] if len(code) in {3, 6} and f"0{code}" in register else []
        if len(code) == 6:
            found += [gmina for gmina in register.gminas if gmina.startswith(code)]
        if len(found) == 1:
            how = (
                "dopisano zero na początku" if found[0][0] == "0" != code[0] else "dopisano rodzaj"
            )
            return found[0], f"kod {code} odczytano jako {found[0]} ({how})"
        if found:
            raise WordError(
                f"Kod {code} pasuje do kilku gmin.", f"Wpisz jeden: {', '.join(found)}."
            )
        near = get_close_matches(code, [*register.gminas, *register.powiats], n=3, cutoff=0.7)
        remedy = f"Najbliższe: {', '.join(map(self._named, near))}." if near else ""
        raise WordError(f"Nie ma jednostki o kodzie {_short(code)}.", remedy or "Sprawdź kod.")

    def _by_name(self, text: str) -> tuple[str, str]:
        found = self._names.get(plain(text), ())
        if len(found) == 1:
            return found[0], f"nazwę „{text}” odczytano jako {self._named(found[0])}"
        if found:
            shown = ", ".join(map(self._named, found[:5]))
            raise WordError(f"Jest kilka gmin o nazwie „{_short(text)}”.", f"Wpisz kod: {shown}.")
        near = get_close_matches(plain(text)[:60], list(self._names), n=3, cutoff=0.7)
        named = ", ".join(self._named(self._names[name][0]) for name in near)
        remedy = f"Najbliższe: {named}." if near else "Wpisz kod TERYT."
        raise WordError(f"Nie ma gminy „{_short(text)}”.", remedy)

    @cached_property
    def _names(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for code in self._register.gminas:
            unit = self._register.unit(code)
            for name in (unit.name, f"{unit.name} ({_KINDS.get(unit.kind, unit.kind)})"):
                found[plain(name)] = (*found.get(plain(name), ()), code)
        return found

    def _named(self, code: str) -> str:
        unit = self._register.unit(code)
        kind = _KINDS.get(unit.kind)
        return f"{code} {unit.name}" + (f" ({kind})" if kind else "")


class SeriesNames:
    """Series by id, by name, or by the indicator that is read straight from one."""

    def __init__(self, catalogue: Catalogue, observed: Iterable[str] = ()) -> None:
        self._observed = frozenset(observed)
        self._series: Mapping[str, Series] = {
            name: series
            for name, series in catalogue.series.items()
            if not series.derived and name != AREA_KM2
        }
        self._indicators = catalogue.indicators
        self._names = {plain(series.name_pl): name for name, series in self._series.items()}
        self._names |= {plain(series.name_en): name for name, series in self._series.items()}
        self._named = {plain(each.name_pl): each for each in catalogue.indicators.values()}
        self._named |= {plain(each.id): each for each in catalogue.indicators.values()}

    def read(self, text: str) -> tuple[str, str]:
        """Id of the series and what was repaired; :class:`WordError` names the nearest."""
        if not text:
            raise WordError("Brak wskaźnika.", "Wpisz identyfikator szeregu, np. pop_total.")
        key = plain(text)
        for series in (text, key, self._names.get(key, "")):
            if series in self._series or series in self._observed:
                return series, "" if series == text else f"„{text}” odczytano jako {series}"
        indicator = self._named.get(key)
        if indicator is not None:
            return self._straight(indicator), f"wskaźnik {indicator.id} zapisano w jego szeregu"
        known = [*self._series, *self._names, *self._named]
        near = get_close_matches(key[:80], known, n=3, cutoff=0.6)
        remedy = f"Najbliższe: {', '.join(near)}." if near else "Sprawdź nazwę we wzorze."
        raise WordError(f"Nie ma wskaźnika „{_short(text)}”.", remedy)

    def described(self, series: str) -> Series | None:
        """What the catalogue knows of a series."""
        return self._series.get(series)

    def _straight(self, indicator: Indicator) -> str:
        series = straight_series(indicator)
        if series is None:
            parts = ", ".join(sorted(indicator.series - {AREA_KM2}))
            raise WordError(
                f"Wskaźnik {indicator.id} jest obliczany z kilku szeregów.",
                f"Podaj szeregi, z których powstaje: {parts}.",
            )
        return series


def straight_series(indicator: Indicator) -> str | None:
    """The one series an indicator is read from, or ``None`` if it is computed from several.

    ``rate * weight / weight`` reads the rate: its values in a unit are those of the series.
    """
    found: set[str] = set()
    for segment in indicator.segments:
        terms = segment.numerator.terms
        factors = terms[0].factors
        plain_term = len(terms) == 1 and terms[0].coefficient == 1 and not segment.offset
        weight = segment.denominator.factors if segment.denominator else ()
        if not (plain_term and segment.multiplier == 1 and factors[1:] == weight):
            return None
        if not factors or str(factors[0]) != factors[0].series or len(weight) > 1:
            return None
        found.add(factors[0].series)
    return found.pop() if len(found) == 1 else None
