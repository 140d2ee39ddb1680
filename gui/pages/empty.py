"""A page that has nothing yet but one picture, one sentence and one button."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from gui.icons import Icons
from gui.theme import Theme


class EmptyState(QWidget):
    """What a page shows while there is nothing to show.

    Args:
        icon: Name of the picture.
        sentence: What this page is for and what to do, one sentence.
        button: Words on the button; empty for none.
        clicked: What the button does.
    """

    def __init__(
        self,
        icon: str,
        sentence: str,
        theme: Theme,
        icons: Icons,
        button: str = "",
        clicked: Callable[[], object] | None = None,
    ) -> None:
        super().__init__()
        self._icon, self._theme, self._icons = icon, theme, icons
        layout = QVBoxLayout(self)
        layout.setSpacing(16)
        layout.addStretch(2)
        self._picture = QLabel()
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._picture.setAccessibleName(sentence)
        layout.addWidget(self._picture)
        words = QLabel(sentence)
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        words.setProperty("rank", "muted")
        words.setWordWrap(True)
        layout.addWidget(words)
        if button and clicked is not None:
            push = QPushButton(button)
            push.setAccessibleDescription(sentence)
            push.clicked.connect(lambda _checked=False: clicked())
            layout.addWidget(push, 0, Qt.AlignmentFlag.AlignCenter)
        layout.addStretch(3)
        theme.changed.connect(self._paint)
        self._paint()

    def _paint(self) -> None:
        self._picture.setPixmap(self._icons.pixmap(self._icon, "edge", 64))
