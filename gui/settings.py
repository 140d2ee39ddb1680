"""What the person chose: typed, versioned, written atomically, and never lost to one bad value."""

from __future__ import annotations

import json
import logging
import math
import time
from collections.abc import Callable
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from engine.errors import GonogoError
from engine.files import write_bytes

log = logging.getLogger(__name__)

VERSION = 1
"""Version of the settings file that this program writes."""

THEMES = ("system", "light", "dark")
COLOUR_MAPS = ("inferno", "viridis", "cividis", "turbo")
SOUNDS = ("off", "not good", "every")
MAX_RECENT = 12
_SAVE_AFTER_MS = 400
_MAX_BYTES = 8 << 20


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that is remembered between two starts, apart from the session.

    Attributes:
        theme: ``"system"``, ``"light"`` or ``"dark"``.
        language: Language code such as ``"de"``; empty for the system's.
        cache_folder: Where thumbnails and anomaly maps are kept; empty for the data folder.
        cache_megabytes: Most that the cache may take on disk, 64 to 1,000,000.
        memory_megabytes: Most that anomaly maps, thumbnails and photos which are not on show may take in
            memory together, 64 to 65,536; see :mod:`gui.caches`.
        threads: Threads for reading and judging, 1 to 256; 0 lets the program choose.
        false_alarm_rate: Accepted share of good parts called defective that new recipes start with,
            0.0001 to 0.5.
        colour_map: Colour map of the heatmap, one of :data:`COLOUR_MAPS`.
        verdict_sound: When a verdict is heard: ``"off"``, ``"not good"`` or ``"every"`` verdict.
        large_verdict: Whether the verdict is shown large without the operator lock, too.
        pin_set: Whether the operator lock had a PIN when Gonogo was last open.
        recent_recipes: Paths of the recipes used last, newest first, at most :data:`MAX_RECENT`.
        geometry: Place and size of the window, base64 of Qt's bytes.
        layout: Tool bar and docks, base64 of Qt's bytes.
        view: What pages remember about their looks: JSON values by name, e.g. ``"inspect.splitter"``.
        extra: Keys of the file that this version does not know; written back unchanged.
    """

    theme: str = "system"
    language: str = ""
    cache_folder: str = ""
    cache_megabytes: int = 2048
    memory_megabytes: int = 512
    threads: int = 0
    false_alarm_rate: float = 0.01
    colour_map: str = "inferno"
    verdict_sound: str = "off"
    large_verdict: bool = False
    pin_set: bool = False
    recent_recipes: tuple[str, ...] = ()
    geometry: str = ""
    layout: str = ""
    view: dict[str, Any] = field(default_factory=dict)
    extra: dict[str, Any] = field(default_factory=dict)


def _one_of(*words: str) -> Callable[[Any], str]:
    def check(value: Any) -> str:
        if value not in words:
            raise ValueError(value)
        return str(value)

    return check


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError(value)
    return value


def _whole(low: int, high: int) -> Callable[[Any], int]:
    def check(value: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, int):
            raise TypeError(value)
        return min(max(value, low), high)

    return check


def _number(low: float, high: float) -> Callable[[Any], float]:
    def check(value: Any) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            raise TypeError(value)
        return float(min(max(value, low), high))

    return check


def _texts(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list | tuple):
        raise TypeError(value)
    return tuple(dict.fromkeys(text for text in value if isinstance(text, str) and text))[:MAX_RECENT]


def _table(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise TypeError(value)
    return {str(key): item for key, item in value.items()}


CHECKS: dict[str, Callable[[Any], Any]] = {
    "theme": _one_of(*THEMES),
    "language": _text,
    "cache_folder": _text,
    "cache_megabytes": _whole(64, 1_000_000),
    "memory_megabytes": _whole(64, 65_536),
    "threads": _whole(0, 256),
    "false_alarm_rate": _number(0.0001, 0.5),
    "colour_map": _one_of(*COLOUR_MAPS),
    "verdict_sound": _one_of(*SOUNDS),
    "large_verdict": _flag,
    "pin_set": _flag,
    "recent_recipes": _texts,
    "geometry": _text,
    "layout": _text,
    "view": _table,
}
"""How the value of every field is checked; numbers out of range are moved to the nearest end."""

UPGRADERS: dict[int, Callable[[dict[str, Any]], dict[str, Any]]] = {}
"""From version n of the file to version n + 1; applied one after the other."""


def decode(table: dict[str, Any]) -> tuple[Settings, list[str]]:
    """Make settings from a parsed file.

    Args:
        table: Content of the file, of any version.

    Returns:
        The settings, and the names of the values that could not be used and were replaced by defaults.
    """
    table = dict(table)
    version = table.pop("version", VERSION)
    if isinstance(version, int) and not isinstance(version, bool):
        for step in sorted(UPGRADERS):  # not a range: the number in the file may be anything
            if version <= step < VERSION:
                table = UPGRADERS[step](table)
    known: dict[str, Any] = {}
    bad: list[str] = []
    for name, check in CHECKS.items():
        if name not in table:
            continue
        try:
            known[name] = check(table.pop(name))
        except (TypeError, ValueError):
            bad.append(name)
    return Settings(**known, extra=table), bad


def encode(settings: Settings) -> dict[str, Any]:
    """What is written to the file."""
    values = {item.name: getattr(settings, item.name) for item in fields(settings) if item.name != "extra"}
    return {"version": VERSION, **settings.extra, **values}


class SettingsStore(QObject):
    """The settings and the file they live in.

    Args:
        path: The file; it is read now and written shortly after every change.
    """

    changed = Signal(object)
    """The new :class:`Settings`."""
    failed = Signal(object)
    """A :class:`~engine.errors.GonogoError`: the settings could not be written."""

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path = path
        self.warning: GonogoError | None = None
        """Set when the file was damaged; to be shown once."""
        self._value = self._load()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SAVE_AFTER_MS)
        self._timer.timeout.connect(self.save)

    @property
    def value(self) -> Settings:
        """The settings as they are now."""
        return self._value

    def change(self, **new: Any) -> None:
        """Change fields by name and save soon; numbers out of range are moved to the nearest end.

        Raises:
            ValueError: A word is not one of those allowed.
            TypeError: A value is of the wrong type.
        """
        checked = {name: CHECKS[name](value) for name, value in new.items()}
        value = replace(self._value, **checked)
        if value != self._value:
            self._value = value
            self._timer.start()
            self.changed.emit(value)

    def view(self, name: str, default: Any = None) -> Any:
        """What a page remembered under ``name``."""
        return self._value.view.get(name, default)

    def remember(self, name: str, value: Any) -> None:
        """Remember a JSON value for a page."""
        self.change(view={**self._value.view, name: value})

    def add_recent(self, path: Path) -> None:
        """Put a recipe at the head of the list of recent ones."""
        text = str(path.absolute())
        rest = [other for other in self._value.recent_recipes if other != text]
        self.change(recent_recipes=(text, *rest))

    def forget_recent(self, path: Path) -> None:
        """Take a recipe off the list of recent ones."""
        text = str(path)
        self.change(recent_recipes=[other for other in self._value.recent_recipes if other != text])

    @Slot()
    def save(self) -> None:
        """Write the file now, if anything changed since it was read or written."""
        self._timer.stop()
        content = json.dumps(encode(self._value), ensure_ascii=False, indent=1).encode()
        if content == self._written:
            return
        try:
            write_bytes(self._path, content)
        except GonogoError as error:
            log.warning("settings were not saved: %s", error)
            self.failed.emit(error)
        else:
            self._written = content

    def _load(self) -> Settings:
        self._written = b""
        try:
            if self._path.stat().st_size > _MAX_BYTES:
                raise ValueError("too large")
            content = self._path.read_bytes()
            table = json.loads(content)
            if not isinstance(table, dict):
                raise TypeError("not a table")
        except FileNotFoundError:
            return Settings()
        except OSError as error:
            self.warning = GonogoError(
                f"The settings in {self._path} cannot be read ({error.strerror}).",
                "Gonogo starts with its defaults; check the permissions of the file.",
                self._path,
            )
            return Settings()
        except (ValueError, TypeError, RecursionError) as error:
            self.warning = self._put_aside(error)
            return Settings()
        settings, bad = decode(table)
        for name in bad:
            log.warning("setting %s in %s cannot be used and was left out", name, self._path)
        self._written = content
        return settings

    def _put_aside(self, reason: Exception) -> GonogoError:
        log.warning("settings in %s are damaged: %s", self._path, reason)
        aside = self._path.with_name(self._path.name + ".damaged")
        if aside.exists():
            aside = self._path.with_name(f"{self._path.name}.{time.strftime('%Y%m%d-%H%M%S')}.damaged")
        try:
            self._path.replace(aside)
        except OSError as error:
            log.warning("the damaged settings cannot be put aside: %s", error)
            aside = self._path
        return GonogoError(
            "The settings were damaged, so Gonogo starts with its defaults.",
            f"The damaged file was kept as {aside}.",
            aside,
        )
