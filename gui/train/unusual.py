"""The most unusual good parts, each with its heatmap and a way to take it out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QImage,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from gui.background import Loader
from gui.pages import PageContext
from gui.theme import SMALL, tabular
from gui.train.heat import heat_thumbnail
from gui.words import decimal

SHOWN = 3
"""So many are shown in any case, as a measure for the others."""
MOST = 12
_SIDE = 320
_HEIGHT = 104
_WORDS = 42


@dataclass(frozen=True, slots=True)
class UnusualPart:
    """One good part in the strip.

    Attributes:
        number: Its place in the training.
        path: The picture.
        margin: Its leave-one-out score as a multiple of the limit.
        stands_out: Whether the engine says that it stands out; the others are there as a measure.
    """

    number: int
    path: Path
    margin: float
    stands_out: bool


def most_unusual(
    scores: list[float], excluded: frozenset[int], flagged: list[int], limit: float
) -> list[tuple[int, bool]]:
    """Which parts the strip shows: those that stand out, and the highest scores up to three in all.

    Returns:
        Number and whether it stands out, most unusual first.
    """
    kept = [number for number in range(len(scores)) if number not in excluded]
    ranked = sorted(kept, key=lambda number: -scores[number])
    # what is above the limit is shown as well: it would be a false alarm
    above = [number for number in ranked if scores[number] > limit]
    chosen = dict.fromkeys([*flagged, *above, *ranked[:SHOWN]])
    ordered = sorted(chosen, key=lambda number: -scores[number])[:MOST]
    return [(number, number in flagged) for number in ordered]


class PartButton(QAbstractButton):
    """Heatmap, name and margin of a part; a click shows it large."""

    def __init__(self, part: UnusualPart, context: PageContext) -> None:
        super().__init__()
        self.part = part
        self._theme, self._icons = context.theme, context.icons
        self._image: QImage | None = None
        self.margin = self.tr("{n} × limit").format(n=decimal(part.margin, 2))
        self.setText(part.path.name)
        out = self.tr("stands out") if part.stands_out else ""
        self.setAccessibleName(", ".join(filter(None, (part.path.name, self.margin, out))))
        self.setAccessibleDescription(self.tr("Show this good part large, with its heatmap"))
        self.setToolTip("\n".join(filter(None, (str(part.path), self.margin, out))))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)  # painted anew when the pointer comes and goes
        self.setMinimumWidth(120)
        self.set_picture_height(_HEIGHT)
        self._theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """A picture and two lines."""
        return QSize(160, self._height + _WORDS)

    def set_picture_height(self, height: int) -> None:
        """Make the picture as high as this."""
        self._height = height
        self.setFixedHeight(height + _WORDS)

    def show_image(self, image: QImage) -> None:
        """Show the picture with its heatmap."""
        self._image = image
        self.update()

    @property
    def image(self) -> QImage | None:
        """What is shown, once it is there."""
        return self._image

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint picture, margin and name."""
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        frame = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self.underMouse() or self.hasFocus() or self.isDown():
            painter.setPen(QPen(QColor(tokens.accent), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.pressed if self.isDown() else tokens.hover))
            painter.drawRoundedRect(frame, 6, 6)
        room = frame.adjusted(4, 4, -4, 0)
        room.setHeight(self._height - 4)
        outline = QPainterPath()
        if self._image is None:
            outline.addRoundedRect(room, 3, 3)
            painter.fillPath(outline, QColor(tokens.sunken))
        else:
            size = self._image.size().scaled(room.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
            place = QRectF(0, 0, size.width(), size.height())
            place.moveCenter(room.center())
            outline.addRoundedRect(place, 3, 3)
            painter.save()
            painter.setClipPath(outline)
            painter.drawImage(place, self._image)
            painter.restore()
        self._paint_words(painter, frame, room.bottom())

    def _paint_words(self, painter: QPainter, frame: QRectF, top: float) -> None:
        tokens = self._theme.tokens
        font = tabular(QFont(self.font()))
        painter.setFont(font)
        middle = Qt.AlignmentFlag.AlignCenter
        ink = tokens.review_ink if self.part.stands_out else tokens.text
        painter.setPen(QColor(ink))
        line = QRectF(frame.left(), top + 3, frame.width(), 18)
        painter.drawText(line, middle, self.margin)
        if self.part.stands_out:
            width = QFontMetrics(font).horizontalAdvance(self.margin)
            icon = self._icons.pixmap("warning", "review_ink", 14, self.devicePixelRatioF())
            painter.drawPixmap(int(line.center().x() - width / 2 - 19), int(line.top() + 2), icon)
        font.setPixelSize(SMALL)
        painter.setFont(font)
        painter.setPen(QColor(tokens.muted))
        name = QFontMetrics(font).elidedText(
            self.text(), Qt.TextElideMode.ElideMiddle, int(frame.width()) - 8
        )
        painter.drawText(QRectF(frame.left(), top + 20, frame.width(), 16), middle, name)


class UnusualStrip(QScrollArea):
    """A row of the most unusual good parts."""

    opened = Signal(object)
    """Path of a part that somebody wants to see large."""
    removed = Signal(object)
    """Path of a part that somebody says is not a good one."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self.setObjectName("unusualParts")
        self.setAccessibleName(self.tr("Most unusual good parts"))
        self._context = context
        self._parts: list[UnusualPart] = []
        self._buttons: dict[int, PartButton] = {}
        self._removers: list[QPushButton] = []
        self._locked = False
        self._refocus = False
        self._generation = 0
        self._loader = Loader(1, 4 * MOST, self)
        self._loader.loaded.connect(self._on_image)
        inside = QWidget()
        inside.setObjectName("scrolled")
        self._row = QHBoxLayout(inside)
        self._row.setContentsMargins(0, 0, 0, 4)
        self._row.setSpacing(8)
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._height = 0
        self.set_picture_height(_HEIGHT)

    @property
    def parts(self) -> list[UnusualPart]:
        """What is shown, most unusual first."""
        return list(self._parts)

    @property
    def buttons(self) -> list[PartButton]:
        """The pictures, in the same order."""
        return [self._buttons[part.number] for part in self._parts]

    @property
    def removers(self) -> list[QPushButton]:
        """The buttons below them."""
        return list(self._removers)

    def show_training(self) -> None:
        """Show the parts of the finished training as they are now."""
        training = self._context.state.training
        self._clear()
        if training is None:
            return
        calibration = training.recipe.calibration
        limit = calibration.image_threshold
        chosen = most_unusual(
            [float(score) for score in training.scores], training.excluded, training.unusual(), limit
        )
        colour_map = self._context.settings.value.colour_map
        for number, stands_out in chosen:
            path = Path(training.images[number].path)
            part = UnusualPart(number, path, float(training.scores[number]) / limit, stands_out)
            self._add(part)
            # the map is taken now: a later change of the training writes to what it is made from
            anomaly_map = training.anomaly_map(number)
            key = (self._generation, number)
            self._loader.request(
                key,
                lambda path=path, anomaly_map=anomaly_map: heat_thumbnail(
                    path, _SIDE, anomaly_map, limit, colour_map
                ),
            )
        self._row.addStretch(0)

    def set_picture_height(self, height: int) -> None:
        """Make the pictures as high as this."""
        if height != self._height:
            self._height = height
            for button in self._buttons.values():
                button.set_picture_height(height)
            self.setFixedHeight(height + _WORDS + 4 + self._context.theme.control + 14)

    def set_locked(self, locked: bool) -> None:
        """While the recipe is being changed, nothing can be taken out."""
        self._locked = locked
        for button in self._removers:
            button.setEnabled(not locked)
        if not locked and self._refocus and self._removers:
            # the button that had the keyboard is gone; its place is taken by the next
            self._refocus = False
            self._removers[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def close_loader(self) -> None:
        """Make no more pictures; to be called before the window goes."""
        self._loader.close()

    def _clear(self) -> None:
        self._generation += 1
        self._loader.keep_only(())
        self._parts.clear()
        self._buttons.clear()
        self._removers.clear()
        while self._row.count():
            item = self._row.takeAt(0)
            if item is not None and (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()

    def _add(self, part: UnusualPart) -> None:
        column = QWidget()
        layout = QVBoxLayout(column)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        picture = PartButton(part, self._context)
        picture.set_picture_height(self._height)
        picture.clicked.connect(self._on_opened)
        remove = QPushButton(self.tr("Not a good part"))
        remove.setProperty("path", str(part.path))
        words = self.tr("Not a good part: remove it from the recipe, exactly as if it had never been in it")
        remove.setToolTip(words)
        remove.setAccessibleName(self.tr("{name} is not a good part: remove").format(name=part.path.name))
        remove.setAccessibleDescription(words)
        self._context.icons.bind(remove, "remove")
        remove.setEnabled(not self._locked)
        remove.clicked.connect(self._on_removed)
        layout.addWidget(picture)
        layout.addWidget(remove)
        column.setMaximumWidth(200)
        self._parts.append(part)
        self._buttons[part.number] = picture
        self._removers.append(remove)
        self._row.addWidget(column, 1)

    @Slot()
    def _on_opened(self) -> None:
        button = self.sender()
        if isinstance(button, PartButton):
            self.opened.emit(button.part.path)

    @Slot()
    def _on_removed(self) -> None:
        button = self.sender()
        if isinstance(button, QPushButton):
            self._refocus = button.hasFocus()
            self.removed.emit(Path(button.property("path")))

    @Slot(object, object)
    def _on_image(self, key: tuple[int, int], image: QImage) -> None:
        generation, number = key
        if generation == self._generation and number in self._buttons:
            self._buttons[number].show_image(image)
