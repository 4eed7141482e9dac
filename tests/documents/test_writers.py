"""What all formats have in common."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from terytoria.documents.model import Document, Figure
from terytoria.documents.validation import DocumentError
from terytoria.documents.writers.docx import write_docx
from terytoria.documents.writers.html import write_html
from terytoria.documents.writers.pdf import write_pdf

Writer = Callable[[Document], bytes | str]


@pytest.mark.parametrize("write", [write_html, write_pdf, write_docx])
def test_same_document_same_bytes(write: Writer, sample: Document) -> None:
    assert write(sample) == write(sample)


@pytest.mark.parametrize("write", [write_html, write_pdf, write_docx])
def test_faulty_document_is_refused(write: Writer) -> None:
    with pytest.raises(DocumentError, match="no alternative text"):
        write(Document(title="R", blocks=(Figure("a", "<svg/>", "", "Podpis"),)))


@pytest.mark.parametrize("write", [write_html, write_pdf, write_docx])
def test_bare_document_is_written(write: Writer) -> None:
    assert len(write(Document(title="R"))) > 1000
