"""The check with the reference parts: one large answer, and the parts it rests on."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QSize, Qt, Signal, Slot
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gui.icons import Icons
from gui.sentences import translated
from gui.theme import Theme
from gui.verdicts import LOOKS, word
from gui.viewer.numbers import DASH, decimal
from gui.widgets.tables import set_up_table

if TYPE_CHECKING:
    from engine.reference import CheckResult, CheckRow

_MARK = 64
_ROW = 32


class CheckDialog(QDialog):
    """Shows that the check runs, then what it found.

    Args:
        name: Name of the recipe.
        theme: Colours.
        icons: Icons.
        may_change: Whether the person may choose other reference parts.
    """

    again_wanted = Signal()
    """The check shall be made once more."""
    references_wanted = Signal()
    """Somebody wants to choose the reference parts."""

    def __init__(
        self, name: str, theme: Theme, icons: Icons, *, may_change: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("checkDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Check with the reference parts"))
        self._name = name
        self._theme, self._icons = theme, icons
        self._look = ("", "")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(16)
        layout.addLayout(self._head())
        self.table = self._table()
        layout.addWidget(self.table, 1)
        layout.addLayout(self._foot())
        self.references.setVisible(may_change)
        theme.changed.connect(self._paint_mark)
        self.resize(720, 520)
        self.show_busy()

    # ---- what is shown

    def show_busy(self, *, waiting: bool = False) -> None:
        """The check runs, or waits for another job to end."""
        self._say(
            "check",
            "muted",
            self.tr("Checking …"),
            self.tr("Waiting until what runs now has ended.")
            if waiting
            else self.tr("The reference parts of {name} are judged anew.").format(name=self._name),
        )
        self.bar.show()
        self.table.hide()
        self.again.setEnabled(False)

    def show_result(self, result: CheckResult) -> None:
        """What the check found."""
        if result.ok:
            self._say(
                "good", "good_ink", self.tr("The station judges as it should"), self._good_words(result)
            )
        else:
            headline = self.tr("The station does not judge as it should")
            self._say("defective", "defective_ink", headline, self._bad_words(result))
        self._fill(result)
        self.bar.hide()
        self.table.show()
        self._ready()

    def show_failure(self, message: str, hint: str, *, empty: bool = False) -> None:
        """The check could not be made.

        Args:
            message: Why.
            hint: What to do about it.
            empty: Whether that is only because there are no reference parts yet.
        """
        if empty:
            self._say("picture", "muted", self.tr("No reference parts yet"), hint)
        else:
            self._say(
                "warning", "review_ink", self.tr("The check could not be made"), f"{message} {hint}".strip()
            )
        self.bar.hide()
        self.table.hide()
        self._ready()
        self.again.setEnabled(not empty)
        self.references.setProperty("main", empty)
        if empty:
            self.references.setFocus()

    def _good_words(self, result: CheckResult) -> str:
        many = len(result.rows)
        words = (
            self.tr("The reference part got the verdict that it should get.")
            if many == 1
            else self.tr("All {n} reference parts got the verdict that they should get.").format(n=many)
        )
        if result.identical:
            return f"{words} {self.tr('All scores are the same to the last digit.')}"
        most = max(row.difference or 0.0 for row in result.rows)
        differ = self.tr("The scores differ by at most {share}, as they do on another kind of processor.")
        return f"{words} {differ.format(share=_percent(most))}"

    def _bad_words(self, result: CheckResult) -> str:
        many, bad = len(result.rows), result.n_failed
        words = self.tr("{bad} of {n} reference parts are not judged as they should be.")
        if bad == 1:
            words = self.tr("{bad} of {n} reference parts is not judged as it should be.")
        return f"{words.format(bad=bad, n=many)} " + self.tr(
            "Do not rely on verdicts here until somebody has found out why: other limits, a changed recipe, "
            "or a fault of this computer."
        )

    def _say(self, icon: str, ink: str, headline: str, words: str) -> None:
        self._look = (icon, ink)
        self._paint_mark()
        self.headline.setText(headline)
        self.words.setText(words)
        self.setAccessibleName(headline)
        self.setAccessibleDescription(words)

    @Slot()
    def _paint_mark(self) -> None:
        icon, ink = self._look
        if icon:
            self.mark.setPixmap(self._icons.pixmap(icon, ink, _MARK))

    def _ready(self) -> None:
        self.again.setEnabled(True)
        self.references.setEnabled(True)
        self.shut.setFocus()

    # ---- the parts

    def _fill(self, result: CheckResult) -> None:
        self.table.setRowCount(len(result.rows))
        for number, row in enumerate(result.rows):
            for column, item in enumerate(self._items(row)):
                item.setToolTip(translated(row.error) or row.name)
                self.table.setItem(number, column, item)
        when = _when(result.at)
        self.table.setAccessibleDescription(self.tr("Checked {when}").format(when=when))
        self.stamp.setText(self.tr("{name} · {when}").format(name=self._name, when=when))

    def _items(self, row: CheckRow) -> list[QTableWidgetItem]:
        items = [QTableWidgetItem(row.name)]
        icon, ink = ("good", "good_ink") if row.ok else ("defective", "defective_ink")
        items[0].setIcon(_untinted(self._icons, icon, ink))
        said = self.tr("as it should be") if row.ok else self.tr("not as it should be")
        items[0].setData(Qt.ItemDataRole.AccessibleTextRole, f"{row.name}: {said}")
        for verdict in (row.expected, row.found):
            look = LOOKS[verdict]
            item = QTableWidgetItem(word(verdict))
            item.setIcon(_untinted(self._icons, look.icon, look.ink))
            items.append(item)
        difference = DASH if row.difference is None else _percent(row.difference)
        items.append(QTableWidgetItem(self.tr("none") if row.identical else difference))
        if not row.ok:
            for item in items:
                font = item.font()
                font.setBold(True)
                item.setFont(font)
        return items

    def _table(self) -> QTableWidget:
        table = QTableWidget(0, 4)
        table.setObjectName("checkTable")
        table.setAccessibleName(self.tr("Reference parts"))
        table.setAccessibleDescription(self.tr("What each part should be, and what it is"))
        table.setHorizontalHeaderLabels(
            [self.tr("Part"), self.tr("Should be"), self.tr("Is"), self.tr("Difference of the score")]
        )
        for column in range(4):
            table.horizontalHeaderItem(column).setTextAlignment(Qt.AlignmentFlag.AlignLeft)
        table.setIconSize(QSize(16, 16))
        set_up_table(table, _ROW, widths={1: 120, 2: 120, 3: 168})
        return table

    # ---- around it

    def _head(self) -> QHBoxLayout:
        self.mark = QLabel()
        self.mark.setObjectName("checkMark")
        self.mark.setFixedSize(_MARK, _MARK)
        self.headline = QLabel()
        self.headline.setObjectName("checkHeadline")
        self.headline.setProperty("scale", "title")
        self.headline.setWordWrap(True)
        self.words = QLabel()
        self.words.setObjectName("checkWords")
        self.words.setProperty("rank", "muted")
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Checking"))
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addStretch(1)
        column.addWidget(self.headline)
        column.addWidget(self.words)
        column.addSpacing(8)
        column.addWidget(self.bar)
        column.addStretch(1)
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(self.mark)
        head.addLayout(column, 1)
        return head

    def _foot(self) -> QHBoxLayout:
        self.stamp = QLabel()
        self.stamp.setObjectName("checkStamp")
        self.stamp.setProperty("rank", "muted")
        self.stamp.setTextFormat(Qt.TextFormat.PlainText)
        self.references = QPushButton(self.tr("Reference parts…"))
        self.references.setObjectName("checkReferencesButton")
        self.references.setAccessibleDescription(self.tr("Choose the parts that the check is made with"))
        self.references.clicked.connect(self.references_wanted)
        self.again = QPushButton(self.tr("Check again"))
        self.again.setObjectName("checkAgainButton")
        self.again.setAccessibleDescription(self.tr("Judge the reference parts once more"))
        self.again.clicked.connect(self.again_wanted)
        self.shut = QPushButton(self.tr("Close"))
        self.shut.setObjectName("checkCloseButton")
        self.shut.setAccessibleDescription(self.tr("Back to the window; key Escape"))
        self.shut.setDefault(True)
        self.shut.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.stamp, 1)
        for button in (self.references, self.again, self.shut):
            foot.addWidget(button)
        for button in (self.references, self.again):
            button.setAutoDefault(False)
        return foot


def _untinted(icons: Icons, name: str, ink: str) -> QIcon:
    pixmap = icons.pixmap(name, ink, 16)
    icon = QIcon(pixmap)
    icon.addPixmap(pixmap, QIcon.Mode.Selected)
    return icon


def _percent(share: float) -> str:
    """A difference as people read it; one that is there is never written as none."""
    percent = share * 100
    if 0 < percent < 0.0005:
        return f"< {decimal(0.001, 3)} %"
    return f"{decimal(percent, 3 if percent < 1 else 1)} %"


def _when(text: str) -> str:
    """A time as people here write it; as it stands where it is none."""
    try:
        when = datetime.fromisoformat(text).astimezone()
    except ValueError:
        return text
    return QLocale().toString(when, QLocale.FormatType.ShortFormat)
