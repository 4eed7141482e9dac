"""The same document gives the same bytes in a fresh process, whatever its hash seed."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

PROGRAM = """
import datetime as dt, hashlib, json, pathlib, sys, tempfile
import shapely
from terytoria.documents import theme
from terytoria.documents.figures import bars, choropleth, classes, country, flowmap, quadrant, sheet
from terytoria.documents.inline import inline
from terytoria.documents.model import *
from terytoria.documents.writers.dcat import Dataset, write_dcat
from terytoria.documents.writers.docx import write_docx
from terytoria.documents.writers.html import write_html
from terytoria.documents.writers.pdf import write_pdf
from terytoria.documents.writers.tables import write_tables

regions = [
    sheet.Region(name, shapely.box(16 + at / 5, 53, 16.2 + at / 5, 53.2), float(at))
    for at, name in enumerate(("Człopa", "Tuczno", "Wałcz", "Żółkiewka"))
]
scheme = classes.quantile_classes([r.value for r in regions], 3)
base = country.prepare_country([r.geometry for r in regions])
nodes = [flowmap.Node(r.name, r.geometry.centroid.x, r.geometry.centroid.y) for r in regions]
nodes.append(flowmap.Node("Piła", 20, 53, member=False))
nodes.append(flowmap.Node("Szczecin", 14, 54, member=False))
flows = [flowmap.Flow(a, b, 10.0 * (a + b)) for a in range(6) for b in range(6) if a != b]
points = [quadrant.Point(r.name, r.value, r.value) for r in regions]
made = {
    "bars": bars.draw_bars(bars.Bars("T", [bars.Bar(r.name, r.value) for r in regions])),
    "map": choropleth.draw_choropleth(choropleth.Choropleth("T", regions, scheme, "L")),
    "country": country.draw_country(
        country.CountryMap("T", base, [float("nan"), 1, 2, 3], scheme, "L", members=(1, 2))
    ),
    "flow": flowmap.draw_flow_map(flowmap.FlowMap("T", regions, nodes, flows)),
    "quadrant": quadrant.draw_quadrant(quadrant.Quadrant("T", points, "x", "y", 1, 1)),
}
table = Table("tab", "Tabela", (Column("Gmina"), Column("Zmiana", kind="number")),
              tuple((r.name, r.value / 3) for r in regions), "GUS", "uwaga")
figures = tuple(Figure(f"rys-{name}", p.svg, "opis", "Podpis") for name, p in made.items())
links = inline("[a](https://example.org/a) [b](https://example.org/b) [@tab] [@rys-map]")
document = Document(
    title="Raport", date=dt.date(2026, 11, 22), keywords=("gminy", "ludność"),
    blocks=(Heading(1, "Wstęp"), Paragraph(links), table, *figures, FigureData()),
)
day = dt.date(2026, 1, 1)
data = Dataset("https://example.org/a", {"pl": "T", "en": "T"}, {"en": "D", "pl": "O"}, "B", day,
    day, "B", "b@example.org", "https://example.org/l", {"32": "z", "04": "k"}, (day, day),
    keywords={"pl": ("a", "b"), "en": ("c",)})
with tempfile.TemporaryDirectory() as folder:
    files = write_tables(document, pathlib.Path(folder))
    content = {path.name: path.read_bytes() for path in files}
content |= {"html": write_html(document).encode(), "docx": write_docx(document),
            "pdf": write_pdf(document), "dcat": write_dcat(data).encode()}
content |= {name: picture.svg.encode() for name, picture in made.items()}
json.dump({name: hashlib.sha256(part).hexdigest() for name, part in content.items()}, sys.stdout)
"""


def digests(seed: str, zone: str, language: str) -> dict[str, str]:
    """Fingerprints of everything written in a process of its own."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "PYTHONPATH") if name in os.environ}
    surroundings = {**kept, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": language}
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", PROGRAM],
        env=surroundings, capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    if done.returncode:
        pytest.fail(done.stderr)
    found: dict[str, str] = json.loads(done.stdout)
    return found


def test_bytes_do_not_depend_on_the_process() -> None:
    first = digests("1", "UTC", "C.UTF-8")
    second = digests("4242", "Pacific/Auckland", "C")
    assert len(first) == 11
    assert {name for name in first if first[name] != second[name]} == set()
