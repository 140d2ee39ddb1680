"""What stays possible under the operator lock; everything that is not named here is not."""

from __future__ import annotations

from pathlib import Path

PAGE = "inspect"
"""The one page under the lock."""

ALLOWED = frozenset(
    (
        "file.inspect",
        "file.inspect_folder",
        "file.watch",
        "file.unwatch",
        "file.new_session",  # the parts before stay in their own session
        "file.export",
        "file.quit",
        "edit.undo",  # the steps before locking are gone by then
        "edit.redo",
        "edit.copy_view",
        "edit.paste",
        "edit.find",
        "view.inspect",
        "view.heatmap",
        "view.contours",
        "view.boxes",
        "view.split",
        "view.fit",
        "view.one_to_one",
        "view.zoom_in",
        "view.zoom_out",
        "view.theme_system",
        "view.theme_light",
        "view.theme_dark",
        "view.full_screen",
        "part.next",
        "part.previous",
        "part.next_undecided",
        "part.good",
        "part.defective",
        "part.unsure",
        "part.undecide",
        "part.note",
        "part.auto_advance",
        "part.copy_path",
        "recipe.check",
        "recipe.stop",
        "recipe.lock",
        "help.shortcuts",
        "help.about",
    )
)
"""Actions of an operator. Nothing among them changes the recipe, takes single parts off the list, or opens
another program such as the file manager."""

OPENING = "recipe.open"
"""Allowed as well while no recipe is open and the station has none."""

ENGINEER_JOBS = frozenset(
    ("save", "scan", "train", "exclude", "update", "sample", "references", "evaluate", "limits", "rename")
)
"""What an operator cannot do, whatever asks for it: kinds of jobs, and changes that need none."""

UNSETTLED_JOBS = ENGINEER_JOBS | {"open"}
"""Kinds of jobs that must have ended before the lock is put on: they change the recipe."""


def same_file(one: Path, other: Path) -> bool:
    """Whether two paths mean one file, as far as that can be told where it is gone."""
    try:
        return one == other or one.samefile(other)
    except OSError:
        return one.absolute() == other.absolute()
