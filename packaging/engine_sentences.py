"""The engine's sentences, found in its sources, so that the window can say them in its language.

The engine knows no window and speaks English, with names and numbers already put in. A sentence is known by
its pattern: the text with ``{names}`` where something goes in. Fragments such as "is cut off" go into other
sentences and are patterns as well. Errors that the window raises itself, some of them on other threads, are
written and found in the same way.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Collection
from pathlib import Path

CONTEXT = "Engine"

ELSEWHERE = (
    # whoever reads the command line or a report need not be the one whose language the window speaks
    "cli/",
    "export/html",
    "export/pdf",
    "export/xlsx",
    "export/histogram",
    "export/provenance",
    "export/wording",
    "export/models/metadata",
    # part of the check of an installation
    "selftest",
)
"""Beginnings of the paths of modules whose words do not reach the window."""

FRAGMENTS_IN = (
    "backbones",
    "container",
    "embedding/network",
    *(f"images/{name}" for name in ("decoding", "formats", "headers", "layout", "opening", "parsing")),
    *("images/pixels", "images/tiff"),
    "labels",
    "recipe",
    "reference",
    "session/schema",
)
"""Beginnings of the paths of modules that put sentences together from parts."""

_SENTENCE = re.compile(r"[A-Z{“].*([.?!]|[.:] \{\w+\})", re.DOTALL)
_FRAGMENT = re.compile(r"(?=.*[a-z]{2}.* |.* .*[a-z]{2})[a-z{0-9].*[^:;,\s]", re.DOTALL)
_STATEMENT = re.compile(r"\s*(SELECT|INSERT|CREATE|DELETE|UPDATE|PRAGMA|BEGIN|VACUUM|WITH|ATTACH)\b|.* = \?")
_SAY_NOTHING = {"self", "len", "str", "min", "max", "join", "sorted", "shown", "strerror", "name", "if", "or"}


def extract(root: Path) -> dict[str, set[str]]:
    """All patterns, and the files that each is in, relative to the project.

    Args:
        root: Folder that holds the package ``engine``.
    """
    found: dict[str, set[str]] = {}
    for path in sorted((root / "engine").rglob("*.py")):
        inside = path.relative_to(root / "engine").as_posix()
        if inside.startswith(ELSEWHERE):
            continue
        for pattern in patterns_of(path.read_text("utf-8"), fragments=inside.startswith(FRAGMENTS_IN)):
            found.setdefault(pattern, set()).add(path.relative_to(root).as_posix())
    for path in sorted((root / "gui").rglob("*.py")):
        for call in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(call, ast.Call) and _name(call.func).endswith("Error"):
                for pattern in _patterns(call, fragments=False):
                    found.setdefault(pattern, set()).add(path.relative_to(root).as_posix())
    return found


def patterns_of(code: str, *, fragments: bool) -> list[str]:
    """The patterns of one file, in the order of its lines.

    Args:
        code: Python source.
        fragments: Whether parts of sentences count as well.
    """
    return _patterns(ast.parse(code), fragments=fragments)


def _patterns(tree: ast.AST, *, fragments: bool) -> list[str]:
    skipped: set[ast.AST] = set()
    found: dict[str, None] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr | ast.JoinedStr | ast.FormattedValue):
            # documentation, and the pieces of a text that is taken as a whole
            skipped |= set(ast.iter_child_nodes(node))
        if isinstance(node, ast.Compare):
            skipped |= {node.left, *node.comparators}
        if isinstance(node, ast.Call) and _name(node.func) in _NO_PERSON_READS:
            skipped |= {inner for argument in node.args for inner in ast.walk(argument)}
    for node in ast.walk(tree):
        if node in skipped or not isinstance(node, ast.Constant | ast.JoinedStr):
            continue
        text = pattern_of(node)
        if text is None or " " not in text or _STATEMENT.match(text):
            continue
        if _SENTENCE.fullmatch(text) or (fragments and _FRAGMENT.fullmatch(text) and _own_words(text)):
            found[text] = None
    return list(found)


def pattern_of(node: ast.expr) -> str | None:
    """The text of a literal with names for what goes in; None if it is no text."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) and "{" not in node.value else None
    if not isinstance(node, ast.JoinedStr):
        return None
    names: dict[str, str] = {}
    pieces = []
    for piece in node.values:
        if isinstance(piece, ast.Constant):
            pieces.append(piece.value)
        elif isinstance(piece, ast.FormattedValue):
            key = ast.unparse(piece)
            if key not in names:
                names[key] = _free(_name_for(piece.value), set(names.values()))
            pieces.append("{" + names[key] + "}")
    return "".join(pieces)


_NO_PERSON_READS = {"compile", "debug", "info", "warning"}


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _own_words(text: str) -> bool:
    return bool(re.search(r"[a-z]{2}", re.sub(r"\{\w+\}", "", text)))


def _name_for(value: ast.expr) -> str:
    """What an expression is about, in one word for whoever translates."""
    words = [word.strip("_").lower() for word in re.findall(r"[A-Za-z_]\w*", ast.unparse(value))]
    telling = [word for word in words if word and word not in _SAY_NOTHING]
    return (telling or words or ["value"])[-1]


def _free(name: str, taken: Collection[str]) -> str:
    return next(n for n in (name, *(f"{name}{i}" for i in range(2, 100))) if n not in taken)
