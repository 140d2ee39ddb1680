"""Which changes of limits belong together."""

from __future__ import annotations

import time
from collections.abc import Callable

SAME_GESTURE_SECONDS = 1.0


class Gestures:
    """Tells which changes belong together, to be undone in one step.

    Changes by one control belong together while it is held, and otherwise as long as they follow each other
    within a second.

    Args:
        clock: Seconds, monotonic.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._token: object = object()
        self._control: object = None
        self._time = 0.0
        self._held = False

    def hold(self, control: object) -> None:
        """A control is taken hold of."""
        self._token, self._control, self._held = object(), control, True

    def release(self) -> None:
        """It is let go of."""
        self._held, self._control = False, None

    def of(self, control: object) -> object:
        """The gesture that a change by a control belongs to."""
        now = self._clock()
        if self._held and self._control is control:
            return self._token
        if self._control is not control or now - self._time > SAME_GESTURE_SECONDS:
            self._token = object()
        self._control, self._time, self._held = control, now, False
        return self._token
