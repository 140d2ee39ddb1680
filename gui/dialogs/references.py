"""The reference parts of the open recipe: what the check is made with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QIcon, QImage, QKeySequence, QPixmap, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from engine.reference import MAX_TOTAL_BYTES, MOST_PARTS
from gui.background import Loader
from gui.icons import Icons
from gui.models.results_table import margin_text
from gui.theme import tabular
from gui.verdicts import LOOKS, word
from gui.widgets.tables import set_up_table
from gui.words import size

if TYPE_CHECKING:
    from engine.reference import ReferencePart

_PICTURE = QSize(56, 40)
_RATIO = 2
_SHA256 = Qt.ItemDataRole.UserRole


class ReferencesDialog(QDialog):
    """Lists the reference parts, and asks for more or fewer of them.

    Args:
        icons: Icons of the verdicts.
        selected: Files of the parts that are selected in the list of results.
        choose: Lets somebody choose picture files and calls back with them.
    """

    add_wanted = Signal(object)
    """List of files that shall become reference parts."""
    remove_wanted = Signal(object)
    """List of names of parts that shall not be reference parts any more."""
    check_wanted = Signal()
    """The check shall be made now."""

    def __init__(
        self,
        icons: Icons,
        selected: Sequence[Path],
        choose: Callable[[Callable[[list[Path]], None]], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("referencesDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Reference parts"))
        self._icons = icons
        self._selected = list(selected)
        self._choose = choose
        self._busy = False
        self._pictures: dict[str, QIcon] = {}
        self._loader = Loader(1, MOST_PARTS, self)
        self._loader.loaded.connect(self._on_picture)
        self.finished.connect(self._loader.close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(12)
        title = QLabel(self.tr("Reference parts"))
        title.setProperty("scale", "title")
        words = QLabel(
            self.tr(
                "Pictures inside the recipe whose verdict is known. At the start of a shift the check judges "
                "them and compares. Choose a few clearly good parts, and one for every kind of defect."
            )
        )
        words.setWordWrap(True)
        words.setProperty("rank", "muted")
        self.table = self._table()
        self.note = QLabel()
        self.note.setObjectName("referencesNote")
        self.note.setWordWrap(True)
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        for widget in (title, words):
            layout.addWidget(widget)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.note)
        layout.addLayout(self._buttons())
        layout.addLayout(self._foot())
        QShortcut(QKeySequence(Qt.Key.Key_Delete), self.table, self._remove)
        self.resize(760, 560)
        self.show_parts((), 1.0)

    # ---- what is shown

    def show_parts(self, parts: Sequence[ReferencePart], limit: float) -> None:
        """List these parts.

        Args:
            parts: The reference parts of the recipe.
            limit: Its image threshold, for the margins.
        """
        self.table.setRowCount(len(parts))
        for row, part in enumerate(parts):
            look = LOOKS[part.verdict]
            name, verdict = QTableWidgetItem(part.name), QTableWidgetItem(word(part.verdict))
            name.setData(_SHA256, part.sha256)
            name.setToolTip(part.name)
            verdict.setIcon(_icon(self._icons.pixmap(look.icon, look.ink, 16)))
            margin = QTableWidgetItem(margin_text(part.score / limit))
            for column, item in enumerate((name, verdict, margin, QTableWidgetItem(size(len(part.content))))):
                self.table.setItem(row, column, item)
            self._show_picture(name, part)
        total = sum(len(part.content) for part in parts)
        self.room.setText(
            self.tr("{n} of {most} parts, {size} of {room}").format(
                n=len(parts), most=MOST_PARTS, size=size(total), room=size(MAX_TOTAL_BYTES)
            )
        )
        self._refresh()

    def show_busy(self, busy: bool) -> None:
        """Pictures are being judged, or no longer."""
        self._busy = busy
        if busy:
            self.show_note(self.tr("Judging the parts …"), bad=False)
        self._refresh()

    def show_note(self, words: str, *, bad: bool) -> None:
        """Say something below the list; nothing for an empty text."""
        self.note.setText(words)
        self.note.setProperty("rank", "bad" if bad else "muted")
        self.note.style().unpolish(self.note)
        self.note.style().polish(self.note)
        self.note.setVisible(bool(words))

    def _show_picture(self, item: QTableWidgetItem, part: ReferencePart) -> None:
        if part.sha256 in self._pictures:
            item.setIcon(self._pictures[part.sha256])
            return
        blank = QPixmap(_PICTURE)
        blank.fill(Qt.GlobalColor.transparent)
        item.setIcon(_icon(blank))
        self._loader.request(part.sha256, lambda: _picture(part))

    @Slot(object, object)
    def _on_picture(self, sha256: str, image: QImage) -> None:
        frame = QPixmap.fromImage(image)
        frame.setDevicePixelRatio(_RATIO)
        self._pictures[sha256] = _icon(frame)
        for row in range(self.table.rowCount()):
            item = self.table.item(row, 0)
            if item.data(_SHA256) == sha256:
                item.setIcon(self._pictures[sha256])

    # ---- what is wanted

    @Slot()
    def _add_files(self) -> None:
        self._choose(self.add_wanted.emit)

    @Slot()
    def _add_selected(self) -> None:
        self.add_wanted.emit(list(self._selected))

    @Slot()
    def _remove(self) -> None:
        names = [index.data() for index in self.table.selectionModel().selectedRows(0)]
        if names and not self._busy:
            self.remove_wanted.emit(names)

    @Slot()
    def _refresh(self) -> None:
        parts, free = self.table.rowCount(), not self._busy
        self.add_files.setEnabled(free and parts < MOST_PARTS)
        self.add_selected.setEnabled(free and parts < MOST_PARTS and bool(self._selected))
        self.remove.setEnabled(free and bool(self.table.selectionModel().selectedRows(0)))
        self.check.setEnabled(free and parts > 0)

    # ---- around it

    def _table(self) -> QTableWidget:
        table = QTableWidget(0, 4)
        table.setObjectName("referencesTable")
        table.setAccessibleName(self.tr("Reference parts"))
        table.setAccessibleDescription(self.tr("Every part with its known verdict; Delete removes it"))
        table.setHorizontalHeaderLabels(
            [self.tr("Part"), self.tr("Known verdict"), self.tr("Margin"), self.tr("Size")]
        )
        for column in range(4):
            table.horizontalHeaderItem(column).setTextAlignment(Qt.AlignmentFlag.AlignLeft)
        table.setIconSize(_PICTURE)
        set_up_table(table, _PICTURE.height() + 8, widths={1: 136, 2: 88, 3: 88}, many=True)
        table.itemSelectionChanged.connect(self._refresh)
        return table

    def _buttons(self) -> QHBoxLayout:
        self.add_files = self._button("addReferencesButton", self.tr("Add pictures…"), self._add_files)
        self.add_files.setAccessibleDescription(self.tr("Choose picture files that become reference parts"))
        words = self.tr("Add the selected parts ({n})").format(n=len(self._selected))
        self.add_selected = self._button("addSelectedButton", words, self._add_selected)
        self.add_selected.setAccessibleDescription(
            self.tr("The parts that are selected in the list of results become reference parts")
        )
        self.remove = self._button("removeReferencesButton", self.tr("Remove"), self._remove)
        self.remove.setAccessibleDescription(
            self.tr("The selected ones are reference parts no longer; key Delete")
        )
        self.room = QLabel()
        self.room.setObjectName("referencesRoom")
        self.room.setProperty("rank", "muted")
        self.room.setFont(tabular(self.room.font()))
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in (self.add_files, self.add_selected, self.remove):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.room)
        return row

    def _foot(self) -> QHBoxLayout:
        words = QLabel(self.tr("They are kept in the recipe: save it when you are done."))
        words.setProperty("rank", "muted")
        self.check = self._button("checkNowButton", self.tr("Check now"), self.check_wanted.emit)
        self.check.setAccessibleDescription(self.tr("Judge the reference parts and compare"))
        shut = self._button("closeReferencesButton", self.tr("Close"), self.accept)
        shut.setAccessibleDescription(self.tr("Back to the window; key Escape"))
        shut.setDefault(True)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(words, 1)
        row.addWidget(self.check)
        row.addWidget(shut)
        return row

    @staticmethod
    def _button(name: str, words: str, slot: Callable[[], object]) -> QPushButton:
        button = QPushButton(words)
        button.setObjectName(name)
        button.setAutoDefault(False)
        # a lambda, so that the signal's argument goes nowhere
        button.clicked.connect(lambda _checked=False: slot())
        return button


def _picture(part: ReferencePart) -> QImage:
    """A small picture of a part, in a frame of one size; for any thread."""
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QPainter

    from engine.images import decode
    from gui.models.thumbnails import image_of

    room = _PICTURE * _RATIO
    small = image_of(decode(part.content, Path(part.name)).photo).scaled(
        room, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
    frame = QImage(room, QImage.Format.Format_ARGB32_Premultiplied)
    frame.fill(Qt.GlobalColor.transparent)
    place = QRectF(small.rect())
    place.moveCenter(QRectF(frame.rect()).center())
    painter = QPainter(frame)
    painter.drawImage(place.topLeft(), small)
    painter.end()
    return frame


def _icon(picture: QPixmap) -> QIcon:
    """A picture that stays as it is when its row is chosen: nothing may tint a part."""
    icon = QIcon(picture)
    icon.addPixmap(picture, QIcon.Mode.Selected)
    return icon
