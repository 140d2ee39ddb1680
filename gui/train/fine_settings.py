"""Settings that hardly anybody needs, folded away."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from engine.backbones import BACKBONES
from gui.pages import PageContext
from gui.train.choices import Choices, networks

_WEIGHTS_SUFFIXES = "*.safetensors *.pth *.pt *.bin"


class FineSettings(QWidget):
    """Network, layers, channels, picture size, seed and weights file.

    The button that shows them, :attr:`toggle`, is put elsewhere by whoever makes this.
    """

    changed = Signal(Choices)
    """Somebody changed one of them."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context = context
        self._choices = Choices()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        self.toggle = QToolButton()
        self.toggle.setObjectName("fineSettingsToggle")
        self.toggle.setText(self.tr("Fine settings"))
        self.toggle.setAccessibleDescription(self.tr("Show or hide settings that are hardly ever needed"))
        self.toggle.setCheckable(True)
        self.toggle.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.toggle.setIconSize(QSize(16, 16))
        self.toggle.toggled.connect(self._on_toggled)
        self.body = QWidget()
        layout.addWidget(self.body)
        self._make_body()
        self.toggle.setChecked(bool(context.settings.view("train.fine", default=False)))
        self._on_toggled(self.toggle.isChecked())

    def show_choices(self, choices: Choices) -> None:
        """Show what is chosen; tells nobody."""
        self._choices = choices
        fields = (self.network, self.layers, self.channels, self.seed, self.size, self.weights)
        blockers = [QSignalBlocker(field) for field in fields]
        place = self.network.findData(choices.network)
        if place < 0:
            self.network.addItem(choices.network, choices.network)
            place = self.network.count() - 1
        self.network.setCurrentIndex(place)
        net = BACKBONES.get(choices.network)
        self.layers.setText(", ".join(choices.layers))
        self.layers.setPlaceholderText(", ".join(net.layers) if net else "")
        usual = net.n_features if net else 100
        self.channels.setSpecialValueText(self.tr("{n} (usual)").format(n=usual))
        self.channels.setValue(choices.channels)
        self.seed.setValue(min(choices.seed, self.seed.maximum()))
        self.size.setValue(choices.image_size)
        self.weights.setText("" if choices.weights is None else str(choices.weights))
        self.weights.setPlaceholderText(
            self.tr("A file is needed for this network")
            if net is None or not net.package
            else self.tr("Those that came with Gonogo")
        )
        del blockers

    # ---- making

    def _make_body(self) -> None:
        grid = QGridLayout(self.body)
        grid.setContentsMargins(0, 0, 0, 4)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        self.network = QComboBox()
        for name, words in networks():
            self.network.addItem(words, name)
        self.network.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.network.setMinimumContentsLength(18)
        self.size = self._spin(self.tr("Picture size"), 64, 1024, 32)
        self.size.setSuffix(self.tr(" px"))
        self.layers = QLineEdit()
        self.channels = self._spin(self.tr("Channels"), 0, 1000, 10)
        self.seed = self._spin(self.tr("Seed"), 0, 2**31 - 1, 1)
        self.weights = QLineEdit()
        choose = QPushButton(self.tr("Choose…"))
        choose.setObjectName("chooseWeightsButton")
        choose.setAccessibleName(self.tr("Choose a weights file"))
        choose.setAccessibleDescription(self.tr("Choose a file with what the network has learned"))
        choose.clicked.connect(self._choose_weights)
        file_row = QHBoxLayout()
        file_row.setSpacing(8)
        file_row.addWidget(self.weights, 1)
        file_row.addWidget(choose)
        places = (
            (0, 0, 3, self.network, self.tr("Network")),
            (1, 0, 1, self.size, self.tr("Picture size")),
            (1, 2, 1, self.channels, self.tr("Channels")),
            (2, 0, 1, self.layers, self.tr("Layers")),
            (2, 2, 1, self.seed, self.tr("Seed")),
        )
        tips = (
            self.tr("It looks at the pictures; it learned to see from photos of all kinds"),
            self.tr("Pictures are resized to a square of this side before they are looked at"),
            self.tr("How many of the network's features are compared; more are slower"),
            self.tr("Names of the network's layers, the finest first, with commas between"),
            self.tr("Start of the random choice of channels; the same seed gives the same recipe"),
        )
        for (row, column, span, field, words), tip in zip(places, tips, strict=True):
            self._label(grid, row, column, words, field, tip)
            grid.addWidget(field, row, column + 1, 1, span)
        tip = self.tr("A file with weights for the network, such as one trained on your own pictures")
        self._label(grid, 3, 0, self.tr("Weights file"), self.weights, tip)
        grid.addLayout(file_row, 3, 1, 1, 3)
        self.network.currentIndexChanged.connect(self._on_network)
        for spin in (self.size, self.channels, self.seed):
            spin.valueChanged.connect(self._on_edited)
        for line in (self.layers, self.weights):
            line.editingFinished.connect(self._on_edited)

    def _spin(self, name: str, low: int, high: int, step: int) -> QSpinBox:
        spin = QSpinBox()
        spin.setAccessibleName(name)
        spin.setRange(low, high)
        spin.setSingleStep(step)
        spin.setKeyboardTracking(False)
        return spin

    @staticmethod
    def _label(grid: QGridLayout, row: int, column: int, words: str, field: QWidget, tip: str) -> None:
        label = QLabel(words)
        label.setBuddy(field)
        label.setToolTip(tip)
        field.setAccessibleName(words)
        field.setAccessibleDescription(tip)
        field.setToolTip(tip)
        grid.addWidget(label, row, column)

    # ---- doing

    @Slot(bool)
    def _on_toggled(self, shown: bool) -> None:
        self.setVisible(shown)
        self._context.icons.bind(self.toggle, "chevron-down" if shown else "chevron-right")
        if shown != bool(self._context.settings.view("train.fine", default=False)):
            self._context.settings.remember("train.fine", shown)

    @Slot()
    def _on_network(self) -> None:
        """Another network has other layers, another usual number of channels, and other weights."""
        self._tell(
            replace(self._choices, network=self.network.currentData(), layers=(), channels=0, weights=None)
        )

    @Slot()
    def _on_edited(self) -> None:
        layers = tuple(word for word in self.layers.text().replace(",", " ").split() if word)
        name = self.weights.text().strip()
        size = max(64, round(self.size.value() / 32) * 32)
        self._tell(
            replace(
                self._choices,
                layers=layers,
                channels=self.channels.value(),
                seed=self.seed.value(),
                image_size=size,
                weights=Path(name).expanduser() if name else None,
            )
        )

    def _tell(self, choices: Choices) -> None:
        if choices != self._choices:
            self.show_choices(choices)
            self.changed.emit(choices)

    @Slot()
    def _choose_weights(self) -> None:
        start = str(self._context.settings.view("folder.weights", "") or Path.home())
        dialog = QFileDialog(self.window(), self.tr("Weights of the network"), start)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters(
            [self.tr("Weights ({names})").format(names=_WEIGHTS_SUFFIXES), self.tr("All files (*)")]
        )
        dialog.fileSelected.connect(self._on_weights)
        dialog.open()

    @Slot(str)
    def _on_weights(self, name: str) -> None:
        if name:
            self._context.settings.remember("folder.weights", str(Path(name).parent))
            self.weights.setText(name)
            self._on_edited()
