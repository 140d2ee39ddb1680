"""The page for comparing verdicts with labels."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, Qt, QTimer, Slot
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from engine.metrics import binomial_interval
from gui.dialogs.choose import Chooser
from gui.dropping import Drop, Intent
from gui.evaluate.compared import Compared, Source
from gui.evaluate.curves_pane import CurvesPane
from gui.evaluate.figures_pane import FiguresPane
from gui.evaluate.kinds_table import KindsTable
from gui.evaluate.notice import Notice
from gui.evaluate.part_dialog import LabelledPartDialog
from gui.evaluate.source_bar import SourceBar
from gui.evaluate.what_limit import WhatLimit
from gui.evaluate.wording import area_sentence, as_text, left_out_sentence
from gui.evaluate.worst import THUMBNAIL_PIXELS, WorstPane
from gui.evaluating import Evaluating
from gui.inspect.gestures import Gestures
from gui.messages import Kind, Message
from gui.models.thumbnails import Thumbnails
from gui.pages import Page, PageContext
from gui.train.card import Card
from gui.words import grouped

_LEFT, _TABLE = 352, 516


class EvaluatePage(Page):
    """How well a recipe does on parts of which it is known what they are."""

    id = "evaluate"

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        self.evaluating = Evaluating(self.state, self)
        self.thumbnails = Thumbnails(
            THUMBNAIL_PIXELS, context.settings, self.state.paths, self.state.pictures, self
        )
        self._gestures = Gestures()
        self._chooser: Chooser | None = None
        self._fresh = True
        self._stale = False
        self.source = SourceBar(context)
        self.notice = Notice(context)
        self.figures = FiguresPane(context)
        self.what_limit = WhatLimit(context, self.evaluating)
        self.curves = CurvesPane(context)
        self.kinds = KindsTable(context.theme)
        self.worst = WorstPane(context, self.thumbnails)
        self._lay_out()
        self._connect()
        self._restore()
        self._show_all()

    # making

    def _lay_out(self) -> None:
        self.columns = QSplitter(Qt.Orientation.Horizontal)
        self.columns.setObjectName("evaluate.columns")
        self.rows = QSplitter(Qt.Orientation.Vertical)
        self.rows.setObjectName("evaluate.rows")
        self.bottom = QSplitter(Qt.Orientation.Horizontal)
        self.bottom.setObjectName("evaluate.bottom")
        self.columns.addWidget(self._left())
        self.columns.addWidget(self.rows)
        self.rows.addWidget(self.curves)
        self.rows.addWidget(self.bottom)
        self.bottom.addWidget(self._kinds_box())
        self.bottom.addWidget(self.worst)
        self.worst.setMinimumHeight(120)
        for splitter in (self.columns, self.rows, self.bottom):
            splitter.setChildrenCollapsible(False)
            splitter.setHandleWidth(8)
        self.columns.setStretchFactor(0, 0)
        self.columns.setStretchFactor(1, 1)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.notice)
        self.stack.addWidget(self.columns)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(10)
        layout.addWidget(self.source)
        layout.addWidget(self.stack, 1)

    def _left(self) -> QWidget:
        inside = QWidget()
        inside.setObjectName("scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.figures)
        card = Card()
        box = QVBoxLayout(card)
        box.setContentsMargins(16, 10, 16, 10)
        box.addWidget(self.what_limit)
        column.addWidget(card)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setObjectName("evaluateScroll")
        scroll.setAccessibleName(self.tr("Figures and limits"))
        scroll.setWidget(inside)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setMinimumWidth(300)
        return scroll

    def _kinds_box(self) -> QWidget:
        box = QWidget()
        layout = QVBoxLayout(box)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        title = QLabel(self.tr("Kinds of defect"))
        title.setProperty("strong", True)
        title.setFixedHeight(32)
        layout.addWidget(title)
        layout.addWidget(self.kinds, 1)
        box.setMinimumWidth(200)
        return box

    def _connect(self) -> None:
        actions, evaluating = self.context.actions, self.evaluating
        for name, slot in {
            "evaluate.open": self.choose_folder,
            "evaluate.again": evaluating.evaluate_again,
            "evaluate.copy": self.copy_text,
            "evaluate.save": self.choose_file,
        }.items():
            actions.connect(name, slot)
        evaluating.changed.connect(self._show_all)
        evaluating.judged.connect(self._show_figures)
        self.state.recipe_changed.connect(self._show_actions)
        self.source.chosen.connect(evaluating.use)
        self.curves.limit_moved.connect(self._on_limit_moved)
        self.curves.drag_started.connect(self._on_hold)
        self.curves.drag_ended.connect(self._on_release)
        self.worst.opened.connect(self.open_part)

    # what the page remembers

    def _restore(self) -> None:
        settings = self.context.settings
        for splitter in (self.columns, self.rows, self.bottom):
            sizes = _sizes(settings.view(splitter.objectName()), splitter.count())
            if sizes:
                splitter.setSizes(sizes)
                self._fresh = False
            splitter.splitterMoved.connect(self._remember_sizes)

    @Slot()
    def _remember_sizes(self) -> None:
        self._fresh = False
        for splitter in (self.columns, self.rows, self.bottom):
            self.context.settings.remember(splitter.objectName(), splitter.sizes())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Divide the room sensibly, until somebody has divided it otherwise."""
        super().resizeEvent(event)
        self._share_room()

    @Slot()
    def _share_room(self) -> None:
        if self._fresh:
            width, height = self.columns.width(), self.columns.height()
            left = min(max(_LEFT, width * 24 // 100), 456)
            self.columns.setSizes([left, max(width - left, 1)])
            self.rows.setSizes([height * 56 // 100, height * 44 // 100])
            right = max(width - left, 1)
            table = min(max(right * 50 // 100, _TABLE, self.kinds.least_width()), 640)
            self.bottom.setSizes([table, max(right - table, 1)])

    # the page

    def drop_intent(self, drop: Drop, position: QPoint | None) -> Intent:
        """One folder is evaluated; everything else does what it usually does."""
        usual = super().drop_intent(drop, position)
        if usual is Intent.INSPECT and len(drop.folders) == 1 and not drop.images and not drop.picture:
            return Intent.EVALUATE
        return usual

    def accept_drop(self, drop: Drop, position: QPoint | None) -> bool:
        """Let it happen."""
        if self.drop_intent(drop, position) is Intent.EVALUATE:
            self.evaluating.evaluate_folder(drop.folders[0])
            return True
        return super().accept_drop(drop, position)

    def warm_up(self) -> None:
        """Load what the first interval needs, so that it does not hold up the first figures."""
        binomial_interval(0, 1)

    def shown(self) -> None:
        """The page is on top now."""
        self.evaluating.wake()
        if self._stale:
            self._show_figures()
        self._show_actions()

    def hidden(self) -> None:
        """Another page is on top now."""
        self.evaluating.sleep()

    def closing(self) -> None:
        """The window goes."""
        self.evaluating.sleep()
        self.thumbnails.close()

    # actions

    @Slot()
    def choose_folder(self) -> None:
        """Choose a labelled folder to evaluate."""
        self.state.page_wanted.emit(self.id)
        title = self.tr("Folder with the folder good and one folder for each kind of defect")
        self._choose().folder("evaluate", title, lambda paths: self.evaluating.evaluate_folder(paths[0]))

    @Slot()
    def choose_file(self) -> None:
        """Choose where to save the evaluation."""
        summary = self.state.summary
        if summary is None or self.evaluating.compared is None:
            return
        name = self.tr("{name} evaluation").format(name=summary.name)
        self._choose().save_file(
            "evaluation",
            self.tr("Save the evaluation"),
            f"{name}.json",
            self.tr("JSON (*.json)"),
            lambda paths: self.evaluating.save(paths[0]),
        )

    @Slot()
    def copy_text(self) -> None:
        """Put everything on the clipboard as text."""
        compared, figures, summary = self.evaluating.compared, self.evaluating.figures, self.state.summary
        if compared is None or figures is None or summary is None:
            return
        questions = (self.what_limit.catch, self.what_limit.spare)
        sentences = tuple(question.answer.text() for question in questions)
        text = as_text(compared, figures, summary.name, self._place(compared), sentences)
        QGuiApplication.clipboard().setText(text)
        self.state.message.emit(Message(Kind.SUCCESS, self.tr("The evaluation was copied as text.")))

    @Slot(int)
    def open_part(self, part: int) -> None:
        """Show a labelled part: in a window of its own, or where it was inspected."""
        compared = self.evaluating.compared
        if compared is None or not 0 <= part < len(compared.records):
            return
        if compared.source is Source.VERDICTS:
            self.state.page_wanted.emit("inspect")
            self.state.part_wanted.emit(compared.rows[part])
            return
        listed = self.worst.model.parts
        parts = listed if part in listed else (part,)
        LabelledPartDialog(self.context, self.evaluating, compared, parts, part, self.window()).open()

    def _choose(self) -> Chooser:
        if self._chooser is None:
            self._chooser = Chooser(self.window(), self.context.settings)
        return self._chooser

    # the limit

    @Slot(float)
    def _on_limit_moved(self, threshold: float) -> None:
        limits = self.state.limits
        if limits is not None:
            new = replace(limits, image_threshold=threshold)
            self.state.set_limits(new, self._gestures.of(self.curves))

    @Slot()
    def _on_hold(self) -> None:
        self._gestures.hold(self.curves)

    @Slot()
    def _on_release(self) -> None:
        self._gestures.release()

    # showing

    @Slot()
    def _show_all(self) -> None:
        """Show other parts, or why there are none."""
        evaluating = self.evaluating
        compared, figures, drawn = evaluating.compared, evaluating.figures, evaluating.drawn
        usable = compared is not None and len(compared.records) > 0
        if usable and figures is not None and drawn is not None and not self._busy():
            self.curves.show_curves(compared, figures, drawn)  # type: ignore[arg-type]
            if self.stack.currentWidget() is not self.columns:
                self.stack.setCurrentWidget(self.columns)
                QTimer.singleShot(0, self, self._share_room)  # once it has its size
            self._show_figures()
        else:
            self._say()
            self.stack.setCurrentWidget(self.notice)
        self._show_source()
        self._show_actions()

    @Slot()
    def _show_figures(self) -> None:
        """Follow the limits of now, as soon as somebody looks."""
        evaluating = self.evaluating
        self._stale = not self.isVisible()
        if self._stale:
            return
        compared, figures, drawn = evaluating.compared, evaluating.figures, evaluating.drawn
        if compared is None or figures is None or drawn is None:
            return
        if self.curves.drawn is drawn:
            self.curves.show_figures(figures)
        else:  # another minimum area
            self.curves.show_curves(compared, figures, drawn)
        notes = (left_out_sentence(compared, figures), area_sentence(compared, figures.limits))
        self.figures.show_figures(compared, figures, "\n".join(filter(None, notes)))
        self.kinds.show_kinds(figures.kinds)
        self.worst.show_parts(compared, figures)
        self.what_limit.refresh()

    def _busy(self) -> bool:
        return self.evaluating.busy and self.evaluating.source is Source.FOLDER

    def _show_source(self) -> None:
        evaluating = self.evaluating
        compared, folder = evaluating.compared, evaluating.folder
        tip = str(folder) if folder is not None and evaluating.source is Source.FOLDER else ""
        place = self._place(compared) if compared is not None and not self._busy() else ""
        self.source.show_source(evaluating.source, place, tip)

    def _place(self, compared: Compared) -> str:
        """Which parts are shown, in words."""
        good = int(compared.scores.is_good.sum())
        counts = self.tr("{good} good and {bad} defective parts").format(
            good=grouped(good), bad=grouped(len(compared.records) - good)
        )
        folder = self.evaluating.folder
        if compared.source is Source.VERDICTS or folder is None:
            return counts
        return f"{_name_of(folder)} · {counts}"

    def _say(self) -> None:
        """What to do while there are no figures."""
        evaluating, actions = self.evaluating, self.context.actions
        folder, failure = evaluating.folder, evaluating.failure
        choose = (self.tr("Choose a labelled folder…"), self.choose_folder)
        if self._busy() and folder is not None:
            words = self.tr("Evaluating {name}").format(name=_name_of(folder))
            self.notice.say(words, "", (self.tr("Cancel"), evaluating.cancel), running=True)
        elif self.state.recipe is None:
            self.notice.say(
                self.tr("Open a recipe or make one of good parts first; then see here how well it judges."),
                "",
                (self.tr("Open a recipe…"), actions["recipe.open"].trigger),
            )
        elif evaluating.source is Source.VERDICTS:
            self.notice.say(
                self.tr("Nobody has called a part good or defective yet."),
                self.tr("Inspect parts and judge them yourself with the keys G and D; then compare here."),
                (self.tr("Go to the parts"), actions["view.inspect"].trigger),
            )
        elif failure is not None:
            self.notice.say(failure.message, failure.hint, choose, icon="warning", role="review_ink")
        elif folder is not None:
            again = (self.tr("Evaluate {name}").format(name=_name_of(folder)), evaluating.evaluate_again)
            words = (
                self.tr("The recipe has changed since {name} was evaluated.").format(name=_name_of(folder))
                if evaluating.outdated
                else self.tr("Drop a folder with labelled parts here to see how well the recipe judges them.")
            )
            self.notice.say(words, "" if evaluating.outdated else _layout_words(self), again, choose)
        else:
            words = self.tr("Drop a folder with labelled parts here to see how well the recipe judges them.")
            self.notice.say(words, _layout_words(self), choose)

    @Slot()
    def _show_actions(self) -> None:
        actions, evaluating = self.context.actions, self.evaluating
        some = self.stack.currentWidget() is self.columns
        recipe = self.state.recipe is not None
        actions.set_enabled("evaluate.open", recipe)
        actions.set_enabled(
            "evaluate.again",
            recipe
            and evaluating.folder is not None
            and evaluating.source is Source.FOLDER
            and not evaluating.busy,
        )
        actions.set_enabled("evaluate.copy", some)
        actions.set_enabled("evaluate.save", some)


def _layout_words(page: QWidget) -> str:
    return page.tr(
        "In it are a folder called good and one folder for each kind of defect. The layout of MVTec AD, with "
        "masks of the defects, works as well."
    )


def _name_of(folder: Path) -> str:
    """A folder in a few words: "test" alone says nothing."""
    return f"{folder.parent.name}/{folder.name}" if folder.parent.name else str(folder)


def _sizes(kept: Any, many: int) -> list[int]:
    """Remembered sizes of a splitter, if they are such."""
    fitting = isinstance(kept, list) and len(kept) == many and all(type(size) is int for size in kept)
    return kept if fitting and sum(kept) > 0 and min(kept) >= 0 else []
