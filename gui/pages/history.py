"""The page for every inspection that was ever made with a recipe."""

from __future__ import annotations

import contextlib
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, QSize, Qt, Slot
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QFileDialog, QMenu, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from engine.errors import GonogoError
from engine.progress import CancelToken, Report
from engine.session.history import History, Inspection, RecipeHistory
from gui.desktop import show_file
from gui.history.banner import Banner
from gui.history.charts_pane import ChartsPane
from gui.history.csv_file import write_history
from gui.history.drifting import Basis, DriftReport
from gui.history.feeder import HistoryFeeder, put_aside
from gui.history.head_bar import HeadBar
from gui.history.list_pane import ListPane
from gui.history.reader import HistoryReader
from gui.history.reading import Dots, Overview
from gui.history.wanted import Period, Span, Wanted
from gui.history.wording import counts_words, drift_advice, drift_sentence, file_gone, listed_words
from gui.jobs import Failure, Job
from gui.messages import Kind, Message
from gui.models.history_table import HistoryTable
from gui.pages import Page, PageContext
from gui.pages.empty import EmptyState
from gui.words import grouped

if TYPE_CHECKING:
    from engine.session import SessionInfo

_SPAN, _CUSTOM, _SPLITTER = "history.span", "history.custom", "history.splitter"
_CHARTS_SHARE, _CHARTS_LEAST = 0.42, 380


class HistoryPage(Page):
    """What was inspected, when, and how it has changed."""

    id = "history"

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        path = self.state.paths.history
        self.model = HistoryTable(path, self)
        self.reader = HistoryReader(path, self)
        self.feeder = HistoryFeeder(self.state, context.sessions, lambda: context.lock.locked, self)
        self.head = HeadBar(context)
        self.list = ListPane(context, self.model)
        self.charts = ChartsPane(context)
        self._recipe_id: str | None = None
        self._recipes: list[RecipeHistory] = []
        self._known = False
        """Whether it was found out what there is."""
        self._on_top = False
        self._fresh = True
        self._overview = Overview(Period())
        self._sessions: dict[str, SessionInfo] = {}
        self._look_due = False
        """Whether it is time to look for drift."""
        self._wanted_part: int | None = None
        """Key of the part to show once its session is open."""
        self._lay_out()
        self._connect()
        self._restore()
        self._show_state()

    # making

    def _lay_out(self) -> None:
        theme, icons = self.context.theme, self.context.icons
        self.drift_banner = Banner(
            "driftBanner",
            Kind.WARNING,
            theme,
            icons,
            self.tr("What is this?"),
            self.tr("What was compared, and how often such a warning is wrong"),
            self.charts.explain,
        )
        self.trouble = Banner(
            "historyTrouble",
            Kind.ERROR,
            theme,
            icons,
            self.tr("Try again"),
            self.tr("Read the history anew"),
            self._try_again,
            closable=True,
        )
        self.empty = EmptyState(
            "history",
            self.tr(
                "Every part that is inspected is listed here, whatever session it was in. "
                "Inspect some parts first."
            ),
            theme,
            icons,
            self.tr("Inspect pictures…"),
            self.context.actions["file.inspect"].trigger,
        )
        self.busy = EmptyState("history", self.tr("The history is being read."), theme, icons)
        self.columns = QSplitter(Qt.Orientation.Horizontal)
        self.columns.setObjectName(_SPLITTER)
        self.columns.setChildrenCollapsible(False)
        self.columns.setHandleWidth(12)
        self.columns.addWidget(self.list)
        self.columns.addWidget(self.charts)
        self.list.setMinimumWidth(420)
        self.charts.setMinimumWidth(300)
        self.columns.setStretchFactor(0, 3)
        self.columns.setStretchFactor(1, 2)
        whole = QWidget()
        inside = QVBoxLayout(whole)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(10)
        inside.addWidget(self.head)
        inside.addWidget(self.drift_banner)
        inside.addWidget(self.columns, 1)
        self._whole = whole
        self.stack = QStackedWidget()
        for widget in (self.empty, self.busy, whole):
            self.stack.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 10)
        layout.setSpacing(10)
        layout.addWidget(self.trouble)
        layout.addWidget(self.stack, 1)

    def _connect(self) -> None:
        state, head, pane, charts = self.state, self.head, self.list, self.charts
        head.recipe_chosen.connect(self._on_recipe_chosen)
        head.span_chosen.connect(self._on_span)
        head.export.clicked.connect(self._export)
        pane.changed.connect(self._list)
        pane.all_wanted.connect(self.show_everything)
        pane.view.opened.connect(self.open_inspection)
        pane.view.menu_wanted.connect(self._show_menu)
        pane.view.copy_wanted.connect(self._copy_path)
        charts.picked.connect(self._on_picked)
        self.columns.splitterMoved.connect(self._remember_sizes)
        self.model.counted.connect(self._show_rows)
        self.model.failed.connect(self._on_failed)
        self.reader.recipes_read.connect(self._on_recipes)
        self.reader.overview_read.connect(self._on_overview)
        self.reader.dots_read.connect(self._on_dots)
        self.reader.failed.connect(self._on_failed)
        self.reader.busy_changed.connect(self._on_reading)
        self.feeder.updated.connect(self._on_updated)
        self.feeder.failed.connect(self._on_failed)
        self.feeder.looked.connect(self._on_looked)
        self.feeder.sessions_found.connect(self._on_sessions)
        state.recipe_changed.connect(self._on_recipe_changed)
        state.restored.connect(self._show_wanted_part)

    # what the page remembers

    def _restore(self) -> None:
        settings = self.context.settings
        span = settings.view(_SPAN)
        known = span if span in {one.value for one in Span} else Span.MONTH.value
        self.head.set_span(Span(known), _dates(settings.view(_CUSTOM)))
        sizes = settings.view(_SPLITTER)
        if isinstance(sizes, list) and len(sizes) == 2 and all(type(n) is int and n > 0 for n in sizes):
            self.columns.setSizes(sizes)
            self._fresh = False

    @Slot()
    def _remember_sizes(self) -> None:
        self._fresh = False
        self.context.settings.remember(_SPLITTER, self.columns.sizes())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """List and charts take their share of the room, until somebody has divided it otherwise."""
        super().resizeEvent(event)
        if self._fresh:
            room = self.width() - 32 - self.columns.handleWidth()
            charts = max(round(room * _CHARTS_SHARE), _CHARTS_LEAST)
            self.columns.setSizes([max(room - charts, 1), charts])

    # the page

    def shown(self) -> None:
        """The page is on top now."""
        self._on_top = True
        self.refresh()
        self.feeder.bring_up_to_date()

    def hidden(self) -> None:
        """Another page is on top now."""
        self._on_top = False

    def closing(self) -> None:
        """The window goes."""
        self.model.close()
        self.reader.close()
        self.feeder.close()

    @Slot()
    def refresh(self) -> None:
        """Read everything anew."""
        self.reader.read_recipes()
        if self._recipe_id is None and self.state.summary is not None:
            self._recipe_id = self.state.summary.id
        self._read()

    def _try_again(self) -> None:
        self.trouble.hide()
        self.refresh()
        self.feeder.bring_up_to_date()

    @property
    def wanted(self) -> Wanted:
        """What is wanted on the list."""
        pane = self.list
        return Wanted(
            self._recipe_id,
            self._span(),
            pane.days,
            pane.search.text().strip(),
            pane.verdict,
            pane.operator,
            pane.disagreeing,
        )

    @Slot()
    def show_everything(self) -> None:
        """Take all filters off and look back to the beginning."""
        self.list.forget()
        self.charts.show_days(None)
        if self.head.span is not Span.ALL:
            self.head.set_span(Span.ALL, self.head.custom)
            self._on_span()
        else:
            self._list()

    def _span(self) -> Period:
        today = datetime.now().astimezone().date()
        return Period.of_span(self.head.span, today, self.head.custom)

    def _read(self) -> None:
        """Read charts and list."""
        if self._recipe_id is None:
            self.reader.forget()
        else:
            self.reader.read(self._recipe_id, self._span())
            self._look_due = True
        self._list()

    @Slot()
    def _list(self) -> None:
        """Read the list."""
        if not self._known and self._recipe_id is None:
            return
        self.model.list(self.wanted)

    def _look(self) -> None:
        """Look whether the good parts of the shown recipe have moved."""
        summary, limits = self.state.summary, self.state.limits
        if self._recipe_id is None:
            return
        if summary is not None and limits is not None and summary.id == self._recipe_id:
            self.feeder.look(Basis.of_recipe(summary, limits))
        else:
            self.feeder.look(Basis(self._recipe_id))

    def _show_state(self) -> None:
        """Show the page, or why there is nothing on it."""
        if self._recipes:
            shown: QWidget = self._whole
        else:
            shown = self.empty if self._known else self.busy
        self.stack.setCurrentWidget(shown)

    # what was read

    @Slot(object)
    def _on_recipes(self, recipes: list[RecipeHistory]) -> None:
        self._recipes, self._known = recipes, True
        self._show_recipes()
        self._show_state()

    def _show_recipes(self) -> None:
        summary = self.state.summary
        uid, name = (None, "") if summary is None else (summary.id, summary.name)
        chosen = self.head.show_recipes(self._recipes, uid, name, self._recipe_id)
        if chosen != self._recipe_id:
            self._choose(chosen)

    def _choose(self, recipe_id: str | None) -> None:
        self._recipe_id = recipe_id
        self.list.show_days(None)
        self.charts.show_days(None)
        self._show_drift(None)
        self._read()

    @Slot(object)
    def _on_overview(self, overview: Overview) -> None:
        self._overview = overview
        self.charts.show_overview(overview)
        self.charts.show_days(self.list.days)
        self.model.use_days(overview.days, self.wanted.changed(days=None))
        self._show_rows()

    @Slot(object)
    def _on_dots(self, dots: Dots) -> None:
        self.charts.show_dots(dots)
        if self._look_due:  # after what is on screen has been read
            self._look_due = False
            self._look()

    @Slot(bool)
    def _on_reading(self, reading: bool) -> None:
        self.charts.show_reading(reading=reading)

    @Slot()
    def _show_rows(self) -> None:
        """Show the list with the number of rows, or say why there are none."""
        if not self.model.settled:
            return
        n, total = self.model.rowCount(), self._overview.n
        wanted = self.model.wanted
        self.head.export.setEnabled(n > 0)
        if wanted.days is None and not wanted.narrowed:
            self.model.use_days(self._overview.days, wanted)
        if n:
            self.list.show_rows()
            self.list.say(listed_words(n, max(total, n)) if wanted.narrowed else counts_words(self._overview))
            return
        self.list.say("")
        span = self.head.span is not Span.ALL
        if wanted.narrowed:
            self.list.show_rows(self.tr("No inspection is like that."), more=True)
        else:
            self.list.show_rows(
                self.tr("Nothing was inspected with this recipe in this time.")
                if span
                else self.tr("Nothing was inspected with this recipe yet."),
                more=span,
            )

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, GonogoError):
            self.state.tell_failure(Failure.of(error, self.tr("Reading the history")))
            return
        self.trouble.say(error.message, error.hint)
        again = put_aside(error)
        self.trouble.button.setVisible(not again)
        if again:
            # what sessions still hold is not lost
            self.feeder.rebuild()
        elif not self._known:
            self._known = True
            self._show_state()

    @Slot()
    def _on_updated(self) -> None:
        if self._on_top:
            self.refresh()

    @Slot(object)
    def _on_sessions(self, sessions: dict[str, SessionInfo]) -> None:
        self._sessions = sessions
        self.model.use_sessions(sessions)

    @Slot(str, object)
    def _on_looked(self, recipe_id: str, report: DriftReport) -> None:
        if recipe_id == self._recipe_id:
            self._show_drift(report)

    def _show_drift(self, report: DriftReport | None) -> None:
        self.charts.show_drift(report)
        if report is None:
            self.drift_banner.say("")
        else:
            self.drift_banner.say(drift_sentence(report), drift_advice(report))

    # what somebody does

    @Slot(str)
    def _on_recipe_chosen(self, recipe_id: str) -> None:
        if recipe_id != self._recipe_id:
            self._choose(recipe_id)

    @Slot()
    def _on_recipe_changed(self) -> None:
        """Another recipe is open: it is the first choice from now on."""
        summary = self.state.summary
        if summary is not None and summary.id != self._recipe_id:
            self._recipe_id = summary.id
            self.list.show_days(None)
            self.charts.show_days(None)
            self._show_drift(None)
        if self._on_top:
            self.refresh()

    @Slot()
    def _on_span(self) -> None:
        settings = self.context.settings
        settings.remember(_SPAN, self.head.span.value)
        settings.remember(_CUSTOM, [day.isoformat() for day in self.head.custom])
        self.list.show_days(None)
        self.charts.show_days(None)
        if self._recipe_id is not None:
            self.reader.read(self._recipe_id, self._span())
        self._list()

    @Slot(object)
    def _on_picked(self, days: Period | None) -> None:
        """List the days of a bar; the same bar again lists all."""
        days = None if days == self.list.days else days
        self.list.show_days(days)
        self.charts.show_days(days)
        self._list()

    # opening

    @Slot(object)
    def open_inspection(self, found: Inspection) -> None:
        """Open the session that a part was inspected in, at that part; else show where its file is."""
        info = self._sessions.get(found.session_id)
        if info is None or not info.path.is_file():
            self.show_file(found)
            return
        self._wanted_part = found.key
        if info.path == self.context.sessions.path:
            self._show_wanted_part()
            self.state.page_wanted.emit("inspect")
        else:
            self.context.sessions.restore(info.path)

    @Slot()
    def _show_wanted_part(self) -> None:
        key, self._wanted_part = self._wanted_part, None
        rows = [] if key is None else self.state.results.rows_of([key])
        if rows:
            self.state.part_wanted.emit(rows[0])

    def show_file(self, found: Inspection) -> None:
        """Show the picture in its folder."""
        if not found.path.exists():
            self.state.message.emit(
                Message(
                    Kind.INFO,
                    file_gone(found.path),
                    self.tr("Its session is gone as well; what is known of it is in this list."),
                )
            )
        elif not show_file(found.path):
            words = self.tr("The folder {folder} could not be opened.").format(folder=found.path.parent)
            hint = self.tr("Look for it in the file manager.")
            self.state.message.emit(Message(Kind.WARNING, words, hint))

    @Slot(object)
    def _copy_path(self, found: Inspection) -> None:
        QGuiApplication.clipboard().setText(str(found.path))

    @Slot(object, QPoint)
    def _show_menu(self, found: Inspection, place: QPoint) -> None:
        self.menu(found).popup(place)

    def menu(self, found: Inspection) -> QMenu:
        """The menu of a part, new for each use."""
        menu, icons = QMenu(self), self.context.icons
        menu.setObjectName("historyMenu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        info = self._sessions.get(found.session_id)
        for words, icon, slot, possible in (
            (self.tr("Open in its session"), "open", self.open_inspection, info is not None),
            (self.tr("Show the file in its folder"), "folder", self.show_file, True),
            (self.tr("Copy the path of the file"), "copy", self._copy_path, True),
        ):
            action = menu.addAction(icons.icon(icon), words)
            action.setEnabled(possible)
            action.triggered.connect(lambda _checked=False, slot=slot: slot(found))
        return menu

    # writing

    @Slot()
    def _export(self) -> None:
        """Ask where to write what is listed."""
        start = Path(str(self.context.settings.view("folder.history", "") or Path.home()))
        dialog = QFileDialog(self.window(), self.tr("Export the history"), str(start))
        dialog.setObjectName("historyExportDialog")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([self.tr("Tables ({names})").format(names="*.csv")])
        dialog.setDefaultSuffix("csv")
        dialog.selectFile(self.tr("history") + ".csv")
        dialog.fileSelected.connect(self._on_file)
        dialog.open()

    @Slot(str)
    def _on_file(self, name: str) -> None:
        path = Path(name)
        self.context.settings.remember("folder.history", str(path.parent))
        self.export_to(path)

    def export_to(self, path: Path) -> None:
        """Write what is listed as a CSV file, in the worker thread."""
        history, wanted = History(self.state.paths.history), self.model.wanted
        recipe = next((one.name for one in self._recipes if one.id == wanted.recipe_id), "")

        def run(report: Report, cancel: CancelToken) -> int:
            return write_history(history, wanted, recipe, path, report, cancel)

        def written(n: int) -> None:
            self.state.exported.emit(path.parent)
            words = self.tr("{n} inspections were written to {path}.").format(n=grouped(n), path=path)
            self.state.message.emit(Message(Kind.SUCCESS, words, action="file.show_export"))

        job = Job("export", self.tr("Exporting the history"), run)
        self.state.jobs.submit(job, on_success=written, on_failure=self.state.tell_failure)

    def sizeHint(self) -> QSize:
        """As large as there is room."""
        return QSize(1200, 700)


def _dates(kept: Any) -> tuple[date, date] | None:
    """Remembered days, if they are such."""
    if isinstance(kept, list) and len(kept) == 2 and all(isinstance(one, str) for one in kept):
        with contextlib.suppress(ValueError):
            first, last = (date.fromisoformat(one) for one in kept)
            if date(1971, 1, 1) <= min(first, last) and max(first, last) < date(9999, 1, 1):
                return first, last
    return None
