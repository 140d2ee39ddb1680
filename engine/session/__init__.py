"""Sessions: what was inspected and what people said of it, safe from crashes and power cuts.

:func:`create` a file, :func:`load` it, keep it up to date with a :class:`SessionWriter`, and merge it into
the :class:`~engine.session.history.History` of all inspections; :func:`~engine.session.drift.drift` warns
when the scores of good parts have moved.
"""

from engine.session.relocation import Relocation, missing_folders, relocated
from engine.session.schema import SUFFIX, DamagedSessionError, put_aside
from engine.session.store import Session, SessionInfo, create, delete, list_sessions, load, read_info
from engine.session.writer import SessionWriter

__all__ = [
    "SUFFIX",
    "DamagedSessionError",
    "Relocation",
    "Session",
    "SessionInfo",
    "SessionWriter",
    "create",
    "delete",
    "list_sessions",
    "load",
    "missing_folders",
    "put_aside",
    "read_info",
    "relocated",
]
