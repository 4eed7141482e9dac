"""The portal with 200 visitors and 30 people at work, beside a bare page of the same size.

The server is started as ``terytoria serve`` does, on SQLite, its worker of jobs included; the
clients are a process of their own, so that both share the two processors.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from pathlib import Path
from urllib.request import urlopen

from bench.apart import Found, apart
from bench.data import scratch
from bench.portal.home import furnish
from bench.portal.processes import Running
from bench.row import Row

SECONDS, QUICK_SECONDS = 60.0, 12.0
PARTNERSHIPS, EDITORS = 6, 30
PUBLIC, SIGNED_IN = 150.0, 400.0
_GMINA = re.compile(r'href="(gmina/\d+/)"')
_MODULE = "bench.portal.visitors"


def tree_megabytes(running: Running) -> float:
    """Memory of the processes and all their children now, shared pages counted by their share."""
    groups = {process.pid for process in running.started}
    found = 0
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            group = int((folder / "stat").read_text().rpartition(")")[2].split()[2])
            if group in groups:
                told = (folder / "smaps_rollup").read_text()
                found += int(told.partition("\nPss:")[2].split()[0])
        except (OSError, ValueError, IndexError):
            continue
    return found / 1024


def measure(seconds: float) -> tuple[Found, Found]:
    """What visitors and editors met at the portal, and visitors alone at the bare page."""
    home = scratch() / "load"
    home.mkdir()
    editors = furnish(home, PARTNERSHIPS, EDITORS, published=1)
    people = home / "people.json"
    people.write_text(json.dumps([asdict(one) for one in editors]))
    public = f"/partnerstwo/{editors[0].slug}/"
    portal = Running(home)
    try:
        portal.serve()
        portal.wait()
        with urlopen(portal.address + public, timeout=30) as page:  # noqa: S310 - the loopback
            body = page.read()
        gminas = _GMINA.findall(body.decode())[:4]
        paths = json.dumps([public, *(public + gmina for gmina in gminas)])
        found = apart(_MODULE, "all", portal.address, seconds, paths, people)
        found["megabytes"] = tree_megabytes(portal)
    finally:
        portal.stop()
    return {**found, "size": float(len(body))}, _bare(home, len(body), seconds / 2)


def _bare(home: Path, size: int, seconds: float) -> Found:
    peer = Running(home)
    peer.more = {"BARE_SIZE": str(size), "BARE_PORT": str(peer.port)}
    try:
        peer.start("-m", "bench.portal.bare")
        peer.wait()
        return apart(_MODULE, "public", peer.address, seconds, json.dumps(["/"]), "-")
    finally:
        peer.stop()


def rows(*, quick: bool = False) -> list[Row]:
    """Rows of public pages, signed-in pages and saves; ``quick`` takes seconds."""
    found, bare = measure(QUICK_SECONDS if quick else SECONDS)
    peer = f"bare Django page of {found['size'] / 1024:.0f} kB: p95 {bare['public p95']:.1f} ms"
    ratio = f"{found['public p95'] / bare['public p95']:.1f}x"
    return [
        _row(found, "public", "Public page, 200 visitors every 2 s", PUBLIC, (peer, ratio)),
        _row(found, "signed in", "Page at work, 30 editors", SIGNED_IN, _memory(found)),
        _row(found, "save", "Form saved, 30 editors", SIGNED_IN, ("-", "-")),
    ]


def _memory(found: Found) -> tuple[str, str]:
    return f"server and worker: {found['megabytes']:.0f} MB", "-"


def _row(found: Found, kind: str, name: str, most: float, peer: tuple[str, str]) -> Row:
    p50, p95, longest = (found[f"{kind} {part}"] for part in ("p50", "p95", "max"))
    figure = f"p50 {p50:.0f}, p95 {p95:.0f}, max {longest:.0f} ms, {found['errors']:.0f} errors"
    good = p95 <= most and not found["errors"]
    return Row(name, figure, *peer, f"p95 <= {most:.0f} ms, no error", good)
