"""Numbers in words, the same everywhere in the window."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale


def one_in(share: float) -> str:
    """A share as "1 in N", the way people think of rare things.

    Args:
        share: 0 to 1; 0 gives "none".
    """
    tr = QCoreApplication.translate
    if not share > 0:
        return tr("Words", "none")
    return tr("Words", "1 in {n}").format(n=how_many(share))


def how_many(share: float) -> str:
    """The N of "1 in N".

    Args:
        share: Above 0, at most 1.
    """
    many = 1 / share
    # two figures are all that such a number is good for
    rounded = round(many, 1) if many < 3 else float(f"{many:.2g}") if many > 100 else round(many)
    return decimal(rounded, 1) if rounded % 1 else grouped(round(rounded))


def rate(per_second: float) -> str:
    """Items a second with no more figures than anyone reads."""
    return grouped(round(per_second)) if per_second >= 10 else decimal(per_second, 1)


def duration(seconds: float) -> str:
    """A time span as "9 s", "2 min" or "1 h 20 min"."""
    tr = QCoreApplication.translate
    whole = max(1, round(seconds))
    if whole < 90:
        return tr("Words", "{n} s").format(n=whole)
    minutes = round(seconds / 60)
    if minutes < 90:
        return tr("Words", "{n} min").format(n=minutes)
    return tr("Words", "{h} h {m} min").format(h=minutes // 60, m=minutes % 60)


def size(count: float) -> str:
    """Bytes as "350 MB" or "1.2 GB"."""
    if count < 1e6:
        return decimal(count / 1e3, 0) + " kB"
    if count < 1e9:
        return decimal(count / 1e6, 0) + " MB"
    return decimal(count / 1e9, 1) + " GB"


def decimal(value: float, digits: int) -> str:
    """A number with so many digits after the decimal sign, thousands not grouped."""
    locale = QLocale()
    locale.setNumberOptions(QLocale.NumberOption.OmitGroupSeparator)
    return locale.toString(float(value), "f", digits)


def significant(value: float, digits: int) -> str:
    """A number with so many significant digits, thousands not grouped: "41.2", "0.0031"."""
    locale = QLocale()
    locale.setNumberOptions(QLocale.NumberOption.OmitGroupSeparator)
    return locale.toString(float(value), "g", digits)


def day_format(*, weekday: bool = False, year: bool = True) -> str:
    """Qt's pattern for a day, with the dots of the language: "7 Nov 2025", "7. Nov. 2025"."""
    tr = QCoreApplication.translate
    if weekday:
        return tr("Dates", "ddd d MMM yyyy") if year else tr("Dates", "ddd d MMM")
    return tr("Dates", "d MMM yyyy") if year else tr("Dates", "d MMM")


def grouped(value: int) -> str:
    """A whole number, its thousands grouped as usual where the person lives: "12,000", "12.000"."""
    return QLocale().toString(int(value))
