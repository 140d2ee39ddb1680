"""The look: tokens, the palette and style sheet made from them, and following the system's light or dark.

All colours, sizes and distances of the window come from :class:`Tokens`. Greys have no hue, so that
nothing tints the picture of a part; one accent marks what can be acted on; the verdict colours are
those of Okabe and Ito, which colour-blind people tell apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from string import Template

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QStyleFactory, QWidget

from gui.paths import resources


@dataclass(frozen=True, slots=True)
class Tokens:
    """Colours of one scheme, as ``#rrggbb``.

    Attributes:
        window: Behind everything.
        raised: Cards, menus, bars, fields to write in.
        sunken: Behind photos, and troughs.
        hover: Behind what the pointer is on.
        pressed: Behind what is pressed or chosen in the navigation.
        border: Lines that only divide.
        edge: Outlines of controls; 3:1 against window and raised.
        text: Text.
        muted: Text of second rank; 4.5:1 as well.
        disabled: Text and icons of what cannot be used now.
        accent: What can be acted on: links, focus, selection, the main button.
        accent_hover: The main button under the pointer.
        on_accent: Text upon accent.
        selection: Behind selected rows; text stays readable upon it.
        good, review, defective, error: The verdicts' own colours, for areas, bars and lines.
        good_ink, review_ink, defective_ink, error_ink: The same as text, dark or light enough to read.
        on_verdict: Marks upon the verdicts' colours.
    """

    window: str
    raised: str
    sunken: str
    hover: str
    pressed: str
    border: str
    edge: str
    text: str
    muted: str
    disabled: str
    accent: str
    accent_hover: str
    on_accent: str
    selection: str
    good_ink: str
    review_ink: str
    defective_ink: str
    error_ink: str
    error: str
    good: str = "#009E73"
    review: str = "#E69F00"
    defective: str = "#D55E00"
    on_verdict: str = "#0d0d0d"


DARK = Tokens(
    window="#1e1f22",
    raised="#28292c",
    sunken="#161616",
    hover="#333437",
    pressed="#3d3e41",
    border="#3a3b3e",
    edge="#7e7f82",
    text="#ededee",
    muted="#b3b4b6",
    disabled="#77787b",
    accent="#5cb8f5",
    accent_hover="#86cbf9",
    on_accent="#08131b",
    selection="#24455c",
    good_ink="#2cc79c",
    review_ink="#f0b234",
    defective_ink="#ff8a3d",
    error_ink="#b9babd",
    error="#9c9da0",
)

LIGHT = Tokens(
    window="#f4f5f6",
    raised="#ffffff",
    sunken="#e8e8e8",
    hover="#e9eaeb",
    pressed="#dcdddf",
    border="#d3d4d6",
    edge="#838487",
    text="#1b1c1e",
    muted="#55565a",
    disabled="#96979a",
    accent="#0067a8",
    accent_hover="#0079c4",
    on_accent="#ffffff",
    selection="#cfe6f7",
    good_ink="#00684b",
    review_ink="#7d5500",
    defective_ink="#a84600",
    error_ink="#55565a",
    error="#76777a",
)

GRID = 8
"""Distances are multiples of this, in device-independent pixels; 4 for halves."""
RADIUS = 6
CONTROL = 32
"""Height of buttons and fields."""
CONTROL_TOUCH = 44
"""The same for fingers and gloves."""
SMALL, BASE, TITLE = 12, 13, 20
"""The three sizes of text, in pixels."""


def luminance(colour: str) -> float:
    """Relative luminance of ``#rrggbb`` as WCAG 2.2 defines it, 0 to 1."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours as WCAG 2.2 defines it, 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def tabular(font: QFont) -> QFont:
    """The font with figures of one width, for numbers that change."""
    font = QFont(font)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


class Theme(QObject):
    """The look of the running program.

    Args:
        mode: ``"system"``, ``"light"`` or ``"dark"``.
    """

    changed = Signal()
    """Colours or sizes are others now; icons and hand-painted things paint anew."""

    def __init__(self, mode: str = "system", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._mode = mode
        self._touch = False
        self._applied: tuple[Tokens, bool] | None = None
        self._changing = False
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._on_system_changed)

    @property
    def mode(self) -> str:
        """What was chosen: ``"system"``, ``"light"`` or ``"dark"``."""
        return self._mode

    @property
    def dark(self) -> bool:
        """Whether the dark colours are in use."""
        if self._mode == "system":
            return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return self._mode == "dark"

    @property
    def tokens(self) -> Tokens:
        """The colours in use."""
        return DARK if self.dark else LIGHT

    @property
    def control(self) -> int:
        """Height of controls in device-independent pixels."""
        return CONTROL_TOUCH if self._touch else CONTROL

    def colour(self, name: str) -> QColor:
        """A token by its name, as Qt's colour."""
        return QColor(getattr(self.tokens, name))

    def set_mode(self, mode: str) -> None:
        """Follow the system, or force light or dark."""
        self._mode = mode
        hints = QGuiApplication.styleHints()
        self._changing = True  # the system's own signal would apply the same once more
        if mode == "system":
            hints.unsetColorScheme()
        else:
            hints.setColorScheme(Qt.ColorScheme.Dark if mode == "dark" else Qt.ColorScheme.Light)
        self._changing = False
        self.apply()

    def set_touch(self, touch: bool) -> None:
        """Make controls large enough for fingers, or not."""
        self._touch = touch
        self.apply()

    def apply(self) -> None:
        """Give the application its style, palette, font and style sheet, if they are others than now."""
        wanted = (self.tokens, self._touch)
        if wanted == self._applied:
            return
        application = QApplication.instance()
        if not isinstance(application, QApplication):
            return
        if self._applied is None:
            application.setStyle(QStyleFactory.create("Fusion"))
            font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
            font.setPixelSize(BASE)
            application.setFont(font)
        self._applied = wanted
        application.setPalette(palette(self.tokens))
        application.setStyleSheet(style_sheet(self.tokens, self.control, dark=self.dark))
        self.changed.emit()

    @Slot()
    def _on_system_changed(self) -> None:
        if not self._changing:
            self.apply()


def finish(widget: QWidget) -> None:
    """Do what a style sheet cannot: leave room before the numbers in all spin boxes of a widget."""
    for spin in widget.findChildren(QAbstractSpinBox):
        spin.lineEdit().setTextMargins(GRID - 1, 0, 0, 0)


def palette(tokens: Tokens) -> QPalette:
    """Qt's palette for a scheme."""
    role = QPalette.ColorRole
    colours = {
        role.Window: tokens.window,
        role.WindowText: tokens.text,
        role.Base: tokens.raised,
        role.AlternateBase: tokens.window,
        role.Text: tokens.text,
        role.PlaceholderText: tokens.muted,
        role.Button: tokens.raised,
        role.ButtonText: tokens.text,
        role.BrightText: tokens.on_accent,
        role.ToolTipBase: tokens.raised,
        role.ToolTipText: tokens.text,
        role.Link: tokens.accent,
        role.LinkVisited: tokens.accent,
        role.Highlight: tokens.accent,
        role.HighlightedText: tokens.on_accent,
        role.Accent: tokens.accent,
        role.Light: tokens.hover,
        role.Midlight: tokens.hover,
        role.Mid: tokens.border,
        role.Dark: tokens.border,
        role.Shadow: tokens.sunken,
    }
    made = QPalette()
    for name, colour in colours.items():
        made.setColor(name, QColor(colour))
    for name in (role.WindowText, role.Text, role.ButtonText, role.PlaceholderText):
        made.setColor(QPalette.ColorGroup.Disabled, name, QColor(tokens.disabled))
    made.setColor(QPalette.ColorGroup.Disabled, role.Highlight, QColor(tokens.border))
    made.setColor(QPalette.ColorGroup.Disabled, role.HighlightedText, QColor(tokens.disabled))
    return made


def style_sheet(tokens: Tokens, control: int, *, dark: bool) -> str:
    """The style sheet of a scheme, from the template in ``resources/theme``."""
    folder = resources() / "theme"
    template = (folder / "style.qss").read_text(encoding="utf-8")
    values = {name: getattr(tokens, name) for name in Tokens.__dataclass_fields__}
    return Template(template).substitute(
        values,
        icons=(folder / ("dark" if dark else "light")).as_posix(),
        **metrics(control),
    )


def metrics(control: int) -> dict[str, str]:
    """Sizes in the style sheet, by name.

    Args:
        control: Height of controls, device-independent pixels.
    """
    touch = control > CONTROL
    return {
        "small": f"{SMALL}px",
        "base": f"{BASE}px",
        "title": f"{TITLE}px",
        "radius": f"{RADIUS}px",
        # Qt's heights are of the content: without border and padding
        "inner": f"{control - 2}px",
        "inner_focus": f"{control - 4}px",
        # Qt adds 3 to the height that a spin box is given
        "spin": f"{control - 5}px",
        "spin_focus": f"{control - 7}px",
        "tool": f"{control - 12}px",
        # tools beside the menus are no higher than these; see gui/navigation.py
        "tools_high": "42px" if touch else "0",
        "tools_wide": "40px" if touch else "0",
        "row": f"{control - 4}px",
        "menu_pad": f"{(control - 20) // 2}px",
        "bar_pad": "16px" if touch else "7px",
        "header_pad": "12px" if touch else "6px",
        "scroll": "20px" if touch else "12px",
        "tick": "24px" if touch else "16px",
        "tick_focus": "22px" if touch else "14px",
        "tick_radius": "13px" if touch else "9px",
    }
