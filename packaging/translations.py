"""The texts of window and engine: out of the sources, into a Qt Linguist file a language, and compiled.

    python packaging/translations.py          all languages: extract, merge, compile, and list what is missing
    python packaging/translations.py de fr    some; a new one begins empty

Qt's own pyside6-lupdate knows neither other names for QT_TRANSLATE_NOOP nor whose method a ``window.tr(...)``
is, so the texts are read from Python's own syntax tree, under the names that PySide6 looks them up by.
"""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
import sysconfig
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import engine_sentences

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "translations"
SOURCES = "gui"
ENGINE = "engine.json"
"""File of the engine's sentences, which the window tells apart by it."""

_OPAQUE = object()


class ExtractionError(Exception):
    """A text that nobody could translate, with its file and line."""


@dataclass(frozen=True, slots=True)
class Key:
    """What a text is looked up by.

    Attributes:
        context: Name of the class, or the first argument of ``translate``.
        source: The English text.
        comment: What tells it apart from the same text elsewhere in the context; usually empty.
    """

    context: str
    source: str
    comment: str = ""


Texts = dict[Key, set[str]]
"""All texts, and the files that each is in, relative to the project."""


def extract(root: Path = ROOT) -> Texts:
    """Read every text of the window out of its sources.

    Args:
        root: Folder that holds the package ``gui``.

    Raises:
        ExtractionError: A text is put together before it is translated, or its context is not known.
    """
    found: Texts = {}
    for path in sorted((root / SOURCES).rglob("*.py")):
        name = path.relative_to(root).as_posix()
        for key in texts_of(path.read_text(encoding="utf-8"), name):
            found.setdefault(key, set()).add(name)
    for pattern, names in engine_sentences.extract(root).items():
        found.setdefault(Key(engine_sentences.CONTEXT, pattern), set()).update(names)
    return found


def write_engine_sentences(texts: Iterable[Key], path: Path) -> None:
    """Write the patterns of the engine's sentences, sorted, as a list in JSON."""
    patterns = sorted(key.source for key in texts if key.context == engine_sentences.CONTEXT)
    path.write_text(json.dumps(patterns, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


def texts_of(code: str, name: str) -> list[Key]:
    """All texts of one file.

    Args:
        code: Python source.
        name: The file's name, for errors.
    """
    reader = _Reader(name)
    reader.visit(ast.parse(code, name))
    return reader.found


class _Reader(ast.NodeVisitor):
    """Walks one file and knows, at every call, the class it is in and the types that names were given."""

    def __init__(self, name: str) -> None:
        self.found: list[Key] = []
        self._name = name
        self._classes: list[str] = []
        self._scopes: list[dict[str, str]] = [{}]
        self._attributes: dict[str, str] = {}
        self._returned: dict[str, str] = {}

    # what names mean

    def visit_Module(self, node: ast.Module) -> None:
        for function in node.body:
            if isinstance(function, ast.FunctionDef):
                self._returned[function.name] = _class_of(function.returns)
        self.generic_visit(node)

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        outer, self._attributes = self._attributes, {}
        self._classes.append(node.name)
        self.generic_visit(node)
        self._classes.pop()
        self._attributes = outer

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        given = node.args
        self._scopes.append({})
        for argument in (*given.posonlyargs, *given.args, *given.kwonlyargs):
            self._scopes[-1][argument.arg] = _class_of(argument.annotation)
        self.generic_visit(node)
        self._scopes.pop()

    def visit_Assign(self, node: ast.Assign) -> None:
        self.generic_visit(node)
        target = node.targets[0]
        if isinstance(target, ast.Name):
            self._scopes[-1][target.id] = self._meaning(node.value)
        elif _is_own(target):
            self._attributes[ast.unparse(target)] = self._meaning(node.value)

    def _meaning(self, value: ast.expr) -> str:
        """What a name stands for: a class, or one of Qt's functions under another name; empty if unknown."""
        if isinstance(value, ast.Call):
            made = _class_of(value.func)
            return self._returned.get(made, made)
        if isinstance(value, ast.Attribute) and _is_application(value):
            return value.attr
        return self._look_up(value.id) if isinstance(value, ast.Name) else ""

    def _look_up(self, name: str) -> str:
        return next((scope[name] for scope in reversed(self._scopes) if name in scope), name)

    # the texts

    def visit_Call(self, node: ast.Call) -> None:
        self.generic_visit(node)
        called = node.func
        if isinstance(called, ast.Attribute) and called.attr == "tr":
            self._take(node, self._context(called.value), node.args[0], *node.args[1:2])
            return
        function = called.attr if isinstance(called, ast.Attribute) else ""
        if isinstance(called, ast.Name):
            function = self._look_up(called.id)
        elif function == "translate" and not _is_application(called):
            return  # a painter's or a transformation's
        if function in ("translate", "QT_TRANSLATE_NOOP"):
            self._take(node, _literal(node.args[0]), *node.args[1:3])

    def _context(self, owner: ast.expr) -> object:
        """The class that ``owner`` is known to be one of; PySide6 looks in all classes from its own down."""
        if _is_own(owner):
            return self._attributes.get(ast.unparse(owner), _OPAQUE)
        if not isinstance(owner, ast.Name):
            return _OPAQUE
        if owner.id == "self":
            return self._classes[-1] if self._classes else _OPAQUE
        kind = self._look_up(owner.id)
        return kind if kind != owner.id and kind[:1].isupper() else _OPAQUE

    def _take(
        self, node: ast.Call, context: object, source: ast.expr, comment: ast.expr | None = None
    ) -> None:
        if isinstance(source, ast.Name | ast.Attribute | ast.Subscript) or _is_lookup(source):
            return  # of a table, whose texts are marked where they stand
        text = _literal(source)
        note = "" if comment is None else _literal(comment)
        place = f"{self._name}:{node.lineno}"
        if not isinstance(context, str) or not context:
            raise ExtractionError(
                f"{place}: whose tr() this is cannot be seen; name it with QCoreApplication.translate."
            )
        if not isinstance(text, str) or not isinstance(note, str):
            raise ExtractionError(
                f"{place}: a text must be one literal, with {{names}} for what goes into it."
            )
        if text:
            self.found.append(Key(context, text, note))


def _literal(node: ast.expr) -> object:
    return node.value if isinstance(node, ast.Constant) else _OPAQUE


def _class_of(annotation: ast.expr | None) -> str:
    """Name of an annotation's class; empty where there is none."""
    if isinstance(annotation, ast.BinOp):  # QWidget | None
        return _class_of(annotation.left)
    if isinstance(annotation, ast.Attribute):
        return annotation.attr
    return annotation.id if isinstance(annotation, ast.Name) else ""


def _is_own(node: ast.expr) -> bool:
    """Whether this is ``self.something``."""
    return isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "self"


def _is_lookup(node: ast.expr) -> bool:
    """Whether this is ``table.get(key, ...)``."""
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "get"


def _is_application(node: ast.expr) -> bool:
    return (
        isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id in ("QCoreApplication", "QApplication")
    )


# Qt Linguist's files


def read(path: Path) -> dict[Key, str]:
    """Finished translations of a ``.ts`` file; none if there is no file."""
    if not path.exists():
        return {}
    # written by this program or Qt Linguist, and part of the project
    tree = ET.parse(path)
    found = {}
    for context in tree.iter("context"):
        name = context.findtext("name") or ""
        for message in context.iter("message"):
            said = message.find("translation")
            key = Key(name, message.findtext("source") or "", message.findtext("comment") or "")
            if said is not None and said.get("type") is None and said.text:
                found[key] = said.text
    return found


def write(path: Path, language: str, texts: Texts, translated: Mapping[Key, str]) -> None:
    """Write a ``.ts`` file: all texts, in the order of the alphabet; what has no words is unfinished."""
    top = ET.Element("TS", version="2.1", language=language, sourcelanguage="en")
    contexts: dict[str, list[Key]] = {}
    for key in sorted(texts, key=lambda key: (key.context, key.source, key.comment)):
        contexts.setdefault(key.context, []).append(key)
    for name, keys in contexts.items():
        context = ET.SubElement(top, "context")
        ET.SubElement(context, "name").text = name
        for key in keys:
            message = ET.SubElement(context, "message")
            for file in sorted(texts[key]):
                # no lines: they would change with every change of the sources
                ET.SubElement(message, "location", filename=f"../../{file}")
            ET.SubElement(message, "source").text = key.source
            if key.comment:
                ET.SubElement(message, "comment").text = key.comment
            said = ET.SubElement(message, "translation")
            said.text = translated.get(key)
            if not said.text:
                said.set("type", "unfinished")
    ET.indent(top, "    ")
    body = ET.tostring(top, encoding="unicode")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{body}\n', encoding="utf-8")


def merge(texts: Texts, old: Mapping[Key, str]) -> dict[Key, str]:
    """What is known of the texts: their own words, or the same text's where it moved to another class.

    A text that moved keeps its words only if all its old homes agreed on them.
    """
    said: dict[tuple[str, str], set[str]] = {}
    for key, words in old.items():
        said.setdefault((key.source, key.comment), set()).add(words)
    known = {}
    for key in texts:
        others = said.get((key.source, key.comment), set())
        if key in old:
            known[key] = old[key]
        elif len(others) == 1:
            known[key] = next(iter(others))
    return known


def compile_language(source: Path, target: Path) -> None:
    """Make the ``.qm`` that the window loads."""
    tool = Path(sysconfig.get_path("scripts")) / ("pyside6-lrelease" + (".exe" if os.name == "nt" else ""))
    subprocess.run([tool, "-silent", source, "-qm", target], check=True)


def languages(folder: Path = FOLDER) -> list[str]:
    """Codes of the languages that there are files for."""
    return sorted(path.stem.removeprefix("gonogo_") for path in folder.glob("gonogo_*.ts"))


def missing(texts: Texts, translated: Mapping[Key, str]) -> Iterator[str]:
    """One line for each text without words in a language."""
    for key in sorted(texts.keys() - translated.keys(), key=lambda key: (key.context, key.source)):
        yield f"{', '.join(sorted(texts[key]))}: {key.context}: {key.source!r}"


def main(wanted: list[str]) -> int:
    """Bring the files of all or some languages up to date.

    Returns:
        The exit code: 1 if a text is still without words.
    """
    try:
        texts = extract()
    except ExtractionError as error:
        print(error, file=sys.stderr)
        return 1
    write_engine_sentences(texts, FOLDER / ENGINE)
    code = 0
    for language in wanted or languages():
        path = FOLDER / f"gonogo_{language}.ts"
        translated = merge(texts, read(path))
        write(path, language, texts, translated)
        compile_language(path, path.with_suffix(".qm"))
        lacking = list(missing(texts, translated))
        print(f"{language}: {len(texts)} texts, {len(lacking)} without words")
        for line in lacking:
            print(f"  {line}")
        code = 1 if lacking else code
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
