"""An adopted text made public: every file, its cover, metric, changes, open data, withdrawal."""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import page as pdf_check
import pyogrio
import pyogrio.raw
import pypdf
import pytest
from django.test import Client
from tests.portal.looking import Browsers

from terytoria.portal.accounts.models import User
from terytoria.portal.drafting.domain.layers import gminas_of
from terytoria.portal.drafting.models import DraftVersion, OwnLayer, Text
from terytoria.portal.evidence.models import DiagnosisVersion
from terytoria.portal.jobs.domain.work import work
from terytoria.portal.partnerships.domain.acting import RefusedError
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.procedures.models import Procedure
from terytoria.portal.publishing.domain import text as room
from terytoria.portal.publishing.domain.releasing import release, withdraw
from terytoria.portal.publishing.models import Release
from terytoria.portal.publishing.site import Site, release_folder
from terytoria.portal.strategies.chain import Chain, Frame
from terytoria.portal.strategies.serialise import to_bytes
from terytoria.statistics.snapshot import SnapshotError

from .conftest import CHAIN, Decide, Publish, diagnosis_of, strategy_of
from .test_in_browser import looked_over

pytestmark = pytest.mark.django_db
SUMMARY = {
    "area": "Cztery gminy nad rzeką.",
    "challenges": "Młodzi wyjeżdżają.",
    "goals": "Chcemy, żeby zostali.",
    "projects": "Zbudujemy domy.",
    "targets": "Liczymy co rok.",
}
EASY = {
    "text": "To jest plan naszych gmin.\nBędą nowe domy.\nMłodzi będą mieć gdzie żyć.",
    "words": "strategia: plan na wiele lat",
}
DRAFT = {
    "title": "Strategia Doliny do 2035 roku",
    "horizon": 2035,
    "chapters": [
        {
            "id": "r1",
            "title": "Wnioski",
            "level": 1,
            "elements": ["C1"],
            "blocks": [{"kind": "paragraph", "id": "b1", "text": "Ubywa **młodych** osób."}],
        },
        {
            "id": "r2",
            "title": "Cele",
            "level": 1,
            "elements": [],
            "blocks": [
                {"kind": "inserted", "id": "b2", "what": "goals"},
                {"kind": "inserted", "id": "b3", "what": "projects"},
            ],
        },
    ],
}
Freeze = Callable[..., DraftVersion]
MODEL = {"model.html", "model.pdf", "model.gpkg"}


@pytest.fixture
def text(dolina_made: Partnership) -> Text:
    """The text of the partnership."""
    return Text.objects.create(
        partnership=dolina_made, title=DRAFT["title"], horizon=2035, profiles=["cwd"]
    )


@pytest.fixture
def frozen(text: Text, chair: User) -> Freeze:
    """Freezes a version: ``frozen(draft=…, diagnosis=…, summary=…)``."""

    def made(diagnosis: DiagnosisVersion | None = None, **parts: Any) -> DraftVersion:
        values = {
            "format": "terytoria-draft/1",
            "draft": parts.pop("draft", DRAFT),
            "profiles": ["cwd"],
            "waivers": {},
            "evaluation": None,
            "sources": {},
            **parts,
        }
        content = json.dumps(values, sort_keys=True).encode()
        return DraftVersion.objects.create(
            text=text,
            number=text.versions.count() + 1,
            strategy=strategy_of(text.partnership),
            diagnosis=diagnosis,
            content=zlib.compress(content),
            sha256=hashlib.sha256(content).hexdigest(),
            note="Po konsultacjach",
            created_by=chair,
        )

    return made


@pytest.fixture
def whole(
    frozen: Freeze,
    decide: Decide,
    publish: Publish,
    dolina_made: Partnership,
    diagnosis_bytes: bytes,
) -> Release:
    """A released text with everything that may go with it."""
    version = frozen(diagnosis_of(dolina_made, diagnosis_bytes), summary=SUMMARY, easy=EASY)
    return publish(decide("Przyjęcie strategii", draft=version))


def folder(root: Path, made: Release) -> Path:
    return release_folder(root, made.pk)


def changed(text: str) -> dict[str, Any]:
    """The draft with another first paragraph."""
    told: dict[str, Any] = json.loads(json.dumps(DRAFT))
    told["chapters"][0]["blocks"][0]["text"] = text
    return told


class TestFiles:
    def test_everything_is_written_and_sound(
        self, whole: Release, root: Path, site: Callable[[], Site]
    ) -> None:
        at = folder(root, whole)
        (card,) = site().entries[0].releases
        assert {one.name for one in card.files} == set(room.TEXT_FILES)
        assert card.paper_title == DRAFT["title"]
        for one in card.files:
            assert hashlib.sha256((at / one.name).read_bytes()).hexdigest() == one.sha256
        for name in ("strategia", "streszczenie", "latwy", "model"):
            pdf = (at / f"{name}.pdf").read_bytes()
            for profile in ("ua1", "3a"):
                report = pdf_check.validate_pdf_bytes(pdf, profile=profile)
                assert report.is_compliant, (name, [one.message for one in report.failures])
        assert (at / "cover.png").read_bytes()[:4] == b"\x89PNG"
        assert zipfile.is_zipfile(at / "strategia.docx")
        assert len(pypdf.PdfReader(at / "streszczenie.pdf").pages) <= 2
        assert pyogrio.list_layers(at / "model.gpkg")[:, 0].tolist()[:2] == ["settlements", "links"]
        first = pypdf.PdfReader(io.BytesIO((at / "strategia.pdf").read_bytes())).pages[0]
        assert "1/2026" in first.extract_text()
        assert "Ubywa <strong>młodych</strong>" in (at / "strategia.html").read_text("utf-8")

    def test_the_chain_keeps_to_its_schema(self, whole: Release, root: Path) -> None:
        at = folder(root, whole)
        schema = json.loads((at / "strategia.schema.json").read_bytes())
        jsonschema.Draft202012Validator.check_schema(schema)
        chain = json.loads((at / "strategia.json").read_bytes())
        jsonschema.validate(chain, schema)
        assert chain == CHAIN
        jsonschema.validate(
            json.loads(to_bytes(Chain("x", Frame(), (), (), (), (), (), (), {}))), schema
        )
        for wrong in ({**chain, "format": "inny"}, {**chain, "goals": [{"id": 1}]}):
            with pytest.raises(jsonschema.ValidationError):
                jsonschema.validate(wrong, schema)

    def test_own_layers_stand_in_the_graphic_part(
        self, chair: User, frozen: Freeze, tmp_path: Path, diagnosis_bytes: bytes,
        dolina_made: Partnership,
    ) -> None:  # fmt: skip
        own = OwnLayer.objects.create(
            partnership=dolina_made, title="Południe doliny", use="intervention", by=chair,
            gminas=[gminas_of(dolina_made)[0]],
        )  # fmt: skip
        version = frozen(diagnosis_of(dolina_made, diagnosis_bytes), layers=[own.pk])
        imprint = room.imprint_of(version)
        layers = OwnLayer.objects.filter(pk__in=version.values()["layers"])
        assert room.write_model(version.diagnosis, imprint, tmp_path, layers) == ""
        meta, _, _, columns = pyogrio.raw.read(tmp_path / "model.gpkg", layer="intervention")
        assert "Południe doliny" in columns[list(meta["fields"]).index("nazwa")]
        assert "Południe doliny" in (tmp_path / "model.html").read_text("utf-8")

    def test_an_area_beyond_the_diagnosis_is_told_and_stops_no_release(
        self, chair: User, frozen: Freeze, tmp_path: Path, diagnosis_bytes: bytes,
        dolina_made: Partnership,
    ) -> None:  # fmt: skip
        own = OwnLayer(partnership=dolina_made, title="Daleko", use="intervention", by=chair)
        own.gminas = ["0299011"]
        version = frozen(diagnosis_of(dolina_made, diagnosis_bytes))
        told = room.write_model(version.diagnosis, room.imprint_of(version), tmp_path, [own])
        assert "Obszar „Daleko” ma gminy spoza partnerstwa" in told
        assert not list(tmp_path.iterdir())

    def test_without_a_diagnosis_it_is_said_that_there_is_no_map(
        self, frozen: Freeze, decide: Decide, publish: Publish, site: Callable[[], Site]
    ) -> None:
        publish(decide(draft=frozen()))
        (card,) = site().entries[0].releases
        names = {one.name for one in card.files}
        assert not names & (MODEL | {"streszczenie.pdf", "latwy.pdf"})
        assert "nie opiera się na diagnozie" in card.facts["Część graficzna"]

    def test_without_the_snapshot_it_is_said_too(
        self, monkeypatch: pytest.MonkeyPatch, frozen: Freeze, tmp_path: Path,
        dolina_made: Partnership, diagnosis_bytes: bytes,
    ) -> None:  # fmt: skip
        class Empty:
            def open(self, name: str) -> None:
                raise SnapshotError(name)

        monkeypatch.setattr("terytoria.statistics.snapshot.Store.default", Empty)
        version = frozen(diagnosis_of(dolina_made, diagnosis_bytes))
        imprint = room.imprint_of(version)
        assert "nie ma migawki" in room.write_model(version.diagnosis, imprint, tmp_path)
        assert not list(tmp_path.iterdir())

    def test_a_damaged_text_is_not_published(
        self, frozen: Freeze, decide: Decide, publish: Publish, root: Path
    ) -> None:
        version = frozen()
        DraftVersion.objects.filter(pk=version.pk).update(content=zlib.compress(b"{}"))
        made = publish(decide(draft=version))
        assert not folder(root, made).exists()


class TestPages:
    def test_the_document_shows_metric_files_and_goals(self, whole: Release, chair: User) -> None:
        paper = f"strategia-{whole.decision.draft.text_id}"  # type: ignore[union-attr]
        shown = Client().get(f"/partnerstwo/dolina/dokument/{paper}/").content.decode()
        for said in (chair.name, "Po konsultacjach", "Młodzi zostają", "GeoPackage"):
            assert said in shown
        assert 'href="/partnerstwo/dolina/dokument/' in shown
        assert "wersja/1/cover.png" not in shown
        answer = Client().get("/partnerstwo/dolina/strategia/")
        assert answer["Location"] == f"/partnerstwo/dolina/dokument/{paper}/"

    def test_the_page_of_the_partnership_shows_the_cover(self, whole: Release) -> None:
        assert whole.alive
        shown = Client().get("/partnerstwo/dolina/").content.decode()
        at = shown.index("cover.png")
        address = shown[shown.rindex('"', 0, at) + 1 : shown.index('"', at)]
        answer = Client().get(address)
        assert answer["Content-Type"] == "image/png"
        assert "attachment" not in answer.headers.get("Content-Disposition", "")
        assert b"".join(answer.streaming_content)[:4] == b"\x89PNG"  # type: ignore[arg-type]
        answer.close()
        for name in ("strategia.pdf", "streszczenie.pdf", "latwy.html"):
            assert name in shown

    def test_open_data_lists_the_files_and_the_goals(self, whole: Release) -> None:
        assert whole.alive
        told = json.loads(Client().get("/dane/katalog.jsonld").content)
        names = json.dumps(told)
        for name in ("strategia.json", "strategia.schema.json", "model.gpkg", "streszczenie.pdf"):
            assert name in names
        assert "Młodzi zostają" in Client().get("/dane/cele.csv").content.decode()
        assert "/dokument/strategia-" in Client().get("/sitemap.xml").content.decode()
        assert DRAFT["title"] in Client().get("/nowosci.atom").content.decode()

    def test_nothing_is_a_strategy_before_one_is_released(
        self, decide: Decide, publish: Publish
    ) -> None:
        publish(decide("Wybór lidera"))
        assert Client().get("/partnerstwo/dolina/strategia/").status_code == 404
        assert "cover.png" not in Client().get("/partnerstwo/dolina/").content.decode()


class TestChanges:
    def test_the_next_release_says_what_changed(
        self, frozen: Freeze, decide: Decide, publish: Publish, site: Callable[[], Site]
    ) -> None:
        publish(decide(draft=frozen()))
        later = {"summary": SUMMARY, "layers": [1]}
        publish(decide(draft=frozen(draft=changed("Wracają młodzi."), **later)))
        paper = site().entries[0].papers[0]
        assert [one.version for one in paper.releases] == [2, 1]
        newest, first = paper.releases
        assert first.changes == ()
        assert newest.changes == (
            "zmieniono: Akapit, rozdział „Wnioski”",
            "zmieniono streszczenie",
            "zmieniono warstwy własne części graficznej",
        )
        shown = Client().get(f"/partnerstwo/dolina/dokument/{paper.id}/").content.decode()
        assert "zmieniono streszczenie" in shown

    def test_the_same_text_says_so_and_many_changes_are_counted(
        self, monkeypatch: pytest.MonkeyPatch, frozen: Freeze, decide: Decide, publish: Publish
    ) -> None:
        publish(decide(draft=frozen()))
        same = publish(decide(draft=frozen()))
        assert room.changes_since(same) == ("treść jest ta sama",)
        monkeypatch.setattr(room, "MOST_CHANGES", 1)
        other = publish(decide(draft=frozen(draft=changed("Inny."), easy=EASY)))
        assert room.changes_since(other)[1:] == ("i 1 innych zmian",)

    def test_a_withdrawn_text_leaves_nothing_but_the_reason(
        self, whole: Release, chair: User, root: Path, site: Callable[[], Site]
    ) -> None:
        withdraw(chair, whole, "Błąd w tekście.")
        work(once=True)
        (card,) = site().entries[0].releases
        assert (card.files, card.facts, card.changes) == ((), {}, ())
        assert site().goals == ()
        assert [one.name for one in folder(root, whole).iterdir()] == ["release.json"]
        assert "cover.png" not in Client().get("/partnerstwo/dolina/").content.decode()
        answer = Client().get(f"/partnerstwo/dolina/dokument/{card.paper}/")
        assert answer.status_code == 410
        assert "Błąd w tekście." in answer.content.decode()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_pages_of_a_strategy_in_a_browser(
    whole: Release, root: Path, browsers: Browsers
) -> None:
    draft = whole.decision.draft
    assert draft is not None
    page = browsers.open(reduced_motion="reduce")
    for name, address in (
        ("dokument", f"dokument/strategia-{draft.text_id}/"),
        ("partnerstwo", ""),
    ):
        for prefix in ("", "/en"):
            page.goto(f"{prefix}/partnerstwo/dolina/{address}")
            looked_over(page, f"strategia-{prefix.strip('/') or 'pl'}-{name}")
    page.get_by_role("link", name="Strategia do czytania").click()
    page.get_by_role("heading", name=DRAFT["title"]).first.wait_for()
    kept = os.environ.get("TERYTORIA_PICTURES")
    if kept:
        shutil.copytree(folder(root, whole), Path(kept) / "strategia", dirs_exist_ok=True)


class TestProcedure:
    """What the council adopted is public once the procedure, which keeps the clocks, knows it."""

    @pytest.fixture
    def procedure(self, text: Text) -> Procedure:
        return Procedure.objects.create(
            partnership=text.partnership, profile="cwd", name="Strategia 2035", start="2025-01-02"
        )

    def test_a_text_waits_for_its_procedure(
        self, procedure: Procedure, frozen: Freeze, decide: Decide, chair: User
    ) -> None:
        decision = decide("Przyjęcie strategii", draft=frozen())
        procedure.events.create(step="adoption", begin="2025-09-01")
        with pytest.raises(RefusedError, match="W procedurze „Strategia 2035” nie odnotowano"):
            release(chair, decision)
        assert not Release.objects.exists()
        procedure.events.update(end="2025-09-01")
        assert release(chair, decision).alive

    def test_a_fact_taken_back_is_none(
        self, procedure: Procedure, frozen: Freeze, decide: Decide, chair: User
    ) -> None:
        procedure.events.create(step="adoption", end="2025-09-01", superseded=True)
        with pytest.raises(RefusedError, match="nie odnotowano przyjęcia"):
            release(chair, decide(draft=frozen()))

    @pytest.mark.parametrize("changes", [{"current": False}, {"profile": "supralocal_10g"}])
    def test_a_procedure_that_is_over_or_of_another_kind_stops_nothing(
        self,
        changes: dict[str, Any],
        procedure: Procedure,
        frozen: Freeze,
        decide: Decide,
        chair: User,
    ) -> None:
        Procedure.objects.filter(pk=procedure.pk).update(**changes)
        assert release(chair, decide(draft=frozen())).alive

    @pytest.mark.usefixtures("procedure")
    def test_other_decisions_ask_no_procedure(self, decide: Decide, chair: User) -> None:
        assert release(chair, decide("Wybór lidera")).alive

    @pytest.mark.usefixtures("procedure")
    def test_the_page_says_what_to_do(
        self, frozen: Freeze, decide: Decide, chair: User, client: Client
    ) -> None:
        decision = decide(draft=frozen())
        client.force_login(chair)
        page = client.post(f"/praca/dolina/publikacja/uchwala/{decision.pk}/")
        assert page.status_code == 422
        assert "Zrób to na stronie procedury" in page.content.decode()
