"""The synthetic example country: invented units with coherent statistics, all from one seed.

It stands in where no published data are at hand, and grows to any size for measuring speed. Nothing
in it is true of any real place, and every file says so.
"""

from terytoria.statistics.sources.synthetic.folder import (
    DEFAULT_SEED,
    DEFAULT_UNITS,
    write_synthetic,
)

__all__ = ["DEFAULT_SEED", "DEFAULT_UNITS", "write_synthetic"]
