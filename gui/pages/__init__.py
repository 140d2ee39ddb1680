"""Pages of the window, and how one is plugged in.

A page is a subclass of :class:`Page` in a module of this package, named in :data:`PAGES`. The window
makes it with a :class:`PageContext` and nothing else::

    class TrainPage(Page):
        id = "train"

        def __init__(self, context: PageContext) -> None:
            super().__init__(context)  # sets the object name "trainPage", self.context, self.state
            ...
            context.actions.connect("recipe.train", self.start)
            self.state.good_images_changed.connect(self._show_images)

What a page may rely on:

- ``self.state`` (:class:`gui.state.AppState`) holds everything that changes and starts all jobs; pages
  call its methods and listen to its signals, and never enter the engine themselves.
- ``self.context.actions`` (:class:`gui.actions.Actions`): every action is already in a menu, with icon
  and shortcut. A page takes those over that are its own with ``connect(id, slot)``; until somebody does,
  an action cannot be chosen. Buttons that do the same as an action are made from it
  (``button.setDefaultAction``), or trigger it.
- ``self.context.settings`` (:class:`gui.settings.SettingsStore`): ``value`` for settings, ``view(name)``
  and ``remember(name, value)`` for what the page remembers about its looks.
- ``self.context.theme`` and ``self.context.icons``: colours by token (``theme.colour("good")``) and
  ``theme.changed`` for hand-painted things; ``icons.bind(button, "add")`` keeps an icon in the theme's
  colours. Text sizes: set the dynamic property ``scale`` of a label to ``"small"`` or ``"title"`` (base is
  the default), and ``rank`` to ``"muted"``. The main button of a page has the property ``main`` set.
- Pages and their children do not accept drops: the window does, and asks the page on top with
  :meth:`Page.drop_intent` what would happen and lets it happen through the state. A page with targets
  of its own (like Start) uses the position, and draws its own hint when :attr:`Page.draws_hint` is set.
- Jobs' progress, the cancel button and messages are the window's business (status bar, message bar).
- Modules of pages may import NumPy and pyqtgraph at the top: the window loads a page when it is first
  wanted or when nothing else is to be done.
"""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QPoint
from PySide6.QtWidgets import QWidget

from gui.dropping import Drop, Intent, hint, usual_intent

if TYPE_CHECKING:
    from gui.actions import Actions
    from gui.icons import Icons
    from gui.lock.lock import OperatorLock
    from gui.sessions import SessionKeeper
    from gui.settings import SettingsStore
    from gui.state import AppState
    from gui.theme import Theme


@dataclass(frozen=True, slots=True)
class PageContext:
    """What every page is given.

    Attributes:
        state: Everything that changes, and all jobs.
        actions: All actions of the window.
        settings: What the person chose, and what pages remember.
        theme: Colours and sizes.
        icons: Icons in the theme's colours.
        lock: The operator lock; a page hides what is not an operator's while it is on.
        sessions: The open session, and those of before.
    """

    state: AppState
    actions: Actions
    settings: SettingsStore
    theme: Theme
    icons: Icons
    lock: OperatorLock
    sessions: SessionKeeper


class Page(QWidget):
    """One page of the window; see the module's text."""

    id: ClassVar[str] = ""
    """Its name in code; also that of its action, ``view.<id>``, and its object name, ``<id>Page``."""
    draws_hint: ClassVar[bool] = False
    """Whether the page itself shows what a drop would do; otherwise the window covers it with a hint."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self.context = context
        self.state = context.state
        self.setObjectName(f"{self.id}Page")

    def drop_intent(self, drop: Drop, position: QPoint | None) -> Intent:  # noqa: ARG002
        """What would happen with a drop here.

        Args:
            drop: What hangs on the pointer, or was pasted.
            position: Where, in the page's coordinates; None if it was pasted.
        """
        return usual_intent(drop)

    def drop_hint(self, drop: Drop, position: QPoint | None) -> str:
        """The same in words."""
        summary = self.state.summary
        return hint(self.drop_intent(drop, position), drop, summary.name if summary else "")

    def accept_drop(self, drop: Drop, position: QPoint | None) -> bool:
        """Let it happen; False if there is nothing that can be done with it."""
        return self.state.take(drop, self.drop_intent(drop, position))

    def drag_moved(self, drop: Drop | None, position: QPoint | None) -> None:
        """Something is dragged over the page, or (None) no longer; for pages that draw their own hint."""

    def warm_up(self) -> None:
        """Called once when nothing else is to be done, for painting unseen what is wanted at once later."""

    def shown(self) -> None:
        """The page is on top now."""

    def hidden(self) -> None:
        """Another page is on top now."""

    def closing(self) -> None:
        """The window goes; what still works for the page beside it is to end now."""


@dataclass(frozen=True, slots=True)
class PageSpec:
    """Where a page comes from.

    Attributes:
        id: Its name in code.
        word: One short word for the navigation, in English.
        icon: Name of its icon.
        module: Module with the class.
        name: Name of the class.
    """

    id: str
    word: str
    icon: str
    module: str
    name: str

    def load(self) -> type[Page]:
        """Import the page's class."""
        page: type[Page] = getattr(importlib.import_module(self.module), self.name)
        return page

    @property
    def title(self) -> str:
        """The word, translated."""
        return QCoreApplication.translate("Pages", self.word)


PAGES: tuple[PageSpec, ...] = (
    PageSpec("start", QT_TRANSLATE_NOOP("Pages", "Start"), "start", "gui.pages.start", "StartPage"),
    PageSpec("train", QT_TRANSLATE_NOOP("Pages", "Train"), "train", "gui.pages.train", "TrainPage"),
    PageSpec("inspect", QT_TRANSLATE_NOOP("Pages", "Inspect"), "inspect", "gui.pages.inspect", "InspectPage"),
    PageSpec(
        "evaluate", QT_TRANSLATE_NOOP("Pages", "Evaluate"), "evaluate", "gui.pages.evaluate", "EvaluatePage"
    ),
    PageSpec("history", QT_TRANSLATE_NOOP("Pages", "History"), "history", "gui.pages.history", "HistoryPage"),
)
"""The pages of the program, in the order of the navigation."""
