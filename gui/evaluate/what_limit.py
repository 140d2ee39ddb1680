"""Two questions that people ask of a limit, and what the answers cost."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSpinBox, QVBoxLayout, QWidget

from engine.metrics import binomial_interval
from engine.operating_points import OperatingPoint, catching, expected_false_alarms, sparing
from engine.types import Limits
from gui.evaluate.compared import Compared
from gui.evaluate.wording import (
    catching_sentence,
    escape_sentence,
    expected_sentence,
    overkill_sentence,
    sparing_sentence,
)
from gui.evaluating import Evaluating
from gui.pages import PageContext
from gui.theme import tabular


class Question(QWidget):
    """One question with how many parts may be excepted, its answer, and a button that takes it.

    Args:
        title: The question.
        except_words: Words before the number of exceptions.
        except_tip: What the number means.
        use_tip: What the button does.
    """

    changed = Signal()
    """Somebody wants another number of exceptions."""
    wanted = Signal(float)
    """Somebody wants the limit of the answer."""

    def __init__(self, title: str, except_words: str, except_tip: str, use_tip: str) -> None:
        super().__init__()
        self._point: OperatingPoint | None = None
        self._limit: float | None = None
        head = QLabel(title)
        head.setProperty("strong", True)
        head.setWordWrap(True)
        self.exceptions = QSpinBox()
        self.exceptions.setFixedWidth(72)
        self.exceptions.setFont(tabular(self.exceptions.font()))
        self.exceptions.setAccessibleName(f"{title} {except_words}")
        self.exceptions.setAccessibleDescription(except_tip)
        self.exceptions.setToolTip(except_tip)
        label = QLabel(except_words)
        label.setProperty("rank", "muted")
        label.setBuddy(self.exceptions)
        self.answer = QLabel()
        self.answer.setWordWrap(True)
        self.answer.setFont(tabular(self.answer.font()))
        self.button = QPushButton(self.tr("Use this limit"))
        self.button.setAccessibleDescription(use_tip)
        self.button.setToolTip(use_tip)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(head)
        layout.addWidget(self.answer)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(label)
        row.addWidget(self.exceptions)
        row.addStretch(1)
        row.addWidget(self.button)
        layout.addLayout(row)
        self.exceptions.valueChanged.connect(self.changed)
        self.button.clicked.connect(self._on_clicked)

    @property
    def point(self) -> OperatingPoint | None:
        """The answer; None where there is none."""
        return self._point

    def show_answer(
        self, point: OperatingPoint | None, sentences: list[str], most: int, limit: float
    ) -> None:
        """Show an answer.

        Args:
            point: The answer.
            sentences: The answer in words.
            most: Parts that could be excepted.
            limit: The limit of now.
        """
        self._point = point
        self.exceptions.blockSignals(True)
        self.exceptions.setMaximum(max(0, most))
        self.exceptions.blockSignals(False)
        self.exceptions.setEnabled(most > 0)
        self.answer.setText(" ".join(filter(None, sentences)))
        used = point is not None and point.image_threshold == limit
        self.button.setText(self.tr("In use") if used else self.tr("Use this limit"))
        self.button.setEnabled(point is not None and not used)

    @Slot()
    def _on_clicked(self) -> None:
        if self._point is not None:
            self.wanted.emit(self._point.image_threshold)


class WhatLimit(QWidget):
    """Which limit catches every defective part, and which rejects no good one."""

    def __init__(self, context: PageContext, evaluating: Evaluating) -> None:
        super().__init__()
        self.setObjectName("whatLimit")
        self._state = context.state
        self._evaluating = evaluating
        use = self.tr("Judge by this limit from now on; can be undone")
        self.catch = Question(
            self.tr("What limit would catch all of these?"),
            self.tr("Let pass"),
            self.tr("So many defective parts may pass"),
            use,
        )
        self.catch.setObjectName("catchQuestion")
        self.spare = Question(
            self.tr("What limit would reject no good part?"),
            self.tr("Reject"),
            self.tr("So many good parts may be rejected"),
            use,
        )
        self.spare.setObjectName("spareQuestion")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        for question in (self.catch, self.spare):
            question.changed.connect(self.refresh)
            question.wanted.connect(self._on_wanted)
            layout.addWidget(question)

    @Slot()
    def refresh(self) -> None:
        """Answer for the parts and limits of now."""
        compared, limits = self._evaluating.compared, self._state.limits
        if compared is None or limits is None:
            return
        self._answer_catch(compared, limits)
        self._answer_spare(compared, limits)

    def _answer_catch(self, compared: Compared, limits: Limits) -> None:
        judged = compared.scores.judged
        n_defective = int((judged & ~compared.scores.is_good).sum())
        misses = min(self.catch.exceptions.value(), max(0, n_defective - 1))
        point = catching(compared.scores, limits, misses)
        if point is not None:
            counts = point.confusion
            interval = binomial_interval(counts.overkill, counts.n_good) if counts.n_good else None
            words = [catching_sentence(point, misses), overkill_sentence(counts, interval)]
            tail = self._evaluating.tail
            if tail is not None:
                expected = expected_false_alarms(tail, point.image_threshold)
                words.append(expected_sentence(expected, len(tail.scores)))
        elif not n_defective:
            words = [self.tr("There are no defective parts to catch.")]
        else:
            words = [self.tr("No limit catches any of them: they do not differ, or are too small to count.")]
        self.catch.show_answer(point, words, n_defective - 1, limits.image_threshold)

    def _answer_spare(self, compared: Compared, limits: Limits) -> None:
        n_good = int((compared.scores.judged & compared.scores.is_good).sum())
        alarms = min(self.spare.exceptions.value(), max(0, n_good - 1))
        point = sparing(compared.scores, limits, alarms)
        if point is not None:
            counts = point.confusion
            interval = binomial_interval(counts.escape, counts.n_defective) if counts.n_defective else None
            words = [sparing_sentence(point), escape_sentence(counts, interval)]
        elif not n_good:
            words = [self.tr("There are no good parts to spare.")]
        else:
            words = [self.tr("No good part is rejected by any limit.")]
        self.spare.show_answer(point, words, n_good - 1, limits.image_threshold)

    @Slot(float)
    def _on_wanted(self, threshold: float) -> None:
        limits = self._state.limits
        if limits is not None:
            self._state.set_limits(replace(limits, image_threshold=threshold))
