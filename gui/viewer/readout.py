"""The bar that reads what is under the pointer: place, colour and anomaly value, with the scale beside it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPalette, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from engine.regions import upsample
from gui.viewer.camera import Camera
from gui.viewer.colours import blend, muted
from gui.viewer.legend import Legend
from gui.viewer.numbers import DASH, decimal, short, tabular
from gui.viewer.records import PartView


class Field(QWidget):
    """A name and a number of constant width, so that nothing jumps while the pointer moves."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._caption = QLabel(self)
        self._value = QLabel(DASH, self)
        self._widest = "0000"
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self._caption)
        row.addWidget(self._value)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self._dress()

    def set_words(self, caption: str, name: str, description: str) -> None:
        """Say what the number is: on screen, and to a screen reader."""
        self._caption.setText(caption)
        self._caption.setVisible(bool(caption))
        self._value.setAccessibleName(name)
        self._value.setAccessibleDescription(description)
        self.setToolTip(description)

    def set_widest(self, text: str) -> None:
        """Keep room for a text as wide as this one."""
        self._widest = text
        self._dress()

    def text(self) -> str:
        """The number shown."""
        return self._value.text()

    def set_text(self, text: str) -> None:
        """Show a number, or a dash."""
        if text != self._value.text():
            self._value.setText(text)

    def changeEvent(self, event: QEvent) -> None:  # noqa: D102
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._dress()

    def _dress(self) -> None:
        palette = self._caption.palette()
        if palette.color(QPalette.ColorRole.WindowText) != muted(self.palette()):
            palette.setColor(QPalette.ColorRole.WindowText, muted(self.palette()))
            self._caption.setPalette(palette)
        font = tabular(self.font())
        if font != self._value.font():
            self._value.setFont(font)
        self._value.setFixedWidth(QFontMetrics(font).horizontalAdvance(self._widest) + 2)


class Swatch(QWidget):
    """The colour of the pixel, as a small square."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._colour: QColor | None = None
        self.setFixedSize(14, 14)

    def set_colour(self, colour: QColor | None) -> None:
        """Show a colour; None shows an empty square."""
        if colour != self._colour:
            self._colour = colour
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, D102
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(blend(muted(self.palette()), self.palette().window().color(), 0.4), 1.0))
        painter.setBrush(self._colour if self._colour is not None else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(1, 1, 12, 12, 2, 2)


class ReadoutBar(QWidget):
    """Reads the photo and the map under the camera's pointer."""

    def __init__(self, camera: Camera, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._camera = camera
        self._part: PartView | None = None
        self.setObjectName("readoutBar")
        self.x_field, self.y_field, self.rgb_field = Field(self), Field(self), Field(self)
        self.anomaly_field, self.margin_field = Field(self), Field(self)
        self.swatch = Swatch(self)
        self.legend = Legend(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 4, 8, 4)
        row.setSpacing(8)
        for widget in (
            self.x_field,
            self.y_field,
            self.swatch,
            self.rgb_field,
            self.anomaly_field,
            self.margin_field,
        ):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.legend, 4)
        self.legend.setMaximumWidth(360)
        self.rgb_field.set_widest("000 000 000")
        self.retranslate()
        camera.hovered.connect(self.refresh)

    def set_part(self, part: PartView | None) -> None:
        """Read another part."""
        self._part = part
        digits = "0" * len(str(max(part.width, part.height) - 1)) if part is not None else "000"
        for field in (self.x_field, self.y_field):
            field.set_widest(digits)
        self.refresh()

    def refresh(self) -> None:
        """Read again what is under the pointer."""
        place, part = self._camera.hover, self._part
        at = self._camera.pixel_at(place) if place is not None else None
        if part is None or at is None:
            for field in (self.x_field, self.y_field, self.rgb_field, self.anomaly_field):
                field.set_text(DASH)
            self.margin_field.set_text("")
            self.swatch.set_colour(None)
            self.legend.set_value(None)
            return
        x, y = at
        red, green, blue = (int(channel) for channel in part.photo[y, x])
        self.x_field.set_text(str(x))
        self.y_field.set_text(str(y))
        self.rgb_field.set_text(f"{red} {green} {blue}")
        self.swatch.set_colour(QColor(red, green, blue))
        value = value_at(part, x, y)
        self.anomaly_field.set_text(short(value))
        share = value / part.limits.image_threshold if value is not None and part.limits else None
        text = "" if share is None else self.tr("%1 × limit").replace("%1", decimal(share, 2))
        self.margin_field.set_text(text)
        self.legend.set_value(value)

    def retranslate(self) -> None:
        """Put the words on screen in the language that is chosen now."""
        self.x_field.set_words(
            self.tr("x"), self.tr("Column"), self.tr("Column of the pixel under the pointer")
        )
        self.y_field.set_words(self.tr("y"), self.tr("Row"), self.tr("Row of the pixel under the pointer"))
        self.rgb_field.set_words(
            self.tr("rgb"), self.tr("Colour"), self.tr("Red, green and blue of the pixel, 0 to 255")
        )
        self.anomaly_field.set_words(
            self.tr("anomaly"), self.tr("Anomaly value"), self.tr("How unusual this place is, raw units")
        )
        self.margin_field.set_words(
            "", self.tr("Times the limit"), self.tr("Anomaly value as a multiple of the limit")
        )
        self.anomaly_field.set_widest("00.00")
        self.margin_field.set_widest(self.tr("%1 × limit").replace("%1", "00.00"))

    def minimumSizeHint(self) -> QSize:  # noqa: D102
        # what can be left out does not keep the bar from getting narrow
        return QSize(self._least(), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: D102
        super().resizeEvent(event)
        gap = self.layout().spacing()
        room = self.width() - self._least() - self.swatch.width() - gap
        self.swatch.setVisible(room >= 0)
        self.margin_field.setVisible(room >= self.margin_field.sizeHint().width() + gap + 48)

    def _least(self) -> int:
        """Width at which everything indispensable has room."""
        fields = (self.x_field, self.y_field, self.rgb_field, self.anomaly_field)
        margins = self.layout().contentsMargins()
        around = margins.left() + margins.right() + (len(fields) + 1) * self.layout().spacing()
        return around + sum(f.sizeHint().width() for f in fields) + self.legend.minimumSizeHint().width()

    def changeEvent(self, event: QEvent) -> None:  # noqa: D102
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()


def value_at(part: PartView, x: int, y: int) -> float | None:
    """The anomaly value of a photo pixel, as the engine interpolates it; None without a map."""
    if part.anomaly_map is None:
        return None
    return float(upsample(part.anomaly_map, (part.height, part.width), (x, y, 1, 1))[0, 0])
