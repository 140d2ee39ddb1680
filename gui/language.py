"""In which language the window speaks: what the person chose, what the system speaks, or English."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from gui.paths import resources

ENGLISH = "en"
"""The language of the sources, which needs no file."""

_OURS = "gonogo"
_QTS = "qtbase"  # buttons such as Cancel, and the file dialogs


_spoken = ENGLISH


def spoken() -> str:
    """Code of the language that was installed last."""
    return _spoken


def available() -> list[str]:
    """Codes of the languages that come with the program; English always does."""
    files = (resources() / "translations").glob(f"{_OURS}_*.qm")
    found = {path.stem.removeprefix(f"{_OURS}_") for path in files}
    return sorted(found | {ENGLISH})


def system() -> QLocale:
    """What the system is set to; tests put another in its place."""
    return QLocale.system()


def choose(setting: str) -> str:
    """The language to speak.

    Args:
        setting: A language's code, or nothing for the system's; one that did not come with the program
            counts as nothing.

    Returns:
        One of :func:`available`: for the system's, the first of those it prefers, English if there is none.
    """
    ours = available()
    if setting in ours:
        return setting
    # Qt's own choice would pass over English, for which there is no file, and take the next
    for tag in system().uiLanguages():
        code = QLocale.languageToCode(QLocale(tag).language())
        if code in ours:
            return code
    return ENGLISH


def install(setting: str) -> str:
    """Let all windows that are made from now on speak a language, with its numbers and dates.

    Args:
        setting: See :func:`choose`.

    Returns:
        The language's code.
    """
    global _spoken  # noqa: PLW0603 - as the translators are, of the process
    code = _spoken = choose(setting)
    application = QCoreApplication.instance()
    for name in (_OURS, _QTS):
        for old in application.findChildren(QTranslator, name):
            QCoreApplication.removeTranslator(old)
            old.setParent(None)
    own = system()
    # a system of the same language knows better how its country writes numbers and dates
    QLocale.setDefault(own if QLocale.languageToCode(own.language()) == code else QLocale(code))
    if code == ENGLISH:
        return code
    for name, folder in (
        (_OURS, str(resources() / "translations")),
        (_QTS, QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)),
    ):
        translator = QTranslator(application)
        translator.setObjectName(name)
        if translator.load(f"{name}_{code}", folder):
            QCoreApplication.installTranslator(translator)
        else:
            translator.setParent(None)
    return code
