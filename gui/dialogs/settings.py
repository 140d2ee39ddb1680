"""Settings: few, each with a sentence that says what it does; nothing changes until it is accepted."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from gui.language import available
from gui.paths import DataPaths
from gui.settings import COLOUR_MAPS, Settings, SettingsStore
from gui.sound import Player, Tone
from gui.theme import finish

LANGUAGES = {"en": "English", "de": "Deutsch", "fr": "Français", "es": "Español", "it": "Italiano"}
"""Names of languages in themselves."""


class SettingsDialog(QDialog):
    """What can be chosen."""

    def __init__(self, store: SettingsStore, paths: DataPaths, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("settingsDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Settings"))
        self.resize(640, 0)
        self._store = store
        self._paths = paths
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(16)
        title = QLabel(self.tr("Settings"))
        title.setProperty("scale", "title")
        layout.addWidget(title)
        self._form = QGridLayout()
        self._form.setHorizontalSpacing(24)
        self._form.setVerticalSpacing(4)
        self._form.setColumnStretch(1, 1)
        layout.addLayout(self._form)
        self._make_looks()
        self._make_judging()
        self._make_sound()
        self._make_machine()
        layout.addStretch(1)
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        buttons.button(QDialogButtonBox.StandardButton.Ok).setProperty("main", True)
        defaults = buttons.addButton(self.tr("Defaults"), QDialogButtonBox.ButtonRole.ResetRole)
        defaults.setAccessibleDescription(self.tr("Fill in what Gonogo came with; nothing is kept before OK"))
        defaults.clicked.connect(self._fill_defaults)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)
        finish(self)
        self._fill(store.value)

    def _make_looks(self) -> None:
        self.theme = QComboBox()
        for key, word in (
            ("system", self.tr("Like the system")),
            ("light", self.tr("Light")),
            ("dark", self.tr("Dark")),
        ):
            self.theme.addItem(word, key)
        self._row(
            "themeCombo", self.tr("Appearance"), self.theme, spoken=self.tr("Light, dark, or like the system")
        )
        self.language = QComboBox()
        self.language.addItem(self.tr("Like the system"), "")
        for code in available():
            self.language.addItem(LANGUAGES.get(code, code), code)
        self._row(
            "languageCombo", self.tr("Language"), self.language, self.tr("Takes effect at the next start.")
        )
        self.colour_map = QComboBox()
        for name in COLOUR_MAPS:
            self.colour_map.addItem(name.capitalize(), name)
        self._row(
            "defaultColorMapCombo",
            self.tr("Heatmap colours"),
            self.colour_map,
            spoken=self.tr("Colours of heatmaps, on screen and in reports"),
        )

    def _make_judging(self) -> None:
        self.one_in = _spin(2, 10_000, self.tr("1 in "))
        self._row(
            "falseAlarmSpin",
            self.tr("Accepted false alarms"),
            self.one_in,
            self.tr("How many good parts a new recipe may call defective by mistake."),
        )

    def _make_sound(self) -> None:
        self.player = Player(parent=self)
        self.sound = QComboBox()
        for key, words in (
            ("off", self.tr("Off")),
            ("not good", self.tr("When a part is not good")),
            ("every", self.tr("At every verdict")),
        ):
            self.sound.addItem(words, key)
        explanation = self.tr("Two notes going up: good. Three notes: look at the part.")
        self._row("soundCombo", self.tr("Sound"), self.sound, explanation)
        self.try_sound = QPushButton(self.tr("Try it"))
        self.try_sound.setObjectName("trySoundButton")
        self.try_sound.setAccessibleDescription(self.tr("Let the chosen sounds be heard"))
        self.try_sound.clicked.connect(self._on_try_sound)
        self.sound.currentIndexChanged.connect(self._show_try_sound)
        self._show_try_sound()
        row = self._form.getItemPosition(self._form.indexOf(self.sound))[0]
        self._form.addWidget(self.try_sound, row, 1, Qt.AlignmentFlag.AlignRight)

    @Slot()
    def _show_try_sound(self) -> None:
        self.try_sound.setEnabled(self.sound.currentData() != "off")

    @Slot()
    def _on_try_sound(self) -> None:
        if self.sound.currentData() == "every":
            self.player.play(Tone.GOOD)
        self.player.play(Tone.NOT_GOOD)

    def done(self, result: int) -> None:
        """The dialog closes, and with it what is still heard."""
        self.player.close()
        super().done(result)

    def _make_machine(self) -> None:
        self.threads = _spin(0, 256)
        self.threads.setSpecialValueText(self.tr("Automatic"))
        self._row(
            "threadsSpin",
            self.tr("Processor threads"),
            self.threads,
            self.tr("Fewer leave more of this computer to other programs."),
        )
        self.memory = _spin(64, 65_536, suffix=self.tr(" MB"), step=64)
        self._row(
            "memorySpin",
            self.tr("Memory for photos and heatmaps"),
            self.memory,
            self.tr("What does not fit is kept on disk, or made again when it is looked at."),
        )
        self.cache = _spin(64, 1_000_000, suffix=self.tr(" MB"), step=256)
        self._row(
            "cacheSpin",
            self.tr("Cache on disk, at most"),
            self.cache,
            spoken=self.tr("What is over it is deleted, the oldest first; nothing of it is lost work"),
        )
        place = QWidget()
        line = QHBoxLayout(place)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        self.folder = QLineEdit()
        self.folder.setPlaceholderText(str(self._paths.cache))
        line.addWidget(self.folder, 1)
        choose = QPushButton(self.tr("Choose…"))
        choose.setAccessibleDescription(self.tr("Choose the folder of the cache"))
        choose.clicked.connect(self._choose_folder)
        line.addWidget(choose)
        spoken = self.tr("Where thumbnails, heatmaps and networks are kept; empty for the usual place")
        self._name(self.folder, "cacheFolderEdit", self.tr("Folder of the cache"), spoken)
        row = self._form.rowCount()
        self._form.addWidget(QLabel(self.tr("Folder of the cache")), row, 0)
        self._form.addWidget(place, row, 1)
        self._problem = QLabel()
        self._problem.setWordWrap(True)
        self._problem.setProperty("rank", "bad")
        self._problem.hide()
        self._form.addWidget(self._problem, row + 1, 1)

    def _row(self, name: str, label: str, field: QWidget, explanation: str = "", spoken: str = "") -> None:
        """Add a line; what is explained below the field, or only ``spoken``, is read out with it."""
        self._name(field, name, label, explanation or spoken)
        word = QLabel(label)
        word.setBuddy(field)
        field.setFixedWidth(240)
        row = self._form.rowCount()
        self._form.addWidget(word, row, 0)
        self._form.addWidget(field, row, 1)
        if explanation:
            below = QLabel(explanation)
            below.setProperty("scale", "small")
            below.setProperty("rank", "muted")
            self._form.addWidget(below, row + 1, 1)
            row += 1
        self._form.setRowMinimumHeight(row + 1, 4)

    @staticmethod
    def _name(field: QWidget, name: str, label: str, explanation: str) -> None:
        field.setObjectName(name)
        field.setAccessibleName(label)
        field.setAccessibleDescription(explanation)

    def _fill(self, value: Settings) -> None:
        self.theme.setCurrentIndex(max(0, self.theme.findData(value.theme)))
        self.language.setCurrentIndex(max(0, self.language.findData(value.language)))
        self.colour_map.setCurrentIndex(max(0, self.colour_map.findData(value.colour_map)))
        self.sound.setCurrentIndex(max(0, self.sound.findData(value.verdict_sound)))
        self.one_in.setValue(round(1 / value.false_alarm_rate))
        self.threads.setValue(value.threads)
        self.memory.setValue(value.memory_megabytes)
        self.cache.setValue(value.cache_megabytes)
        self.folder.setText(value.cache_folder)

    @Slot()
    def _fill_defaults(self) -> None:
        self._fill(Settings())

    @Slot()
    def _choose_folder(self) -> None:
        dialog = QFileDialog(self, self.tr("Folder of the cache"), self.folder.text())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self.folder.setText)
        dialog.open()

    def accept(self) -> None:
        """Keep what was chosen, unless something of it cannot be."""
        folder = self.folder.text().strip()
        if folder and not Path(folder).expanduser().is_dir():
            self._problem.setText(
                self.tr("There is no folder {folder}. Choose another, or leave it empty.").format(
                    folder=folder
                )
            )
            self._problem.show()
            self.folder.setFocus()
            return
        self._store.change(
            theme=self.theme.currentData(),
            language=self.language.currentData(),
            colour_map=self.colour_map.currentData(),
            verdict_sound=self.sound.currentData(),
            false_alarm_rate=1 / self.one_in.value(),
            threads=self.threads.value(),
            memory_megabytes=self.memory.value(),
            cache_megabytes=self.cache.value(),
            cache_folder=str(Path(folder).expanduser()) if folder else "",
        )
        super().accept()


def _spin(low: int, high: int, prefix: str = "", suffix: str = "", step: int = 1) -> QSpinBox:
    spin = QSpinBox()
    spin.setRange(low, high)
    spin.setPrefix(prefix)
    spin.setSuffix(suffix)
    spin.setSingleStep(step)
    spin.setGroupSeparatorShown(True)
    return spin
