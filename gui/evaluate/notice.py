"""What the page shows while it has no figures: what to do, what is going on, or what went wrong."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from engine.progress import Progress
from gui.pages import PageContext
from gui.sentences import stage_words
from gui.theme import tabular
from gui.words import duration, grouped, rate

_BAR, _WIDTH = 320, 620


class Notice(QWidget):
    """One picture, one sentence, a hint, and up to two buttons; while something runs, how far it is."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self.setObjectName("evaluateNotice")
        self._context = context
        self._icon, self._role = "evaluate", "edge"
        self._running = False
        self.picture = QLabel()
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.words = self._label("noticeWords")
        self.hint = self._label("noticeHint")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(_BAR)
        self.bar.setAccessibleName(self.tr("Progress of the evaluation"))
        self.detail = self._label("noticeDetail")
        self.detail.setFont(tabular(self.detail.font()))
        self.buttons = [QPushButton(), QPushButton()]
        self._slots: list[Callable[[], object]] = []
        layout = QVBoxLayout(self)
        layout.setContentsMargins(32, 16, 32, 16)
        layout.setSpacing(12)
        layout.addStretch(2)
        for widget in (self.picture, self.words, self.hint):
            layout.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(self.bar, 0, Qt.AlignmentFlag.AlignCenter)
        layout.addWidget(self.detail, 0, Qt.AlignmentFlag.AlignHCenter)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        for number, button in enumerate(self.buttons):
            button.hide()
            button.setAccessibleName(self.tr("What to do"))  # until it has words of its own
            button.setAccessibleDescription(self.tr("What can be done about what is said above"))
            button.setObjectName(f"noticeButton{number + 1}")
            button.clicked.connect(self._on_clicked)
            row.addWidget(button)
        row.addStretch(1)
        layout.addLayout(row)
        layout.addStretch(3)
        context.theme.changed.connect(self._paint)
        context.state.progressed.connect(self._on_progress)

    def say(
        self,
        words: str,
        hint: str = "",
        *buttons: tuple[str, Callable[[], object]],
        icon: str = "evaluate",
        role: str = "edge",
        running: bool = False,
    ) -> None:
        """Show something.

        Args:
            words: One sentence.
            hint: What to do about it; may be empty.
            buttons: At most two, with what they do; the first is the main one.
            icon: Name of the picture.
            role: Token of its colour.
            running: Whether something is going on whose progress is shown.
        """
        self._icon, self._role = icon, role
        self.picture.setAccessibleName(words)
        self.words.setText(words)
        self.hint.setText(hint)
        self.hint.setVisible(bool(hint))
        for label in (self.words, self.hint):
            # beside stretches, a label gets the height of one line unless it is told
            label.ensurePolished()
            label.setMinimumHeight(max(0, label.heightForWidth(_WIDTH)))
        if running != self._running:
            self.bar.setRange(0, 0)
            self.detail.setText("")
        self._running = running
        self.bar.setVisible(running)
        self.detail.setVisible(running)
        self._slots = [slot for _words, slot in buttons]
        for number, button in enumerate(self.buttons):
            button.setVisible(number < len(buttons))
            if number < len(buttons):
                button.setText(buttons[number][0])
                button.setAccessibleName(buttons[number][0].rstrip("…"))
                button.setAccessibleDescription(words)
        self._paint()

    def _label(self, name: str) -> QLabel:
        label = QLabel()
        label.setObjectName(name)
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        label.setWordWrap(True)
        label.setProperty("rank", "muted")
        label.setFixedWidth(_WIDTH)
        return label

    @Slot()
    def _on_clicked(self) -> None:
        number = self.buttons.index(self.sender())  # type: ignore[arg-type]
        self._slots[number]()

    @Slot(object)
    def _on_progress(self, progress: Progress) -> None:
        if not self._running or not self.isVisible():
            return
        job = self._context.state.busy
        if job is None or job.kind != "evaluate":
            return
        self.bar.setRange(0, progress.total if progress.total > 1 else 0)
        self.bar.setValue(progress.done)
        words = [stage_words(progress.stage)]
        if progress.total > 1:
            counted = self.tr("{n} of {total}")
            words.append(counted.format(n=grouped(progress.done), total=grouped(progress.total)))
            if progress.done and progress.seconds > 0.5:
                words.append(self.tr("{rate} a second").format(rate=rate(progress.rate)))
                if progress.seconds_left is not None:
                    words.append(self.tr("{time} left").format(time=duration(progress.seconds_left)))
        self.detail.setText(" · ".join(words))
        self.bar.setAccessibleDescription(self.detail.text())

    @Slot()
    def _paint(self) -> None:
        self.picture.setPixmap(self._context.icons.pixmap(self._icon, self._role, 64))
