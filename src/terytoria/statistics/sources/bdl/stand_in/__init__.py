"""A stand-in of the Local Data Bank that serves a snapshot on this machine, quirks included."""

from terytoria.statistics.sources.bdl.stand_in.faults import Faults, FaultsError
from terytoria.statistics.sources.bdl.stand_in.quota import QuotaError, quota_factor
from terytoria.statistics.sources.bdl.stand_in.server import Request, StandIn
from terytoria.statistics.sources.bdl.stand_in.variables import (
    VARIABLE_COLUMNS,
    variable_table,
    write_variables,
)

__all__ = [
    "VARIABLE_COLUMNS",
    "Faults",
    "FaultsError",
    "QuotaError",
    "Request",
    "StandIn",
    "quota_factor",
    "variable_table",
    "write_variables",
]
