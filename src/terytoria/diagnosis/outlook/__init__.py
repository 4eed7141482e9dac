"""Outlook: population by age and sex to 2040, with intervals from a back-test."""

from terytoria.diagnosis.outlook.analysis import AREA, Outlook, OutlookOptions, outlook
from terytoria.diagnosis.outlook.backtest import Backtest, Width, run_backtest
from terytoria.diagnosis.outlook.base import OutlookDataError
from terytoria.diagnosis.outlook.country import YEARS, CountryOutlook, country_outlook
from terytoria.diagnosis.outlook.demand import Band, bands

__all__ = [
    "AREA",
    "YEARS",
    "Backtest",
    "Band",
    "CountryOutlook",
    "Outlook",
    "OutlookDataError",
    "OutlookOptions",
    "Width",
    "bands",
    "country_outlook",
    "outlook",
    "run_backtest",
]
