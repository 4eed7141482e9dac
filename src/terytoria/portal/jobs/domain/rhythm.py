"""How often a worker looks, how soon it is taken for dead, how many times work is tried."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True)
class Rhythm:
    """Times of a worker in seconds, and ``attempts`` of a job.

    ``pause`` between looks into an empty queue; ``beat`` between signs of life; ``stale`` without
    one before a job is taken over; ``delay`` before the second attempt, four times longer before
    each next one; ``look`` between looks for work that comes round by itself.

    >>> Rhythm().back_off(1), Rhythm().back_off(2)
    (datetime.timedelta(seconds=10), datetime.timedelta(seconds=40))
    """

    pause: float = 1.0
    beat: float = 10.0
    stale: float = 60.0
    delay: float = 10.0
    attempts: int = 3
    look: float = 30.0

    def __post_init__(self) -> None:
        if self.stale <= 2 * self.beat:
            raise ValueError(
                f"stale is {self.stale} s and beat {self.beat} s; a living worker would be taken "
                "for dead: make stale more than twice the beat"
            )
        if self.attempts < 1:
            raise ValueError(f"attempts is {self.attempts}; a job is tried at least once")

    def back_off(self, attempts: int) -> timedelta:
        """How long to wait after so many attempts (1 or more)."""
        return timedelta(seconds=self.delay * 4 ** (attempts - 1))
