"""Codes of a file of boundaries set against the register of units."""

from __future__ import annotations

from collections import Counter

from terytoria.statistics.sources.problems import Problem
from terytoria.statistics.sources.published.borders.geodata import Layer, as_text
from terytoria.territory import Register

_NEWER = "Wczytaj rejestr TERC z tego samego roku co granice."


def read_codes(
    layer: Layer, register: Register
) -> tuple[tuple[str, ...], list[Problem], list[Problem]]:
    """Code of each feature as the register has it, what was repaired, and what is wrong.

    Repaired: a leading zero lost by a program that took the code for a number, and a kind (the
    seventh digit) that changed while the gmina stayed. Wrong: a missing, malformed, unknown or
    repeated code; an unknown one stays as the file has it.
    """
    texts = [as_text(value) for value in layer.codes]
    lost = sum(_lost_zero(text) for text in texts)
    codes = [f"0{text}" if _lost_zero(text) else text for text in texts]
    told = []
    if lost:
        what = f"Przywrócono zera wiodące w kodach TERYT; kodów: {lost}."
        told.append(Problem(0, "", what, ""))
    by_six = {code[:6]: code for code in register.gminas}
    problems = []
    for at, code in enumerate(codes):
        if code in register.index:
            continue
        if code[:6] in by_six and len(code) == 7 and code.isdigit():
            codes[at] = by_six[code[:6]]
            what = f"Kod {code} ma w rejestrze inny rodzaj gminy; przyjęto {codes[at]}."
            told.append(Problem(0, "", what, ""))
        else:
            problems.append(_unknown(at + 1, code, layer.names[at]))
    return tuple(codes), told, problems + _repeated(codes)


def other_names(layer: Layer, codes: tuple[str, ...], register: Register) -> list[Problem]:
    """Gminas that the file calls otherwise than the register; none where it gives no names."""
    told = []
    for code, name in zip(codes, layer.names, strict=True):
        known = register.unit(code).name
        if name and name.casefold() != known.casefold():
            what = f"Gmina {code} nazywa się w pliku „{name}”, a w rejestrze „{known}”."
            told.append(Problem(0, "", what, ""))
    return told


def _lost_zero(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) == 6


def _unknown(row: int, code: str, name: str) -> Problem:
    called = f" ({name})" if name else ""
    if not code:
        return Problem(row, "", f"Obiekt{called} nie ma kodu TERYT.", "Uzupełnij kod.")
    if not (code.isascii() and code.isdigit() and len(code) == 7):
        what = f"„{code[:40]}”{called} nie jest kodem gminy."
        return Problem(row, "", what, "Kod ma 7 cyfr, z zerem wiodącym.")
    return Problem(row, "", f"Gminy {code}{called} nie ma w rejestrze.", _NEWER)


def _repeated(codes: list[str]) -> list[Problem]:
    return [
        Problem(0, "", f"Kod {code} jest w pliku {count} razy.", "Zostaw jeden obiekt gminy.")
        for code, count in sorted(Counter(codes).items())
        if code and count > 1
    ]
