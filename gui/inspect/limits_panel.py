"""The limits: where they lie among the scores, and controls to move them."""

from __future__ import annotations

import contextlib
from dataclasses import replace

import numpy as np
from PySide6.QtCore import QObject, QSize, Qt, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QDoubleSpinBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QSlider,
    QSpinBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from engine.calibration import Tail, fit_tail
from engine.errors import GonogoError
from engine.types import Limits
from gui.inspect.areas import AreaKeeper
from gui.inspect.gestures import Gestures
from gui.pages import PageContext
from gui.theme import tabular
from gui.viewer.numbers import decimal, short
from gui.widgets.histogram import ScoreHistogram
from gui.widgets.log_slider import LogSlider
from gui.words import grouped, one_in

RANGE = 5.0
"""A slider goes from the calibrated limit divided by this to the same times this."""
REVIEW_LOW = 0.3
"""Lowest start of the review band on its slider, as a share of the limit."""
RAREST = 1e-4
"""Below this share the good parts say nothing more precise than "rarer"."""
MOST_AREA = 100_000
"""Largest minimum area on the slider, pixels; the spin box takes more."""


class ThresholdSpin(QDoubleSpinBox):
    """A box for a threshold in raw units, with as many digits as make sense for its size."""

    def __init__(self) -> None:
        super().__init__()
        self.setRange(1e-6, 1e9)
        self.setStepType(QAbstractSpinBox.StepType.AdaptiveDecimalStepType)
        self.setKeyboardTracking(False)
        self.setCorrectionMode(QAbstractSpinBox.CorrectionMode.CorrectToNearestValue)

    def set_size(self, typical: float) -> None:
        """Show four figures of values of about this size."""
        decimals = int(np.clip(3 - np.floor(np.log10(max(typical, 1e-9))), 0, 8))
        if decimals != self.decimals():
            self.setDecimals(decimals)


class LimitsPanel(QWidget):
    """Histogram, sliders and boxes for all limits, and what they mean for good parts."""

    def __init__(self, context: PageContext, areas: AreaKeeper) -> None:
        super().__init__()
        self.setObjectName("limitsPanel")
        self.setAccessibleName(self.tr("Limits"))
        self._state = context.state
        self._areas = areas
        self._gestures = Gestures()
        self._tail: Tail | None = None
        self._filling = False
        self._compact = False
        self.histogram = ScoreHistogram(context.theme)
        self.image_slider = self._slider("imageThresholdSlider", LogSlider())
        self.image_spin = self._spin("imageThresholdSpin", ThresholdSpin())
        self.review_slider = self._slider("reviewSlider", QSlider(Qt.Orientation.Horizontal))
        self.review_spin = self._spin("reviewSpin", QDoubleSpinBox())
        self.pixel_slider = self._slider("pixelThresholdSlider", LogSlider())
        self.pixel_spin = self._spin("pixelThresholdSpin", ThresholdSpin())
        self.area_slider = self._slider("minAreaSlider", LogSlider(zero=True))
        self.area_spin = self._spin("minAreaSpin", QSpinBox())
        self._set_up()
        self._expected = QLabel()
        self._expected.setObjectName("expectedLabel")
        self._expected.setWordWrap(True)
        self._pending = self._small()
        self._pending.setObjectName("pendingLabel")
        self.reset = QToolButton()
        self.reset.setText(self.tr("Back to calibrated"))
        self.reset.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.reset.setIconSize(QSize(16, 16))
        self.reset.setObjectName("calibratedButton")
        self._lay_out(context)
        self._connect(context)
        self._on_recipe()

    # making

    def _slider(self, name: str, slider: QSlider) -> QSlider:
        slider.setObjectName(name)
        slider.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        slider.setMinimumWidth(72)
        return slider

    def _spin(self, name: str, spin: QAbstractSpinBox) -> QAbstractSpinBox:
        spin.setObjectName(name)
        spin.setFont(tabular(spin.font()))
        spin.setFixedWidth(112)
        spin.setAlignment(Qt.AlignmentFlag.AlignRight)
        spin.setKeyboardTracking(False)
        return spin

    def _small(self) -> QLabel:
        label = QLabel()
        label.setProperty("scale", "small")
        label.setProperty("rank", "muted")
        label.setFont(tabular(label.font()))
        label.setWordWrap(True)
        return label

    def _set_up(self) -> None:
        self.review_slider.setRange(round(REVIEW_LOW * 100), 100)
        self.review_slider.setPageStep(5)
        self.review_spin.setRange(0.05, 1.0)
        self.review_spin.setSingleStep(0.01)
        self.review_spin.setSuffix(" ×")
        self.area_slider.set_ends(1, MOST_AREA)
        self.area_spin.setRange(0, 1_000_000_000)
        self.area_spin.setSuffix(self.tr(" px"))
        self.area_spin.setSpecialValueText(self.tr("any size"))
        self.area_spin.setStepType(QAbstractSpinBox.StepType.AdaptiveDecimalStepType)

    def _lay_out(self, context: PageContext) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 12, 8)
        layout.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(8)
        title = QLabel(self.tr("Limits"))
        title.setProperty("strong", True)
        head.addWidget(title)
        head.addStretch(1)
        head.addWidget(self.reset)
        layout.addLayout(head)
        layout.addWidget(self.histogram, 1)
        layout.addWidget(self._expected)
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        self._notes = [self._small() for _ in range(4)]
        rows = (
            (
                self.tr("Part"),
                self.tr("Limit for parts"),
                self.tr("A part with a score above it is defective"),
                self.image_slider,
                self.image_spin,
            ),
            (
                self.tr("Review"),
                self.tr("Review from"),
                self.tr("Parts between this share of the limit and the limit are put up for review"),
                self.review_slider,
                self.review_spin,
            ),
            (
                self.tr("Pixel"),
                self.tr("Limit for pixels"),
                self.tr("Pixels with a value above it belong to a defect"),
                self.pixel_slider,
                self.pixel_spin,
            ),
            (
                self.tr("Area"),
                self.tr("Smallest area"),
                self.tr("Defects with fewer pixels do not count"),
                self.area_slider,
                self.area_spin,
            ),
        )
        for i, (short_name, name, meaning, slider, spin) in enumerate(rows):
            label = QLabel(short_name)
            label.setToolTip(f"{name}: {meaning}")
            label.setBuddy(spin)
            for control in (slider, spin):
                control.setAccessibleName(name)
                control.setAccessibleDescription(meaning)
                control.setToolTip(f"{name}. {meaning}.")
            grid.addWidget(label, 2 * i, 0)
            grid.addWidget(slider, 2 * i, 1)
            grid.addWidget(spin, 2 * i, 2)
            grid.addWidget(self._notes[i], 2 * i + 1, 1, 1, 2)
        layout.addLayout(grid)
        layout.addWidget(self._pending)
        action = context.actions["recipe.calibrated"]
        context.icons.bind(self.reset, "undo", sizes=(16,))
        self.reset.setAccessibleDescription(action.text())
        self.reset.setToolTip(action.toolTip())

    def _connect(self, context: PageContext) -> None:
        state = self._state
        self.histogram.limit_moved.connect(self._on_image)
        self.histogram.review_moved.connect(self._on_review_score)
        self.histogram.drag_started.connect(self._on_hold)
        self.histogram.drag_ended.connect(self._on_release)
        self.image_slider.moved.connect(self._on_image)
        self.image_spin.valueChanged.connect(self._on_image)
        self.review_slider.valueChanged.connect(self._on_review_slider)
        self.review_spin.valueChanged.connect(self._on_review)
        self.pixel_slider.moved.connect(self._on_pixel)
        self.pixel_spin.valueChanged.connect(self._on_pixel)
        self.area_slider.moved.connect(self._on_area)
        self.area_spin.valueChanged.connect(self._on_area)
        for slider in (self.image_slider, self.review_slider, self.pixel_slider, self.area_slider):
            slider.sliderPressed.connect(self._on_hold)
            slider.sliderReleased.connect(self._on_release)
        action = context.actions["recipe.calibrated"]
        self.reset.clicked.connect(action.trigger)
        action.changed.connect(self._show_reset)
        self._calibrate = action
        state.recipe_changed.connect(self._on_recipe)
        state.limits_changed.connect(self._on_limits)
        state.results_added.connect(self._on_results)
        state.results_changed.connect(self._on_codes)
        state.results_reset.connect(self._on_results)
        self._areas.pending_changed.connect(self._on_pending)
        self._on_pending(self._areas.pending)
        self._show_reset()

    def showEvent(self, event: QShowEvent) -> None:
        """Lay out anew: a resize within the one that a first showing brings is lost on the layout."""
        super().showEvent(event)
        self.layout().invalidate()

    def set_compact(self, compact: bool) -> None:
        """Leave the notes below the sliders away where there is no room; the boxes' tips say the same."""
        self._compact = compact
        for note in self._notes:
            note.setVisible(not compact and bool(note.text()))

    def roomy_height(self, width: int) -> int:
        """Height at which the notes fit as well, at a width in device-independent pixels."""
        line = self._notes[0].fontMetrics().height() + 4
        hidden = sum(not note.isVisibleTo(self) and bool(note.text()) for note in self._notes)
        return self.heightForWidth(width) + hidden * line

    # what happened elsewhere

    @Slot()
    def _on_recipe(self) -> None:
        summary = self._state.summary
        self.setEnabled(summary is not None)
        self._tail = None
        if summary is None:
            self.histogram.set_good([])
            self.histogram.set_lines(None)
            return
        scores = np.asarray(summary.loo_scores)
        # without a tail nothing is said about false alarms
        with contextlib.suppress(GonogoError):
            self._tail = fit_tail(scores)
        self.histogram.set_good(scores)
        self._on_results()
        if self._state.limits is not None:
            self._on_limits(self._state.limits)

    @Slot()
    def _on_results(self) -> None:
        results = self._state.results
        self.histogram.set_parts(results.scores, results.codes)

    @Slot()
    def _on_codes(self) -> None:
        self.histogram.set_codes(self._state.results.codes)

    @Slot(object)
    def _on_limits(self, limits: Limits) -> None:
        summary = self._state.summary
        if summary is None:
            return
        calibration = summary.calibration
        self._filling = True
        self._show_threshold(
            self.image_slider, self.image_spin, limits.image_threshold, calibration.image_threshold
        )
        self._show_threshold(
            self.pixel_slider, self.pixel_spin, limits.pixel_threshold, calibration.pixel_threshold
        )
        self.review_slider.setValue(round(limits.review_from * 100))
        self.review_spin.setValue(limits.review_from)
        self.area_slider.show_value(limits.min_area)
        self.area_spin.setValue(limits.min_area)
        self._filling = False
        self._show_notes(limits, calibration.image_threshold)
        self._show_expected(limits)
        band = limits.review_from * limits.image_threshold if limits.review_from < 1 else None
        self.histogram.set_lines(limits.image_threshold, band)
        if len(self._state.results):
            self._on_codes()

    @Slot(int)
    def _on_pending(self, pending: int) -> None:
        self._pending.setVisible(pending > 0)
        words = self.tr("The regions of {n} parts are still being measured for the smallest area.")
        self._pending.setText(words.format(n=grouped(pending)))

    # showing

    def _show_threshold(
        self, slider: LogSlider, spin: ThresholdSpin, value: float, calibrated: float
    ) -> None:
        low, high = min(calibrated / RANGE, value), max(calibrated * RANGE, value)
        if not slider.isSliderDown() and slider.ends != (low, high):
            slider.set_ends(low, high, calibrated)
        slider.show_value(value)
        spin.set_size(calibrated)
        spin.setValue(value)

    def _show_notes(self, limits: Limits, calibrated: float) -> None:
        image, review, pixel, area = self._notes
        times = limits.image_threshold / calibrated
        image.setText(
            self.tr("as calibrated")
            if limits.image_threshold == calibrated
            else self.tr("{n} × the calibrated limit").format(n=decimal(times, 2))
        )
        review.setText(
            self.tr("no part is put up for review")
            if limits.review_from >= 1
            else self.tr("from {score} up to the limit").format(
                score=short(limits.review_from * limits.image_threshold)
            )
        )
        share = limits.pixel_threshold / limits.image_threshold
        pixel.setText(self.tr("{n} × the limit for parts").format(n=decimal(share, 2)))
        area.setText(self.tr("smaller defects do not count") if limits.min_area else "")
        spins = (self.image_spin, self.review_spin, self.pixel_spin, self.area_spin)
        for note, spin in zip(self._notes, spins, strict=True):
            said = f"{spin.accessibleName()}. {spin.accessibleDescription()}."
            spin.setToolTip(f"{said}\n{note.text()}" if note.text() else said)
        self.set_compact(self._compact)

    def _show_expected(self, limits: Limits) -> None:
        summary = self._state.summary
        if self._tail is None or summary is None:
            self._expected.clear()
            return
        share = self._tail.exceedance(limits.image_threshold)
        if share < RAREST:
            text = self.tr("Expect fewer false alarms than {rate} good parts").format(rate=one_in(RAREST))
        else:
            text = self.tr("Expect {rate} good parts to be a false alarm").format(rate=one_in(share))
        calibration = summary.calibration
        if limits.image_threshold == calibration.image_threshold:
            interval = calibration.false_alarm_interval
            if interval.low >= RAREST:
                words = self.tr(" ({low} to {high})")
                text += words.format(low=one_in(interval.high), high=one_in(interval.low))
            else:
                text += self.tr(" (at most {low})").format(low=one_in(interval.high))
        self._expected.setText(text)

    @Slot()
    def _show_reset(self) -> None:
        self.reset.setEnabled(self._calibrate.isEnabled())

    # what somebody does

    @Slot()
    def _on_hold(self) -> None:
        self._gestures.hold(self.sender())

    @Slot()
    def _on_release(self) -> None:
        self._gestures.release()
        if self._state.limits is not None:
            self._on_limits(self._state.limits)

    @Slot(float)
    def _on_image(self, value: float) -> None:
        self._change(self.sender(), image_threshold=value)

    @Slot(float)
    def _on_pixel(self, value: float) -> None:
        self._change(self.sender(), pixel_threshold=value)

    @Slot(float)
    def _on_review(self, share: float) -> None:
        self._change(self.sender(), review_from=min(max(share, 0.05), 1.0))

    @Slot(int)
    def _on_review_slider(self, percent: int) -> None:
        self._change(self.sender(), review_from=percent / 100)

    @Slot(float)
    def _on_review_score(self, score: float) -> None:
        limits = self._state.limits
        if limits is not None:
            self._change(self.sender(), review_from=min(max(score / limits.image_threshold, 0.05), 1.0))

    @Slot(float)
    @Slot(int)
    def _on_area(self, area: float) -> None:
        self._change(self.sender(), min_area=round(area))

    def _change(self, control: QObject | None, **changes: float) -> None:
        limits = self._state.limits
        if self._filling or limits is None:
            return
        new = replace(limits, **changes)  # type: ignore[arg-type]
        self._state.set_limits(new, self._gestures.of(control))
