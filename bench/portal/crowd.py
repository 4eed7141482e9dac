"""People who leave remarks in a consultation at once, in a process of their own.

Each opens the form, takes the time a person takes, sends it, and sends it again when no answer
came; then they look at the receipt. ``python -m bench.portal.crowd people …`` answers in JSON.
"""

from __future__ import annotations

import asyncio
import re
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from bench.apart import Found, answer
from bench.portal.visitors import Browser

AT_ONE_ADDRESS = 3
"""People behind one address of the network: a household, an office."""
WRITING = 4.0
"""Seconds between opening the form and sending it; quicker ones are asked a sum."""
_PATIENCE, _AGAIN = 60.0, 0.5
_TOKEN = re.compile(rb'name="token" value="([^"]+)"')
_NUMBER = re.compile(rb"Uwaga nr (\d+)")


async def person(at: int, address: str, path: str, due: float) -> tuple[int, float] | None:
    """The number on the receipt and how long the sending took; ``None`` when nobody answered."""
    await asyncio.sleep(max(0.0, due - time.perf_counter()))
    home = f"127.0.{1 + at // AT_ONE_ADDRESS // 200}.{1 + at // AT_ONE_ADDRESS % 200}"
    browser = Browser(address, source=home)
    page = await _patiently(browser, path)
    token = _TOKEN.search(page[1]) if page else None
    if not token:
        return None
    await asyncio.sleep(WRITING)
    fields: dict[str, object] = {
        "token": token[1].decode(),
        "text": f"Uwaga osoby {at} (przykład).",
        "author": "resident",
        "email": f"osoba{at}@example.org" if at % 3 == 0 else "",
    }
    begun = time.perf_counter()
    sent = await _patiently(browser, path, fields)
    took = time.perf_counter() - begun
    if not sent or sent[0] != 302:
        return None
    receipt = await _patiently(browser, sent[2])
    number = _NUMBER.search(receipt[1]) if receipt else None
    browser.close()
    return (int(number[1]), took) if number else None


async def _patiently(
    browser: Browser, path: str, fields: dict[str, object] | None = None
) -> tuple[int, bytes, str] | None:
    """What was answered, asking again while nobody answers."""
    until = time.perf_counter() + _PATIENCE
    while time.perf_counter() < until:
        try:
            status, body = await browser.ask(path, fields)
        except (OSError, EOFError):
            browser.close()
        else:
            if status < 500:
                return status, body, browser.location
        await asyncio.sleep(_AGAIN)
    return None


def people(address: str, path: str, count: str, seconds: str, receipts: str) -> Found:
    """Everybody at their moment, evenly over the seconds; the numbers they got go to a file."""

    async def together() -> Sequence[tuple[int, float] | None]:
        begun, apart = time.perf_counter() + 0.5, float(seconds) / int(count)
        everybody = (person(at, address, path, begun + at * apart) for at in range(int(count)))
        return await asyncio.gather(*everybody)

    found = asyncio.run(together())
    told = sorted(one for one in found if one)
    Path(receipts).write_text("\n".join(str(number) for number, _took in told))
    took = sorted(seconds for _number, seconds in told)
    if len(told) < len(found):
        print(f"{len(found) - len(told)} without a receipt", file=sys.stderr)
    middle, longest = (took[len(took) // 2], took[-1]) if took else (0.0, 0.0)
    return {"receipts": float(len(told)), "p50": middle * 1000, "max": longest * 1000}


if __name__ == "__main__":
    answer({"people": people})
