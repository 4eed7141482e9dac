"""What a person has answered so far: carried by the form itself, signed, kept nowhere."""

from __future__ import annotations

import uuid
from dataclasses import asdict, dataclass, field
from typing import Any

from django.core import signing

_SALT = "terytoria.ankieta"
_LONGEST = 14 * 24 * 3600


@dataclass
class FormState:
    """Answers and what was told of oneself; ``number`` makes a form sent twice count once.

    ``saved`` is the code under which it was put aside, ``token`` the single-use address.
    """

    survey: int
    language: str = "pl"
    number: str = field(default_factory=lambda: str(uuid.uuid4()))
    answers: dict[str, Any] = field(default_factory=dict)
    about: dict[str, str] = field(default_factory=dict)
    saved: str = ""
    token: str = ""

    def signed(self) -> str:
        """The state as text of a hidden field."""
        return signing.dumps(asdict(self), salt=_SALT, compress=True)

    @classmethod
    def read(cls, text: str, survey: int) -> FormState | None:
        """The state of a form of this survey; ``None`` for another, a changed or an old one."""
        try:
            told = signing.loads(text, salt=_SALT, max_age=_LONGEST)
        except signing.BadSignature:
            return None
        return cls(**told) if told["survey"] == survey else None
