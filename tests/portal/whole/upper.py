"""Records of the rooms above the planner: each text of theirs carries the mark too."""

from __future__ import annotations

import hashlib
import json
import zlib
from datetime import date, timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from terytoria.portal.accounts.models import User
from terytoria.portal.consultations.domain.contacts import keep_contact
from terytoria.portal.consultations.domain.keys import closed, keys
from terytoria.portal.consultations.enums import Author, Channel, Outcome, Spot, Standing
from terytoria.portal.consultations.models import (
    Consultation,
    Group,
    Original,
    Remark,
    Report,
    Scan,
    Verdict,
)
from terytoria.portal.drafting.domain.commenting import comment
from terytoria.portal.drafting.domain.companions import change_companion
from terytoria.portal.drafting.domain.queries import draft_of
from terytoria.portal.drafting.domain.removing import loss, remove
from terytoria.portal.drafting.domain.starting import create_text
from terytoria.portal.drafting.domain.writing import add_block, add_chapter
from terytoria.portal.drafting.enums import CompanionKind
from terytoria.portal.drafting.models import (
    DraftFile,
    DraftVersion,
    Evaluation,
    FigureSet,
    OwnLayer,
    Text,
    Waiver,
)
from terytoria.portal.evidence.models import DiagnosisVersion
from terytoria.portal.jobs.models import Job
from terytoria.portal.monitoring.models import Followed, Milestone, OwnReading, Round, Spending
from terytoria.portal.partnerships.models import DocumentVersion, Partnership
from terytoria.portal.procedures.models import Event, Override, Procedure
from terytoria.portal.strategies.models import Project, StrategyVersion, Target
from terytoria.portal.surveys.domain.answering import Given, submit
from terytoria.portal.surveys.domain.coding import give_codes
from terytoria.portal.surveys.domain.counting import compute, keep_results
from terytoria.portal.surveys.domain.drafting import Plan, create
from terytoria.portal.surveys.domain.releasing import release
from terytoria.portal.surveys.domain.running import close_survey, open_survey
from terytoria.portal.surveys.enums import Access, Audience
from terytoria.portal.surveys.models import Survey

from .filling import DOCUMENT, MEMBERS, Arguments, marked

PROFILE = "supralocal_10g"
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg"><title>{}</title></svg>'


def fill_upper(partnership: Partnership, owner: User, diagnosis: DiagnosisVersion) -> Arguments:
    """Put a record of every kind of these rooms into a partnership that :func:`fill` filled."""
    found = _of_drafting(partnership, owner, diagnosis)
    draft = DraftVersion.objects.filter(text__partnership=partnership).first()
    assert draft is not None
    return {
        **found,
        **_of_procedures(partnership, owner),
        **_of_consultations(partnership, owner, draft),
        **_of_surveys(partnership, owner),
        **_of_monitoring(partnership, owner),
    }


def _of_drafting(partnership: Partnership, owner: User, diagnosis: DiagnosisVersion) -> Arguments:
    frame = {"profiles": ["cwd"], "horizon": 2035}
    earlier = create_text(owner, partnership, {**frame, "title": marked("dawny")}, empty=True)
    text = create_text(owner, partnership, {**frame, "title": marked("tekst")}, empty=True)
    told = {"title": marked("rozdział"), "level": 1, "elements": ["C1"]}
    chapter = add_chapter(owner, text, told)
    block = add_block(owner, chapter, "paragraph", {"text": marked("Akapit. Zdanie.")})
    figure = {"figure": "ludnosc", "caption": marked("rysunek"), "pinned": ""}
    add_block(owner, chapter, "figure", figure)
    add_block(owner, chapter, "inserted", {"what": "goals"})
    table = {"caption": marked("tabela"), "header": ["a", "b"], "rows": [[marked("x"), "1"]]}
    add_block(owner, chapter, "table", table)
    gone = add_block(owner, chapter, "paragraph", {"text": marked("Usunięty.")})
    remove(owner, gone, loss(gone).shown)
    said = comment(owner, block, marked("komentarz"), marked("Inaczej."), block.version)
    Waiver.objects.create(text=text, element="C1", reason=marked("powód"))
    Evaluation.objects.create(text=text, number=1, relevance=marked("ocena"))
    for kind, field in (("summary", "area"), ("easy", "text")):
        said_there = {field: marked("towarzyszący")}
        change_companion(owner, text, CompanionKind(kind), 0, said_there)
    _draw(diagnosis)
    layer = OwnLayer.objects.create(
        partnership=partnership, title=marked("warstwa"), use="intervention", gminas=[], by=owner
    )
    versions = _frozen(text, diagnosis)
    kept = DraftFile(version=versions[0], ending="pdf")
    kept.file.save("tajny.pdf", ContentFile(DOCUMENT))
    parts = [{"key": chapter.key}, {"key": block.key}, {"key": gone.key}]
    return {
        "drafting:record": [{"record": layer.pk}],
        "drafting:pk": [{"pk": said.pk}],
        "drafting:choose": [{"pk": earlier.pk}],
        "drafting:kept": [{"pk": one.pk} for one in versions],
        "drafting:kind": [{"kind": "streszczenie"}, {"kind": "latwy"}],
        "drafting:draw": [{"number": diagnosis.number}],
        "drafting:picture": [{"number": diagnosis.number, "name": "ludnosc"}],
        "drafting:waive": [{"element": "C1"}],
        "drafting:key": parts,
        "drafting:chapter_edit": parts[:1],
        "drafting:block_edit": [{"key": one.key} for one in chapter.blocks.all()],
        "drafting:number": [{"number": one.number} for one in versions],
        "drafting:file": [{"number": versions[0].number, "ending": "pdf"}],
    }


def _draw(diagnosis: DiagnosisVersion) -> None:
    drawn = {
        "id": "ludnosc",
        "svg": PICTURE.format(marked("obraz")),
        "alt": marked("opis"),
        "caption": marked("podpis"),
        "source": marked("źródło"),
        "note": "",
        "width": "full",
        "table": None,
    }
    FigureSet.objects.create(
        diagnosis=diagnosis,
        names=[["ludnosc", marked("podpis")]],
        content=zlib.compress(json.dumps([drawn]).encode()),
    )


def _frozen(text: Text, diagnosis: DiagnosisVersion) -> list[DraftVersion]:
    strategy = StrategyVersion.objects.filter(partnership=text.partnership).first()
    values = {"draft": draft_of(text).to_json(), "evaluation": None, "sources": {}}
    content = json.dumps({**values, "profiles": ["cwd"], "waivers": {}}).encode()
    return [
        DraftVersion.objects.create(
            text=text,
            number=number,
            strategy=strategy,
            diagnosis=diagnosis,
            content=zlib.compress(content),
            sha256=hashlib.sha256(content).hexdigest(),
            note=marked("wersja"),
        )
        for number in (1, 2)
    ]


def _of_procedures(partnership: Partnership, owner: User) -> Arguments:
    begun = timezone.localdate() - timedelta(days=200)
    made = {"partnership": partnership, "profile": PROFILE, "created_by": owner, "start": begun}
    earlier = Procedure.objects.create(name=marked("dawna"), current=False, **made)
    procedure = Procedure.objects.create(name=marked("procedura"), without=["assessment"], **made)
    document = DocumentVersion.objects.filter(document__partnership=partnership).first()
    step = {"procedure": procedure, "step": "form", "begin": begun, "document": document}
    Event.objects.create(**step, note=marked("uwaga"), superseded=True, entered_by=owner)
    event = Event.objects.create(**step, note=marked("uwaga"), reason=marked("pomyłka"))
    told = {"refusals": [marked("odmowa")], "reason": marked("uzasadnienie"), "by": owner}
    Override.objects.create(event=event, by_name=marked("osoba"), **told)
    steps = [{"record": procedure.pk, "step": one} for one in ("form", "consultation", "opinion")]
    return {
        "procedures:record": [{"record": procedure.pk}, {"record": earlier.pk}],
        "procedures:record+step": steps,
        "procedures:letter": [{"record": procedure.pk, "letter": one.id} for one in _letters()[:2]],
    }


def _letters() -> list[Any]:
    from terytoria.reports.letters import letters_of

    return list(letters_of(PROFILE))


def _of_consultations(partnership: Partnership, owner: User, draft: DraftVersion) -> Arguments:
    document = DocumentVersion.objects.filter(document__partnership=partnership).first()
    states = {"planned": {}, "open": {"draft": draft}, "reported": {"document": document}}
    kept = [_consultation(partnership, at, state, more) for at, (state, more) in _told(states)]
    today = timezone.localdate()
    page = zlib.compress(f"<p>{marked('sprawozdanie')}</p>".encode())
    files = {"pdf": document, "docx": document}
    Report.objects.create(consultation=kept[2], html=page, released_on=today, **files)
    place = draft.draft().chapters[0]
    remarks = [
        _remark(kept[1], 1, spot=Spot.BLOCK, place=place.blocks[0].id, flagged=True),
        _remark(kept[1], 2, spot=Spot.MAP, gmina=MEMBERS[0], lon=17.0, lat=51.0),
        _remark(kept[1], 3, spot=Spot.CHAPTER, place=place.id),
        _remark(kept[1], 4, spot=Spot.WHOLE, standing=Standing.UNCONFIRMED),
        _remark(kept[1], 5, spot=Spot.WHOLE, standing=Standing.SPAM),
        _remark(kept[2], 1, spot=Spot.WHOLE, outcome=Outcome.REJECTED),
    ]
    _of_people(remarks[0])
    together = Group.objects.create(consultation=kept[1], title=marked("grupa"))
    Remark.objects.filter(pk__in=[one.pk for one in remarks[1:3]]).update(group=together)
    said = {"reasons": marked("uzasadnienie"), "by": owner, "by_name": marked("osoba")}
    proposed = Verdict.objects.create(
        remark=remarks[0], outcome=Outcome.ACCEPTED, before=marked("a"), after=marked("b"), **said
    )
    Verdict.objects.create(group=together, outcome=Outcome.REJECTED, **said)
    pairs = [{"number": one.consultation.number, "remark": one.number} for one in remarks]
    return {
        "consultations:number": [{"number": one.number} for one in kept],
        "consultations:number+remark": pairs,
        "consultations:approve": [{**pairs[0], "verdict": proposed.pk}],
    }


def _told(states: dict[str, dict[str, Any]]) -> list[tuple[int, tuple[str, dict[str, Any]]]]:
    return list(enumerate(states.items(), 1))


def _consultation(
    partnership: Partnership, number: int, state: str, more: dict[str, Any]
) -> Consultation:
    today = timezone.localdate()
    return Consultation.objects.create(
        partnership=partnership,
        number=number,
        title=marked("konsultacje"),
        profile=PROFILE,
        notice_on=today - timedelta(days=60),
        ends_on=today - timedelta(days=10) if state == "reported" else today + timedelta(days=10),
        erase_on=today + timedelta(days=300),
        ways=marked("formularz"),
        meetings=marked("spotkanie"),
        override_reason=marked("odstępstwo"),
        overridden_by=marked("osoba"),
        last_number=6,
        state=state,
        **more,
    )


def _remark(consultation: Consultation, number: int, **more: Any) -> Remark:
    said = marked(f"uwaga {number}")
    usual = {
        "code": f"tajny-kod-{consultation.number}-{number}",
        "received_at": timezone.now(),
        "channel": Channel.LETTER,
        "author": Author.RESIDENT,
        "standing": Standing.CONFIRMED,
        "place_name": marked("miejsce"),
        "chapter_name": marked("rozdział"),
        "text": said,
        "folded": said.casefold(),
    }
    return Remark.objects.create(consultation=consultation, number=number, **{**usual, **more})


def _of_people(remark: Remark) -> None:
    keep_contact(remark, "tajny@example.org", marked("osoba"), proved=True)
    day, key = remark.consultation.erase_on, keys()[0].name
    Original.objects.create(remark=remark, text=closed(marked("pierwotna")), key=key, erase_on=day)
    scan = Scan(remark=remark, media_type="application/pdf", size=len(DOCUMENT), erase_on=day)
    scan.sha256 = hashlib.sha256(DOCUMENT).hexdigest()
    scan.file.save("tajny.pdf", ContentFile(DOCUMENT))


def _of_surveys(partnership: Partnership, owner: User) -> Arguments:
    draft, running, ended = (_survey(partnership, owner, state) for state in range(3))
    code = ended.codes.create(question="jedno", name=marked("kod"))
    answer = ended.answers.order_by("number")[0]
    give_codes(owner, ended, "jedno", {answer.pk: [code.pk]})
    quote = ended.quotes.create(question="jedno", text=marked("wypowiedź"))
    keep_results(ended, compute(ended))
    release(owner, ended)
    asked = [{"record": one.pk, "question": "zycie"} for one in (draft, running)]
    of_open = {"record": ended.pk, "question": "jedno"}
    return {
        "surveys:record": [{"record": one.pk} for one in (draft, running, ended)],
        "surveys:question+record": [*asked, of_open],
        "surveys:remove_code": [{**of_open, "code": code.pk}],
        "surveys:quote": [{**of_open, "number": answer.pk}],
        "surveys:unquote": [{**of_open, "quote": quote.pk}],
    }


def _survey(partnership: Partnership, owner: User, state: int) -> Survey:
    start = timezone.localdate() - timedelta(days=1)
    asked = Plan(
        title=marked("ankieta"),
        intro=marked("wstęp"),
        audience=Audience.RESIDENTS,
        access=Access.TOKEN if state == 1 else Access.ANYBODY,
        opens=start,
        closes=start + timedelta(days=20),
        keep_until=start + timedelta(days=200),
    )
    survey = create(owner, partnership, asked, "residents")
    if state:
        open_survey(owner, survey)
    if state == 2:
        for at in range(12):
            answers = {"zycie": at % 5 + 1, "plany": "tu", "jedno": marked(f"zdanie {at}")}
            submit(survey, Given(answers, MEMBERS[0], "km"[at % 2], "25-44"))
        close_survey(owner, survey)
    return Survey.objects.get(pk=survey.pk)


def _of_monitoring(partnership: Partnership, owner: User) -> Arguments:
    day = timezone.localdate()
    target = Target.objects.filter(partnership=partnership).exclude(own_name="").get()
    project = Project.objects.get(partnership=partnership)
    step = Milestone.objects.create(project=project, title=marked("krok"), planned_on=day)
    money = Spending.objects.create(project=project, year=day.year, fund="own", planned=10)
    read = {"target": target, "source": marked("źródło"), "taken_on": day, "by": owner}
    reading = OwnReading.objects.create(year=day.year, value=3.0, **read)
    followed = Target.objects.create(
        partnership=partnership,
        goal=target.goal,
        indicator="R-01",
        wanted="down",
        base_year=2021,
        target_year=2030,
        target_value=5.0,
        source=marked("źródło"),
    )
    _looked(partnership, followed, day)
    return {
        "monitoring:pk": [{"pk": project.pk}],
        "monitoring:readings": [{"pk": target.pk}, {"pk": followed.pk}],
        "monitoring:read_in": [{"pk": target.pk}],
        "monitoring:withdraw": [{"pk": target.pk, "record": reading.pk}],
        "monitoring:pk+record": [{"pk": project.pk, "record": step.pk}],
        "monitoring:change_money": [{"pk": project.pk, "record": money.pk}],
        "monitoring:drop_money": [{"pk": project.pk, "record": money.pk}],
    }


def _looked(partnership: Partnership, target: Target, day: date) -> None:
    job = Job.objects.create(kind="monitoring.follow", key=f"test:{partnership.pk}")
    made = Round.objects.create(
        partnership=partnership,
        number=1,
        snapshot=marked("migawka"),
        vintage=day.isoformat(),
        synthetic=True,
        sha256="0" * 64,
        job=job,
    )
    told = {"asked": {}, "problem": marked("brak danych")}
    Followed.objects.create(round=made, target=target, text="draft", **told)
