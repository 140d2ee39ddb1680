"""Fingers on the photo: one or two fingers pan, two fingers pinch, two taps toggle."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QLineF, QPointF
from PySide6.QtGui import QEventPoint, QGuiApplication, QTouchEvent

_STILL = 12.0


class Fingers:
    """Turns touch events into moves.

    :meth:`handle` returns what has to be done: how far to pan, by which factor to zoom and where, and
    whether it was a tap or a double tap.
    """

    def __init__(self) -> None:
        self._last: dict[int, QPointF] = {}
        self._start: QPointF | None = None
        self._wandered = False
        self._tapped: tuple[int, QPointF] | None = None

    def handle(self, event: QTouchEvent) -> Move:
        """Take one touch event of the view."""
        down = {p.id(): self._place(p) for p in event.points() if p.state() != QEventPoint.State.Released}
        if event.type() == QEvent.Type.TouchBegin:
            self._start = next(iter(down.values()), None)
            self._wandered = False
        if len(down) > 1 or (self._start is not None and any(_far(self._start, p) for p in down.values())):
            self._wandered = True
        move = self._move(down) if self._wandered else Move()  # a finger that only trembles is a tap
        self._last = down
        if event.type() == QEvent.Type.TouchEnd and not self._wandered and self._start is not None:
            return self._tap(self._start, event.timestamp())
        return move

    def cancel(self) -> None:
        """Forget the fingers: the system took them over."""
        self._last = {}
        self._start = None

    def _place(self, point: QEventPoint) -> QPointF:
        still = point.state() == QEventPoint.State.Stationary
        return self._last.get(point.id(), point.position()) if still else point.position()

    def _move(self, down: dict[int, QPointF]) -> Move:
        both = sorted(set(down) & set(self._last))[:2]
        if not both:
            return Move()
        before, after = [self._last[i] for i in both], [down[i] for i in both]
        middle_before, middle = before[0], after[0]
        factor = 1.0
        if len(both) == 2:
            middle_before, middle = (before[0] + before[1]) / 2, (after[0] + after[1]) / 2
            wide = QLineF(before[0], before[1]).length()
            factor = QLineF(after[0], after[1]).length() / wide if wide > 1 else 1.0
        return Move(middle - middle_before, max(factor, 1e-3), middle)

    def _tap(self, place: QPointF, time: int) -> Move:
        previous, self._tapped = self._tapped, (time, place)
        interval = QGuiApplication.styleHints().mouseDoubleClickInterval()
        if previous and time - previous[0] <= interval and not _far(previous[1], place, 3 * _STILL):
            self._tapped = None
            return Move(at=place, taps=2)
        return Move(at=place, taps=1)


class Move:
    """What fingers want: pan by ``by``, zoom by ``factor`` at ``at``; ``taps`` is 1 or 2 for taps."""

    def __init__(
        self, by: QPointF | None = None, factor: float = 1.0, at: QPointF | None = None, taps: int = 0
    ) -> None:
        self.by = by or QPointF()
        self.factor = factor
        self.at = at or QPointF()
        self.taps = taps


def _far(one: QPointF, other: QPointF, reach: float = _STILL) -> bool:
    return QLineF(one, other).length() > reach
