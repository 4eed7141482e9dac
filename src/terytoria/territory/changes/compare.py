"""Changes of units found by comparing two registers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from terytoria.language.cases import Case
from terytoria.language.dates import date_pl
from terytoria.language.places import unit_phrase
from terytoria.language.text import initial_upper
from terytoria.territory.changes.change import Change, Link, What
from terytoria.territory.changes.correspondence import Correspondence
from terytoria.territory.register import Register
from terytoria.territory.unit import Kind, Unit

_AREA_SLACK = 0.01
_KINDS = {
    Kind.URBAN: "miejską",
    Kind.RURAL: "wiejską",
    Kind.URBAN_RURAL: "miejsko-wiejską",
}


@dataclass(frozen=True)
class RegisterChanges:
    """What two registers tell of gminas: certain changes, and codes whose fate they leave open.

    ``gone`` are codes only of the older, ``born`` only of the newer register: whether they were
    merged or split, and into what, is for a legal act to say.
    """

    correspondence: Correspondence
    gone: tuple[str, ...]
    born: tuple[str, ...]


def changes_between(old: Register, new: Register, day: date) -> RegisterChanges:
    """Gminas that changed kind, name or powiat between two registers, in force on ``day``.

    A changed kind leaves the first six digits. A gmina is taken for moved when one that is gone
    and one that is new are the only such pair of one name and of the same area (within 1 %).
    """
    gone = [code for code in old.gminas if code not in new]
    born = [code for code in new.gminas if code not in old]
    pairs = [*_of_kind(gone, born), *_moved(old, new, gone, born)]
    matched = {code for _, link in pairs for code in (link.old, link.new)}
    changes = [
        Change(day, what, (link,), _sentence(what, old.unit(link.old), new.unit(link.new), day))
        for what, link in [*pairs, *_renamed(old, new)]
    ]
    return RegisterChanges(
        Correspondence(tuple(changes)),
        tuple(code for code in gone if code not in matched),
        tuple(code for code in born if code not in matched),
    )


def _of_kind(gone: list[str], born: list[str]) -> list[tuple[What, Link]]:
    stems = {code[:6]: code for code in gone}
    return [(What.KIND, Link(stems[code[:6]], code)) for code in born if code[:6] in stems]


def _moved(
    old: Register, new: Register, gone: list[str], born: list[str]
) -> list[tuple[What, Link]]:
    found = []
    for code in gone:
        like = [other for other in born if _alike(old.unit(code), new.unit(other))]
        back = [one for one in gone if like and _alike(old.unit(one), new.unit(like[0]))]
        if len(like) == 1 and len(back) == 1 and like[0][:6] != code[:6]:
            found.append((What.MOVED, Link(code, like[0])))
    return found


def _alike(one: Unit, other: Unit) -> bool:
    near = abs(one.area_km2 - other.area_km2) <= _AREA_SLACK * one.area_km2
    return one.name == other.name and near


def _renamed(old: Register, new: Register) -> list[tuple[What, Link]]:
    both = (code for code in old.gminas if code in new)
    return [
        (What.RENAME, Link(code, code))
        for code in both
        if old.unit(code).name != new.unit(code).name
    ]


def _sentence(what: What, before: Unit, after: Unit, day: date) -> str:
    since = f"Od {date_pl(day)}"
    name = unit_phrase(before.name, _plain(before.kind), Case.NOMINATIVE, ambiguous=False)
    if what is What.RENAME:
        return f"{since} {name} nosi nazwę {after.name}."
    if what is What.KIND:
        return f"{since} {name} jest gminą {_KINDS.get(after.kind, 'miejską')}."
    return f"{initial_upper(name)} ma od {date_pl(day)} kod {after.code} zamiast {before.code}."


def _plain(kind: Kind) -> str:
    return Kind.URBAN.value if kind is Kind.CITY_WITH_POWIAT_RIGHTS else kind.value
