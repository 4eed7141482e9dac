"""A measurement that takes much memory and starts another that takes little."""

from __future__ import annotations

from bench.apart import Found, answer, apart, megabytes


def parent() -> Found:
    """Megabytes it grew by, and the peak of a measurement it started then."""
    before = megabytes()
    ballast = bytearray(300 * 2**20)
    ballast[:: 2**12] = b"x" * len(ballast[:: 2**12])
    return {"grown": megabytes() - before, "child": apart("bench.apart", "nothing")["megabytes"]}


if __name__ == "__main__":
    answer({"parent": parent})
