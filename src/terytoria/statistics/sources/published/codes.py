"""Codes as files write them: zeros that a spreadsheet ate, parts of gminas, days."""

from __future__ import annotations

import re
from datetime import date
from difflib import get_close_matches

import polars as pl

from terytoria.statistics.sources.published.notices import ROW, Notices, short
from terytoria.territory import Register

_PARTS = {"4", "5"}
_DISTRICTS = {"8", "9"}
_SCIENTIFIC = re.compile(r"[0-9]+([.,][0-9]+)?[eE]\+?[0-9]+")
_DAY = re.compile(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[ T]00:00(?::00)?)?|([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})"
)
_ROUNDED = "Program zapisał kod „{}” w postaci wykładniczej i zgubił cyfry."
_AS_TEXT = "Pobierz plik jeszcze raz i nie otwieraj go w arkuszu albo ustaw kolumnę jako tekst."


def whole_gmina(code: str, register: Register) -> str | None:
    """Gmina of the register that a seven-digit code names or is a part of.

    Towns (kind 4) and rural parts (5) belong to the urban-rural gmina, districts of Warsaw (8) and
    delegations (9) to the only gmina of their city.
    """
    if code in register:
        return code if len(code) == 7 else None
    if len(code) == 7 and code[6] in _PARTS and code[:6] + "3" in register:
        return code[:6] + "3"
    if len(code) == 7 and code[6] in _DISTRICTS and code[:4] in register:
        city = register.gminas_of(code[:4])
        return city[0] if len(city) == 1 else None
    return None


def gminas(frame: pl.DataFrame, column: str, register: Register, found: Notices) -> pl.Series:
    """Gmina of each cell, null with a problem noted where there is none.

    A code of six digits is read with a zero before it if that is a gmina, and the repair is told.
    """
    texts = frame[column].unique().to_list()
    codes = {text: _gmina(text, register) for text in texts}
    eaten = [text for text, code in codes.items() if code and len(_digits(text)) == 6]
    if eaten:
        rows = frame.filter(pl.col(column).is_in(eaten))[ROW]
        what = f"Odtworzono zero na początku kodu w {rows.len()} wierszach (pierwszy tutaj)."
        found.told(int(rows[0]), column, what)
    for text in (text for text, code in codes.items() if code is None):
        what, remedy = _unknown(text, register)
        found.rows(frame.filter(pl.col(column) == text), column, what, remedy)
    return frame[column].replace_strict(
        texts, [codes[text] for text in texts], return_dtype=pl.String
    )


def _digits(text: str) -> str:
    return re.sub(r"\s", "", text).removesuffix(".0")


def _gmina(text: str, register: Register) -> str | None:
    code = _digits(text)
    if not (code.isascii() and code.isdigit()):
        return None
    return whole_gmina(f"0{code}" if len(code) == 6 else code, register)


def _unknown(text: str, register: Register) -> tuple[str, str]:
    code = _digits(text)
    if _SCIENTIFIC.fullmatch(code):
        return _ROUNDED, _AS_TEXT
    if not code:
        return "Brak kodu TERYT.", "Wpisz siedem cyfr."
    near = get_close_matches(code[:20], register.gminas, n=3, cutoff=0.7)
    shown = ", ".join(f"{one} {register.unit(one).name}" for one in near)
    remedy = f"Najbliższe: {shown}." if near else "Wpisz siedem cyfr kodu TERYT gminy."
    return "W rejestrze nie ma gminy o kodzie „{}”.", remedy


def padded(frame: pl.DataFrame, column: str, width: int, found: Notices) -> pl.DataFrame:
    """Numbers of a fixed width with the zeros that a spreadsheet ate put back, and told.

    A spreadsheet eats them all: a column in which some numbers begin with a zero and others are too
    short is damaged otherwise, and refused. Empty cells stay empty.
    """
    text = pl.col(column).str.replace(r"^([0-9]+)\.0$", "$1")
    given = frame.with_columns(text)
    fits = pl.col(column).str.contains(rf"^[0-9]{{1,{width}}}$")
    wrong = given.filter((pl.col(column) != "") & ~fits)
    scientific = wrong[column].str.contains(_SCIENTIFIC.pattern).any()
    what = _ROUNDED if scientific else f"„{{}}” nie jest liczbą o {width} cyfrach."
    remedy = _AS_TEXT if scientific else "Pobierz plik jeszcze raz."
    found.rows(wrong, column, what, remedy)
    eaten = given.filter(fits & (pl.col(column).str.len_bytes() < width))
    if not eaten.height:
        return given
    zeros = given[column].str.contains(rf"^0[0-9]{{{width - 1}}}$").any()
    if zeros and width > 1:
        found.rows(eaten, column, f"„{{}}” ma mniej niż {width} cyfr.", "Pobierz plik jeszcze raz.")
        return given
    what = f"Odtworzono zero na początku kodu w {eaten.height} wierszach (pierwszy tutaj)."
    found.told(int(eaten[ROW][0]), column, what)
    filled = pl.when(pl.col(column) == "").then(pl.lit("")).otherwise(text.str.zfill(width))
    return given.with_columns(filled.alias(column))


def read_day(text: str) -> date | None:
    """Day of a cell, written 2025-01-31 or 31.01.2025; ``None`` if it is none.

    >>> read_day("31.01.2025"), read_day("2025-02-30")
    (datetime.date(2025, 1, 31), None)
    """
    parts = _DAY.fullmatch(text)
    if parts is None:
        return None
    year, month, day = (
        (parts[1], parts[2], parts[3]) if parts[1] else (parts[6], parts[5], parts[4])
    )
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def days(frame: pl.DataFrame, column: str, found: Notices) -> pl.Series:
    """Day of each cell, null with a problem noted where it is none."""
    read = {text: read_day(text) for text in frame[column].unique().to_list()}
    wrong = [text for text, day in read.items() if day is None]
    what, remedy = (
        "„{}” nie jest dniem.",
        "Wpisz dzień jako RRRR-MM-DD albo pobierz plik jeszcze raz.",
    )
    found.rows(frame.filter(pl.col(column).is_in(wrong)), column, what, remedy)
    return frame[column].replace_strict(list(read), list(read.values()), return_dtype=pl.Date)


def named(code: str, register: Register) -> str:
    """A unit as messages name it: its code and name."""
    return f"{code} {short(register.unit(code).name)}"
