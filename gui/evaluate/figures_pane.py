"""The figures at the limits of now: two rates in large, four areas, and who was called what."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from engine.types import Verdict
from gui.evaluate.compared import Compared, Figures
from gui.evaluate.wording import (
    defective_cells,
    escape_sentence,
    figure,
    good_cells,
    overkill_sentence,
    percent,
)
from gui.pages import PageContext
from gui.theme import tabular
from gui.train.card import Card
from gui.verdicts import LOOKS, word


class _Rate(QWidget):
    """One rate in large, and a sentence that says it with its interval."""

    def __init__(self, name: str, meaning: str) -> None:
        super().__init__()
        self._name = name
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        head = QLabel(name)
        head.setProperty("rank", "muted")
        self.value = QLabel()
        self.value.setProperty("scale", "title")
        self.value.setFont(tabular(self.value.font()))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(head, 1, Qt.AlignmentFlag.AlignBottom)
        row.addWidget(self.value)
        self.sentence = QLabel()
        self.sentence.setWordWrap(True)
        self.sentence.setFont(tabular(self.sentence.font()))
        layout.addLayout(row)
        layout.addWidget(self.sentence)
        self.setToolTip(meaning)
        self.setAccessibleName(name)

    def show_rate(self, value: str, sentence: str) -> None:
        """Show it."""
        self.value.setText(value)
        self.sentence.setText(sentence)
        self.setAccessibleDescription(sentence)


class _Number(QWidget):
    """A figure with its name above it."""

    def __init__(self, name: str, meaning: str) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        head = QLabel(name)
        head.setProperty("rank", "muted")
        head.setProperty("scale", "small")
        self.value = QLabel()
        self.value.setProperty("strong", True)
        self.value.setFont(tabular(self.value.font()))
        layout.addWidget(head)
        layout.addWidget(self.value)
        self.setToolTip(meaning)
        self.setAccessibleName(name)

    def show_value(self, value: float | None) -> None:
        """Show it, a dash for nothing."""
        self.value.setText(figure(value))
        self.setAccessibleDescription(self.value.text())


class ConfusionTable(QWidget):
    """What the recipe says of good and of defective parts, in numbers."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self.setObjectName("confusionTable")
        self.setAccessibleName(self.tr("Labels against verdicts"))
        self._context = context
        self._icons: dict[Verdict, QLabel] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 1)
        corner = QLabel(self.tr("Label"))
        corner.setProperty("rank", "muted")
        corner.setProperty("scale", "small")
        grid.addWidget(corner, 0, 0)
        self._heads: list[QWidget] = []
        for column, verdict in enumerate(Verdict, 1):
            grid.addWidget(self._head(verdict), 0, column, Qt.AlignmentFlag.AlignRight)
        self._cells: list[list[QLabel]] = []
        for row, name in enumerate((self.tr("Good"), self.tr("Defective")), 1):
            grid.addWidget(QLabel(name), row, 0)
            cells = [self._cell() for _ in Verdict]
            for column, cell in enumerate(cells, 1):
                grid.addWidget(cell, row, column)
            self._cells.append(cells)
        context.theme.changed.connect(self._dress)
        self._dress()

    @property
    def numbers(self) -> list[list[str]]:
        """What is shown, row by row."""
        return [[cell.text() for cell in cells] for cells in self._cells]

    def show_figures(self, figures: Figures) -> None:
        """Show the numbers; mistakes stand out."""
        counts = figures.confusion
        wrong = ((0, 2), (1, 0))
        said = []
        for row, numbers in enumerate((good_cells(counts), defective_cells(counts))):
            for column, number in enumerate(numbers):
                cell = self._cells[row][column]
                cell.setText(number)
                bad = (row, column) in wrong and number != "0"
                if cell.property("strong") != bad:
                    cell.setProperty("strong", bad)
                    cell.setProperty("rank", "bad" if bad else "")
                    cell.style().polish(cell)
            told = ", ".join(f"{word(v)} {n}" for v, n in zip(Verdict, numbers, strict=True))
            said.append(f"{(self.tr('Good'), self.tr('Defective'))[row]}: {told}")
        self.setAccessibleDescription("; ".join(said))
        errors = counts.errors > 0
        for widget in (self._heads[-1], *(cells[-1] for cells in self._cells)):
            widget.setVisible(errors)

    def _head(self, verdict: Verdict) -> QWidget:
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        icon, name = QLabel(), QLabel(word(verdict))
        icon.setAccessibleName(word(verdict))
        name.setProperty("rank", "muted")
        name.setProperty("scale", "small")
        row.addWidget(icon)
        row.addWidget(name)
        self._icons[verdict] = icon
        self._heads.append(head)
        return head

    def _cell(self) -> QLabel:
        cell = QLabel()
        cell.setFont(tabular(cell.font()))
        cell.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return cell

    def _dress(self) -> None:
        for verdict, icon in self._icons.items():
            icon.setPixmap(self._context.icons.pixmap(LOOKS[verdict].icon, LOOKS[verdict].ink, 14))


class FiguresPane(Card):
    """Everything in numbers."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self.setObjectName("figuresPane")
        self.setAccessibleName(self.tr("Figures"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 10, 16, 10)
        layout.setSpacing(10)
        self.overkill = _Rate(
            self.tr("Good parts rejected"),
            self.tr("Overkill rate: good parts called defective / all good parts"),
        )
        self.overkill.setObjectName("overkillRate")
        self.escape = _Rate(
            self.tr("Defective parts that pass"),
            self.tr("Escape rate: defective parts not called defective / all defective parts"),
        )
        self.escape.setObjectName("escapeRate")
        layout.addWidget(self.overkill)
        layout.addWidget(self.escape)
        numbers = QHBoxLayout()
        numbers.setSpacing(16)
        self.f1 = _Number(
            "F1", self.tr("Balance of what is caught and what is rejected rightly, at this limit")
        )
        self.auroc = _Number(
            "AUROC", self.tr("How often a defective part scores higher than a good one, whatever the limit")
        )
        self.pixel_auroc = _Number(
            self.tr("Pixel AUROC"), self.tr("The same of single pixels; needs masks of the defects")
        )
        self.aupro = _Number(
            "AUPRO", self.tr("How well each marked region is outlined; needs masks of the defects")
        )
        for name, number in (
            ("f1Figure", self.f1),
            ("aurocFigure", self.auroc),
            ("pixelAurocFigure", self.pixel_auroc),
            ("auproFigure", self.aupro),
        ):
            number.setObjectName(name)
            numbers.addWidget(number)
        numbers.addStretch(1)
        layout.addLayout(numbers)
        self.confusion = ConfusionTable(context)
        layout.addWidget(self.confusion)
        self.notes = QLabel()
        self.notes.setObjectName("evaluationNotes")
        self.notes.setProperty("rank", "muted")
        self.notes.setProperty("scale", "small")
        self.notes.setWordWrap(True)
        layout.addWidget(self.notes)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def minimumSizeHint(self) -> QSize:
        """Narrow enough for a small window."""
        return QSize(280, super().minimumSizeHint().height())

    def show_figures(self, compared: Compared, figures: Figures, notes: str) -> None:
        """Show the figures of some parts."""
        counts = figures.confusion
        self.overkill.show_rate(
            percent(counts.overkill_rate),
            overkill_sentence(counts, figures.overkill),
        )
        self.escape.show_rate(
            percent(counts.escape_rate),
            escape_sentence(counts, figures.escape),
        )
        self.f1.show_value(counts.f1)
        self.auroc.show_value(compared.auroc)
        self.pixel_auroc.show_value(compared.pixels.auroc)
        self.aupro.show_value(compared.pixels.aupro)
        self.confusion.show_figures(figures)
        self.notes.setText(notes)
        self.notes.setVisible(bool(notes))
