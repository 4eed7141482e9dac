"""The links of an area in Polish sentences: number first, limits beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl

from terytoria.diagnosis.links.supralocal import Supralocal, Verdict
from terytoria.diagnosis.naming import named, whence, whither
from terytoria.language.cases import Case
from terytoria.language.numbers import number, percent
from terytoria.language.places import powiat_phrase
from terytoria.language.plural import counted
from terytoria.language.text import initial_upper, join_list
from terytoria.territory import Register

_NAMED = 5  # neighbours named in a sentence; the table has all
NO_EMPLOYED = (
    "Liczby pracujących mieszkańców nie ma w danych: udziały liczymy wśród wyjeżdżających "
    "do innych gmin, a nie wśród wszystkich pracujących."
)


def persons(count: float) -> str:
    """ "855 osób"; every flow is a lower bound, so sentences add "co najmniej"."""
    return counted(count, "osoba", "osoby", "osób")


def area_sentences(year: int, area: dict[str, float], members: int) -> list[str]:
    """What the people of the area do, and how much of it stays inside."""
    if not area["out"]:
        return ["W danych nie ma ani jednego dojazdu do pracy z gmin partnerstwa."]
    shown = percent(100 * area["retention"], 0)
    working = (
        f"Z gmin partnerstwa do pracy w innych gminach wyjeżdżało w {year} r. co najmniej "
        f"{persons(area['out'])}"
        + (
            f", z tego {number(area['inside'])} ({shown}) do innej gminy partnerstwa"
            * (members > 1)
        )
        + "."
    )
    around = (
        "Do gmin sąsiadujących z partnerstwem jeździło co najmniej "
        f"{persons(area['out_neighbours'])}, a z zewnątrz do pracy w partnerstwie przyjeżdżało "
        f"co najmniej {persons(area['in_outside'])}."
    )
    sentences = [working, around]
    if area["out_far"]:
        sentences.append(
            f"Strumienie do odległych miejsc to co najmniej {persons(area['out_far'])}: często "
            "wskazują siedzibę pracodawcy, a nie miejsce pracy."
        )
    return sentences


def member_sentences(
    register: Register, member: dict[str, Any], targets: pl.DataFrame, year: int
) -> list[str]:
    """One member: how many leave, to where most of them, and which centre it looks to."""
    code = member["unit"]
    if not member["out"]:
        start = whence(register, code)
        return [f"{initial_upper(start)} dane nie pokazują wyjazdów do pracy."]
    start = whence(register, code)
    text = (
        f"{initial_upper(start)} do pracy w innych gminach wyjeżdżało w {year} r. co "
        f"najmniej {persons(member['out'])}"
    )
    near = targets.filter(~pl.col("far")).head(1)
    for dest, count, share in near.select("dest", "persons", "share").iter_rows():
        text += f", z tego {number(count)} ({percent(100 * share, 0)}) {whither(register, dest)}"
    sentences = [text + "."]
    if member["out_far"]:
        far = targets.filter(pl.col("far")).head(1)["dest"].item()
        sentences.append(
            f"Do odległych miejsc prowadzą strumienie {persons(member['out_far'])} (największy "
            f"{whither(register, far)}): może to być siedziba pracodawcy, a nie miejsce pracy."
        )
    if member["core"]:
        sentences.append(
            f"Więcej osób tu przyjeżdża ({number(member['in'])}), niż wyjeżdża: to ośrodek pracy."
        )
    if member["dominant"]:
        centre = whither(register, member["dominant"])
        sentences.append(f"Największy bliski strumień do większego ośrodka prowadzi {centre}.")
    return sentences


def candidate_sentence(
    register: Register, better: Sequence[tuple[str, float]], weakest: tuple[str, float]
) -> str:
    """Which neighbours outside are tied more closely than the weakest member."""
    code, tie = weakest
    least = f"{named(register, code, Case.NOMINATIVE)}, {percent(100 * tie, 0)} przepływów"
    if not better:
        return (
            "Żadna sąsiednia gmina spoza partnerstwa nie jest z nim powiązana mocniej niż "
            f"najsłabiej związany członek ({least})."
        )
    listed = join_list(
        f"{named(register, outside, Case.NOMINATIVE)} ({percent(100 * share, 0)})"
        for outside, share in better[:_NAMED]
    )
    return (
        "Sąsiednie gminy powiązane z partnerstwem mocniej niż najsłabiej związany członek "
        f"({least}): {listed}."
    )


def verdict_sentences(register: Register, evidence: Supralocal) -> list[str]:
    """The evidence for art. 10g in words, with what the data cannot tell."""
    return [_verdict(register, evidence), *_powiats(register, evidence)]


def _verdict(register: Register, evidence: Supralocal) -> str:
    match evidence.verdict:
        case Verdict.CONFIRMED:
            return (
                "Gminy sąsiadują ze sobą i łączą je dojazdy do pracy (co najmniej "
                f"{persons(evidence.persons_between)}): dane potwierdzają obie przesłanki art. 10g "
                "ustawy o samorządzie gminnym."
            )
        case Verdict.BORDERS_UNKNOWN:
            missing = join_list(
                named(register, code, Case.NOMINATIVE) for code in evidence.unmapped
            )
            return (
                f"W danych brak granic: {missing}. Sąsiedztwo, o które pyta art. 10g ustawy "
                "o samorządzie gminnym, trzeba tu sprawdzić na mapie."
            )
        case Verdict.NOT_CONTIGUOUS:
            parts = counted(
                len(evidence.contiguity.parts), "część", "części", "części", fraction="części"
            )
            return (
                f"Obszar dzieli się na {parts} bez wspólnej granicy: przesłanka sąsiedztwa "
                "z art. 10g nie jest spełniona."
            )
        case Verdict.PARTLY_LINKED:
            apart = join_list(named(register, code, Case.NOMINATIVE) for code in evidence.unlinked)
            return (
                "Gminy sąsiadują ze sobą, ale dojazdy do pracy nie łączą wszystkich. Poza główną "
                f"siecią są: {apart}. Powiązania trzeba tam wykazać inaczej (usługi, "
                "szkoły, transport)."
            )
        case Verdict.NO_LINKS_SEEN:
            return (
                "Gminy sąsiadują ze sobą, lecz dane nie pokazują między nimi dojazdów do pracy. "
                "Mniejszych strumieni statystyka nie ujawnia: powiązania trzeba wykazać inaczej."
            )
        case Verdict.SINGLE:
            return "Obszar to jedna gmina: strategia ponadlokalna wymaga co najmniej dwóch."


def _powiats(register: Register, evidence: Supralocal) -> list[str]:
    sentences = []
    for codes, one, many in (
        (
            evidence.must_join,
            "musi wziąć udział, bo uczestniczą wszystkie jego gminy",
            "muszą wziąć udział, bo uczestniczą wszystkie ich gminy",
        ),
        (
            evidence.may_join,
            "może wziąć udział, bo uczestniczy część jego gmin",
            "mogą wziąć udział, bo uczestniczy część ich gmin",
        ),
    ):
        if codes:
            names = join_list(
                powiat_phrase(register.unit(code).name, Case.NOMINATIVE) for code in codes
            )
            sentences.append(f"{initial_upper(names)} {one if len(codes) == 1 else many}.")
    return sentences


def limits(low: int, far_km: float) -> tuple[str, ...]:
    """What the data on flows cannot say."""
    far = number(far_km, 0)
    return (
        f"Dane obejmują strumienie od {number(low)} osób wzwyż: wszystkie liczby to dolne granice.",
        NO_EMPLOYED,
        f"Strumienie dłuższe niż {far} km pokazujemy osobno: często to siedziba pracodawcy.",
        "Przejazdy między miastem a wsią tej samej gminy nie są dojazdami do innej gminy.",
    )
