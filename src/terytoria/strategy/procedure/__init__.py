"""The way to an adopted strategy: steps, clocks, a plan, and what keeps or breaks the law."""

from terytoria.strategy.procedure.checking import Fact, Ruling, State, check, refusals
from terytoria.strategy.procedure.days import is_working_day, next_working_day
from terytoria.strategy.procedure.planning import Plan, Planned, plan
from terytoria.strategy.procedure.steps import Clock, Step, clocks, steps

__all__ = [
    "Clock",
    "Fact",
    "Plan",
    "Planned",
    "Ruling",
    "State",
    "Step",
    "check",
    "clocks",
    "is_working_day",
    "next_working_day",
    "plan",
    "refusals",
    "steps",
]
