"""A list that redraws only what has changed, so that focus and place on the screen stay where they are."""
from collections.abc import Callable, Mapping
from typing import Generic, TypeVar

from nicegui import ui

Row = TypeVar('Row')


class Steady(Generic[Row]):
    """Rows by key inside one element. `draw` makes the element of one row; equal rows are left alone."""

    def __init__(self, inside: ui.element, draw: Callable[[Row], ui.element]) -> None:
        self.inside = inside
        self.draw = draw
        self.shown: dict[str, tuple[Row, ui.element]] = {}

    def show(self, rows: Mapping[str, Row]) -> None:
        for key in [key for key in self.shown if key not in rows or self.shown[key][0] != rows[key]]:
            self.shown.pop(key)[1].delete()
        for place, (key, row) in enumerate(rows.items()):
            if key not in self.shown:
                with self.inside:
                    self.shown[key] = (row, self.draw(row))
            element = self.shown[key][1]
            if self.inside.default_slot.children[place] is not element:
                element.move(target_index=place)
