"""A raised surface that holds what belongs together."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame


class Card(QFrame):
    """A frame with the look of a card; the style sheet knows it by its name."""
