"""Every text of the window has words in every language, and the window finds them where it looks."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, QObject, QTranslator
from PySide6.QtWidgets import QApplication, QDialogButtonBox

import gui
from engine.progress import STAGES
from gui import language
from gui.actions import ACTIONS, MENUS
from gui.dialogs.settings import LANGUAGES, SettingsDialog
from gui.history.wording import day_words, near_day, short_day
from gui.pages import PAGES
from gui.paths import resources
from gui.sentences import STAGE_WORDS
from gui.settings import SettingsStore
from gui.words import decimal, duration, grouped, how_many, one_in, rate, significant, size

ROOT = Path(gui.__file__).parent.parent
SCRIPT = ROOT / "packaging" / "translations.py"


def load_script():
    # packaging/ is no package, or it would hide another one
    sys.path.append(str(SCRIPT.parent))
    spec = importlib.util.spec_from_file_location("translations", SCRIPT)
    module = sys.modules["translations"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


translations = load_script()
Key = translations.Key
LANGUAGE_CODES = translations.languages()


@pytest.fixture(scope="module")
def texts():
    return translations.extract()


@pytest.fixture(scope="module")
def german():
    return translations.read(translations.FOLDER / "gonogo_de.ts")


def speak(monkeypatch: pytest.MonkeyPatch, *tags: str) -> None:
    """Put a system in place that prefers some languages."""

    class System(QLocale):
        def uiLanguages(self, *_args):  # noqa: N802
            return list(tags)

    monkeypatch.setattr(language, "system", lambda: System(tags[0]))


# ---- extraction

FORMS = """
from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication
N = QT_TRANSLATE_NOOP
tr = QCoreApplication.translate
TABLE = {"a": N("Table", "one"), "b": QT_TRANSLATE_NOOP("Table", "two")}
def free(window: MainWindow, more: Page | None = None):
    window.tr("of a parameter")
    more.tr("of an optional one")
    tr("Free", "three " "and more")
    painter.translate(3, 4)
    return QCoreApplication.translate("Table", TABLE["a"])
class Outer(QObject):
    def __init__(self, parent: QWidget):
        self._parent = parent
        self.tr("a")
    def method(self):
        local = QCoreApplication.translate
        local("Local", "b", "which one")
        dialog = QDialog(self)
        dialog.tr("c")
        self._parent.tr("d")
        made = build()
        made.tr("e")
        for words in TABLE:
            self.tr(words)
        def nested():
            return self.tr("f")
        class Inner(QObject):
            def g(self):
                return self.tr("g")
def build() -> MainWindow: ...
"""


def test_all_ways_to_write_a_text_are_found_with_their_contexts():
    found = translations.texts_of(FORMS, "forms.py")
    assert set(found) == {
        Key("Table", "one"), Key("Table", "two"), Key("MainWindow", "of a parameter"),
        Key("Page", "of an optional one"), Key("Free", "three and more"), Key("Outer", "a"),
        Key("Local", "b", "which one"), Key("QDialog", "c"), Key("QWidget", "d"), Key("MainWindow", "e"),
        Key("Outer", "f"), Key("Inner", "g"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ('class A:\n def f(self):\n  self.tr(f"{1} parts")', "one literal"),
        ('class A:\n def f(self):\n  self.tr("a" + "b")', "one literal"),
        ('class A:\n def f(self):\n  self.tr("a" if x else "b")', "one literal"),
        ('class A:\n def f(self):\n  self.tr("{n}".format(n=1))', "one literal"),
        ('QCoreApplication.translate("A", "%d" % 3)', "one literal"),
        ('QCoreApplication.translate(context, "words")', "whose"),
        ('def f(x):\n x.tr("a")', "whose"),
        ('def f(context: Context):\n context.state.tr("a")', "whose"),
        ('self.tr("a")', "whose"),
    ],
)
def test_a_text_that_nobody_could_translate_is_refused_with_its_place(code, reason):
    with pytest.raises(translations.ExtractionError, match=rf"bad\.py:\d: .*{reason}"):
        translations.texts_of(code, "bad.py")


def test_the_window_looks_where_the_texts_are_written(qapp):
    """PySide6 asks for the object's own class first, then for those that it is made of."""

    class Told(QTranslator):
        def isEmpty(self):  # noqa: N802
            return False

        def translate(self, context, source, _comment=None, _n=-1):
            return f"{context}: {source}" if (context, source) in known else None

    class Mixin:
        def mixed(self):
            return self.tr("mixed")

    class Base(QObject):
        def base(self):
            return self.tr("base")

    class Derived(Mixin, Base):
        pass

    known = {("Mixin", "mixed"), ("Base", "base"), ("QObject", "any")}
    translator = Told()
    qapp.installTranslator(translator)
    try:
        derived = Derived()
        assert derived.mixed() == "Mixin: mixed"
        assert derived.base() == "Base: base"
        assert derived.tr("any") == "QObject: any"
        assert derived.tr("other") == "other"
    finally:
        qapp.removeTranslator(translator)


def test_nothing_is_put_together_before_it_is_translated(texts):
    assert len(texts) > 1000
    assert all(names and all((ROOT / name).exists() for name in names) for names in texts.values())


def test_what_the_engine_says_of_its_stages_is_there_to_be_translated(texts):
    assert sorted(STAGE_WORDS) == sorted(set(STAGES.values()))
    assert {key.source for key in texts if key.context == "Stages"} == set(STAGES.values())


# ---- the files


def pieces(words: str) -> list[str]:
    """What goes into a text."""
    return sorted(re.findall(r"\{\w*\}|%\d", words))


@pytest.mark.parametrize("code", LANGUAGE_CODES)
def test_every_text_has_words(code, texts):
    found = translations.read(translations.FOLDER / f"gonogo_{code}.ts")
    missing = "\n".join(translations.missing(texts, found))
    assert not missing, f"say `make translations`, then give these words in gonogo_{code}.ts:\n{missing}"
    left = found.keys() - texts.keys()
    assert not left, f"no longer in the window, say `make translations`: {sorted(k.source for k in left)}"


@pytest.mark.parametrize("code", LANGUAGE_CODES)
def test_words_have_the_shape_of_the_text(code):
    found = translations.read(translations.FOLDER / f"gonogo_{code}.ts")
    for key, words in found.items():
        text = key.source
        assert pieces(words) == pieces(text), text
        for sign in ("…", ":", "\n", "\t", "&"):
            assert words.count(sign) == text.count(sign) or sign == ":", (text, words)
        for sign in ("…", ".", ":", "?", "!"):
            assert words.endswith(sign) == text.endswith(sign) or len(text) < 5, (text, words)
        for side in (0, -1):
            assert words[side].isspace() == text[side].isspace(), (text, words)
        assert "  " not in words, (text, words)
        if key.context != "Dates":
            assert '"' not in words, (text, words)


@pytest.mark.parametrize("code", LANGUAGE_CODES)
def test_what_the_window_loads_is_up_to_date(code, qapp):
    found = translations.read(translations.FOLDER / f"gonogo_{code}.ts")
    translator = QTranslator()
    assert translator.load(f"gonogo_{code}", str(resources() / "translations"))
    other = {
        key.source: translator.translate(key.context, key.source, key.comment or None)
        for key, words in found.items()
        if translator.translate(key.context, key.source, key.comment or None) != words
    }
    assert not other, "say `make translations`"


@pytest.mark.parametrize("code", LANGUAGE_CODES)
def test_no_two_menus_share_a_letter(code):
    found = translations.read(translations.FOLDER / f"gonogo_{code}.ts")
    letters = [found[Key("Actions", words)].partition("&")[2][:1].casefold() for words in MENUS.values()]
    assert all(letters)
    assert len(set(letters)) == len(letters)


@pytest.mark.parametrize("code", LANGUAGE_CODES)
def test_actions_are_told_apart(code):
    """Two actions of one menu with the same words would be one too many."""
    found = translations.read(translations.FOLDER / f"gonogo_{code}.ts")
    for menu in MENUS:
        words = [found[Key("Actions", spec.text)] for spec in ACTIONS if spec.menu == menu]
        assert len(set(words)) == len(words)


TERMS = {
    r"recipes?": r"rezept",
    r"good parts?": r"gutteil|guten?\b.*teil",
    r"defective parts?": r"defekte[ns]?\b.*teil|teile?n? defekt|das defekte|erkannt|durchgelassen",
    r"false alarms?": r"fehlalarm",
    r"heatmaps?": r"heatmap",
    r"limits?": r"grenze|pixelgrenze",
    r"defects?": r"fehlstelle|fehlerart|fehler",
    r"sessions?": r"sitzung",
    r"verdicts?": r"urteil",
    r"reference parts?": r"referenzteil|diese",
    r"overkill rate": r"pseudoausschuss",
    r"escape rate": r"schlupf",
    r"operator lock": r"bedienersperre|sperre",
    r"scores?": r"messwert|werte?\b|höher|tiefer",
    r"networks?": r"netz",
    r"region of interest": r"prüfbereich",
    r"drift": r"drift",
}

UNDERSTOOD = {"Add the confirmed good ones to the recipe…", "Use this limit"}
"""Texts for which there is little room, and whose surroundings say the term."""


@pytest.mark.parametrize("term", TERMS)
def test_german_calls_a_thing_by_one_name(term, german):
    wrong = [
        (key.source, words)
        for key, words in german.items()
        if key.source not in UNDERSTOOD
        and re.search(rf"(?<!\{{)\b{term}\b(?!\}})", key.source, re.IGNORECASE)
        and not re.search(TERMS[term], words, re.IGNORECASE)
    ]
    assert not wrong


def test_files_are_merged_written_and_read_again(tmp_path):
    texts = {Key("A", "x"): {"gui/a.py"}, Key("B", "x"): {"gui/b.py"}, Key("B", "<&>", "why"): {"gui/b.py"}}
    old = {Key("Old", "x"): "ix", Key("B", "<&>", "why"): "«ä»", Key("Old", "gone"): "weg"}
    known = translations.merge(texts, old)
    assert known == {Key("A", "x"): "ix", Key("B", "x"): "ix", Key("B", "<&>", "why"): "«ä»"}
    path = tmp_path / "gonogo_xx.ts"
    translations.write(path, "xx", texts, known)
    assert translations.read(path) == known
    translations.write(path, "xx", texts, {})
    assert translations.read(path) == {}
    assert len(list(translations.missing(texts, {}))) == 3
    assert "gui/a.py: A: 'x'" in translations.missing(texts, {})


def test_where_classes_disagreed_nothing_is_guessed():
    old = {Key("A", "x"): "eins", Key("B", "x"): "zwei"}
    assert translations.merge({Key("C", "x"): {"gui/c.py"}, Key("A", "x"): {"gui/a.py"}}, old) == {
        Key("A", "x"): "eins"
    }


def test_a_new_text_is_told_and_compiled_without_words(tmp_path, monkeypatch, capsys):
    (tmp_path / "gui").mkdir()
    (tmp_path / "engine").mkdir()
    (tmp_path / "gui" / "new.py").write_text('class New:\n    def f(self):\n        self.tr("Brand new")\n')
    texts = translations.extract(tmp_path)
    monkeypatch.setattr(translations, "FOLDER", tmp_path)
    monkeypatch.setattr(translations, "extract", lambda: texts)
    assert translations.main(["de"]) == 1
    said = capsys.readouterr().out
    assert "gui/new.py: New: 'Brand new'" in said
    assert "1 without words" in said
    assert (tmp_path / "gonogo_de.qm").exists()
    words = (tmp_path / "gonogo_de.ts").read_text(encoding="utf-8")
    (tmp_path / "gonogo_de.ts").write_text(
        words.replace('<translation type="unfinished" />', "<translation>Neu</translation>"), encoding="utf-8"
    )
    assert translations.main(["de"]) == 0
    translator = QTranslator()
    assert translator.load("gonogo_de", str(tmp_path))
    assert translator.translate("New", "Brand new") == "Neu"


# ---- the choice


@pytest.mark.parametrize(
    ("setting", "tags", "code"),
    [
        ("", ("de-DE", "de"), "de"),
        ("", ("de-Latn-AT",), "de"),
        ("", ("en-US", "de-DE"), "en"),
        ("", ("fr-FR", "de-DE", "en-US"), "de"),
        ("", ("fr-FR",), "en"),
        ("", ("C",), "en"),
        ("en", ("de-DE",), "en"),
        ("de", ("en-GB",), "de"),
        ("xx", ("de-DE",), "de"),
        ("../de", ("en-US",), "en"),
    ],
)
def test_the_language_is_the_chosen_one_or_the_systems_or_english(setting, tags, code, monkeypatch):
    speak(monkeypatch, *tags)
    assert language.choose(setting) == code


@pytest.mark.parametrize(
    ("setting", "system", "number"),
    [
        ("", "de_CH", "12'345.5"),
        ("", "de_DE", "12.345,5"),
        ("de", "en_US", "12.345,5"),
        ("en", "de_DE", "12,345.5"),
        ("", "fr_FR", "12,345.5"),
        ("", "C", "12,345.5"),
    ],
)
def test_numbers_are_those_of_the_language(setting, system, number, monkeypatch, qapp):
    monkeypatch.setattr(language, "system", lambda: QLocale(system))
    language.install(setting)
    assert QLocale().toString(12345.5, "f", 1) == number


def test_a_second_window_does_not_speak_the_first_ones_language(qapp):
    language.install("de")
    assert QApplication.translate("Verdicts", "Good") == "Gut"
    language.install("de")
    assert len([t for t in qapp.findChildren(QTranslator) if t.objectName()]) == 2
    language.install("en")
    assert QApplication.translate("Verdicts", "Good") == "Good"
    assert not [t for t in qapp.findChildren(QTranslator) if t.objectName()]


def test_the_window_speaks_german_and_so_does_qt(make_window, tmp_path, monkeypatch):
    speak(monkeypatch, "de-DE")
    window = make_window(pages=PAGES)
    titles = [action.text() for action in window.menuBar().actions()]
    assert titles[0] == "&Datei"
    assert len(titles) == len(MENUS)
    assert window.context.actions["file.settings"].text() == "Optionen…"
    assert "Strg" in window.context.actions["file.settings"].toolTip()
    dialog = SettingsDialog(window.context.settings, window.state.paths, window)
    assert dialog.language.currentData() == ""
    buttons = dialog.findChild(QDialogButtonBox)
    assert buttons.button(QDialogButtonBox.StandardButton.Cancel).text() == "Abbrechen"


def test_a_chosen_language_is_spoken_at_the_next_start(make_window, tmp_path, monkeypatch):
    speak(monkeypatch, "de-DE")
    store = SettingsStore(tmp_path / "data" / "settings.json")
    store.change(language="en")
    store.save()
    window = make_window()
    assert window.menuBar().actions()[0].text() == "&File"
    dialog = SettingsDialog(window.context.settings, window.state.paths, window)
    dialog.language.setCurrentIndex(dialog.language.findData("de"))
    dialog.accept()
    assert window.context.settings.value.language == "de"
    assert window.menuBar().actions()[0].text() == "&File"  # not before the next start
    window.context.settings.save()
    assert make_window().menuBar().actions()[0].text() == "&Datei"


def test_the_languages_that_can_be_chosen_have_a_name():
    assert set(language.available()) == {"en", *LANGUAGE_CODES}
    assert set(language.available()) <= set(LANGUAGES)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the environment does not choose the language")
@pytest.mark.parametrize(("setting", "title"), [("", "&Datei"), ("en", "&File")])
def test_a_german_system_gets_german_unless_english_was_chosen(setting, title, tmp_path):
    (tmp_path / "settings.json").write_text(f'{{"version": 1, "language": "{setting}"}}')
    code = (
        "import sys; from gui.app import build; window = build([], sys.argv[1], all_pages=False);"
        "print(window.menuBar().actions()[0].text()); window.close()"
    )
    kept = {name: value for name, value in os.environ.items() if name not in ("LC_ALL", "LANGUAGE")}
    environment = kept | {"LANG": "de_DE.UTF-8", "QT_QPA_PLATFORM": "offscreen", "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)],
        cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", timeout=120, check=False,
    )  # fmt: skip
    assert done.stdout.strip() == title, done.stderr


# ---- numbers


def test_german_numbers_and_days(qapp):
    language.install("de")
    assert grouped(12345) == "12.345"
    assert decimal(1234.5, 1) == "1234,5"
    assert significant(0.0312, 2) == "0,031"
    assert one_in(1 / 2500) == "1 von 2.500"
    assert one_in(0) == "keine"
    assert how_many(1 / 2.5) == "2,5"
    assert rate(1234.4) == "1.234"
    assert rate(2.54) == "2,5"
    assert size(1.25e9) in ("1,2 GB", "1,3 GB")
    assert duration(5000) == "83 min"
    assert day_words(date(2025, 11, 7)) == "Fr. 7. Nov. 2025"
    assert near_day(datetime.now().astimezone().date().replace(month=11, day=7)).endswith(" 7. Nov.")
    assert short_day(date(2025, 11, 7)) == "7. Nov."
