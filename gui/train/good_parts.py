"""The good parts on the list: which are left out, and which stand out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from engine.errors import GonogoError
from gui.background import Loader
from gui.sentences import one_line
from gui.steps import ChangeStep
from gui.train.remarks import Reason, Remark, remarks

if TYPE_CHECKING:
    from engine.images import Header
    from gui.state import AppState

_BATCH = 64
_WAITING = 4096
_GATHER_MS = 120


class GoodParts(QObject):
    """Keeps what a person decided about the pictures on the list of good parts.

    A part that the finished training knows is left out of that training itself, exactly; the others are
    left out of the next one. To the person both are the same.
    """

    changed = Signal()
    """Other pictures, or others of them are left out."""
    remarks_changed = Signal()
    """Other pictures stand out."""

    def __init__(self, state: AppState, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self._left_out: frozenset[Path] = frozenset()
        self._headers: dict[Path, Header | GonogoError] = {}
        self._remarks: dict[Path, Remark] = {}
        self._numbers: dict[Path, int] = {}
        self._out: frozenset[Path] = frozenset()
        self._used: tuple[Path, ...] = ()
        self._loader = Loader(1, _WAITING, self)
        self._loader.loaded.connect(self._on_headers)
        self._gather = QTimer(self)
        self._gather.setSingleShot(True)
        self._gather.setInterval(_GATHER_MS)
        self._gather.timeout.connect(self._judge)
        state.good_images_changed.connect(self._on_images)
        state.training_changed.connect(self._on_training)
        self._on_training()
        self._on_images()

    # ---- what there is

    @property
    def paths(self) -> tuple[Path, ...]:
        """All pictures on the list."""
        return self._state.good_images

    @property
    def left_out(self) -> frozenset[Path]:
        """Pictures that are not learned from."""
        return self._out

    @property
    def used(self) -> tuple[Path, ...]:
        """Pictures that are learned from, in order."""
        return self._used

    @property
    def new(self) -> tuple[Path, ...]:
        """Pictures in use that the finished training has not seen; empty without one."""
        training = self._state.training
        if training is None:
            return ()
        failed = {failure.path for failure in training.failures}
        return tuple(path for path in self.used if path not in self._numbers and path not in failed)

    def remark(self, path: Path) -> Remark | None:
        """Why a picture stands out, if it does."""
        return self._remarks.get(path)

    @property
    def flagged(self) -> tuple[Path, ...]:
        """Pictures in use that stand out, in order."""
        if not self._remarks:
            return ()  # thousands of paths take their time
        return tuple(path for path in self.used if path in self._remarks)

    def number(self, path: Path) -> int | None:
        """Place of a picture in the finished training, if it knows it."""
        return self._numbers.get(path)

    # ---- what can be done

    def leave_out(self, paths: Iterable[Path]) -> None:
        """Do not learn from these any more; can be undone."""
        wanted = [path for path in paths if path not in self._out]
        known = [self._numbers[path] for path in wanted if path in self._numbers]
        others = frozenset(path for path in wanted if path not in self._numbers)
        if others:
            words = self.tr("leaving out good parts")
            self._push(words, self._set_left_out, self._left_out, self._left_out | others)
        training = self._state.training
        if known and training is not None:
            self._state.exclude_from_training(sorted(training.excluded.union(known)))

    def bring_back(self, paths: Iterable[Path]) -> None:
        """Learn from these again; can be undone."""
        wanted = frozenset(paths)
        mine = self._left_out & wanted
        if mine:
            words = self.tr("bringing back good parts")
            self._push(words, self._set_left_out, self._left_out, self._left_out - mine)
        training = self._state.training
        if training is not None:
            known = {self._numbers[path] for path in wanted if path in self._numbers}
            if known & training.excluded:
                self._state.exclude_from_training(sorted(training.excluded - known))

    def take_off(self, paths: Iterable[Path]) -> None:
        """Take pictures off the list; the files stay, and so does a finished recipe. Can be undone."""
        gone = frozenset(paths)
        rest = tuple(path for path in self.paths if path not in gone)
        if len(rest) != len(self.paths):
            words = self.tr("taking good parts off the list")
            self._push(words, self._state.set_good_images, self.paths, rest)

    def settle(self) -> tuple[Path, ...]:
        """Before training: what the last training left out stays left out of the next.

        Returns:
            The pictures to train on.
        """
        self._left_out = self._out & frozenset(self.paths)
        return self._used

    def close(self) -> None:
        """Look at no more files; to be called before the window goes."""
        self._gather.stop()
        self._loader.close()

    # ---- inside

    def _push(self, words: str, apply: Callable[[object], None], old: object, new: object) -> None:
        self._state.undo_stack.push(ChangeStep(words, apply, old, new))

    def _set_left_out(self, paths: object) -> None:
        self._left_out = frozenset(paths)  # type: ignore[arg-type]
        self._tell()

    def _tell(self) -> None:
        """Count anew, once for everybody who asks, and tell."""
        self._out = self._left_out | self._trained_out()
        self._used = tuple(path for path in self.paths if path not in self._out) if self._out else self.paths
        self.changed.emit()

    def _trained_out(self) -> frozenset[Path]:
        training = self._state.training
        if training is None:
            return frozenset()
        return frozenset(Path(training.images[number].path) for number in training.excluded)

    @Slot()
    def _on_training(self) -> None:
        training = self._state.training
        images = () if training is None else training.images
        self._numbers = {Path(image.path): number for number, image in enumerate(images)}
        self._judge()
        self._tell()

    @Slot()
    def _on_images(self) -> None:
        wanted = frozenset(self.paths)
        self._headers = {path: look for path, look in self._headers.items() if path in wanted}
        unknown = [path for path in self.paths if path not in self._headers]
        self._loader.keep_only(())
        # the loader takes the newest wish first
        for start in reversed(range(0, len(unknown), _BATCH)):
            batch = tuple(unknown[start : start + _BATCH])
            self._loader.request(batch, lambda batch=batch: read_headers(batch))
        self._judge()
        self._tell()

    @Slot(object, object)
    def _on_headers(self, _batch: object, headers: dict[Path, Header | GonogoError]) -> None:
        self._headers.update(headers)
        if not self._gather.isActive():
            self._gather.start()

    @Slot()
    def _judge(self) -> None:
        wanted = frozenset(self.paths)
        found = remarks({path: look for path, look in self._headers.items() if path in wanted})
        training = self._state.training
        for failure in () if training is None else training.failures:
            if failure.path in wanted:
                found[failure.path] = Remark(Reason.LEFT_OUT, one_line(failure.reason, failure.hint))
        if found != self._remarks:
            self._remarks = found
            self.remarks_changed.emit()


def read_headers(paths: Sequence[Path]) -> dict[Path, Header | GonogoError]:
    """Read the headers of files; for any thread.

    Returns:
        For each file what its header says, or why it cannot be used.
    """
    from engine.images import read_header

    found: dict[Path, Header | GonogoError] = {}
    for path in paths:
        try:
            found[path] = read_header(path)
        except GonogoError as error:
            found[path] = error
    return found
