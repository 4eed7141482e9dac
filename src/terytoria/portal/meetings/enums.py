"""Bodies that meet, the states of a meeting and of a point, votes and their outcomes."""

from __future__ import annotations

from django.db.models import TextChoices


class Body(TextChoices):
    """Who meets."""

    COUNCIL = "council", "Rada Partnerstwa"
    WORKING_GROUP = "working_group", "grupa robocza"


class MeetingState(TextChoices):
    """Where a meeting is on its way."""

    PLANNED = "planned", "planowane"
    CONVENED = "convened", "zwołane"
    OPEN = "open", "trwa"
    CLOSED = "closed", "zakończone"
    CANCELLED = "cancelled", "odwołane"


class ItemState(TextChoices):
    """Where a point of the agenda is."""

    WAITING = "waiting", "czeka"
    VOTING = "voting", "głosowanie trwa"
    UNDECIDED = "undecided", "bez rozstrzygnięcia"
    DECIDED = "decided", "rozstrzygnięte"


class Majority(TextChoices):
    """How many votes a decision needs; a point without a vote needs none."""

    NONE = "none", "bez głosowania"
    SIMPLE = "simple", "zwykła większość głosów (więcej za niż przeciw)"
    ABSOLUTE = "absolute", "bezwzględna większość składu (za jest ponad połowa uprawnionych)"
    UNANIMOUS = "unanimous", "jednomyślność (wszyscy obecni głosują za)"


class Presence(TextChoices):
    """How a voter takes part."""

    PRESENT = "present", "na miejscu"
    REMOTE = "remote", "zdalnie"
    ABSENT = "absent", "nieobecny"


TAKES_PART = frozenset({Presence.PRESENT, Presence.REMOTE})
"""Who counts towards the quorum."""


class Value(TextChoices):
    """What a voter says."""

    FOR = "for", "za"
    AGAINST = "against", "przeciw"
    ABSTAIN = "abstain", "wstrzymuje się"


class Outcome(TextChoices):
    """What a decision says."""

    ADOPTED = "adopted", "przyjęto"
    REJECTED = "rejected", "odrzucono"


class Share(TextChoices):
    """Which part of the members makes a quorum."""

    MORE_THAN_HALF = "more_than_half", "więcej niż połowa członków"
    HALF = "half", "co najmniej połowa członków"
    TWO_THIRDS = "two_thirds", "co najmniej dwie trzecie członków"
    THREE_QUARTERS = "three_quarters", "co najmniej trzy czwarte członków"
    ALL = "all", "wszyscy członkowie"


class NoticeKind(TextChoices):
    """What a letter about a meeting says."""

    CONVENED = "convened", "zawiadomienie"
    CANCELLED = "cancelled", "odwołanie"
