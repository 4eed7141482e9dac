"""The values and the distributions that every partnership is measured against, made once."""

from __future__ import annotations

from collections import OrderedDict
from weakref import WeakKeyDictionary

from terytoria.diagnosis.groups import ComparisonGroup, area_unit
from terytoria.diagnosis.measured import Measures, Values
from terytoria.diagnosis.standing.board import Board
from terytoria.diagnosis.standing.distribution import Distribution
from terytoria.territory import Area, Level, Register

_KNOWN: WeakKeyDictionary[Measures, Yardstick] = WeakKeyDictionary()
_AREAS_KEPT = 16
_GROUPS_KEPT = 256


class Yardstick:
    """Boards of all gminas and of all powiats, and the distribution of each group asked for.

    The first partnership pays for the boards and for its groups; the others of a sweep find them.
    """

    def __init__(self, register: Register, measures: Measures) -> None:
        self.register = register
        self.measures = measures
        self._values: dict[Level, tuple[Values, ...]] = {}
        self._boards: dict[Level, Board] = {}
        self._groups: OrderedDict[tuple[Level, tuple[str, ...]], Distribution] = OrderedDict()
        self._areas: OrderedDict[tuple[Level, tuple[str, ...]], tuple[Values, ...]] = OrderedDict()

    def values(self, level: Level) -> tuple[Values, ...]:
        """Values of all units of a level: indicators of gminas, or all taken for powiats."""
        if level not in self._values:
            self._values[level] = self._gminas() if level is Level.GMINA else self._powiats()
        return self._values[level]

    def _gminas(self) -> tuple[Values, ...]:
        each = (self.measures.of(name) for name in self.measures.available())
        return tuple(one for one in each if one.units == self.register.gminas)

    def _powiats(self) -> tuple[Values, ...]:
        powiats = {code: self.register.gminas_of(code) for code in self.register.powiats}
        return tuple(self.measures.areas(name, powiats) for name in self.measures.available())

    def board(self, level: Level) -> Board:
        """The board of all units of a level."""
        if level not in self._boards:
            units = self.register.of_level(level)
            self._boards[level] = Board.of(self.values(level), units)
        return self._boards[level]

    def group(self, group: ComparisonGroup) -> Distribution:
        """How a group is distributed on the board of its level."""
        key = group.level, group.members
        if key not in self._groups:
            board = self.board(group.level)
            columns = [board.column[code] for code in group.members]
            self._groups[key] = Distribution.of(board.values[:, columns])
            if len(self._groups) > _GROUPS_KEPT:
                self._groups.popitem(last=False)
        return self._groups[key]

    def unit(self, unit: str, area: Area, level: Level) -> tuple[Board, int]:
        """A board with the rows of a level's board that holds a unit, and the unit's column.

        ``unit`` is a gmina or the area itself.
        """
        board = self.board(level)
        if unit in board.column:
            return board, board.column[unit]
        return Board.of(self.area_values(unit, area, level), (unit,)), 0

    def area_values(self, unit: str, area: Area, level: Level) -> tuple[Values, ...]:
        """Values of the area (or of one gmina) by totals, one per indicator of a level."""
        gminas = area.gminas if unit == area_unit(area) else (unit,)
        key = level, gminas
        if key not in self._areas:
            ids = [one.indicator.id for one in self.values(level)]
            found = tuple(self.measures.areas(name, {unit: gminas}) for name in ids)
            self._areas[key] = found
            if len(self._areas) > _AREAS_KEPT:
                self._areas.popitem(last=False)
        return self._areas[key]


def yardstick_of(register: Register, measures: Measures) -> Yardstick:
    """The yardstick of measures, made when first asked for."""
    found = _KNOWN.get(measures)
    if found is None:
        found = _KNOWN[measures] = Yardstick(register, measures)
    return found
