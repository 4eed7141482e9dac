"""Targets: an indicator, a value, a year, and whether that is realistic."""

from terytoria.strategy.targets.check import TargetOptions, check_target
from terytoria.strategy.targets.judgement import Obstacle, Thresholds, Verdict
from terytoria.strategy.targets.result import TargetCheck
from terytoria.strategy.targets.suggestions import Suggestion, suggest_indicators
from terytoria.strategy.targets.target import Target, TargetError, Wanted

__all__ = [
    "Obstacle",
    "Suggestion",
    "Target",
    "TargetCheck",
    "TargetError",
    "TargetOptions",
    "Thresholds",
    "Verdict",
    "Wanted",
    "check_target",
    "suggest_indicators",
]
