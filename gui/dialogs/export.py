"""Export: which files, of which parts, into which folder; the choice is remembered."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from engine.export.sorted_copies import foreign_folder
from gui.exporting import PLACES, targets_in
from gui.settings import SettingsStore
from gui.state import AppState
from gui.viewer import ViewSettings
from gui.words import grouped

REMEMBERED = "export"
"""Name under which the choice is remembered."""


class ExportDialog(QDialog):
    """Asks what to export and begins it; progress is shown where all jobs show it.

    Args:
        state: Has the results.
        settings: Remember the choice.
        listed: Rows of the results as they are listed, in that order.
        chosen: The chosen ones of them.
        look: How overlays are coloured.
    """

    def __init__(
        self,
        state: AppState,
        settings: SettingsStore,
        listed: Sequence[int],
        chosen: Sequence[int],
        look: ViewSettings,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("exportDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Export results"))
        self.resize(760, 0)
        self._state = state
        self._settings = settings
        self._look = look
        self._said_anything = bool(state.results.said.any())
        self._rows = {"all": range(len(state.results)), "listed": listed, "chosen": chosen}
        self.kinds: dict[str, QCheckBox] = {}
        self.parts: dict[str, QRadioButton] = {}
        self.by_operator = QCheckBox(self.tr("By the operator's verdict, where there is one"))
        self.folder = QLineEdit()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(8)
        title = QLabel(self.tr("Export results"))
        title.setProperty("scale", "title")
        layout.addWidget(title)
        layout.addSpacing(8)
        self._make_parts(layout)
        self._make_kinds(layout)
        self._make_folder(layout)
        self._note = QLabel()
        self._note.setObjectName("exportNote")
        self._note.setWordWrap(True)
        self._note.setMinimumHeight(40)
        self._note.setAlignment(Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self._note)
        layout.addStretch(1)
        self._make_buttons(layout)
        self._fill()
        self._check()
        # rows that are counted here are not those parts any more
        state.results_reset.connect(self.reject)

    # making

    def _make_parts(self, layout: QVBoxLayout) -> None:
        layout.addWidget(_heading(self.tr("Parts")))
        row = QHBoxLayout()
        row.setSpacing(24)
        group = QButtonGroup(self)
        for name, words, meaning in (
            ("all", self.tr("All ({n})"), self.tr("All parts, also those that are not listed now")),
            ("listed", self.tr("As listed ({n})"), self.tr("The parts that are listed now, in that order")),
            ("chosen", self.tr("Selected ({n})"), self.tr("The parts that are selected on the list")),
        ):
            many = len(self._rows[name])
            button = QRadioButton(words.format(n=grouped(many)))
            button.setObjectName(f"export{name.capitalize()}Radio")
            button.setEnabled(many > 0)
            button.setAccessibleName(button.text())
            button.setAccessibleDescription(meaning)
            button.toggled.connect(self._check)
            group.addButton(button)
            self.parts[name] = button
            row.addWidget(button)
        row.addStretch(1)
        layout.addLayout(row)
        layout.addSpacing(8)

    def _make_kinds(self, layout: QVBoxLayout) -> None:
        groups = (
            (self.tr("Reports"), ("pdf", "html")),
            (self.tr("Tables"), ("xlsx", "csv")),
            (self.tr("Pictures"), ("overlays", "masks", "sort_into")),
            (self.tr("For other programs"), ("json", "coco", "maps")),
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(32)
        grid.setVerticalSpacing(16)
        for i, (heading, kinds) in enumerate(groups):
            column = QVBoxLayout()
            column.setSpacing(4)
            column.addWidget(_heading(heading))
            for kind in kinds:
                column.addLayout(self._make_kind(kind))
            column.addStretch(1)
            grid.addLayout(column, i // 2, i % 2)
            grid.setColumnStretch(i % 2, 1)
        layout.addLayout(grid)
        layout.addSpacing(8)

    def _make_kind(self, kind: str) -> QVBoxLayout:
        """One box to tick, with what it means and where it goes below."""
        name, meaning = self._words(kind)
        box = QCheckBox(name)
        box.setObjectName(f"export{kind.title().replace('_', '')}Check")
        box.setAccessibleName(name)
        box.setAccessibleDescription(meaning)
        box.setToolTip(meaning)
        box.toggled.connect(self._check)
        place = PLACES[kind] if "." in PLACES[kind] else PLACES[kind] + "/"
        explanation = QLabel(f"{meaning} · {place}")
        explanation.setProperty("rank", "muted")
        explanation.setProperty("scale", "small")
        explanation.setIndent(26)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(box)
        column.addWidget(explanation)
        if kind == "sort_into":
            column.addLayout(self._make_by_operator())
        self.kinds[kind] = box
        return column

    def _make_by_operator(self) -> QHBoxLayout:
        """How copies are sorted; belongs to the box above it."""
        self.by_operator.setObjectName("exportByOperatorCheck")
        self.by_operator.setAccessibleName(self.by_operator.text())
        meaning = self.tr("Sorts the copies by what the operator said; unsure goes to review")
        self.by_operator.setAccessibleDescription(meaning)
        self.by_operator.setToolTip(meaning)
        row = QHBoxLayout()
        row.setContentsMargins(26, 0, 0, 0)
        row.addWidget(self.by_operator)
        row.addStretch(1)
        return row

    def _words(self, kind: str) -> tuple[str, str]:
        """Name and meaning of a kind of file."""
        words = {
            "pdf": (self.tr("PDF report"), self.tr("to be printed and filed")),
            "html": (self.tr("Web report"), self.tr("opens in any browser")),
            "xlsx": (self.tr("Excel workbook"), self.tr("with pictures and all defects")),
            "csv": (self.tr("CSV table"), self.tr("one row a part")),
            "overlays": (self.tr("Overlays"), self.tr("photos with heatmap and outlines")),
            "masks": (self.tr("Masks"), self.tr("defects white on black")),
            "sort_into": (self.tr("Sorted copies"), self.tr("the files, in folders by verdict")),
            "json": (self.tr("JSON data"), self.tr("everything, with all defects")),
            "coco": (self.tr("COCO annotations"), self.tr("defects with boxes and masks")),
            "maps": (self.tr("Anomaly maps"), self.tr("raw values, 32-bit TIFF")),
        }
        return words[kind]

    def _make_folder(self, layout: QVBoxLayout) -> None:
        label = _heading(self.tr("Folder"))
        label.setBuddy(self.folder)
        layout.addWidget(label)
        self.folder.setObjectName("exportFolderEdit")
        self.folder.setAccessibleName(self.tr("Folder"))
        self.folder.setAccessibleDescription(
            self.tr("Where the files are written; it is made if it is missing")
        )
        self.folder.textChanged.connect(self._check)
        choose = QPushButton(self.tr("Choose…"))
        choose.setObjectName("exportChooseButton")
        choose.setAccessibleName(self.tr("Choose the folder"))
        choose.setAccessibleDescription(self.tr("Choose the folder to write into"))
        choose.clicked.connect(self._choose)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.folder, 1)
        row.addWidget(choose)
        layout.addLayout(row)

    def _make_buttons(self, layout: QVBoxLayout) -> None:
        kinds = QDialogButtonBox.StandardButton
        buttons = QDialogButtonBox(kinds.Ok | kinds.Cancel)
        self.go = buttons.button(kinds.Ok)
        self.go.setObjectName("exportGoButton")
        self.go.setText(self.tr("Export"))
        self.go.setProperty("main", True)
        self.go.setAccessibleDescription(
            self.tr("Write the files; progress is shown at the bottom of the window")
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)

    def _fill(self) -> None:
        kept = self._settings.view(REMEMBERED, {})
        kept = kept if isinstance(kept, dict) else {}
        wanted = kept.get("kinds", ["pdf", "xlsx"])
        for kind, box in self.kinds.items():
            box.setChecked(isinstance(wanted, list) and kind in wanted)
        self.by_operator.setChecked(kept.get("by_operator") is True)
        which = kept.get("parts", "all")
        button = self.parts.get(which if isinstance(which, str) else "all")
        (button if button is not None and button.isEnabled() else self.parts["all"]).setChecked(True)
        folder = kept.get("folder", "")
        self.folder.setText(folder if isinstance(folder, str) and folder else str(Path.home() / "Gonogo"))

    # what is chosen

    def chosen_kinds(self) -> list[str]:
        """Kinds of files that are wanted."""
        return [kind for kind, box in self.kinds.items() if box.isChecked()]

    def chosen_rows(self) -> list[int]:
        """Rows of the results that are wanted."""
        which = next((name for name, button in self.parts.items() if button.isChecked()), "all")
        return [int(row) for row in self._rows[which]]

    def note(self) -> str:
        """What is said about the choice."""
        return self._note.text()

    def accept(self) -> None:
        """Begin, and remember the choice."""
        folder = self._folder()
        which = next((name for name, button in self.parts.items() if button.isChecked()), "all")
        chosen = {
            "kinds": self.chosen_kinds(),
            "parts": which,
            "folder": str(folder),
            "by_operator": self.by_operator.isChecked(),
        }
        self._settings.remember(REMEMBERED, chosen)
        targets = targets_in(
            folder,
            self.chosen_kinds(),
            self._look.opacity,
            self._look.colour_map,
            by_operator=self.by_operator.isChecked(),
        )
        self._state.export(self.chosen_rows(), targets, folder)
        super().accept()

    def _folder(self) -> Path:
        return Path(self.folder.text().strip()).expanduser()

    @Slot()
    def _check(self) -> None:
        """Say what would be replaced or is missing, and let nobody begin what cannot work."""
        if not hasattr(self, "go"):
            return
        note, bad = "", True
        text = self.folder.text().strip()
        if not self.chosen_kinds():
            note = self.tr("Choose at least one kind of file.")
        elif not text:
            note = self.tr("Choose a folder to write into.")
        elif not self._folder().is_absolute():
            note = self.tr("Give the whole path of the folder.")
        elif self._folder().exists() and not self._folder().is_dir():
            note = self.tr("{path} is a file. Choose a folder.").format(path=self._folder())
        elif (taken := self._taken()) is not None:
            note = self.tr("{path} holds other files. Choose another folder.").format(path=taken)
        else:
            bad = False
            note = self._replaced()
        self.by_operator.setEnabled(self.kinds["sort_into"].isChecked() and self._said_anything)
        self.go.setEnabled(not bad and bool(len(self.chosen_rows())))
        self._note.setText(note)
        self._note.setProperty("rank", "bad" if bad else "muted")
        self._note.style().unpolish(self._note)
        self._note.style().polish(self._note)

    def _taken(self) -> Path | None:
        """A folder that sorted copies would be mixed with."""
        if not self.kinds["sort_into"].isChecked():
            return None
        try:
            return foreign_folder(self._folder() / PLACES["sort_into"])
        except OSError:
            return None  # said when it is written to

    def _replaced(self) -> str:
        there = [PLACES[kind] for kind in self.chosen_kinds() if (self._folder() / PLACES[kind]).is_file()]
        if there:
            return self.tr("Already there, and replaced: {names}.").format(names=", ".join(there))
        if any((self._folder() / PLACES[kind]).is_dir() for kind in self.chosen_kinds()):
            return self.tr("Pictures that are already there stay; new ones get other names.")
        return ""

    @Slot()
    def _choose(self) -> None:
        dialog = QFileDialog(self, self.tr("Folder to write into"), self.folder.text())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self.folder.setText)
        dialog.open()


def _heading(words: str) -> QLabel:
    label = QLabel(words)
    label.setProperty("strong", True)
    return label
