"""Every action of the window: one entry each, in a menu each, with a shortcut each.

A page takes an action over with :meth:`Actions.connect`; until somebody has, it cannot be chosen. An
action with a ``page`` can be chosen only while that page is showing, so that the letter G means "good"
on the page for inspecting and nothing elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QObject
from PySide6.QtGui import QAction, QActionGroup, QKeySequence

from gui.icons import Icons


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One action.

    Attributes:
        id: Its name in code, ``"menu.what"``.
        text: Its name on screen, in English, sentence case; ``…`` at the end if it asks for more.
        menu: Menu it is in: a key of :data:`MENUS`.
        shortcuts: Keys in Qt's portable notation, the first is shown; empty if there is none.
        icon: Name of its icon; empty if there is none.
        word: One short word for buttons with little room; the name if empty.
        tip: One short sentence for the status bar and the tool tip; empty if the name says it all.
        checkable: Whether it is a switch.
        group: Switches of one group exclude each other.
        page: Id of the only page on which it works; empty for everywhere.
        section: Entries of a menu with different sections are divided by a line.
    """

    id: str
    text: str
    menu: str
    shortcuts: tuple[str, ...] = ()
    icon: str = ""
    tip: str = ""
    word: str = ""
    checkable: bool = False
    group: str = ""
    page: str = ""
    section: int = 0


N = QT_TRANSLATE_NOOP

MENUS: dict[str, str] = {
    "file": N("Actions", "&File"),
    "edit": N("Actions", "&Edit"),
    "view": N("Actions", "&View"),
    "part": N("Actions", "&Part"),
    "recipe": N("Actions", "&Recipe"),
    "help": N("Actions", "&Help"),
}
"""The menus, in order."""

A = ActionSpec

ACTIONS: tuple[ActionSpec, ...] = (
    # File
    A("file.inspect", N("Actions", "Inspect pictures…"), "file", ("Ctrl+I",), "inspect",
      N("Actions", "Choose pictures of parts and judge them by the open recipe")),
    A("file.inspect_folder", N("Actions", "Inspect a folder…"), "file", ("Ctrl+Shift+I",), "folder",
      N("Actions", "Choose a folder of parts and judge them by the open recipe")),
    A("file.watch", N("Actions", "Watch a folder…"), "file", ("Ctrl+Shift+W",), "eye",
      N("Actions", "Inspect every new picture that a camera writes into a folder")),
    A("file.unwatch", N("Actions", "Stop watching"), "file", ("Ctrl+Alt+W",), "stop",
      N("Actions", "Inspect no more pictures by themselves"), word=N("Actions", "Stop")),
    A("file.good", N("Actions", "Add good parts…"), "file", ("Ctrl+G",), "add",
      N("Actions", "Choose pictures of good parts to make a recipe from"), section=1),
    A("file.good_folder", N("Actions", "Add a folder of good parts…"), "file", ("Ctrl+Shift+G",), "folder",
      N("Actions", "Choose a folder with pictures of good parts"), section=1),
    A("file.export", N("Actions", "Export results…"), "file", ("Ctrl+E",), "export",
      N("Actions", "Write the results as a table, a report or pictures"), section=2),
    A("evaluate.open", N("Actions", "Evaluate a labelled folder…"), "file", ("Ctrl+Alt+E",), "evaluate",
      N("Actions", "Choose a folder whose folders say what the parts are, and compare"), section=1),
    A("evaluate.again", N("Actions", "Evaluate the folder again"), "file", ("F5",), "redo",
      N("Actions", "Judge the folder of last time by the recipe as it is now"), page="evaluate", section=1),
    A("evaluate.save", N("Actions", "Save the evaluation…"), "file", ("Ctrl+Alt+S",), "save",
      N("Actions", "Write all figures as a JSON file, as the command line does"), page="evaluate", section=2),
    A("file.show_export", N("Actions", "Open the export folder"), "file", ("Ctrl+Shift+F",), "folder",
      N("Actions", "Show the files that were exported last"), section=2),
    A("file.new_session", N("Actions", "New session"), "file", ("Ctrl+N",), "add", section=3,
      tip=N("Actions", "Begin an empty list; what is on it now stays among the sessions")),
    A("file.sessions", N("Actions", "Sessions…"), "file", ("Ctrl+Shift+H",), "history", section=3,
      tip=N("Actions", "Go back to an earlier list, or give this one a name")),
    A("file.relocate", N("Actions", "Pictures were moved…"), "file", ("Ctrl+Shift+M",), "folder", section=3,
      tip=N("Actions", "Say where the folder with the pictures is now")),
    A("file.settings", N("Actions", "Settings…"), "file", ("Ctrl+,",), "settings", section=4,
      word=N("Actions", "Settings")),
    A("file.quit", N("Actions", "Quit"), "file", ("Ctrl+Q",), section=5),
    # Edit
    A("edit.undo", N("Actions", "Undo"), "edit", ("Ctrl+Z",), "undo"),
    A("edit.redo", N("Actions", "Redo"), "edit", ("Ctrl+Shift+Z", "Ctrl+Y"), "redo"),
    A("edit.copy_view", N("Actions", "Copy the shown part as a picture"), "edit", ("Ctrl+Shift+C",), "copy",
      page="inspect", section=1),
    A("evaluate.copy", N("Actions", "Copy the evaluation as text"), "edit", ("Ctrl+Alt+T",), "copy",
      N("Actions", "Put all figures on the clipboard, for a mail or a table"), page="evaluate", section=1),
    A("edit.paste", N("Actions", "Paste pictures"), "edit", ("Ctrl+V",), "paste",
      N("Actions", "Take pictures, files or folders from the clipboard, as if they were dropped here"),
      section=1),
    A("edit.remove", N("Actions", "Leave out"), "edit", ("Del",), "remove",
      N("Actions", "Leave the chosen good parts out of the recipe, or take the chosen results off the list"),
      section=2),
    A("edit.clear_results", N("Actions", "Clear the results"), "edit", ("Ctrl+Shift+Del",), "clear",
      N("Actions", "Take all results off the list; no file is touched"), section=2),
    A("edit.find", N("Actions", "Find a part"), "edit", ("Ctrl+F",), "search", page="inspect", section=3),
    # View: pages first
    A("view.start", N("Actions", "Start"), "view", ("Ctrl+1",), "start", checkable=True, group="page"),
    A("view.train", N("Actions", "Train"), "view", ("Ctrl+2",), "train", checkable=True, group="page"),
    A("view.inspect", N("Actions", "Inspect"), "view", ("Ctrl+3",), "inspect", checkable=True, group="page"),
    A("view.evaluate", N("Actions", "Evaluate"), "view", ("Ctrl+4",), "evaluate", checkable=True,
      group="page"),
    A("view.history", N("Actions", "History"), "view", ("Ctrl+5",), "history", checkable=True, group="page"),
    A("view.heatmap", N("Actions", "Heatmap"), "view", ("H",), "heatmap",
      N("Actions", "Show the heatmap over the photo; hold Space to see the bare photo"),
      checkable=True, page="inspect", section=1),
    A("view.contours", N("Actions", "Contours of the defects"), "view", ("C",), "contour",
      checkable=True, page="inspect", section=1),
    A("view.boxes", N("Actions", "Boxes with numbers"), "view", ("B",), "boxes",
      checkable=True, page="inspect", section=1),
    A("view.split", N("Actions", "Side by side"), "view", ("S",), "split",
      N("Actions", "Show the photo and the heatmap beside each other"),
      checkable=True, page="inspect", section=1),
    A("view.fit", N("Actions", "Fit the window"), "view", ("F",), "fit", page="inspect", section=2),
    A("view.one_to_one", N("Actions", "Actual pixels (100 %)"), "view", ("1",), "one-to-one",
      page="inspect", section=2),
    A("view.zoom_in", N("Actions", "Zoom in"), "view", ("+", "="), "zoom-in", page="inspect", section=2),
    A("view.zoom_out", N("Actions", "Zoom out"), "view", ("-",), "zoom-out", page="inspect", section=2),
    A("view.large_verdict", N("Actions", "Large verdict"), "view", ("V",), "eye",
      N("Actions", "Show the verdict large enough to be read from afar"),
      checkable=True, page="inspect", section=1),
    A("view.theme_system", N("Actions", "Light or dark like the system"), "view", ("Ctrl+Alt+0",), "theme",
      checkable=True, group="theme", section=3),
    A("view.theme_light", N("Actions", "Light"), "view", ("Ctrl+Alt+1",), "sun",
      checkable=True, group="theme", section=3),
    A("view.theme_dark", N("Actions", "Dark"), "view", ("Ctrl+Alt+2",), "moon",
      checkable=True, group="theme", section=3),
    A("view.tool_bar", N("Actions", "Tool bar"), "view", ("Ctrl+Shift+T",), checkable=True, section=4),
    A("view.full_screen", N("Actions", "Full screen"), "view", ("F11",), "full-screen",
      checkable=True, section=4),
    # Part
    A("part.next", N("Actions", "Next part"), "part", ("Ctrl+Down",), "down", page="inspect"),
    A("part.previous", N("Actions", "Previous part"), "part", ("Ctrl+Up",), "up", page="inspect"),
    A("part.next_undecided", N("Actions", "Next undecided part"), "part", ("N",), "next", page="inspect",
      tip=N("Actions", "Go to the next part that nobody has decided on")),
    A("part.good", N("Actions", "It is good"), "part", ("G",), "good", page="inspect", section=1,
      tip=N("Actions", "Note your own verdict on the shown part: good")),
    A("part.defective", N("Actions", "It is defective"), "part", ("D",), "defective", page="inspect",
      section=1, tip=N("Actions", "Note your own verdict on the shown part: defective")),
    A("part.unsure", N("Actions", "I am not sure"), "part", ("U",), "review", page="inspect", section=1,
      tip=N("Actions", "Note that the shown part needs another look")),
    A("part.undecide", N("Actions", "Take the verdict back"), "part", ("Backspace",), "clear",
      page="inspect", section=1),
    A("part.note", N("Actions", "Write a note"), "part", ("T",), "edit", page="inspect", section=1,
      tip=N("Actions", "Write a few words on the shown part")),
    A("part.auto_advance", N("Actions", "Go on after a verdict"), "part", ("Ctrl+Shift+N",), page="inspect",
      checkable=True, section=1, tip=N("Actions", "Show the next part as soon as you have judged one")),
    A("part.add_confirmed", N("Actions", "Add the confirmed good ones to the recipe…"), "part",
      ("Ctrl+Shift+A",), "add", page="inspect", section=2,
      tip=N("Actions", "Learn from the parts that you called good, and judge everything anew")),
    A("part.remove_from_recipe", N("Actions", "Take out of the recipe…"), "part", ("Ctrl+Shift+R",), "remove",
      page="inspect", section=2,
      tip=N("Actions", "Unlearn the chosen parts, if the recipe was made from them")),
    A("part.copy_path", N("Actions", "Copy the path of the file"), "part", ("Ctrl+Alt+C",), "copy",
      page="inspect", section=3, tip=N("Actions", "Copy the paths of the selected parts")),
    A("part.show_file", N("Actions", "Show the file in its folder"), "part", ("Ctrl+Shift+O",), "folder",
      page="inspect", section=3),
    # Recipe
    A("recipe.open", N("Actions", "Open a recipe…"), "recipe", ("Ctrl+O",), "open"),
    A("recipe.save", N("Actions", "Save the recipe"), "recipe", ("Ctrl+S",), "save", section=1),
    A("recipe.save_as", N("Actions", "Save the recipe as…"), "recipe", ("Ctrl+Shift+S",), "save", section=1),
    A("recipe.train", N("Actions", "Train"), "recipe", ("Ctrl+T",), "play", page="train", section=2,
      tip=N("Actions", "Learn from the good parts what is normal")),
    A("recipe.stop", N("Actions", "Stop the running job"), "recipe", ("Ctrl+.",), "cancel", section=2,
      word=N("Actions", "Cancel")),
    A("recipe.region", N("Actions", "Draw the region of interest…"), "recipe", ("Ctrl+R",), "region",
      page="train", section=2),
    A("recipe.calibrated", N("Actions", "Back to the calibrated limits"), "recipe", ("Ctrl+B",), "undo",
      section=3),
    A("recipe.check", N("Actions", "Check with the reference parts"), "recipe", ("Ctrl+K",), "check",
      section=4, tip=N("Actions", "Prove with parts of known verdict that this station judges as it should")),
    A("recipe.references", N("Actions", "Reference parts…"), "recipe", ("Ctrl+Shift+K",), "picture",
      section=4, tip=N("Actions", "Choose the parts that the check is made with")),
    A("recipe.versions", N("Actions", "Earlier versions…"), "recipe", ("Ctrl+Shift+V",), "history", section=4,
      tip=N("Actions", "See how the recipe has changed, and go back to an earlier version")),
    A("recipe.lock", N("Actions", "Operator lock"), "recipe", ("Ctrl+L",), "lock", checkable=True, section=5,
      tip=N("Actions", "Hide training and limits and show the verdict large")),
    A("recipe.pin", N("Actions", "Change the PIN…"), "recipe", ("Ctrl+Alt+L",), "keypad", section=5,
      tip=N("Actions", "Choose the PIN that takes the operator lock off")),
    # Help
    A("help.shortcuts", N("Actions", "Keyboard shortcuts"), "help", ("?", "F1"), "keyboard",
      word=N("Actions", "Shortcuts")),
    A("help.sample", N("Actions", "Try the sample"), "help", ("Ctrl+Shift+E",), "play", section=1,
      tip=N("Actions", "Make drawn sample parts, learn the good ones and inspect the others")),
    A("help.logs", N("Actions", "Open the log folder"), "help", ("Ctrl+Shift+L",), "folder", section=2),
    A("help.about", N("Actions", "About Gonogo"), "help", ("Ctrl+F1",), "info", section=3),
)  # fmt: skip
"""Every action of the window, in the order of the menus."""


class Actions(QObject):
    """The window's actions as Qt's objects.

    Args:
        icons: Where their pictures come from.
        specs: The actions; those of the program unless a test has others.
    """

    def __init__(
        self, icons: Icons, specs: Iterable[ActionSpec] = ACTIONS, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.specs = {spec.id: spec for spec in specs}
        self._actions: dict[str, QAction] = {}
        self._groups: dict[str, QActionGroup] = {}
        self._taken: set[str] = set()
        self._allowed: dict[str, bool] = {}
        self._page = ""
        self._guard: frozenset[str] | None = None
        for spec in self.specs.values():
            self._actions[spec.id] = self._make(spec, icons)
        self._refresh()

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def __contains__(self, name: str) -> bool:
        return name in self._actions

    def connect(self, name: str, slot: Callable[..., object]) -> QAction:
        """Let ``slot`` do what the action says; it gets the new state if the action is a switch.

        A switch calls the slot only when a person flips it, not when :meth:`set_checked` does.
        """
        action = self._actions[name]
        if self.specs[name].checkable:
            # a lambda, so that any callable will do: Qt looks at the signature of what it is given
            action.triggered.connect(lambda checked: slot(checked))  # noqa: PLW0108
        else:
            action.triggered.connect(lambda _checked=False: slot())
        self._taken.add(name)
        self._refresh_one(name)
        return action

    def set_enabled(self, name: str, enabled: bool) -> None:
        """Say whether the action makes sense now; elsewhere than on its page it stays off anyway."""
        self._allowed[name] = enabled
        self._refresh_one(name)

    def set_checked(self, name: str, checked: bool) -> None:
        """Show a switch as on or off without doing anything."""
        self._actions[name].setChecked(checked)

    def set_page(self, page: str) -> None:
        """Tell which page is showing."""
        self._page = page
        self._refresh()

    def set_guard(self, allowed: frozenset[str] | None) -> None:
        """Take every action away that is not named here, whatever else is said of it; None gives all back."""
        if allowed != self._guard:
            self._guard = allowed
            self._refresh()

    def permitted(self, name: str) -> bool:
        """Whether the guard leaves the action, be there anything to do for it now or not."""
        return self._guard is None or name in self._guard

    def menu(self, name: str) -> list[list[QAction]]:
        """The actions of a menu, section by section."""
        sections: dict[int, list[QAction]] = {}
        for spec in self.specs.values():
            if spec.menu == name:
                sections.setdefault(spec.section, []).append(self._actions[spec.id])
        return [sections[key] for key in sorted(sections)]

    def _make(self, spec: ActionSpec, icons: Icons) -> QAction:
        action = QAction(QCoreApplication.translate("Actions", spec.text), self)
        action.setObjectName(spec.id)
        action.setShortcuts([QKeySequence(keys) for keys in spec.shortcuts])
        action.setCheckable(spec.checkable)
        if spec.word:
            action.setIconText(QCoreApplication.translate("Actions", spec.word))
        # a menu shows either an icon or whether a switch is on
        action.setIconVisibleInMenu(not spec.checkable)
        tip = QCoreApplication.translate("Actions", spec.tip) if spec.tip else action.text().rstrip("…")
        keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        action.setToolTip(f"{tip} ({keys})" if keys else tip)
        action.setStatusTip(tip)
        if spec.icon:
            icons.bind(action, spec.icon)
        if spec.group:
            if spec.group not in self._groups:
                self._groups[spec.group] = QActionGroup(self)
            self._groups[spec.group].addAction(action)
        if spec.id == "file.quit":
            action.setMenuRole(QAction.MenuRole.QuitRole)
        elif spec.id == "file.settings":
            action.setMenuRole(QAction.MenuRole.PreferencesRole)
        elif spec.id == "help.about":
            action.setMenuRole(QAction.MenuRole.AboutRole)
        else:
            action.setMenuRole(QAction.MenuRole.NoRole)
        return action

    def _refresh(self) -> None:
        for name in self._actions:
            self._refresh_one(name)

    def _refresh_one(self, name: str) -> None:
        spec = self.specs[name]
        here = not spec.page or spec.page == self._page
        permitted = self.permitted(name)
        self._actions[name].setVisible(permitted)
        self._actions[name].setEnabled(
            permitted and here and name in self._taken and self._allowed.get(name, True)
        )
