"""The three curves, each with one plain sentence that follows the limit."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from gui.evaluate.compared import Compared, Drawn, Figures
from gui.evaluate.elided import ElidedLabel
from gui.evaluate.plots import CurvePlot, RocLikePlot
from gui.evaluate.rates_plot import RatesPlot
from gui.evaluate.wording import here_sentence, precision_sentence, roc_sentence
from gui.pages import PageContext
from gui.theme import CONTROL, SMALL, Theme
from gui.train.card import Card
from gui.train.segments import Segments

ROC, PRECISION = "roc", "precision"
_WIDE = 1080
"""Width from which on all three curves are side by side."""


class _Key(QWidget):
    """A short piece of a line with its name."""

    def __init__(self, theme: Theme, words: str, colour: str, style: Qt.PenStyle) -> None:
        super().__init__()
        self._theme, self._words, self._colour, self._style = theme, words, colour, style
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """The line and the words."""
        font = self.font()
        font.setPixelSize(SMALL)
        self.setFont(font)
        return QSize(30 + self.fontMetrics().horizontalAdvance(self._words), CONTROL // 2)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint them."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.colour(self._colour), 2, self._style))
        middle = self.height() / 2
        painter.drawLine(QPointF(2, middle), QPointF(22, middle))
        font = self.font()
        font.setPixelSize(SMALL)
        painter.setFont(font)
        painter.setPen(self._theme.colour("muted"))
        room = QRectF(28, 0, self.width() - 28, self.height())
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self._words)


class _CurveCard(Card):
    """A plot with a heading above it and a sentence below it."""

    def __init__(self, heading: QWidget, plot: CurvePlot, keys: tuple[QWidget, ...] = ()) -> None:
        super().__init__()
        self.plot = plot
        self.sentence = QLabel()
        self.sentence.setWordWrap(True)
        self.sentence.setProperty("scale", "small")
        self.sentence.setProperty("rank", "muted")
        self.sentence.setMinimumHeight(2 * self.sentence.fontMetrics().height())
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(heading, 1)
        if keys:
            legend = QVBoxLayout()
            legend.setSpacing(0)
            for key in keys:
                legend.addWidget(key)
            head.addLayout(legend)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.setSpacing(4)
        layout.addLayout(head)
        layout.addWidget(plot, 1)
        layout.addWidget(self.sentence)


class CurvesPane(QWidget):
    """Rates against the limit, and beside them ROC and precision: both where there is room."""

    limit_moved = Signal(float)
    """Somebody moves the limit to this score."""
    drag_started = Signal()
    drag_ended = Signal()

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self.setObjectName("curvesPane")
        theme = context.theme
        self._compared: Compared | None = None
        self._figures: Figures | None = None
        self.drawn: Drawn | None = None
        """What the plots show."""
        self._here: float | None = None
        self.rates = RatesPlot(
            theme,
            self.tr("Rates against the limit"),
            self.tr("Limit (score)"),
            self.tr("Share of the parts"),
        )
        self.rates.setObjectName("ratesPlot")
        self.roc = RocLikePlot(
            theme,
            self.tr("Caught against rejected by mistake"),
            self.tr("Good parts rejected"),
            self.tr("Defective parts caught"),
            diagonal=True,
        )
        self.roc.setObjectName("rocPlot")
        self.precision = RocLikePlot(
            theme,
            self.tr("Rightly rejected against caught"),
            self.tr("Defective parts caught"),
            self.tr("Rejected parts that are defective"),
            diagonal=False,
        )
        self.precision.setObjectName("precisionPlot")
        solid, dashed = Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine
        self._rates_card = _CurveCard(
            _heading(self.tr("At every limit")),
            self.rates,
            (
                _Key(theme, self.tr("Good parts rejected"), "good", solid),
                _Key(theme, self.tr("Defective parts that pass"), "defective", dashed),
            ),
        )
        self.choices = {value: self._make_choice(value) for value in (ROC, PRECISION)}
        self._heads = (_heading("ROC"), _heading(self.tr("Precision and recall")))
        self._roc_card = _CurveCard(_either(self._heads[0], self.choices[ROC]), self.roc)
        self._precision_card = _CurveCard(_either(self._heads[1], self.choices[PRECISION]), self.precision)
        self._shown = ROC
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._rates_card, 3)
        row.addWidget(self._roc_card, 2)
        row.addWidget(self._precision_card, 2)
        self.rates.limit_moved.connect(self.limit_moved)
        self.rates.drag_started.connect(self.drag_started)
        self.rates.drag_ended.connect(self.drag_ended)
        self.rates.pointed.connect(self._on_pointed)
        self._arrange()

    @property
    def sentences(self) -> tuple[str, str, str]:
        """What is said below rates, ROC and precision."""
        cards = (self._rates_card, self._roc_card, self._precision_card)
        first, second, third = (card.sentence.text() for card in cards)
        return first, second, third

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One more curve where there is room."""
        super().resizeEvent(event)
        self._arrange()

    def show_curves(self, compared: Compared, figures: Figures, drawn: Drawn) -> None:
        """Show other parts."""
        self._compared, self.drawn = compared, drawn
        curves = drawn.curves
        self.rates.show_curves(drawn)
        roc, precision = curves.roc, curves.precision_recall
        self.roc.show_curve(roc and roc.false_alarm_rate, roc and roc.detection_rate)
        self.precision.show_curve(precision and precision.recall, precision and precision.precision)
        self._roc_card.sentence.setText(roc_sentence(compared.auroc))
        self.show_figures(figures)

    def show_figures(self, figures: Figures) -> None:
        """Follow the limits."""
        self._figures = figures
        counts = figures.confusion
        self.rates.set_limits(figures.limits)
        caught = None if counts.escape_rate is None else 1 - counts.escape_rate
        self.roc.show_point(counts.overkill_rate, caught)
        rejected = counts.overkill + counts.true_defective
        self.precision.show_point(caught, counts.true_defective / rejected if rejected else 1.0)
        self._precision_card.sentence.setText(precision_sentence(counts))
        self._show_here()

    @Slot(object)
    def _on_pointed(self, score: float | None) -> None:
        self._here = score
        self._show_here()

    def _show_here(self) -> None:
        """Tell what the limit under the pointer would do, or that of now."""
        if self._figures is None:
            return
        score = self._figures.limits.image_threshold if self._here is None else self._here
        overkill, escape = self.rates.rates_at(score)
        self._rates_card.sentence.setText(here_sentence(score, overkill, escape))
        self.rates.setAccessibleDescription(self._rates_card.sentence.text())

    @Slot(object)
    def _on_chosen(self, value: object) -> None:
        self._shown = str(value)
        self._arrange()
        # the button that was pressed is hidden now; its twin takes the keyboard over
        self.choices[self._shown].button(value).setFocus(Qt.FocusReason.OtherFocusReason)

    def _arrange(self) -> None:
        wide = self.width() >= _WIDE
        self._roc_card.setVisible(wide or self._shown == ROC)
        self._precision_card.setVisible(wide or self._shown == PRECISION)
        for head in self._heads:
            head.setVisible(wide)
        for value, choice in self.choices.items():
            choice.set_value(value)
            choice.setVisible(not wide)

    def _make_choice(self, value: str) -> Segments:
        choice = Segments(
            self.tr("Curve"),
            (
                (ROC, "ROC", self.tr("Defective parts caught against good parts rejected")),
                (PRECISION, self.tr("Precision"), self.tr("How many of the rejected parts are defective")),
            ),
        )
        choice.set_value(value)
        choice.chosen.connect(self._on_chosen)
        return choice


def _either(one: QWidget, other: QWidget) -> QWidget:
    """A place for two widgets of which one is shown."""
    place = QWidget()
    layout = QHBoxLayout(place)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    layout.addWidget(one, 1)
    layout.addWidget(other)
    layout.addStretch(0)
    return place


def _heading(words: str) -> QLabel:
    label = ElidedLabel(words, Qt.TextElideMode.ElideRight)
    label.setProperty("strong", True)
    label.setMinimumHeight(CONTROL)  # that of the buttons that take its place
    return label
