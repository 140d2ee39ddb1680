"""The program's own icons: drawn with ``currentColor``, tinted by the theme, crisp at any scale.

An icon is rendered for every scale factor of the connected screens, in the colours of its normal,
disabled and checked states, when it is first wanted; :meth:`Icons.bind` keeps buttons and actions up
to date when the theme changes.
"""

from __future__ import annotations

import weakref
from functools import cache
from typing import Protocol

from PySide6.QtCore import QByteArray, QObject, QRectF, Qt, Slot
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from gui.paths import resources
from gui.theme import Theme

SIZES = (16, 20, 24)
"""Sides of the icons that are rendered ahead, in device-independent pixels."""


class HasIcon(Protocol):
    """A button, an action, a menu."""

    def setIcon(self, icon: QIcon) -> None:
        """Show an icon."""


@cache
def svg(name: str) -> str:
    """Source of an icon of ``resources/icons``.

    Raises:
        FileNotFoundError: There is no icon of that name.
    """
    return (resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")


def render(name: str, colour: QColor | str, size: int, ratio: float = 1.0) -> QPixmap:
    """Draw an icon.

    Args:
        name: Name of the file without ``.svg``.
        colour: What ``currentColor`` stands for.
        size: Side in device-independent pixels.
        ratio: Device pixels to one of those, 1 to 4.
    """
    return draw(_renderer(name, QColor(colour).name()), size, ratio)


def _renderer(name: str, colour: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(svg(name).replace("currentColor", colour).encode()))


def draw(renderer: QSvgRenderer, size: int, ratio: float = 1.0) -> QPixmap:
    """Draw a picture into a square pixmap of ``size`` device-independent pixels."""
    pixels = max(1, round(size * ratio))
    pixmap = QPixmap(pixels, pixels)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer.render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def ratios() -> list[float]:
    """Scale factors of all connected screens, each once."""
    return sorted({screen.devicePixelRatio() for screen in QGuiApplication.screens()}) or [1.0]


def app_icon() -> QIcon:
    """The program's own icon, in the sizes that windows and task bars ask for."""
    renderer = QSvgRenderer(str(resources() / "gonogo.svg"))
    small = QSvgRenderer(str(resources() / "gonogo-small.svg"))
    icon = QIcon()
    for size in (16, 24, 32, 48, 64, 128, 256):
        icon.addPixmap(draw(small if size <= 24 else renderer, size))
    return icon


class Icons(QObject):
    """Icons in the colours of the theme."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._made: dict[tuple[str, str, tuple[int, ...]], QIcon] = {}
        self._bound: list[tuple[weakref.ref[HasIcon], str, str, tuple[int, ...]]] = []
        theme.changed.connect(self._refresh)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.screenAdded.connect(self._refresh)

    def icon(self, name: str, role: str = "text", sizes: tuple[int, ...] = SIZES) -> QIcon:
        """An icon in the colour of a token of the theme, with its disabled and checked states.

        Args:
            name: Name of the icon.
            role: Name of the token for its usual state.
            sizes: Sides to draw it at, device-independent pixels.
        """
        key = (name, role, sizes)
        if key not in self._made:
            self._made[key] = self._make(*key)
        return self._made[key]

    def pixmap(self, name: str, role: str, size: int, ratio: float | None = None) -> QPixmap:
        """One picture of an icon, for painting; at the sharpest screen's scale unless told."""
        return render(name, self._theme.colour(role), size, ratio or ratios()[-1])

    def bind(self, target: HasIcon, name: str, role: str = "text", sizes: tuple[int, ...] = SIZES) -> None:
        """Give a button or an action an icon, and a new one whenever the colours change."""
        self._bound = [entry for entry in self._bound if entry[0]() is not None and entry[0]() is not target]
        self._bound.append((weakref.ref(target), name, role, sizes))
        target.setIcon(self.icon(name, role, sizes))

    def _make(self, name: str, role: str, sizes: tuple[int, ...]) -> QIcon:
        tokens = self._theme.tokens
        usual = getattr(tokens, role)
        icon = QIcon()
        states = [
            (QIcon.Mode.Normal, QIcon.State.Off, usual),
            (QIcon.Mode.Disabled, QIcon.State.Off, tokens.disabled),
        ]
        for mode, state, colour in states:
            renderer = _renderer(name, colour)
            for size in sizes:
                for ratio in ratios():
                    icon.addPixmap(draw(renderer, size, ratio), mode, state)
        return icon

    @Slot()
    def _refresh(self) -> None:
        self._made.clear()
        alive = []
        for entry in self._bound:
            target = entry[0]()
            if target is None:
                continue
            try:
                target.setIcon(self.icon(entry[1], entry[2], entry[3]))
            except RuntimeError:  # Qt's side of it is gone already
                continue
            alive.append(entry)
        self._bound = alive
