"""The verdict of the shown part, large: icon, word and margin on the verdict's colour."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from engine.types import Verdict
from gui.icons import Icons
from gui.models.results_table import margin_text
from gui.theme import TITLE, Theme, tabular
from gui.verdicts import LOOKS, word

_HEIGHT = 32


class VerdictLabel(QLabel):
    """A label that paints itself in the colour of a verdict."""

    def __init__(self, theme: Theme, icons: Icons) -> None:
        super().__init__()
        self.setObjectName("verdictLabel")
        self._theme = theme
        self._icons = icons
        self._verdict: Verdict | None = None
        self._wanted = True
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(_HEIGHT)
        self.setAccessibleName(self.tr("Verdict"))
        theme.changed.connect(self.update)
        self.show_verdict(None)

    @property
    def verdict(self) -> Verdict | None:
        """The verdict shown."""
        return self._verdict

    def show_verdict(self, verdict: Verdict | None, margin: float | None = None) -> None:
        """Show a verdict and the margin; None shows nothing."""
        words = "" if verdict is None else word(verdict)
        if verdict is not None and margin is not None:
            words = f"{words}  {margin_text(margin)}"
        hidden = verdict is None or not self._wanted
        if (verdict, words) == (self._verdict, self.text()) and self.isHidden() == hidden:
            return  # a new size would lay out the photo anew
        self._verdict = verdict
        self.setText(words)
        self.setAccessibleDescription(words)
        self.setToolTip(
            "" if margin is None else self.tr("{margin} the limit").format(margin=margin_text(margin))
        )
        self.setVisible(not hidden)
        self.updateGeometry()
        self.update()

    def set_wanted(self, wanted: bool) -> None:
        """Show nothing at all while the verdict is told elsewhere."""
        self._wanted = wanted
        self.setVisible(wanted and self._verdict is not None)

    def sizeHint(self) -> QSize:
        """Icon, words and room around them."""
        return QSize(QFontMetrics(self._font()).horizontalAdvance(self.text()) + 52, _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """The same: a verdict is never cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Paint it."""
        if self._verdict is None:
            return
        style = LOOKS[self._verdict]
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour(style.colour))
        painter.drawRoundedRect(QRectF(self.rect()), 6, 6)
        painter.drawPixmap(10, 5, self._icons.pixmap(style.icon, "on_verdict", 22, self.devicePixelRatioF()))
        painter.setFont(self._font())
        painter.setPen(self._theme.colour("on_verdict"))
        words = self.rect().adjusted(38, 0, -8, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self.text())

    def _font(self) -> QFont:
        font = tabular(self.font())
        font.setPixelSize(TITLE)
        font.setWeight(QFont.Weight.DemiBold)
        return font
