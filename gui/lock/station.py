"""The page for inspecting as an operator sees it: the large verdict, and nothing that changes the recipe."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from gui.inspect.results_view import ResultsView
from gui.inspect.verdict_label import VerdictLabel
from gui.lock.banner import UnderBanner, VerdictBanner
from gui.lock.follow import Follow
from gui.models.results_table import ResultsTable
from gui.pages import PageContext
from gui.viewer import ImageViewer

_LEAST_VIEWER = 360


class Station(QObject):
    """Shows the banner and hides what is an engineer's.

    Args:
        context: Lock, settings, actions and theme.
        model: The list.
        view: The list on screen.
        viewer: The viewer, whose controls fingers have to find.
    """

    changed = Signal()
    """Controls are of another height now, or others are there."""

    def __init__(
        self,
        context: PageContext,
        model: ResultsTable,
        view: ResultsView,
        viewer: ImageViewer,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._viewer = viewer
        self._view = view
        self._label: VerdictLabel | None = None
        self._engineers: list[QWidget] = []
        self.banner = VerdictBanner(context.theme, context.icons)
        self.place = UnderBanner(self.banner)
        """The banner, and below it whatever :meth:`set_below` is given."""
        self.follow = Follow(context.state, model, view, self.banner, self.place)
        context.actions.connect("view.large_verdict", self._choose)
        context.lock.changed.connect(self._show)
        context.settings.changed.connect(self._show_banner)
        self._show()

    def set_below(self, widget: QWidget) -> None:
        """Put a widget below the banner."""
        self.place.set_below(widget)

    def stands_in_for(self, label: VerdictLabel) -> None:
        """The smaller label of the verdict is not wanted beside the banner."""
        self._label = label
        label.set_wanted(not self.place.shown)

    def hide_from_operators(self, *widgets: QWidget) -> None:
        """Hide these while the lock is on."""
        self._engineers += widgets
        self._show()

    @Slot()
    def _show(self) -> None:
        for widget in self._engineers:
            widget.setVisible(not self._context.lock.locked)
        self._viewer.set_control_height(self._context.theme.control)
        # large controls need more than the least that a photo needs
        strip = self._viewer.strip.minimumSizeHint().width() if self._context.lock.locked else 0
        self._viewer.setMinimumWidth(max(_LEAST_VIEWER, strip))
        QTimer.singleShot(0, self, self._keep_in_view)
        self._show_banner()
        self.changed.emit()

    @Slot()
    def _keep_in_view(self) -> None:
        """The list is shorter now: the chosen part stays in view."""
        if self._view.currentIndex().isValid():
            self._view.scrollTo(self._view.currentIndex())

    @Slot()
    def _show_banner(self) -> None:
        wanted = self._context.settings.value.large_verdict
        self._context.actions.set_checked("view.large_verdict", wanted)
        shown = wanted or self._context.lock.locked
        if shown != self.place.shown:
            self.place.set_shown(shown)
            if self._label is not None:
                self._label.set_wanted(not shown)
            self.follow.refresh()

    @Slot(bool)
    def _choose(self, large: bool) -> None:
        self._context.settings.change(large_verdict=large)
