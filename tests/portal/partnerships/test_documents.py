"""Documents: their metric, versions, what files are taken, and how they are handed out."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from hypothesis import example, given
from hypothesis import strategies as st

from terytoria.portal.accounts.models import User
from terytoria.portal.audit.models import Entry
from terytoria.portal.partnerships.domain import documents as verbs
from terytoria.portal.partnerships.domain.acting import RefusedError
from terytoria.portal.partnerships.domain.content import recognise
from terytoria.portal.partnerships.domain.documents import (
    Metric,
    add_document,
    add_version,
    edit_metric,
)
from terytoria.portal.partnerships.domain.externals import add_external, end_external
from terytoria.portal.partnerships.enums import DocumentKind, Role
from terytoria.portal.partnerships.models import Document, Partnership
from terytoria.portal.partnerships.models.document import document_storage
from terytoria.portal.partnerships.rules import ForbiddenError

Person = Callable[..., User]
PDF = b"%PDF-1.7\n%%EOF\n"
METRIC = Metric(
    "Porozumienie Łąk", DocumentKind.AGREEMENT, "Urząd", "Lider", date(2025, 1, 2), date(2025, 1, 9)
)


def packed(**parts: bytes) -> bytes:
    """A ZIP file of parts; two underscores stand for a slash, one for a dot."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)
    return made.getvalue()


def office(**parts: bytes) -> bytes:
    """An office file of parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("[Content_Types].xml", b"")
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)
    return made.getvalue()


ODT = packed(mimetype=b"application/vnd.oasis.opendocument.text", content_xml=b"")


@pytest.mark.parametrize(
    ("content", "label"),
    [
        (PDF, "PDF"),
        (b"\x89PNG\r\n\x1a\n....", "PNG"),
        (b"\xff\xd8\xff\xe0", "JPEG"),
        (ODT, "ODT"),
        (office(word__document_xml=b""), "DOCX"),
        (office(xl__workbook_xml=b""), "XLSX"),
    ],
)
def test_files_are_known_by_their_content(content: bytes, label: str) -> None:
    kind = recognise(content)
    assert kind is not None
    assert kind.label == label


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html><script>alert(1)</script></html>",
        b"MZ program",
        b" %PDF-1.7",
        b"PK\x03\x04 cut short",
        packed(file_txt=b"x"),
        packed(word__document_xml=b""),
        packed(mimetype=b"application/vnd.oasis.opendocument.base"),
        office(word__document_xml=b"", xl__workbook_xml=b""),
        office(word__document_xml=b"", word__vbaProject_bin=b""),
    ],
)
def test_other_files_and_macros_are_not_taken(content: bytes) -> None:
    assert recognise(content) is None


@given(st.binary(max_size=300))
def test_no_content_breaks_the_recognition(content: bytes) -> None:
    assert recognise(b"PK\x03\x04" + content) is None


@example(29, 1)
@given(st.integers(0, 400), st.integers(0, 255))
def test_a_damaged_office_file_is_refused_not_crashed(place: int, byte: int) -> None:
    damaged = bytearray(ODT)
    damaged[place % len(damaged)] = byte
    kind = recognise(bytes(damaged))
    assert kind is None or kind.label == "ODT"


@pytest.fixture(autouse=True)
def files(settings: Any, tmp_path: Path) -> Path:
    """The folder of files."""
    settings.MEDIA_ROOT = str(tmp_path / "files")
    return tmp_path / "files"


@pytest.fixture
def agreement(ola: User, dolina: Partnership) -> Document:
    """A stored agreement."""
    return add_document(ola, dolina, METRIC, PDF)


@pytest.mark.django_db
class TestVerbs:
    """Verbs about documents and external partners."""

    def test_a_document_is_stored_under_a_random_name(
        self, agreement: Document, files: Path
    ) -> None:
        (stored,) = files.iterdir()
        assert stored.read_bytes() == PDF
        assert len(stored.stem) == 32
        assert stored.suffix == ".pdf"
        version = agreement.versions.get()
        assert (version.number, version.size, len(version.sha256)) == (1, len(PDF), 64)
        assert (version.media_type, version.added_by) == ("application/pdf", "Osoba ola")

    def test_versions_are_a_change_log(
        self, ola: User, dolina: Partnership, agreement: Document, files: Path
    ) -> None:
        add_version(ola, dolina, agreement.pk, PDF + b"2", "Podpisy")
        with pytest.raises(RefusedError, match="taki sam"):
            add_version(ola, dolina, agreement.pk, PDF + b"2", "Znowu")
        notes = list(agreement.versions.values_list("number", "note"))
        assert notes == [(2, "Podpisy"), (1, "Pierwsza wersja")]
        assert len(list(files.iterdir())) == 2
        assert Entry.objects.filter(verb="document.version").count() == 2

    def test_the_metric_is_changed_with_its_log(
        self, ola: User, dolina: Partnership, agreement: Document
    ) -> None:
        changed = Metric(**{**vars(METRIC), "published_on": None})
        assert edit_metric(ola, dolina, agreement.pk, changed).published_on is None
        entry = Entry.objects.get(verb="document.edit")
        assert entry.before == {"published_on": "2025-01-09"}
        edit_metric(ola, dolina, agreement.pk, changed)
        assert Entry.objects.filter(verb="document.edit").count() == 1

    def test_publication_is_not_before_making(self, ola: User, dolina: Partnership) -> None:
        wrong = Metric(**{**vars(METRIC), "published_on": date(2025, 1, 1)})
        with pytest.raises(RefusedError, match="Popraw jedną z dat") as refused:
            add_document(ola, dolina, wrong, PDF)
        assert refused.value.field == "published_on"

    def test_large_and_foreign_files_are_refused(
        self, ola: User, dolina: Partnership, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with pytest.raises(RefusedError, match="PDF, DOCX, ODT, XLSX, PNG, JPEG"):
            add_document(ola, dolina, METRIC, b"MZ")
        monkeypatch.setattr(verbs, "LARGEST", 10)
        with pytest.raises(RefusedError, match="Zmniejsz go"):
            add_document(ola, dolina, METRIC, PDF)
        assert not Document.objects.exists()

    def test_documents_of_others_are_out_of_reach(
        self, person: Person, found: Callable[..., Partnership], agreement: Document
    ) -> None:
        other = found("obca")
        jan = person("jan", other, Role.COORDINATOR)
        for verb in (
            lambda: add_version(jan, other, agreement.pk, PDF + b"x", "x"),
            lambda: edit_metric(jan, other, agreement.pk, METRIC),
        ):
            with pytest.raises(RefusedError, match="Nie ma takiego dokumentu"):
                verb()

    def test_an_expert_adds_no_document(self, person: Person, dolina: Partnership) -> None:
        with pytest.raises(ForbiddenError):
            add_document(person("jan", dolina, Role.EXPERT), dolina, METRIC, PDF)

    def test_an_external_partner_comes_and_goes(self, ola: User, dolina: Partnership) -> None:
        made = add_external(ola, dolina, "Uczelnia", "badania", date(2025, 1, 1))
        with pytest.raises(RefusedError, match="ma już tę rolę"):
            add_external(ola, dolina, "UCZELNIA", "badania", date(2025, 2, 1))
        with pytest.raises(RefusedError, match=r"01\.01\.2025"):
            end_external(ola, dolina, made.pk, date(2024, 12, 31))
        assert end_external(ola, dolina, made.pk, date(2025, 6, 30)).until == date(2025, 6, 30)
        with pytest.raises(RefusedError, match="już się skończyła"):
            end_external(ola, dolina, made.pk, date(2025, 6, 30))
        verbs_told = set(Entry.objects.values_list("verb", flat=True))
        assert verbs_told == {"external.add", "external.end"}


def test_without_a_named_folder_files_go_to_the_home(
    settings: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = ""
    monkeypatch.setenv("TERYTORIA_HOME", str(tmp_path))
    assert document_storage().path("a.pdf") == str(tmp_path / "files" / "a.pdf")


@pytest.mark.django_db
class TestPages:
    """Pages of documents."""

    def form(self, content: bytes, name: str = "skan.pdf", **changes: str) -> dict[str, Any]:
        """A filled form."""
        return {
            "title": "Porozumienie Łąk",
            "kind": "agreement",
            "author": "Urząd",
            "publisher": "Lider",
            "created_on": "02.01.2025",
            "file": SimpleUploadedFile(name, content, "application/pdf"),
            **changes,
        }

    def test_a_file_is_saved_and_never_shown(
        self, client: Client, ola: User, dolina: Partnership
    ) -> None:
        client.force_login(ola)
        address = reverse("partnerships:add_document", args=["dolina"])
        assert client.post(address, self.form(PDF)).status_code == 302
        made = Document.objects.get()
        page = client.get(reverse("partnerships:document", args=["dolina", made.pk]))
        assert "2 stycznia 2025" in page.content.decode()
        assert made.versions.get().sha256[:16] in page.content.decode()
        answer = client.get(reverse("partnerships:download", args=["dolina", made.pk, 1]))
        assert b"".join(answer.streaming_content) == PDF  # type: ignore[attr-defined]
        disposition = 'attachment; filename="porozumienie-lak-v1.pdf"'
        assert answer["Content-Disposition"] == disposition
        assert answer["Content-Type"] == "application/pdf"
        assert answer["X-Content-Type-Options"] == "nosniff"
        answer.close()

    @pytest.mark.parametrize(
        ("content", "said"),
        [(b"<html>", "Zapisz dokument w jednym z nich"), (b"", "Plik jest pusty")],
    )
    def test_a_name_does_not_make_a_pdf(
        self, client: Client, ola: User, content: bytes, said: str
    ) -> None:
        client.force_login(ola)
        address = reverse("partnerships:add_document", args=["dolina"])
        answer = client.post(address, self.form(content))
        assert answer.status_code == 422
        assert said in answer.content.decode()
        assert not Document.objects.exists()

    def test_a_missing_file_says_so(self, client: Client, ola: User) -> None:
        client.force_login(ola)
        form = self.form(PDF)
        form.pop("file")
        answer = client.post(reverse("partnerships:add_document", args=["dolina"]), form)
        assert "Nie wybrano pliku. Wskaż plik z dysku." in answer.content.decode()

    def test_an_observer_downloads(
        self, client: Client, person: Person, dolina: Partnership, agreement: Document
    ) -> None:
        client.force_login(person("jan", dolina, Role.OBSERVER))
        answer = client.get(reverse("partnerships:download", args=["dolina", agreement.pk, 1]))
        assert answer.status_code == 200
        answer.close()
