"""Composite indicators: ten thousand runs over the country, and runs against the reference.

Each measurement is a process of its own, so that its peak memory is its own too.
"""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np

from bench.apart import Found, answer, apart
from bench.row import Row
from terytoria.diagnosis.composite import (
    CompositeData,
    Hierarchy,
    Node,
    SensitivityOptions,
    UncertaintyOptions,
    assess_sensitivity,
    assess_uncertainty,
    compose,
)
from terytoria.diagnosis.composite.files import read_pair

UNITS, INDICATORS, RUNS = 2477, 60, 10_000
SECONDS, MEGABYTES = 6.0, 1536.0
# COINr 1.1.14 in R 4.2 on two cores, from the README of the reference case.
REFERENCE_UNCERTAINTY = 12.0 / 100
REFERENCE_SENSITIVITY = 88.0 / 600
TIMES_FASTER = 1000.0
ASEM = Path(__file__).parents[2] / "shared" / "benchmarks" / "asem"


def country(units: int, indicators: int, *, errors: bool) -> tuple[CompositeData, Hierarchy]:
    """Skewed made-up data with 2 % of cells missing, 16 groups, and a tree of four levels."""
    random = np.random.default_rng(20240101)
    values = random.lognormal(size=(units, indicators))
    values[random.random(values.shape) < 0.02] = np.nan
    codes = tuple(f"i{column}" for column in range(indicators))
    areas, dimensions = indicators // 5, indicators // 20
    nodes = [Node(code, 1, f"a{place // 5}") for place, code in enumerate(codes)]
    nodes += [Node(f"a{place}", 2, f"d{place // 4}") for place in range(areas)]
    nodes += [Node(f"d{place}", 3, "index") for place in range(dimensions)]
    data = CompositeData(
        tuple(f"{unit:07d}" for unit in range(units)),
        codes,
        values,
        groups={"voivodeship": tuple(str(unit % 16) for unit in range(units))},
        errors=0.05 * np.nan_to_num(values) if errors else None,
    )
    return data, Hierarchy.build([*nodes, Node("index", 4, None)])


def _measure_country(*, errors: bool) -> Found:
    data, hierarchy = country(UNITS, INDICATORS, errors=errors)
    start = time.perf_counter()
    assess_uncertainty(data, hierarchy, uncertainty=UncertaintyOptions(runs=RUNS))
    seconds = time.perf_counter() - start
    start = time.perf_counter()
    compose(data, hierarchy)
    return {"seconds": seconds, "single": time.perf_counter() - start}


def _measure_asem() -> Found:
    data, hierarchy = read_pair(ASEM / "ASEM_iData.csv", ASEM / "ASEM_iMeta.csv")
    start = time.perf_counter()
    assess_uncertainty(data, hierarchy, uncertainty=UncertaintyOptions(runs=RUNS))
    uncertainty = (time.perf_counter() - start) / RUNS
    start = time.perf_counter()
    found = assess_sensitivity(data, hierarchy, sensitivity=SensitivityOptions(base=1024))
    return {
        "uncertainty": uncertainty,
        "sensitivity": (time.perf_counter() - start) / found.runs,
    }


def _country_row(what: str, label: str) -> Row:
    found = apart(__name__, what)
    seconds, megabytes = found["seconds"], found["megabytes"]
    return Row(
        name=f"Composite: {RUNS} runs, {UNITS} units x {INDICATORS} indicators, {label}",
        figure=f"{seconds:.2f} s, {megabytes:.0f} MB",
        peer=f"one construction at a time: {RUNS * found['single']:.0f} s",
        ratio=f"{RUNS * found['single'] / seconds:.0f}x",
        target=f"<= {SECONDS:g} s, <= {MEGABYTES:.0f} MB",
        passed=seconds <= SECONDS and megabytes <= MEGABYTES,
    )


def _asem_row(label: str, own: float, reference: float) -> Row:
    return Row(
        name=f"Composite: ASEM, {label}, per run",
        figure=f"{own * 1e3:.4f} ms",
        peer=f"COINr 1.1.14: {reference * 1e3:.0f} ms",
        ratio=f"{reference / own:.0f}x",
        target=f">= {TIMES_FASTER:.0f}x",
        passed=reference / own >= TIMES_FASTER,
    )


def rows() -> list[Row]:
    """Rows of the benchmark table; the ASEM rows need the reference case beside the checkout."""
    table = [
        _country_row("country", "methods and weights"),
        _country_row("country-errors", "methods, weights and data error"),
    ]
    if ASEM.exists():
        found = apart(__name__, "asem")
        table.append(_asem_row("uncertainty", found["uncertainty"], REFERENCE_UNCERTAINTY))
        table.append(_asem_row("sensitivity", found["sensitivity"], REFERENCE_SENSITIVITY))
    return table


if __name__ == "__main__":
    answer(
        {
            "country": lambda: _measure_country(errors=False),
            "country-errors": lambda: _measure_country(errors=True),
            "asem": _measure_asem,
        }
    )
