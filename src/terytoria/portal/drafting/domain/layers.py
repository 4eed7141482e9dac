"""Own layers of the model: taken from a file or made of gminas, removed, handed to the model."""

from __future__ import annotations

import json
import tempfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.utils import timezone

from terytoria.portal.accounts.models import User
from terytoria.portal.drafting.enums import LayerUse
from terytoria.portal.drafting.models import OwnLayer
from terytoria.portal.drafting.rules import EDIT
from terytoria.portal.partnerships import country as land
from terytoria.portal.partnerships.domain.acting import RefusedError, acting, today
from terytoria.portal.partnerships.domain.queries import members_on
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.partnerships.rules import require
from terytoria.statistics.sources.problems import RefusedFileError

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from terytoria.strategy.spatial import OwnLayer as Shapes
    from terytoria.strategy.spatial import SpatialOptions

LARGEST = 20 * 2**20
MOST = 40
_NO_GROUND = "Dane nie mają granic gmin partnerstwa, więc nie da się sprawdzić położenia obiektów."


def layers_of(partnership: Partnership) -> QuerySet[OwnLayer]:
    """Layers in force, the oldest first, without their shapes."""
    kept = OwnLayer.objects.filter(partnership=partnership, removed_at__isnull=True)
    return kept.select_related("by").defer("content")


@dataclass(frozen=True)
class GivenFile:
    """A file with shapes as somebody gives it: what it is called and for, its name, its bytes."""

    title: str
    use: LayerUse
    name: str
    content: bytes


def add_layer(
    actor: User, partnership: Partnership, given: GivenFile
) -> tuple[OwnLayer, tuple[str, ...]]:
    """Take a layer from a GeoPackage or a GeoJSON; what a person should know of it, in Polish.

    Raises ``ForbiddenError`` and ``RefusedError`` that names what is wrong in the file.
    """
    if len(given.content) > LARGEST:
        size = LARGEST // 2**20
        raise RefusedError("file", f"Plik ma więcej niż {size} MB. Uprość granice albo podziel go.")
    require(actor, EDIT, partnership, today())
    found = _read(partnership, given)  # long before the lock: a large file takes its time
    values = [[label, _drawn(shape)] for label, shape in found.features]
    with acting(actor, EDIT, partnership) as deed:
        _require_room(deed.partnership)
        made = OwnLayer.objects.create(
            partnership=deed.partnership,
            title=_named(found.title),
            use=given.use,
            file=found.file[:200],
            features=len(values),
            content=zlib.compress(json.dumps(values, ensure_ascii=False).encode(), 6),
            by=actor,
        )
        deed.log("layer.add", made, after={"title": made.title, "file": made.file})
    return made, tuple(one.text for one in found.messages)


def add_area(actor: User, partnership: Partnership, title: str, gminas: Iterable[str]) -> OwnLayer:
    """Make an intervention area of whole gminas of the partnership."""
    title, chosen = _named(title), sorted(set(gminas))
    with acting(actor, EDIT, partnership) as deed:
        _require_room(deed.partnership)
        own = gminas_of(deed.partnership)
        if not chosen or not set(chosen) <= set(own):
            raise RefusedError("gminas", "Wskaż co najmniej jedną gminę partnerstwa.")
        made = OwnLayer.objects.create(
            partnership=deed.partnership,
            title=title,
            use=LayerUse.INTERVENTION,
            gminas=chosen,
            by=actor,
        )
        deed.log("layer.add", made, after={"title": title, "gminas": chosen})
    return made


def remove_layer(actor: User, layer: OwnLayer) -> OwnLayer:
    """Take a layer out of the model; versions frozen with it keep it."""
    with acting(actor, EDIT, layer.partnership) as deed:
        found = OwnLayer.objects.select_for_update().get(pk=layer.pk)
        if found.removed_at is None:
            found.removed_at = timezone.now()
            found.save(update_fields=["removed_at"])
            deed.log("layer.remove", found, before={"title": found.title})
    return found


def gminas_of(partnership: Partnership) -> tuple[str, ...]:
    """Gminas of the partnership today, those of its powiats too."""
    register = land.current().register
    found: dict[str, None] = {}
    for unit in members_on(partnership, today()):
        if unit in register:  # one that was dissolved has no place on the map
            found |= dict.fromkeys([unit] if len(unit) == 7 else register.gminas_of(unit))
    return tuple(found)


def options_of(layers: Iterable[OwnLayer]) -> SpatialOptions:
    """Layers as the model takes them."""
    import shapely  # noqa: PLC0415 - only where a model is made

    from terytoria.strategy.spatial import (  # noqa: PLC0415
        OwnArea,
        SpatialOptions,
        Use,
    )
    from terytoria.strategy.spatial import OwnLayer as Shapes  # noqa: PLC0415

    kept = list(layers)
    files = [
        Shapes(
            one.title,
            one.file,
            Use(one.use),
            tuple((name, shapely.from_geojson(json.dumps(drawn))) for name, drawn in one.shapes()),
        )
        for one in kept
        if one.content
    ]
    areas = [OwnArea(one.title, tuple(one.gminas)) for one in kept if one.gminas]
    return SpatialOptions(areas, files)


def _read(partnership: Partnership, given: GivenFile) -> Shapes:
    import shapely  # noqa: PLC0415 - only where a file comes

    from terytoria.strategy.spatial import Use, read_own_layer  # noqa: PLC0415

    boundaries = land.current().boundaries
    codes = [code for code in gminas_of(partnership) if boundaries and code in boundaries]
    if boundaries is None or not codes:
        raise RefusedError("file", _NO_GROUND)
    ground = shapely.union_all(boundaries.many(codes))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, PurePath(given.name).name or "warstwa")
        path.write_bytes(given.content)
        try:
            return read_own_layer(path, given.title, Use(given.use), ground)
        except RefusedFileError as refused:
            raise RefusedError("file", str(refused)) from refused


def _drawn(shape: BaseGeometry) -> object:
    import shapely  # noqa: PLC0415 - only where a file comes

    return json.loads(shapely.to_geojson(shape))


def _named(title: str) -> str:
    told = " ".join(title.replace("\x00", "").split())[:200]
    if not told:
        raise RefusedError("title", "Podaj nazwę.")
    return told


def _require_room(partnership: Partnership) -> None:
    if layers_of(partnership).count() >= MOST:
        raise RefusedError("", f"Model ma już {MOST} warstw własnych. Usuń którąś.")
