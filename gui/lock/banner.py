"""The verdict so large that it is read from three metres, above the photo."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QByteArray, QPointF, QRectF, QSize, Qt, QTimer, Slot
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from engine.types import Verdict
from gui.icons import Icons, draw, svg
from gui.lock.dialogs import announce
from gui.models.results_table import margin_text
from gui.theme import GRID, Theme, contrast, tabular
from gui.verdicts import LOOKS, word
from gui.words import grouped

SHARE, LEAST, MOST = 0.23, 144, 240
"""Height of the banner: this share of the room, within these bounds, device-independent pixels."""
READABLE = 4.5
"""Least contrast of everything that is written."""
SAY_AFTER_MS = 400
"""How long a verdict must stay before screen readers say it: while many parts come, only the last one is."""

_SIDE = 3 * GRID
_COLUMN = 216
_LINE = 30


class VerdictBanner(QLabel):
    """Icon, word, margin and name of one part upon the colour of its verdict, and the counts so far."""

    def __init__(self, theme: Theme, icons: Icons) -> None:
        super().__init__()
        self.setObjectName("verdictBanner")
        self._theme = theme
        self._icons = icons
        self._verdict: Verdict | None = None
        self._margin = ""
        self._name = ""
        self._counts = ""
        self._signs: dict[tuple[str, str, int, float], QPixmap] = {}
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(LEAST)
        self.setAccessibleName(self.tr("Verdict"))
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(SAY_AFTER_MS)
        self._rest.timeout.connect(self._say)
        theme.changed.connect(self.update)
        self.show_part(None)

    @property
    def verdict(self) -> Verdict | None:
        """The verdict shown; None for none."""
        return self._verdict

    @property
    def name(self) -> str:
        """Name of the part shown."""
        return self._name

    @property
    def counts(self) -> str:
        """The counts as shown."""
        return self._counts

    def show_part(
        self,
        verdict: Verdict | None,
        margin: float | None = None,
        name: str = "",
        counts: Mapping[Verdict, int] | None = None,
    ) -> None:
        """Show a part's verdict.

        Args:
            verdict: The verdict; None where there is no part.
            margin: Score / image threshold, where there is one.
            name: The part's name.
            counts: How many parts there are of each verdict.
        """
        shown = self.tr("{margin} the limit").format(margin=margin_text(margin)) if margin is not None else ""
        said = self._counts_words(counts or {})
        words = word(verdict) if verdict is not None else self.tr("No part yet")
        new = (verdict, shown, name, said)
        if new == (self._verdict, self._margin, self._name, self._counts) and self.text() == words:
            return
        other = (verdict, name) != (self._verdict, self._name)
        self._verdict, self._margin, self._name, self._counts = new
        self.setText(words)
        spoken = ", ".join(part for part in (words, shown, name) if part)
        self.setAccessibleName(self.tr("Verdict: {words}").format(words=spoken))
        self.setAccessibleDescription(said)
        self.setToolTip(name)
        if other and verdict is not None:
            self._rest.start()
        self.update()

    def ink(self) -> str:
        """Colour of everything that is written upon the verdict's colour."""
        tokens = self._theme.tokens
        if self._verdict is None:
            return tokens.muted
        ground = self.ground()
        if contrast(tokens.on_verdict, ground) >= READABLE:
            return tokens.on_verdict
        return max(("#000000", "#ffffff"), key=lambda colour: contrast(colour, ground))

    def ground(self) -> str:
        """The colour behind."""
        tokens = self._theme.tokens
        return tokens.raised if self._verdict is None else str(getattr(tokens, LOOKS[self._verdict].colour))

    def word_pixels(self) -> int:
        """Size of the word's font, in device-independent pixels; the same for all verdicts."""
        return self._arrange()[0]

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(360, self.height())

    def minimumSizeHint(self) -> QSize:
        """Narrow windows have a smaller word."""
        return QSize(240, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Paint it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(self._theme.tokens.border) if self._verdict is None else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self.ground()))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), GRID, GRID)
        pixels, beside = self._arrange()
        upper = QRectF(self.rect()) if beside else QRectF(0, 0, self.width(), self.height() - _LINE - 4)
        painter.setPen(QColor(self.ink()))
        right = self._paint_word(painter, upper, pixels)
        if beside:
            self._paint_column(painter, right)
        else:
            self._paint_line(painter, QRectF(_SIDE, upper.bottom() - 4, self.width() - 2 * _SIDE, _LINE))

    def _arrange(self) -> tuple[int, bool]:
        """Size of the word's font, and whether the rest stands beside it instead of below."""
        beside = round(self.height() * 0.72)
        if self._word_room(beside) + _COLUMN + 2 * _SIDE <= self.width():
            return beside, True
        below = round((self.height() - _LINE) * 0.92)
        while below > 24 and self._word_room(below) + _SIDE > self.width():
            below -= 2
        return below, False

    def _word_room(self, pixels: int) -> float:
        """Width of the longest verdict with its icon."""
        metrics = QFontMetricsF(self._word_font(pixels))
        return _SIDE + pixels * 0.95 + max(metrics.horizontalAdvance(word(verdict)) for verdict in Verdict)

    def _paint_word(self, painter: QPainter, room: QRectF, pixels: int) -> float:
        """Paint icon and word; returns where the word ends."""
        font = self._word_font(pixels if self._verdict is not None else min(pixels, 40))
        left = float(_SIDE)
        metrics = QFontMetricsF(font)
        # letters without descenders stand in the middle
        base = room.center().y() + metrics.capHeight() / 2
        if self._verdict is not None:
            side = pixels
            sign = self._sign(LOOKS[self._verdict].icon, self.ink(), side)
            painter.drawPixmap(QPointF(left - side * 0.11, room.center().y() - side / 2), sign)
            left += pixels * 0.95
        painter.setFont(font)
        painter.drawText(QPointF(left, base), self.text())
        return left + metrics.horizontalAdvance(self.text())

    def _paint_column(self, painter: QPainter, word_end: float) -> None:
        """Margin, name and counts one below the other, at the right."""
        left = max(word_end + _SIDE, self.width() / 2)
        lines = (
            (self._margin, self._font(self.height() * 0.18, strong=True), Qt.TextElideMode.ElideRight),
            (self._name, self._font(self.height() * 0.13), Qt.TextElideMode.ElideMiddle),
            (self._counts, self._font(self.height() * 0.13), Qt.TextElideMode.ElideRight),
        )
        lines = tuple(line for line in lines if line[0])
        heights = [QFontMetricsF(font).height() * 1.12 for _text, font, _mode in lines]
        top, width = (self.height() - sum(heights)) / 2, self.width() - _SIDE - left
        aligned = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for (text, font, mode), height in zip(lines, heights, strict=True):
            painter.setFont(font)
            painter.drawText(QRectF(left, top, width, height), aligned, _elided(painter, text, width, mode))
            top += height

    def _paint_line(self, painter: QPainter, room: QRectF) -> None:
        """The same in one line below the word: the counts first, then as much else as there is room for."""
        painter.setFont(self._font(16))
        metrics = QFontMetricsF(painter.font())
        counts = _elided(painter, self._counts, room.width(), Qt.TextElideMode.ElideRight)
        painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, counts)
        left = room.adjusted(0, 0, -metrics.horizontalAdvance(counts) - _SIDE, 0)
        words = " · ".join(part for part in (self._margin, self._name) if part)
        if left.width() > 60:
            words = _elided(painter, words, left.width(), Qt.TextElideMode.ElideMiddle)
            painter.drawText(left, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)

    def _sign(self, name: str, colour: str, side: int) -> QPixmap:
        """An icon with lines as strong as the letters beside it."""
        key = (name, colour, side, self.devicePixelRatioF())
        if key not in self._signs:
            if len(self._signs) > 16:
                self._signs.clear()
            source = svg(name).replace("currentColor", colour).replace('width="1.75"', 'width="2.9"')
            renderer = QSvgRenderer(QByteArray(source.encode()))
            self._signs[key] = draw(renderer, side, self.devicePixelRatioF())
        return self._signs[key]

    def _word_font(self, pixels: int) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(max(pixels, 12))
        font.setWeight(QFont.Weight.Bold)
        return font

    def _font(self, pixels: float, *, strong: bool = False) -> QFont:
        font = tabular(self.font())
        font.setPixelSize(max(round(pixels), 14))
        font.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Medium)
        return font

    def _counts_words(self, counts: Mapping[Verdict, int]) -> str:
        """Such as "good 214 · defective 31"; good and defective always, the others where there are any."""
        always = (Verdict.GOOD, Verdict.DEFECTIVE)
        if not any(counts.values()):
            return ""
        return " · ".join(
            f"{word(verdict).lower()} {grouped(counts.get(verdict, 0))}"
            for verdict in Verdict
            if verdict in always or counts.get(verdict, 0)
        )

    @Slot()
    def _say(self) -> None:
        if self.isVisible():
            announce(self, self.accessibleName())


class UnderBanner(QWidget):
    """A place with the banner at its top, which takes its share of the height."""

    def __init__(self, banner: VerdictBanner) -> None:
        super().__init__()
        self._banner = banner
        self._frame = QWidget()
        inner = QVBoxLayout(self._frame)
        inner.setContentsMargins(GRID, GRID, GRID // 2, 0)
        inner.addWidget(banner)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self._frame)
        self.set_shown(False)

    def set_below(self, widget: QWidget) -> None:
        """Put a widget below the banner."""
        self._column.addWidget(widget, 1)

    def set_shown(self, shown: bool) -> None:
        """Show the banner or not."""
        self._frame.setVisible(shown)

    @property
    def shown(self) -> bool:
        """Whether the banner is wanted on screen."""
        return not self._frame.isHidden()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The banner follows the height."""
        super().resizeEvent(event)
        self._banner.setFixedHeight(min(max(round(self.height() * SHARE), LEAST), MOST))


def _elided(painter: QPainter, text: str, width: float, mode: Qt.TextElideMode) -> str:
    return painter.fontMetrics().elidedText(text, mode, int(width))
