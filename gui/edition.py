"""What the window says where this copy of Gonogo cannot train."""

from __future__ import annotations

from engine import edition
from gui.messages import Kind, Message
from gui.sentences import told


def can_train() -> bool:
    """Whether recipes can be made here; nothing slow is imported to find out."""
    return edition.can_train()


def refusal() -> tuple[str, str]:
    """What happened and what to do about it, where somebody wants to train and cannot."""
    return told(edition.training_refusal())


def refusal_message() -> Message:
    """The same as a message that offers to open a recipe."""
    text, hint = refusal()
    return Message(Kind.INFO, text, hint, action="recipe.open")
