"""A consultation of the text that is over: remarks, a position on each, the report."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from terytoria.portal.consultations.domain.deciding import Opinion, decide
from terytoria.portal.consultations.domain.places import Aim, gminas_of
from terytoria.portal.consultations.domain.planning import (
    Plan,
    close_register,
    open_consultation,
    plan,
)
from terytoria.portal.consultations.domain.receiving import Came, Person, Said, enter, receive
from terytoria.portal.consultations.domain.reporting import BUILD, order_report
from terytoria.portal.consultations.domain.sorting import group
from terytoria.portal.consultations.enums import Channel, Spot
from terytoria.portal.consultations.models import Consultation, Remark
from terytoria.portal.demonstration.content.procedure import PROFILE
from terytoria.portal.demonstration.content.remarks import TOPICS, Topic, Voice
from terytoria.portal.demonstration.content.text import TITLE, paragraph
from terytoria.portal.demonstration.domain.clock import ago, day, has_a_past
from terytoria.portal.demonstration.domain.partnership import Scene
from terytoria.portal.demonstration.domain.settling import settle
from terytoria.portal.drafting.domain.writing import change_block
from terytoria.portal.drafting.models import BlockRevision, DraftVersion
from terytoria.portal.partnerships import country as land
from terytoria.portal.partnerships.domain.acting import today

NOTICE, END, DECIDED, CLOSED, REPORTED = 52, 12, 9, 7, 5
"""Days ago of the notice, the last day, the positions, the closed register, the report."""
_KEPT = 365


def add_consultation(scene: Scene) -> None:
    """Consult the frozen text, unless something was consulted or there is no text."""
    known = Consultation.objects.filter(partnership=scene.partnership).exists()
    drafts = DraftVersion.objects.filter(text__partnership=scene.partnership, text__title=TITLE)
    draft = drafts.last()
    if known or draft is None or not has_a_past(scene.partnership):
        return
    coordinator = scene.people["koordynator"]
    with ago(NOTICE):
        made = open_consultation(coordinator, plan(coordinator, scene.partnership, _plan(draft)))
    said = _collect(scene, made)
    with ago(DECIDED):
        for topic, remarks in said:
            _answer(scene, made, topic, remarks)
    with ago(CLOSED):
        made = close_register(coordinator, made)
    with ago(REPORTED):
        order_report(coordinator, made)
        settle(scene.partnership, BUILD)


def _plan(draft: DraftVersion) -> Plan:
    return Plan(
        title="Projekt strategii (przykład)",
        profile=PROFILE,
        notice_on=day(NOTICE),
        ends_on=day(END),
        erase_on=day(END - _KEPT),
        ways="formularz na tej stronie\npismo do starostwa\nspotkanie otwarte",
        meetings="Spotkanie otwarte w każdej gminie (przykład)",
        draft=draft,
    )


def _collect(scene: Scene, made: Consultation) -> list[tuple[Topic, list[Remark]]]:
    """Every remark on a day of its own order, as they would come: topics one by one, in turn."""
    waiting = [(topic, list(topic.voices), list[Remark]()) for topic in TOPICS]
    count = sum(len(voices) for _topic, voices, _remarks in waiting)
    for at, (voice, remarks) in enumerate(_in_turn(waiting)):
        back = NOTICE - 1 - at * (NOTICE - END - 1) // count
        with ago(back):
            remarks.append(_take(scene, made, voice, at))
    return [(topic, remarks) for topic, _voices, remarks in waiting]


def _in_turn(
    waiting: list[tuple[Topic, list[Voice], list[Remark]]],
) -> Iterator[tuple[Voice, list[Remark]]]:
    longest = max(len(voices) for _topic, voices, _remarks in waiting)
    for turn in range(longest):
        for _topic, voices, remarks in waiting:
            if turn < len(voices):
                yield voices[turn], remarks


def _take(scene: Scene, made: Consultation, voice: Voice, at: int) -> Remark:
    gminas = [code for code, _name in gminas_of(made)]
    home = gminas[at % len(gminas)] if gminas and at % 3 else ""
    said = Said(voice.text, voice.author, _aim(made, voice, gminas, at), home)
    if voice.channel == Channel.FORM:
        code = hashlib.sha256(f"pokaz:{made.pk}:{at}".encode()).hexdigest()[:43]
        return receive(made, said, code, Person())
    return enter(scene.people["ekspert"], made, said, Came(voice.channel, today()))


def _aim(made: Consultation, voice: Voice, gminas: list[str], at: int) -> Aim:
    if voice.spot == Spot.MAP and gminas:
        code = gminas[at % len(gminas)]
        return Aim(Spot.MAP, gmina=code, point=_inside(code))
    if voice.spot in (Spot.CHAPTER, Spot.BLOCK) and made.draft is not None:
        chapter = next(one for one in made.draft.draft().chapters if one.title == voice.chapter)
        place = chapter.id if voice.spot == Spot.CHAPTER else chapter.blocks[0].id
        return Aim(voice.spot, place)
    return Aim()


def _inside(code: str) -> tuple[float, float] | None:
    """A point of a gmina, in degrees."""
    boundaries = land.current().boundaries
    if boundaries is None or code not in boundaries:
        return None
    point = boundaries.of(code).representative_point()
    return (round(point.x, 4), round(point.y, 4))


def _answer(scene: Scene, made: Consultation, topic: Topic, remarks: list[Remark]) -> None:
    """One position for all who said the same, with the change of the text it made."""
    coordinator, revision = scene.people["koordynator"], None
    if len(remarks) > 1:
        group(scene.people["ekspert"], made, [one.number for one in remarks], topic.title)
    if topic.adds and made.draft is not None:
        block = paragraph(made.draft.text, topic.chapter)
        words = f"{block.content['text']} {topic.adds}"
        change_block(scene.people["grupa"], block, block.version, words)
        revision = BlockRevision.objects.filter(key=block.key).first()
    chosen = revision.pk if revision else None
    decide(coordinator, remarks[0], Opinion(topic.outcome, topic.reasons, chosen))
