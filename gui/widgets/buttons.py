"""Buttons at the foot of a dialog, in the order that the desktop has them."""

from __future__ import annotations

from PySide6.QtWidgets import QDialogButtonBox, QStyle, QWidget

_LAST = (QDialogButtonBox.ButtonLayout.MacLayout.value, QDialogButtonBox.ButtonLayout.GnomeLayout.value)


def in_order(main: QWidget, other: QWidget, dialog: QWidget) -> tuple[QWidget, QWidget]:
    """The button that goes on and the one that does not, from left to right.

    Dialogs that Qt lays out follow the desktop, so those of our own have to, or the two would change places.

    Args:
        main: What the dialog is for.
        other: Cancel, Close and the like.
        dialog: What they are in.
    """
    desktop = dialog.style().styleHint(QStyle.StyleHint.SH_DialogButtonLayout, None, dialog)
    return (other, main) if desktop in _LAST else (main, other)
