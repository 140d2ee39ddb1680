"""The strip of controls below the photo."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QIcon, QImage, QPalette, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QSlider,
    QToolButton,
    QWidget,
)

from engine.colour import COLOUR_MAPS, lookup_table
from gui.icons import render
from gui.viewer.colours import accent, hairline
from gui.viewer.numbers import decimal, tabular
from gui.viewer.records import ViewSettings

_ICON = 20
_COMBO_LEAST = 84


class ToolStrip(QWidget):
    """Switches and choices of how parts are shown; holds the current settings."""

    changed = Signal(ViewSettings)
    """Somebody changed how parts are shown."""
    fit_wanted = Signal()
    actual_size_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = ViewSettings()
        self._icons: dict[QToolButton, str] = {}
        self._lines: list[QFrame] = []
        self.setObjectName("viewerStrip")

        self.heatmap_button = self._button("heatmap", "heatmapButton", switch=True)
        self.opacity_slider = QSlider(Qt.Orientation.Horizontal, self)
        self.opacity_slider.setObjectName("overlayOpacitySlider")
        self.opacity_slider.setRange(0, 100)
        self.opacity_slider.setPageStep(10)
        self.opacity_slider.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.opacity_slider.setMinimumWidth(56)
        self.opacity_slider.setMaximumWidth(160)
        self.opacity_label = QLabel(self)
        self.colour_combo = QComboBox(self)
        self.colour_combo.setObjectName("colorMapCombo")
        self.colour_combo.setIconSize(QSize(40, 12))
        for name in COLOUR_MAPS:
            self.colour_combo.addItem(_ramp(name), "", name)
        self.contour_button = self._button("contour", "contourButton", switch=True)
        self.boxes_button = self._button("boxes", "boxesButton", switch=True)
        self.truth_button = self._button("edit", "truthButton", switch=True)
        self.truth_button.hide()
        self.zoom_label = QLabel(self)
        self.zoom_label.setObjectName("zoomLabel")
        self.zoom_label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.fit_button = self._button("fit", "fitButton")
        self.actual_button = self._button("one-to-one", "actualSizeButton")
        self.split_button = self._button("split", "splitButton", switch=True)
        self._lay_out()
        self.retranslate()
        self.set_settings(self._settings)
        self._dress()

        self.heatmap_button.toggled.connect(self._on_changed)
        self.opacity_slider.valueChanged.connect(self._on_changed)
        self.colour_combo.currentIndexChanged.connect(self._on_changed)
        for button in (self.contour_button, self.boxes_button, self.truth_button, self.split_button):
            button.toggled.connect(self._on_changed)
        self.fit_button.clicked.connect(self.fit_wanted)
        self.actual_button.clicked.connect(self.actual_size_wanted)

    # what it holds

    @property
    def settings(self) -> ViewSettings:
        """How parts are shown."""
        return self._settings

    def set_settings(self, settings: ViewSettings) -> None:
        """Show other settings, without telling anybody."""
        self._settings = settings
        controls = (
            self.heatmap_button,
            self.opacity_slider,
            self.colour_combo,
            self.contour_button,
            self.boxes_button,
            self.truth_button,
            self.split_button,
        )
        blocked = [control.blockSignals(True) for control in controls]
        self.heatmap_button.setChecked(settings.heatmap)
        self.opacity_slider.setValue(round(settings.opacity * 100))
        self.colour_combo.setCurrentIndex(self.colour_combo.findData(settings.colour_map))
        self.contour_button.setChecked(settings.contour)
        self.boxes_button.setChecked(settings.boxes)
        self.truth_button.setChecked(settings.truth)
        self.split_button.setChecked(settings.split)
        for control, state in zip(controls, blocked, strict=True):
            control.blockSignals(state)
        self._show_opacity()

    def set_available(self, *, photo: bool, heatmap: bool, truth: bool) -> None:
        """Switch off what there is nothing for: no photo, no heatmap, nothing marked by a person."""
        for control in (self.fit_button, self.actual_button, self.split_button):
            control.setEnabled(photo)
        for control in (self.heatmap_button, self.colour_combo, self.contour_button, self.boxes_button):
            control.setEnabled(heatmap)
        self.opacity_slider.setEnabled(heatmap and self._settings.heatmap)
        self.opacity_label.setEnabled(heatmap and self._settings.heatmap)
        self.truth_button.setVisible(truth)
        self._fit_words()

    def set_zoom(self, percent: float | None) -> None:
        """Show the scale; None shows nothing."""
        if percent is None:
            self.zoom_label.setText("")
            return
        digits = decimal(percent, 0 if percent >= 9.95 else 1)
        self.zoom_label.setText(self.tr("%1 %").replace("%1", digits))

    def set_control_height(self, height: int) -> None:
        """Make the controls as high as this: 32 for the mouse, 44 for fingers."""
        for control in self.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
            if isinstance(control, QToolButton | QComboBox | QSlider):
                control.setFixedHeight(height)
            if isinstance(control, QToolButton):
                control.setMinimumWidth(height)

    # words

    def retranslate(self) -> None:
        """Put the words on screen in the language that is chosen now."""
        self._words(
            self.heatmap_button,
            self.tr("Heatmap"),
            self.tr("Show the heatmap over the photo; hold Space to see the bare photo"),
            "H",
        )
        self._words(self.contour_button, self.tr("Contour"), self.tr("Draw the outline of the defects"), "C")
        self._words(
            self.boxes_button, self.tr("Boxes"), self.tr("Draw the boxes and numbers of the defects"), "B"
        )
        self._words(
            self.truth_button,
            self.tr("Marked"),
            self.tr("Draw the outline of the defects that a person has marked"),
            "M",
        )
        self._words(self.fit_button, self.tr("Fit"), self.tr("Show the whole photo"), "F")
        self._words(
            self.actual_button,
            self.tr("Actual pixels"),
            self.tr("Show one photo pixel on one screen pixel"),
            "1",
        )
        self._words(
            self.split_button,
            self.tr("Split"),
            self.tr("Show the photo and the heatmap beside each other"),
            "S",
        )
        opacity = self.tr("Heatmap opacity")
        self.opacity_slider.setAccessibleName(opacity)
        self.opacity_slider.setAccessibleDescription(self.tr("How much of the photo the heatmap hides"))
        self.opacity_slider.setToolTip(f"{opacity}: {self.opacity_slider.accessibleDescription()}")
        self.opacity_label.setAccessibleName(opacity)
        names = {
            "inferno": self.tr("Inferno"),
            "viridis": self.tr("Viridis"),
            "cividis": self.tr("Cividis"),
            "turbo": self.tr("Turbo"),
        }
        for index in range(self.colour_combo.count()):
            self.colour_combo.setItemText(index, names[self.colour_combo.itemData(index)])
        colours = self.tr("Colours of the heatmap")
        self.colour_combo.setAccessibleName(colours)
        self.colour_combo.setAccessibleDescription(
            self.tr("Inferno, Viridis and Cividis get evenly brighter; Turbo has more colours")
        )
        self.colour_combo.setToolTip(f"{colours}: {self.colour_combo.accessibleDescription()}")
        self.zoom_label.setAccessibleName(self.tr("Zoom"))
        self.zoom_label.setToolTip(self.tr("Screen pixels a photo pixel; the wheel zooms at the pointer"))

    def changeEvent(self, event: QEvent) -> None:  # noqa: D102
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._dress()
        elif event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def event(self, event: QEvent) -> bool:  # noqa: D102
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._dress()
        return super().event(event)

    def minimumSizeHint(self) -> QSize:  # noqa: D102
        # what can be left out does not keep the strip from getting narrow
        return QSize(self._least(), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: D102
        super().resizeEvent(event)
        self._fit_words()

    # inside

    def _button(self, icon: str, name: str, *, switch: bool = False) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(name)
        button.setCheckable(switch)
        button.setAutoRaise(True)
        button.setIconSize(QSize(_ICON, _ICON))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._icons[button] = icon
        return button

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 4, 8, 4)
        row.setSpacing(4)
        groups = (
            (self.heatmap_button, self.opacity_slider, self.opacity_label, self.colour_combo),
            (self.contour_button, self.boxes_button, self.truth_button),
            (self.zoom_label, self.fit_button, self.actual_button),
            (self.split_button,),
        )
        for index, group in enumerate(groups):
            if index == 2:
                row.addStretch(1)
            elif index:
                row.addWidget(self._line())
            for widget in group:
                row.addWidget(widget, 2 if widget is self.opacity_slider else 0)
        self.set_control_height(32)

    def _line(self) -> QFrame:
        line = QFrame(self)
        line.setFixedSize(1, 20)
        line.setAutoFillBackground(True)
        self._lines.append(line)
        return line

    def _words(self, button: QToolButton, text: str, description: str, key: str) -> None:
        button.setText(text)
        button.setAccessibleName(text)
        button.setAccessibleDescription(description)
        button.setToolTip(f"{description} ({key})")

    def _dress(self) -> None:
        """Icons, lines and fonts in the palette's colours."""
        usual = self.palette().color(QPalette.ColorGroup.Active, QPalette.ColorRole.ButtonText)
        faint = self.palette().color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.ButtonText)
        ratio = self.devicePixelRatioF()
        for button, name in self._icons.items():
            icon = QIcon(render(name, usual, _ICON, ratio))
            icon.addPixmap(render(name, faint, _ICON, ratio), QIcon.Mode.Disabled)
            chosen = render(name, accent(self.palette()), _ICON, ratio)
            icon.addPixmap(chosen, QIcon.Mode.Normal, QIcon.State.On)
            icon.addPixmap(chosen, QIcon.Mode.Active, QIcon.State.On)
            button.setIcon(icon)
        for line in self._lines:
            palette = line.palette()
            palette.setColor(QPalette.ColorRole.Window, hairline(self.palette()))
            line.setPalette(palette)
        font = tabular(self.font())
        for label, widest in ((self.zoom_label, "6400 %"), (self.opacity_label, "100 %")):
            label.setFont(font)
            label.setFixedWidth(QFontMetrics(font).horizontalAdvance(widest) + 4)
        self._fit_words()

    def _fit_words(self) -> None:
        """Words beside the icons where there is room for all of them."""
        buttons = [button for button in self._icons if not button.isHidden()]
        metrics = QFontMetrics(self.font())
        words = sum(metrics.horizontalAdvance(button.text()) + 12 for button in buttons)
        full = self._least() + self._combo_width() - _COMBO_LEAST + self.opacity_label.width() + 4
        roomy = self.width() >= full + words + 100
        style = (
            Qt.ToolButtonStyle.ToolButtonTextBesideIcon if roomy else Qt.ToolButtonStyle.ToolButtonIconOnly
        )
        for button in self._icons:
            button.setToolButtonStyle(style)
        self.opacity_label.setVisible(self.width() >= full)
        self.colour_combo.setFixedWidth(self._combo_width() if self.width() >= full else _COMBO_LEAST)
        # in a window narrower than that, what can be had elsewhere goes before anything overlaps
        room = self.width() - self._least()
        self.zoom_label.setVisible(room >= 0)
        self.colour_combo.setVisible(room >= -self.zoom_label.width() - 4)

    def _combo_width(self) -> int:
        return self.colour_combo.sizeHint().width()

    def _least(self) -> int:
        """Width at which every control has room, without words and numbers that can be left out."""
        buttons = sum(not button.isHidden() for button in self._icons)
        side = max(button.minimumWidth() for button in self._icons)
        square = max(side, *(button.iconSize().width() + 16 for button in self._icons))
        margins = self.layout().contentsMargins()
        pieces = buttons + len(self._lines) + 3
        return (
            margins.left()
            + margins.right()
            + buttons * square
            + self.opacity_slider.minimumWidth()
            + _COMBO_LEAST
            + self.zoom_label.width()
            + len(self._lines)
            + pieces * self.layout().spacing()
        )

    def _show_opacity(self) -> None:
        percent = self.tr("%1 %").replace("%1", str(self.opacity_slider.value()))
        self.opacity_label.setText(percent)

    def _on_changed(self) -> None:
        self._settings = replace(
            self._settings,
            heatmap=self.heatmap_button.isChecked(),
            opacity=self.opacity_slider.value() / 100,
            colour_map=str(self.colour_combo.currentData()),
            contour=self.contour_button.isChecked(),
            boxes=self.boxes_button.isChecked(),
            truth=self.truth_button.isChecked(),
            split=self.split_button.isChecked(),
        )
        self._show_opacity()
        self.changed.emit(self._settings)


def _ramp(name: str) -> QIcon:
    table = np.ascontiguousarray(np.repeat(lookup_table(name)[None], 24, axis=0))
    image = QImage(table.data, 256, 24, 768, QImage.Format.Format_RGB888)
    return QIcon(QPixmap.fromImage(image))
