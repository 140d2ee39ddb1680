"""What a hand does with the window, as Qt's own events, and what an eye reads off it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QTableView, QWidget

from gui.main_window import MainWindow

LONG = 120_000
"""Milliseconds after which something is not slow but stuck; on a quiet computer it takes a hundredth."""

_COPY, _LEFT, _PLAIN = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def drop(window: MainWindow, paths: Sequence[Path], on: QWidget) -> None:
    """Drag files to the middle of a widget and let go, as a file manager does.

    The events begin at the innermost widget under the pointer and find their own way up.
    """
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    at = on.mapTo(window, on.rect().center())
    inner = window.childAt(at) or window
    here = inner.mapFrom(window, at)
    enter = QDragEnterEvent(here, _COPY, mime, _LEFT, _PLAIN)
    QApplication.sendEvent(inner, enter)
    assert enter.isAccepted(), "the window does not want what is dragged"
    move = QDragMoveEvent(here + QPoint(1, 1), _COPY, mime, _LEFT, _PLAIN)
    QApplication.sendEvent(inner, move)
    assert move.isAccepted(), "it may not be dropped here"
    let_go = QDropEvent(here + QPoint(1, 1), _COPY, mime, _LEFT, _PLAIN)
    QApplication.sendEvent(inner, let_go)
    assert let_go.isAccepted()
    assert let_go.dropAction() is _COPY, "the files would be moved away"


def listed(window: MainWindow) -> list[tuple[str, str, str]]:
    """The words of the results table, row by row: name, margin, verdict."""
    model = window.findChild(QTableView, "resultsView").model()
    return [
        tuple(str(model.index(row, column).data()) for column in range(3)) for row in range(model.rowCount())
    ]


def said(window: MainWindow) -> list[str]:
    """The messages on screen."""
    bars = window.findChildren(QWidget, "messageBar")
    return [bar.message.text for bar in bars if bar.isVisibleTo(window)]
