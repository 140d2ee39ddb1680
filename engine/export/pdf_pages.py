"""Pages of a PDF report: fonts, text that fits, icons, and blocks that are laid out before they are drawn.

Positions are in points (1/72 inch) from the upper left corner of the page, downwards. Blocks are placed on
pages first and drawn afterwards, so that every page can say how many there are.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from typing import IO, Any

from engine.export.fonts import BOLD, REGULAR, font_file
from engine.export.pdf_icons import draw_icon, fill, stroke
from engine.export.pictures import Picture
from engine.export.wording import VERDICT_COLOURS, visible
from engine.types import OperatorVerdict, Verdict

WIDTH, HEIGHT = 595.28, 841.89
"""A4, upright."""

LEFT, RIGHT = 42.0, WIDTH - 42.0
FIRST_TOP, TOP, BOTTOM = 44.0, 62.0, HEIGHT - 50.0
"""Where the content of a page lies; the first one has no header."""

INK, DIM, LINE, SOFT, AMBER = "#1c1d1f", "#5a5c5f", "#d6d7d9", "#f0f0f1", VERDICT_COLOURS[Verdict.REVIEW]

_NAMES = {False: "GonogoSans", True: "GonogoSans-Bold"}
_BREAK = re.compile(r"(?<=[\s_\-/\\.,;:])(?=[^\s])")


@dataclass(frozen=True, slots=True)
class Face:
    """A font: which characters it has and how wide they are.

    Attributes:
        name: What the PDF library knows it by.
        widths: Width of every character by its code, in thousandths of the size.
    """

    name: str
    widths: dict[int, float]

    def has(self, char: str) -> bool:
        """Whether there is a picture of the character."""
        return ord(char) in self.widths


@cache
def face(bold: bool = False) -> Face:
    """One of the two fonts, ready for the PDF library.

    Raises:
        ExportError: The font's file is missing.
    """
    from reportlab import rl_config
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    # pictures as they are: text that stands for bytes would make them a quarter larger
    rl_config.useA85 = 0
    font = TTFont(_NAMES[bold], str(font_file(BOLD if bold else REGULAR)))
    pdfmetrics.registerFont(font)
    known = {code: float(font.face.charWidths.get(code, 0)) for code in font.face.charToGlyph}
    return Face(_NAMES[bold], known)


def drawable(text: str, *, bold: bool = False) -> str:
    r"""Text that the font can show; characters that it lacks appear as their number: ``\u5199``."""
    has = face(bold).has
    composed = unicodedata.normalize("NFC", visible(text))
    return "".join(char if has(char) else _number(char) for char in composed)


def _number(char: str) -> str:
    code = ord(char)
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:06x}"


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """How wide text is, in points."""
    widths = face(bold).widths
    return sum(widths.get(ord(char), 0.0) for char in text) * size / 1000


def wrap(text: str, width: float, size: float, *, bold: bool = False, most: int = 99) -> tuple[str, ...]:
    """Break text into lines that fit.

    Lines break at blanks and after the signs that file names are made of, and where nothing else helps
    between any two characters. Where there is not enough room, the middle is left out: beginning and end
    tell names apart.

    Args:
        text: Any text.
        width: Room in points.
        size: Size of the font in points.
        bold: Whether it is set in bold.
        most: Lines at most.

    Returns:
        Drawable lines; none for empty text.
    """
    shown = drawable(text, bold=bold).strip()
    lines: list[str] = []
    line = ""
    for word in _pieces(shown, width, size, bold):
        if line and text_width((line + word).rstrip(), size, bold=bold) > width:
            lines.append(line)
            line = word.lstrip()
        else:
            line += word
    if line.strip():
        lines.append(line)
    if len(lines) > most:
        lines[most - 1 :] = [_shortened("".join(lines[most - 1 :]), width, size, bold)]
    return tuple(line.rstrip() for line in lines)


def _pieces(text: str, width: float, size: float, bold: bool) -> Iterable[str]:
    """Text cut where lines may break; pieces wider than a line are cut anywhere."""
    for word in _BREAK.split(text):
        if text_width(word.rstrip(), size, bold=bold) <= width:
            yield word
            continue
        piece = ""
        for char in word:
            if piece and text_width(piece + char, size, bold=bold) > width:
                yield piece
                piece = ""
            piece += char
        yield piece


def _shortened(text: str, width: float, size: float, bold: bool) -> str:
    """The last line of text that is too long: its beginning, an ellipsis, and its end."""
    room = width - text_width("…", size, bold=bold)
    begin, end = 0, 0
    used = 0.0
    while begin + end < len(text):
        # in turns from both sides, the end first: it is what tells numbered names apart
        first = begin < end
        used += text_width(text[begin] if first else text[-1 - end], size, bold=bold)
        if used > room:
            break
        begin, end = (begin + 1, end) if first else (begin, end + 1)
    return f"{text[:begin].rstrip()}…{text[len(text) - end :].lstrip()}"


class Page:
    """Draws on the pages of one PDF file.

    Args:
        stream: Receives the file when it is finished.
        title: Of the document.
        creator: The program that makes it.
    """

    def __init__(self, stream: IO[bytes], title: str, creator: str) -> None:
        from reportlab.pdfgen.canvas import Canvas

        face(), face(True)
        self._canvas: Any = Canvas(
            stream,
            pagesize=(WIDTH, HEIGHT),
            pageCompression=1,
            initialFontName=_NAMES[False],
            initialFontSize=8,
            lang="en",
        )
        self._canvas.setTitle(title)
        self._canvas.setCreator(creator)
        self._canvas.setAuthor("")
        self._canvas.setSubject("Inspection report")
        self._marks = 0

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float = 8.5,
        *,
        bold: bool = False,
        colour: str = INK,
        align: float = 0.0,
    ) -> None:
        """Draw one line of drawable text.

        Args:
            x: Its left edge; its middle for ``align`` 0.5, its right edge for 1.
            y: Its base line.
            text: What to draw.
            size: Of the font, points.
            bold: Whether in bold.
            colour: Hexadecimal.
            align: See ``x``.
        """
        if align:
            x -= align * text_width(text, size, bold=bold)
        self._canvas.setFont(_NAMES[bold], size)
        fill(self._canvas, colour)
        self._canvas.drawString(x, HEIGHT - y, text)

    def lines(
        self,
        x: float,
        y: float,
        lines: Sequence[str],
        size: float,
        *,
        bold: bool = False,
        colour: str = INK,
        leading: float = 1.3,
    ) -> float:
        """Draw lines below each other; returns where the next base line would be."""
        for line in lines:
            self.text(x, y, line, size, bold=bold, colour=colour)
            y += leading * size
        return y

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        inside: str | None = None,
        edge: str | None = None,
        radius: float = 0.0,
    ) -> None:
        """Draw a rectangle."""
        canvas = self._canvas
        if inside:
            fill(canvas, inside)
        if edge:
            stroke(canvas, edge, 0.6)
        shape = (x, HEIGHT - y - height, width, height)
        if radius:
            canvas.roundRect(*shape, radius, stroke=int(edge is not None), fill=int(inside is not None))
        else:
            canvas.rect(*shape, stroke=int(edge is not None), fill=int(inside is not None))

    def rule(
        self, x: float, y: float, x2: float, y2: float, *, colour: str = LINE, width: float = 0.6
    ) -> None:
        """Draw a straight line."""
        stroke(self._canvas, colour, width)
        self._canvas.line(x, HEIGHT - y, x2, HEIGHT - y2)

    def picture(self, x: float, y: float, picture: Picture, side: float) -> None:
        """Draw a picture into the middle of a square."""
        from reportlab.lib.utils import ImageReader

        scale = side / max(picture.width, picture.height)
        width, height = picture.width * scale, picture.height * scale
        left, top = x + (side - width) / 2, y + (side - height) / 2
        reader = ImageReader(BytesIO(picture.data))
        self._canvas.drawImage(reader, left, HEIGHT - top - height, width, height)

    def icon(self, x: float, y: float, kind: Verdict | OperatorVerdict, size: float = 10.0) -> None:
        """Draw a verdict's icon; ``y`` is its upper edge."""
        canvas, unit = self._canvas, size / 16
        canvas.saveState()
        canvas.translate(x, HEIGHT - y)
        canvas.scale(unit, -unit)
        draw_icon(canvas, kind)
        canvas.restoreState()

    def mark(self, words: str) -> None:
        """Let the table of contents beside the pages lead to here."""
        self._marks += 1
        key = f"section-{self._marks}"
        self._canvas.bookmarkPage(key)
        self._canvas.addOutlineEntry(words, key, 0)

    def next(self) -> None:
        """Begin a new page."""
        self._canvas.showPage()

    def finish(self) -> None:
        """Write the file."""
        self._canvas.save()


@dataclass(frozen=True, slots=True)
class Block:
    """Something that is not torn apart by the end of a page.

    Attributes:
        height: Room that it takes, points.
        draw: Draws it with its upper edge at the given height.
        with_next: Whether it must not be the last thing on its page, such as a heading.
        again: Repeated above it where it begins a page, such as the titles of a table.
    """

    height: float
    draw: Callable[[Page, float], None]
    with_next: bool = False
    again: Block | None = None


def paginate(blocks: Sequence[Block]) -> list[list[tuple[Block, float]]]:
    """Place blocks on pages from top to bottom.

    Args:
        blocks: In their order; one that is higher than a page gets a page for itself.

    Returns:
        For every page its blocks and the height of their upper edge; one empty page for no blocks.
    """
    pages: list[list[tuple[Block, float]]] = [[]]
    y = FIRST_TOP
    for i, block in enumerate(blocks):
        if pages[-1] and y + _needed(blocks, i) > BOTTOM:
            pages.append([])
            y = TOP
            if block.again is not None:
                pages[-1].append((block.again, y))
                y += block.again.height
        pages[-1].append((block, y))
        y += block.height
    return pages


def _needed(blocks: Sequence[Block], i: int) -> float:
    """Room for a block and for what must follow it on the same page."""
    needed = blocks[i].height
    while blocks[i].with_next and i + 1 < len(blocks):
        i += 1
        needed += blocks[i].height
    return needed
