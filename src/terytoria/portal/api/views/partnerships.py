"""The partnerships of the token's owner: their facts, members and documents."""

from __future__ import annotations

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from ninja import Router

from terytoria.portal.api.interfaces.bearer import ReadToken
from terytoria.portal.api.interfaces.paging import Asked, Page, part_of
from terytoria.portal.api.interfaces.shapes.documents import DocumentShape, document_shape
from terytoria.portal.api.interfaces.shapes.ground import Number, Slug
from terytoria.portal.api.interfaces.shapes.partnerships import (
    MemberShape,
    OwnPartnership,
    member_shape,
    own_shape,
)
from terytoria.portal.api.interfaces.shapes.tokens import TokenShape, token_shape
from terytoria.portal.api.views.ground import grant_of, missing, own_partnership, owner
from terytoria.portal.partnerships import country as land
from terytoria.portal.partnerships.domain.acting import today
from terytoria.portal.partnerships.domain.content import TYPES
from terytoria.portal.partnerships.domain.queries import visible
from terytoria.portal.partnerships.models import DocumentVersion, Partnership
from terytoria.portal.partnerships.rules import roles_of

router = Router(tags=["Moje partnerstwa"], auth=ReadToken())
_FILES = {"content": {one.media_type: {} for one in TYPES}, "description": "Plik"}


@router.get(
    "/token",
    response=TokenShape,
    operation_id="get_token",
    summary="Ten token",
    description="Czyj jest token, co może i do kiedy działa.",
)
def get_token(request: HttpRequest) -> TokenShape:
    """The token that asks."""
    return token_shape(grant_of(request).token)


@router.get(
    "/my/partnerships",
    response=Page[OwnPartnership],
    operation_id="list_own_partnerships",
    summary="Partnerstwa, które widzisz",
    description="Z celem współpracy i Twoimi rolami.",
)
def list_own(request: HttpRequest, response: HttpResponse, part: Asked) -> Page[OwnPartnership]:
    """Partnerships the owner sees today, by name."""
    rows = visible(owner(request)).prefetch_related("members")
    return part_of(request, response, rows, part, lambda one: _own(request, one))


@router.get(
    "/my/partnerships/{slug}",
    response=OwnPartnership,
    operation_id="get_own_partnership",
    summary="Jedno z Twoich partnerstw",
    description="Fakty o partnerstwie, jego cel i Twoje role.",
)
def get_own(request: HttpRequest, slug: Slug) -> OwnPartnership:
    """One of the owner's partnerships."""
    return _own(request, own_partnership(request, slug))


@router.get(
    "/my/partnerships/{slug}/members",
    response=Page[MemberShape],
    operation_id="list_members",
    summary="Członkowie",
    description="Członkowie z datami, także byli.",
)
def list_members(
    request: HttpRequest, response: HttpResponse, slug: Slug, part: Asked
) -> Page[MemberShape]:
    """Members with their dates, by code."""
    country, found = land.current(), own_partnership(request, slug)
    rows = found.members.all()
    return part_of(request, response, rows, part, lambda one: member_shape(country, one))


@router.get(
    "/my/partnerships/{slug}/documents",
    response=Page[DocumentShape],
    operation_id="list_documents",
    summary="Dokumenty",
    description="Dokumenty z metryczką i rejestrem zmian, najnowsze pierwsze.",
)
def list_documents(
    request: HttpRequest, response: HttpResponse, slug: Slug, part: Asked
) -> Page[DocumentShape]:
    """Documents with their versions."""
    rows = own_partnership(request, slug).documents.prefetch_related("versions")
    return part_of(request, response, rows, part, document_shape)


@router.get(
    "/my/partnerships/{slug}/documents/{document}",
    response=DocumentShape,
    operation_id="get_document",
    summary="Jeden dokument",
    description="Metryczka i rejestr zmian.",
)
def get_document(request: HttpRequest, slug: Slug, document: Number) -> DocumentShape:
    """One document."""
    found = own_partnership(request, slug).documents.filter(pk=document).first()
    if found is None:
        raise missing("dokumentu")
    return document_shape(found)


@router.get(
    "/my/partnerships/{slug}/documents/{document}/versions/{number}/file",
    operation_id="download_version",
    summary="Plik wersji dokumentu",
    description="Treść pliku; nagłówek ETag to jej SHA-256.",
    openapi_extra={"responses": {200: _FILES}},
)
def download(
    request: HttpRequest, slug: Slug, document: Number, number: Number
) -> HttpResponseBase:
    """The file of a version, to be saved."""
    found = DocumentVersion.objects.filter(
        document__partnership=own_partnership(request, slug), document=document, number=number
    ).first()
    if found is None:
        raise missing("pliku")
    etag = f'"{found.sha256}"'
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None:
        return unchanged
    try:
        opened = found.file.open("rb")
    except FileNotFoundError:
        raise missing("pliku") from None
    name = f"dokument-{document}-v{number}.{str(found.file.name).rpartition('.')[2]}"
    answered = FileResponse(
        opened, as_attachment=True, filename=name, content_type=found.media_type
    )
    answered.headers["ETag"] = etag
    return answered


def _own(request: HttpRequest, partnership: Partnership) -> OwnPartnership:
    roles = sorted(one.value for one in roles_of(owner(request), partnership, today()))
    return own_shape(land.current(), partnership, roles)
