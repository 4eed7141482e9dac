"""When the download now under way began: what makes it resumable after a kill at any moment.

Answers of the office are kept on disk as they come. A download that is begun again with the same
words takes the answers it already has, because it remembers the moment it first began.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

# Older answers are asked for again: the office may have revised them since.
_FRESH = timedelta(days=7)


@dataclass(frozen=True)
class Journal:
    """The note of an unfinished download in a file of its own."""

    path: Path

    def begin(self, words: str, now: datetime) -> datetime:
        """When the download of these words began: now, or when it was first begun.

        ``words`` tell what is downloaded; another text, a finished or an old download begins anew.
        """
        known = self._read()
        if known.get("words") == words:
            try:
                since = datetime.fromisoformat(str(known.get("since"))).astimezone(UTC)
            except ValueError:
                since = now
            if now - _FRESH <= since <= now:
                return since
        self.path.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps({"words": words, "since": now.isoformat()}, ensure_ascii=False)
        fresh = self.path.with_suffix(f".{os.getpid()}")
        fresh.write_text(text, encoding="utf-8")
        fresh.replace(self.path)
        return now

    def finish(self) -> None:
        """Forget the download: the next one begins anew."""
        self.path.unlink(missing_ok=True)

    def _read(self) -> dict[str, object]:
        try:
            known = json.loads(self.path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return known if isinstance(known, dict) else {}
