"""Before and after: what the recipe would say with the change, for somebody to accept or to drop."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from engine.types import RecipeSummary, Verdict
from gui.icons import Icons
from gui.models.changes_table import (
    AFTER,
    AFTER_MARGIN,
    BEFORE,
    BEFORE_MARGIN,
    PART,
    THUMBNAIL,
    ChangesTable,
)
from gui.sentences import translated
from gui.theme import Theme, tabular
from gui.train.expectation import expectation
from gui.verdicts import LOOKS, word
from gui.viewer.numbers import short
from gui.widgets.buttons import in_order
from gui.widgets.tables import set_up_table
from gui.words import grouped

if TYPE_CHECKING:
    from engine.learning import Proposal

_SIDE = 336
_MOST_TOLD = 5


class LearnDialog(QDialog):
    """Shows a proposal; accepted means that the changed recipe shall be used.

    Args:
        proposal: The changed recipe and what it says of the parts.
        before: What is told of the recipe as it is.
        after: What is told of the changed one.
        theme: Colours.
        icons: Icons of the verdicts.
    """

    def __init__(
        self,
        proposal: Proposal,
        before: RecipeSummary,
        after: RecipeSummary,
        theme: Theme,
        icons: Icons,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("learnDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Change the recipe?"))
        self._proposal, self._before, self._after = proposal, before, after
        self._theme, self._icons = theme, icons
        self.table = ChangesTable(proposal.changes, proposal.update.added, theme, icons)
        self.finished.connect(self.table.close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(16)
        layout.addLayout(self._head())
        middle = QHBoxLayout()
        middle.setSpacing(24)
        middle.addWidget(self._list(), 1)
        middle.addWidget(self._aside())
        layout.addLayout(middle, 1)
        layout.addLayout(self._foot())
        self.resize(1080, 620)

    # ---- what it is about

    def _head(self) -> QVBoxLayout:
        head = QVBoxLayout()
        head.setSpacing(4)
        self.headline = QLabel(self._headline())
        self.headline.setObjectName("learnHeadline")
        self.headline.setProperty("scale", "title")
        self.subject = QLabel(self._subject())
        self.subject.setObjectName("learnSubject")
        self.subject.setProperty("rank", "muted")
        self.subject.setWordWrap(True)
        head.addWidget(self.headline)
        head.addWidget(self.subject)
        return head

    def _headline(self) -> str:
        changes = self._proposal.changes
        many, all_parts = changes.n_changed, len(changes)
        if not all_parts:
            return self.tr("No parts to judge anew")
        if not many:
            return self.tr("No verdict changes")
        if many == 1:
            return self.tr("1 of {all} verdicts changes").format(all=grouped(all_parts))
        return self.tr("{n} of {all} verdicts change").format(n=grouped(many), all=grouped(all_parts))

    def _subject(self) -> str:
        update = self._proposal.update
        came, went = len(update.added), len(update.removed)
        words = []
        if came:
            one, more = self.tr("1 good part comes in."), self.tr("{n} good parts come in.")
            words.append(one if came == 1 else more.format(n=grouped(came)))
        if went:
            one, more = self.tr("1 part goes out."), self.tr("{n} parts go out.")
            words.append(one if went == 1 else more.format(n=grouped(went)))
        words.append(self.tr("Nothing has changed yet: look at what would, then decide."))
        return " ".join(words)

    # ---- the parts

    def _list(self) -> QWidget:
        if not self._proposal.changes.n_changed:
            return self._nothing()
        view = QTableView()
        view.setObjectName("changesView")
        view.setModel(self.table)
        view.setAccessibleName(self.tr("Parts whose verdict changes"))
        view.setAccessibleDescription(self.tr("Every part with its verdict now and with the change"))
        view.setIconSize(THUMBNAIL)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        widths = {BEFORE: 116, BEFORE_MARGIN: 80, AFTER: 124, AFTER_MARGIN: 80}
        set_up_table(view, THUMBNAIL.height() + 8, widths=widths, stretched=PART)
        view.selectRow(0)
        self.view = view
        return view

    def _nothing(self) -> QWidget:
        """What stands where the table would be."""
        frame = QWidget()
        column = QVBoxLayout(frame)
        column.addStretch(1)
        mark = QLabel()
        icon = "good" if len(self._proposal.changes) else "picture"
        mark.setPixmap(self._icons.pixmap(icon, "muted", 40))
        mark.setAlignment(Qt.AlignmentFlag.AlignCenter)
        words = QLabel(
            self.tr("Every part would be judged as it is now.")
            if len(self._proposal.changes)
            else self.tr("There are no parts on the list. Only the recipe would change.")
        )
        words.setProperty("rank", "muted")
        words.setWordWrap(True)
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(mark)
        column.addWidget(words)
        column.addStretch(1)
        return frame

    # ---- the sums

    def _aside(self) -> QWidget:
        inside = QWidget()
        inside.setObjectName("scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(12)
        column.addWidget(self._sums())
        for words, rank in self._remarks():
            label = QLabel(words)
            label.setProperty("rank", rank)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            column.addWidget(label)
        column.addStretch(1)
        area = QScrollArea()
        area.setObjectName("learnSums")
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFixedWidth(_SIDE)
        area.setAccessibleName(self.tr("What changes in numbers"))
        area.setWidget(inside)
        return area

    def _sums(self) -> QWidget:
        table = QWidget()
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 6, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        for column, words in ((2, self.tr("Now")), (3, self.tr("With the change"))):
            label = _label(words, "muted", right=True)
            label.setProperty("scale", "small")
            grid.addWidget(label, 0, column)
        row = 1
        changes = self._proposal.changes
        if len(changes):
            for verdict in LOOKS:
                now, then = changes.before_counts[verdict], changes.after_counts[verdict]
                if verdict in (Verdict.GOOD, Verdict.DEFECTIVE) or now or then:
                    self._sum(grid, row, word(verdict), grouped(now), grouped(then), verdict)
                    row += 1
            grid.setRowMinimumHeight(row, 8)
            row += 1
        old, new = self._proposal.before, self._proposal.update.recipe
        self._sum(
            grid, row, self.tr("Good parts in the recipe"), grouped(len(old.images)), grouped(len(new.images))
        )
        limits = short(old.limits.image_threshold), short(new.limits.image_threshold)
        self._sum(grid, row + 1, self.tr("Limit"), *limits)
        return table

    def _sum(
        self, grid: QGridLayout, row: int, words: str, now: str, then: str, verdict: Verdict | None = None
    ) -> None:
        """One line: what it is, now, and then; what differs stands out."""
        if verdict is not None:
            mark = QLabel()
            mark.setPixmap(self._icons.pixmap(LOOKS[verdict].icon, LOOKS[verdict].ink, 16))
            grid.addWidget(mark, row, 0)
        name = QLabel(words)
        grid.addWidget(name, row, 1 if verdict is not None else 0, 1, 1 if verdict is not None else 2)
        grid.addWidget(_label(now, "muted", right=True), row, 2)
        after = _label(then, "", right=True)
        after.setProperty("strong", now != then)
        after.setAccessibleName(
            self.tr("{what}: {now} now, {then} with the change").format(what=words, now=now, then=then)
        )
        grid.addWidget(after, row, 3)

    def _remarks(self) -> list[tuple[str, str]]:
        """Sentences below the sums, with their rank; what is wrong comes first."""
        update = self._proposal.update
        told: list[tuple[str, str]] = []
        lost = [row.name for row in update.lost_references]
        if lost:
            words = self.tr("Reference parts that would no longer be judged as they should be: {names}.")
            told.append((words.format(names=_some(lost)), "bad"))
        if update.failures:
            several = self.tr("{n} files could not be used:").format(n=grouped(len(update.failures)))
            one = self.tr("1 file could not be used:")
            reasons = [translated(failure.reason) for failure in update.failures[:_MOST_TOLD]]
            rest = len(update.failures) - len(reasons)
            if rest:
                reasons.append(self.tr("… and {n} more").format(n=grouped(rest)))
            told.append(("\n".join((one if len(update.failures) == 1 else several, *reasons)), "bad"))
        told += self._promises()
        if update.limits_were_moved:
            words = self.tr("You had moved the limits. With the change they are the calibrated ones again.")
            told.append((words, ""))
        known = set(self._before.calibration.warnings)
        told += [
            (translated(words), "muted") for words in self._after.calibration.warnings if words not in known
        ]
        return told

    def _promises(self) -> list[tuple[str, str]]:
        now, then = expectation(self._before.calibration), expectation(self._after.calibration)
        if now == then:
            return [(self.tr("As before: {promise}").format(promise=now), "muted")]
        return [
            (self.tr("Now: {promise}").format(promise=now), "muted"),
            (self.tr("With the change: {promise}").format(promise=then), ""),
        ]

    # ---- the decision

    def _foot(self) -> QHBoxLayout:
        self.drop = QPushButton(self.tr("Leave it as it was"))
        self.drop.setObjectName("learnDropButton")
        self.drop.setAccessibleDescription(self.tr("Nothing changes; key Escape"))
        self.drop.setAutoDefault(False)
        self.drop.clicked.connect(self.reject)
        self.use = QPushButton(self.tr("Use the changed recipe"))
        self.use.setObjectName("learnUseButton")
        self.use.setProperty("main", True)
        self.use.setAccessibleDescription(self.tr("Take the change over, with the verdicts shown here"))
        self.use.setDefault(True)
        self.use.clicked.connect(self.accept)
        back = QLabel(self.tr("You can go back to earlier versions of the recipe at any time."))
        back.setProperty("rank", "muted")
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(back, 1)
        for button in in_order(self.use, self.drop, self):
            foot.addWidget(button)
        return foot


def _label(words: str, rank: str, *, right: bool) -> QLabel:
    label = QLabel(words)
    label.setFont(tabular(label.font()))
    if rank:
        label.setProperty("rank", rank)
    if right:
        label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return label


def _some(names: Sequence[str]) -> str:
    """The first names, and that there are more."""
    first = ", ".join(names[:_MOST_TOLD])
    return first if len(names) <= _MOST_TOLD else f"{first}, …"
