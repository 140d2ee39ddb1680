"""Tells of an exception that nobody expected, with a report to copy."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from gui.crash import CrashReport


class CrashDialog(QDialog):
    """The report of one crash; the program goes on behind it.

    Args:
        report: What happened.
        logs: Folder of the log files.
        closed: Called when the person has closed it.
    """

    def __init__(
        self, report: CrashReport, logs: Path, closed: Callable[[], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("crashDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Something went wrong"))
        self.resize(760, 480)
        self._report = report
        self._logs = logs
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(12)
        title = QLabel(self.tr("Something went wrong that Gonogo did not expect"))
        title.setProperty("scale", "title")
        title.setWordWrap(True)
        layout.addWidget(title)
        advice = QLabel(
            self.tr(
                "You can go on working. If things look odd, save the recipe under a new name and start "
                "Gonogo again. Please send the report to whoever looks after Gonogo; it holds no pictures."
            )
        )
        advice.setWordWrap(True)
        layout.addWidget(advice)
        text = QPlainTextEdit(report.text)
        text.setReadOnly(True)
        text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        text.setTabChangesFocus(True)
        text.setAccessibleName(self.tr("Report"))
        layout.addWidget(text, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        copy = buttons.addButton(self.tr("Copy the report"), QDialogButtonBox.ButtonRole.ActionRole)
        copy.setObjectName("copyReportButton")
        copy.setAccessibleDescription(self.tr("Copy the report to the clipboard"))
        copy.clicked.connect(self._copy)
        folder = buttons.addButton(self.tr("Open the log folder"), QDialogButtonBox.ButtonRole.ActionRole)
        folder.setAccessibleDescription(self.tr("Show the folder with the log files"))
        folder.clicked.connect(self._open_folder)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)
        self.finished.connect(lambda _code: closed())

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._report.text)

    @Slot()
    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._logs)))
