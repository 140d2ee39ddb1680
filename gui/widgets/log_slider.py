"""A slider for limits: equal ways mean equal ratios, and a notch marks the calibrated value."""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSlider, QStyle, QStyleOptionSlider, QWidget

STEPS = 1000
"""Places of the slider; one is a good third of a percent over a range of a factor 25."""


class LogSlider(QSlider):
    """A horizontal slider over positive numbers.

    Args:
        zero: Whether the leftmost place means 0.
    """

    moved = Signal(float)
    """Somebody moved it to this value."""

    def __init__(self, *, zero: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._low, self._high = 0.1, 10.0
        self._zero = zero
        self._notch: float | None = None
        self._showing = False
        self.setRange(0, STEPS)
        self.setSingleStep(5)
        self.setPageStep(50)
        self.valueChanged.connect(self._on_value)

    @property
    def ends(self) -> tuple[float, float]:
        """The values at the ends (the right of the two leftmost places, if the first means 0)."""
        return self._low, self._high

    def set_ends(self, low: float, high: float, notch: float | None = None) -> None:
        """Choose the range.

        Args:
            low: Smallest value, > 0.
            high: Largest value, > ``low``.
            notch: Value that is marked; None for none.
        """
        if not 0 < low < high:
            raise ValueError(f"0 < {low} < {high} is not so")
        self._low, self._high, self._notch = low, high, notch
        self.update()

    def show_value(self, value: float) -> None:
        """Put the handle where a value belongs, telling nobody; beyond the ends it stays at the end."""
        self._showing = True
        self.setValue(self.step_of(value))
        self._showing = False

    def step_of(self, value: float) -> int:
        """Nearest place for a value."""
        if self._zero and value <= 0:
            return 0
        first = 1 if self._zero else 0
        value = min(max(value, self._low), self._high)
        share = math.log(value / self._low) / math.log(self._high / self._low)
        return first + round(share * (STEPS - first))

    def value_of(self, step: int) -> float:
        """The value at a place."""
        first = 1 if self._zero else 0
        if step < first:
            return 0.0
        return float(self._low * (self._high / self._low) ** ((step - first) / (STEPS - first)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the notch below the groove, then the slider."""
        if self._notch is not None:
            option = QStyleOptionSlider()
            self.initStyleOption(option)
            style = self.style()
            handle = style.pixelMetric(QStyle.PixelMetric.PM_SliderLength, option, self)
            share = self.step_of(self._notch) / STEPS
            x = handle / 2 + share * (self.width() - handle)
            painter = QPainter(self)
            painter.setPen(self.palette().placeholderText().color())
            middle = self.height() // 2
            painter.drawLine(round(x), middle + 5, round(x), middle + 9)
            painter.end()
        super().paintEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Paint anew in other colours."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.update()

    def _on_value(self, step: int) -> None:
        if not self._showing:
            self.moved.emit(self.value_of(step))
