"""How sentences say where: in the area as a whole, in the powiats it is made of."""

from __future__ import annotations

from terytoria.language.cases import Case
from terytoria.language.places import powiat_phrase, voivodeship_phrase
from terytoria.language.prepositions import in_preposition
from terytoria.language.text import join_list
from terytoria.statistics.catalogue.entries import Text
from terytoria.territory import Area, Level, Register
from terytoria.territory.codes import level_of

SHOWN = 4
"""More powiats than these are not named one by one."""


def in_area(register: Register, area: Area) -> Text:
    """Where the area is: a whole powiat or voivodeship by its name, else the partnership."""
    level = level_of(area.code) if area.code else None
    if level is Level.POWIAT:
        name = register.unit(area.code).name
        return Text(_inside(powiat_phrase(name, Case.LOCATIVE)), f"in the {name} powiat")
    if level is Level.VOIVODESHIP:
        name = register.unit(area.code).name
        return Text(_inside(voivodeship_phrase(name, Case.LOCATIVE)), f"in the {name} voivodeship")
    return Text("w całym partnerstwie", "in the whole partnership")


def in_powiats(register: Register, area: Area) -> Text | None:
    """The powiats whose union the area is, as the name of an indicator of powiats needs them.

    "w powiecie wałeckim" and "the wałecki powiat"; ``None`` where the area is no union of whole
    powiats and such an indicator has no value.
    """
    whole = area.whole_powiats(register)
    if whole != area.powiats():
        return None
    names = [register.unit(code).name for code in whole]
    if len(names) > SHOWN:
        return Text("w powiatach tego obszaru", "the powiats of this area")
    land = [name for name in names if not name[:1].isupper()]
    cities = [name for name in names if name[:1].isupper()]
    noun = "powiat" if len(names) == 1 else "powiats"
    return Text(
        join_list([*_in_land(land), *(_inside(powiat_phrase(c, Case.LOCATIVE)) for c in cities)]),
        f"the {' and '.join(names)} {noun}",
    )


def _in_land(names: list[str]) -> list[str]:
    phrases = [powiat_phrase(name, Case.LOCATIVE) for name in names]
    if len(phrases) < 2:
        return [_inside(phrase) for phrase in phrases]
    return [f"w powiatach {join_list(phrase.partition(' ')[2] for phrase in phrases)}"]


def _inside(phrase: str) -> str:
    return f"{in_preposition(phrase)} {phrase}"
