"""The diagnostic report: a chapter a module, pictures and tables from one set of panels."""

from terytoria.reports.diagnosis.build import build_report

__all__ = ["build_report"]
