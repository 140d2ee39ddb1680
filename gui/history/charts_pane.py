"""The right of the page: the two charts below each other, with one axis of time."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from engine.types import Verdict
from gui.dialogs.message import show_details
from gui.history.drifting import DriftReport
from gui.history.plots import MarginsPlot, SharePlot, TimePlot
from gui.history.reading import Dots, Overview, Unit
from gui.history.wanted import Period
from gui.history.wording import (
    bar_words,
    dot_words,
    dots_note,
    dots_tip,
    drift_details,
    drift_status,
    share_title,
)
from gui.pages import PageContext
from gui.theme import tabular
from gui.train.card import Card
from gui.verdicts import LOOKS, word

_SIGNS = {Verdict.GOOD: "●", Verdict.REVIEW: "◆", Verdict.DEFECTIVE: "✕"}


class ChartsPane(QWidget):
    """Margins over time, share defective over time, and whether good parts have moved."""

    picked = Signal(object)
    """The :class:`~gui.history.wanted.Period` to list; None to list all."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self.setObjectName("historyCharts")
        self._theme = context.theme
        self._overview, self._dots = Overview(Period()), Dots()
        self._report: DriftReport | None = None
        self.margins, self.shares = MarginsPlot(context.theme), SharePlot(context.theme)
        self.shares.box.setXLink(self.margins.box)
        self.legend = QLabel()
        self.legend.setProperty("scale", "small")
        self.legend.setTextFormat(Qt.TextFormat.RichText)
        self.legend.setToolTip(self.tr("Each dot is a part; the line is the running median of the good ones"))
        self.margins_title = _title(self.tr("Margins over time"))
        self.shares_title = _title(share_title(Unit.DAY))
        self.margins_note = QLabel()
        self.margins_note.setObjectName("marginsNote")
        self.margins_note.setProperty("rank", "muted")
        self.margins_note.setProperty("scale", "small")
        self.margins_said, self.shares_said = _Said(), _Said()
        self.margins_said.setObjectName("marginsSaid")
        self.shares_said.setObjectName("sharesSaid")
        self.fit = QToolButton()
        self.fit.setObjectName("historyFit")
        self.fit.setAccessibleName(self.tr("Show the whole time"))
        self.fit.setToolTip(self.tr("Show the whole time; the wheel over a chart comes closer"))
        self.fit.setIconSize(QSize(16, 16))
        context.icons.bind(self.fit, "fit", "text", (16,))
        self.fit.clicked.connect(self.margins.show_all)
        self._show_fit(False)
        self.drift, self.drift_help = self._make_drift()
        self._lay_out()
        self.margins.pointed.connect(self._say_dot)
        self.shares.pointed.connect(self._say_bar)
        for plot in (self.margins, self.shares):
            plot.picked.connect(self.picked)
        self.margins.zoomed.connect(self._show_fit)
        context.theme.changed.connect(self._dress)
        self._dress()
        self.show_drift(None)

    # what is shown

    def show_overview(self, overview: Overview) -> None:
        """Show the bars, and no dots until they are read."""
        self._overview = overview
        self.shares.set_span(overview.ends)
        self.margins.set_span(overview.ends)
        self.shares.show_bars(overview)
        self.shares_title.setText(share_title(overview.unit))
        self.shares_said.show_words("")

    def show_dots(self, dots: Dots) -> None:
        """Show the dots."""
        self._dots = dots
        self.margins.show_dots(dots)
        self.margins_note.setText(dots_note(dots))
        self.margins_note.setToolTip(dots_tip(dots))
        self.margins_note.setAccessibleName(dots_tip(dots))

    def show_days(self, days: Period | None) -> None:
        """Mark the days that are listed."""
        for plot in (self.margins, self.shares):
            plot.show_chosen(days)

    def show_drift(self, report: DriftReport | None) -> None:
        """Say whether good parts have moved; a movement itself is told above the page."""
        self._report = report
        words = drift_status(report)
        self.drift.setText(words)
        self._drift_row.setVisible(bool(words))

    def show_reading(self, *, reading: bool) -> None:
        """Say that the dots are being read."""
        self.margins_note.setText(self.tr("Reading …") if reading else dots_note(self._dots))

    # making

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        titles = (self.margins_title, self.margins_note)
        self.margins_said.hide()  # the legend is in its place until something is pointed at
        layout.addWidget(self._card(titles, self.margins_said, self.margins, self.legend, self.fit), 11)
        layout.addWidget(self._card((self.shares_title,), self.shares_said, self.shares), 9)
        self._drift_row = QWidget()
        row = QHBoxLayout(self._drift_row)
        row.setContentsMargins(4, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.drift, 1)
        row.addWidget(self.drift_help)
        layout.addWidget(self._drift_row)

    def _card(self, titles: Sequence[QLabel], said: QWidget, plot: QWidget, *more: QWidget) -> Card:
        card = Card()
        head = QHBoxLayout()
        head.setContentsMargins(12, 0, 4, 0)
        head.setSpacing(6)
        for title in titles:
            head.addWidget(title)
        head.addWidget(said, 1)
        if more:
            head.addStretch(0)
        for widget in more:
            head.addWidget(widget)
        if not more:
            head.addSpacing(8)
        layout = QVBoxLayout(card)
        layout.setContentsMargins(1, 4, 1, 4)
        layout.setSpacing(0)
        place = QWidget()
        place.setLayout(head)
        place.setFixedHeight(32)
        layout.addWidget(place)
        layout.addWidget(plot, 1)
        return card

    def _make_drift(self) -> tuple[QLabel, QToolButton]:
        words = QLabel()
        words.setObjectName("historyDrift")
        words.setProperty("rank", "muted")
        words.setProperty("scale", "small")
        words.setWordWrap(True)
        words.setFont(tabular(words.font()))
        button = QToolButton()
        button.setObjectName("driftHelp")
        button.setText(self.tr("What is this?"))
        button.setAccessibleDescription(self.tr("What drift is, and what it is looked for with"))
        button.setToolTip(self.tr("What drift is, and what it is looked for with"))
        button.clicked.connect(self.explain)
        return words, button

    # what happens

    @Slot(bool)
    def _show_fit(self, zoomed: bool) -> None:
        """Offer to go back once one has come closer; until then the legend has the room."""
        self.fit.setEnabled(zoomed)
        self.fit.setVisible(zoomed)

    @Slot()
    def explain(self) -> None:
        """Show what drift is."""
        show_details(self.window(), self.tr("Drift of good parts"), drift_details(self._report))

    @Slot(object)
    def _say_dot(self, number: int | None) -> None:
        self.legend.setVisible(number is None)
        self.margins_said.setVisible(number is not None)
        self._say(self.margins, self.margins_said, "" if number is None else dot_words(self._dots, number))

    @Slot(object)
    def _say_bar(self, number: int | None) -> None:
        words = "" if number is None else bar_words(self._overview.bars[number])
        self._say(self.shares, self.shares_said, words)

    def _say(self, plot: TimePlot, said: _Said, words: str) -> None:
        said.show_words(words)
        # what the keyboard went to is heard as well
        if words:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(plot, words))

    @Slot()
    def _dress(self) -> None:
        tokens = self._theme.tokens
        parts = []
        for verdict, sign in _SIGNS.items():
            ink = getattr(tokens, LOOKS[verdict].ink)
            parts.append(f'<span style="color:{ink}">{sign}</span>&nbsp;{word(verdict).lower()}')
        parts.append(f"<b>—</b>&nbsp;{self.tr('median')}")
        self.legend.setText("&ensp;".join(parts))


class _Said(QLabel):
    """What is under the pointer, cut to the room that there is."""

    def __init__(self) -> None:
        super().__init__()
        self._whole = ""
        self.setProperty("rank", "muted")
        self.setProperty("scale", "small")
        self.setFont(tabular(self.font()))
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    @property
    def whole(self) -> str:
        """All of the words."""
        return self._whole

    def show_words(self, words: str) -> None:
        """Show them."""
        self._whole = words
        self.setToolTip(words)
        self.setAccessibleName(words)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the words."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        metrics = QFontMetrics(self.font())
        self.setText(metrics.elidedText(self._whole, Qt.TextElideMode.ElideRight, self.width()))


def _title(words: str) -> QLabel:
    label = QLabel(words)
    label.setProperty("strong", True)
    return label
