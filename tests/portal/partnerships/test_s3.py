"""Documents in S3-compatible storage: a server of its kind on this machine, and one that fails."""

from __future__ import annotations

import doctest
import logging
import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.exceptions import EndpointConnectionError
from django.core.files.storage import storages as opened
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from moto.server import ThreadedMotoServer

from terytoria.portal import storage as module
from terytoria.portal.accounts.models import User
from terytoria.portal.audit.models import Entry
from terytoria.portal.partnerships.domain import documents as verbs
from terytoria.portal.partnerships.domain.acting import RefusedError
from terytoria.portal.partnerships.domain.content import UnreachableError
from terytoria.portal.partnerships.domain.documents import Metric, add_document, add_version
from terytoria.portal.partnerships.enums import DocumentKind
from terytoria.portal.partnerships.models import Document, DocumentVersion, Partnership
from terytoria.portal.storage import storages

PDF = b"%PDF-1.7\n%%EOF\n"
METRIC = Metric("Uchwała", DocumentKind.RESOLUTION, "Urząd", "Lider", date(2025, 1, 2))
Objects = Callable[[], list[str]]
# The stand-in leaves sockets of its own thread open when it ends.
pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning")


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """Address of a stand-in of S3."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    made = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    made.start()
    host, port = made.get_host_and_port()
    yield f"http://{host}:{port}"
    made.stop()


def named(address: str, bucket: str = "akta") -> dict[str, str]:
    """The environment that names a storage."""
    return {
        "TERYTORIA_S3_BUCKET": bucket,
        "TERYTORIA_S3_ENDPOINT": address,
        "TERYTORIA_S3_REGION": "eu-central-1",
        "TERYTORIA_S3_KEY": "klucz",
        "TERYTORIA_S3_SECRET": "sekret",
    }


@pytest.fixture
def objects(server: str) -> Iterator[Objects]:
    """Names of the objects in the bucket, which is made for the test."""
    bucket = boto3.resource(
        "s3",
        endpoint_url=server,
        region_name="eu-central-1",
        aws_access_key_id="klucz",
        aws_secret_access_key="sekret",  # noqa: S106 - of a stand-in
    ).Bucket("akta")
    bucket.create(CreateBucketConfiguration={"LocationConstraint": "eu-central-1"})
    yield lambda: [one.key for one in bucket.objects.all()]
    bucket.objects.delete()
    bucket.delete()


@pytest.fixture
def use(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Callable[[dict[str, str]], None]:
    """Puts a storage in effect, as at a start with this environment."""

    def chosen(environment: dict[str, str]) -> None:
        settings.STORAGES = storages(environment)
        field = DocumentVersion._meta.get_field("file")
        monkeypatch.setattr(field, "storage", opened["documents"])

    return chosen


def nowhere() -> str:
    """An address nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{probe.getsockname()[1]}"


@pytest.mark.django_db
class TestStored:
    @pytest.fixture(autouse=True)
    def _in_use(self, use: Any, server: str, objects: Objects) -> None:
        use(named(server))

    def test_a_file_goes_there_and_back(
        self, client: Client, ola: User, dolina: Partnership, objects: Objects
    ) -> None:
        made = add_document(ola, dolina, METRIC, PDF)
        version = made.versions.get()
        assert objects() == [version.file.name]
        assert len(Path(version.file.name).stem) == 32
        client.force_login(ola)
        answer = client.get(reverse("partnerships:download", args=["dolina", made.pk, 1]))
        assert b"".join(answer.streaming_content) == PDF  # type: ignore[attr-defined]
        assert answer["Content-Disposition"] == 'attachment; filename="uchwala-v1.pdf"'
        answer.close()

    def test_a_large_file_comes_back_whole(self, ola: User, dolina: Partnership) -> None:
        content = PDF + os.urandom(9 * 2**20)
        made = add_document(ola, dolina, METRIC, content)
        with made.versions.get().file.open("rb") as file:
            assert file.read() == content

    def test_versions_stay_beside_each_other(
        self, ola: User, dolina: Partnership, objects: Objects
    ) -> None:
        made = add_document(ola, dolina, METRIC, PDF)
        add_version(ola, dolina, made.pk, PDF + b"2", "Podpisy")
        assert len(objects()) == 2

    @pytest.mark.parametrize("said", ["taki sam", "Nie ma takiego dokumentu"])
    def test_a_refused_version_leaves_no_file(
        self, ola: User, dolina: Partnership, objects: Objects, said: str
    ) -> None:
        made = add_document(ola, dolina, METRIC, PDF)
        number = made.pk if said == "taki sam" else 0
        with pytest.raises(RefusedError, match=said):
            add_version(ola, dolina, number, PDF, "Znowu")
        assert len(objects()) == 1

    def test_a_fault_in_the_database_leaves_no_file(
        self,
        ola: User,
        dolina: Partnership,
        objects: Objects,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        def broken(*_: Any) -> None:
            raise RuntimeError("zepsute")

        monkeypatch.setattr(verbs, "_note", broken)
        with pytest.raises(RuntimeError, match="zepsute"):
            add_document(ola, dolina, METRIC, PDF)
        assert objects() == []
        assert not Document.objects.exists()

    def test_somebody_without_the_right_puts_nothing_there(
        self, person: Any, dolina: Partnership, objects: Objects
    ) -> None:
        with pytest.raises(PermissionError):
            add_document(person("obcy"), dolina, METRIC, PDF)
        assert objects() == []

    def test_a_lost_object_is_not_found(
        self, client: Client, ola: User, dolina: Partnership, server: str
    ) -> None:
        made = add_document(ola, dolina, METRIC, PDF)
        version = made.versions.get()
        version.file.storage.delete(version.file.name)
        client.force_login(ola)
        address = reverse("partnerships:download", args=["dolina", made.pk, 1])
        assert client.get(address).status_code == 404


@pytest.mark.django_db
class TestFailing:
    @pytest.fixture(params=["no such bucket", "nobody there"], autouse=True)
    def _in_use(self, use: Any, request: Any, server: str) -> None:
        address = server if request.param == "no such bucket" else nowhere()
        use(named(address, "nie-ma-takiego"))

    def test_a_form_says_why_and_nothing_is_kept(
        self, client: Client, ola: User, dolina: Partnership
    ) -> None:
        client.force_login(ola)
        form = {
            "title": "Uchwała",
            "kind": "resolution",
            "author": "Urząd",
            "publisher": "Lider",
            "created_on": "2025-01-02",
            "file": SimpleUploadedFile("u.pdf", PDF),
        }
        answer = client.post(reverse("partnerships:add_document", args=["dolina"]), form)
        assert answer.status_code == 422
        page = answer.content.decode()
        assert "magazyn plików nie odpowiada. Nic nie zapisano." in page
        assert 'value="Uchwała"' in page
        assert not Document.objects.exists()
        assert not Entry.objects.filter(verb__startswith="document.").exists()

    def test_a_file_kept_before_is_not_lost_but_away(
        self,
        client: Client,
        ola: User,
        dolina: Partnership,
        monkeypatch: pytest.MonkeyPatch,
        caplog: pytest.LogCaptureFixture,
    ) -> None:
        made = dolina.documents.create(**vars(METRIC))
        made.versions.create(number=1, file="a.pdf", media_type="application/pdf", size=1)
        store = type(DocumentVersion._meta.get_field("file").storage)

        def away(*_: Any) -> None:
            cause = EndpointConnectionError(endpoint_url="http://127.0.0.1")
            raise UnreachableError from cause

        monkeypatch.setattr(store, "_open", away)
        client.force_login(ola)
        answer = client.get(reverse("partnerships:download", args=["dolina", made.pk, 1]))
        assert answer.status_code == 503
        assert "Plik nie zginął" in answer.content.decode()
        assert "a file cannot be fetched" in caplog.text


SCRIPT = """
from datetime import date
from terytoria.portal.server import prepare
prepare()
from django.test import Client
from terytoria.portal.accounts.models import User
from terytoria.portal.partnerships.domain.documents import Metric, add_document
from terytoria.portal.partnerships.enums import DocumentKind, Role
from terytoria.portal.partnerships.models import Assignment, Partnership
ola = User.objects.create_user("ola@example.org", name="Osoba")
place = Partnership.objects.create(slug="dolina", name="D", short_name="D", leader="3217")
since = date(2024, 1, 1)
Assignment.objects.create(partnership=place, user=ola, role=Role.COORDINATOR, since=since)
metric = Metric("U", DocumentKind.OTHER, "a", "b", date(2025, 1, 2))
made = add_document(ola, place, metric, b"%PDF-1.7 tutaj")
with made.versions.get().file.open("rb") as file:
    print(file.read().decode(), made.versions.get().file.name)
"""


def test_a_process_started_with_the_variables_keeps_its_files_there(
    server: str, objects: Objects, tmp_path: Path
) -> None:
    environment = {key: text for key, text in os.environ.items() if key != "DATABASE_URL"}
    environment |= {**named(server), "TERYTORIA_HOME": str(tmp_path)}
    environment["DJANGO_SETTINGS_MODULE"] = "terytoria.portal.settings"
    ended = subprocess.run(
        [sys.executable, "-c", SCRIPT], env=environment, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.split()[:2] == ["%PDF-1.7", "tutaj"]
    assert objects() == [ended.stdout.split()[2]]
    assert not (tmp_path / "files").exists()


class TestSetting:
    def test_a_folder_without_a_bucket(self) -> None:
        assert "documents" not in storages({"TERYTORIA_S3_ENDPOINT": "http://127.0.0.1"})
        assert "documents" not in storages({"TERYTORIA_S3_BUCKET": " "})

    def test_a_bucket_alone_leaves_the_rest_to_the_library(self) -> None:
        options = storages({"TERYTORIA_S3_BUCKET": "akta"})["documents"]["OPTIONS"]
        assert options["endpoint_url"] is None
        assert options["access_key"] is None
        assert options["client_config"].s3 == {"addressing_style": "auto"}

    def test_examples(self) -> None:
        assert doctest.testmod(module).failed == 0
