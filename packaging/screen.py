"""Another client of an X server: which windows are there, what is on the screen, and clicks on it."""

from __future__ import annotations

import ctypes
import struct
from pathlib import Path

import numpy as np
import numpy.typing as npt


class Screen:
    """An X server, by the system's libX11 and, for clicks, libXtst.

    Args:
        name: The display, such as ``:1``.
        frame_buffer: File in which Xvfb keeps what is on the screen.
    """

    def __init__(self, name: str, frame_buffer: Path) -> None:
        self.name = name
        self._frame_buffer = frame_buffer
        x = self._x = ctypes.CDLL("libX11.so.6")
        window, pointer, number = ctypes.c_ulong, ctypes.c_void_p, ctypes.c_int
        x.XOpenDisplay.restype, x.XOpenDisplay.argtypes = pointer, [ctypes.c_char_p]
        x.XDefaultRootWindow.restype, x.XDefaultRootWindow.argtypes = window, [pointer]
        x.XInternAtom.restype, x.XInternAtom.argtypes = window, [pointer, ctypes.c_char_p, number]
        x.XQueryTree.argtypes = [pointer, window, *(pointer,) * 4]
        x.XGetWindowProperty.argtypes = [
            *(pointer, window, window, ctypes.c_long, ctypes.c_long, number, window),
            *(pointer,) * 5,
        ]
        x.XFree.argtypes = x.XCloseDisplay.argtypes = x.XFlush.argtypes = [pointer]
        # a window may go while it is being asked: that is no reason to end this process
        self._ignore = ctypes.CFUNCTYPE(number, pointer, pointer)(lambda _display, _event: 0)
        x.XSetErrorHandler.argtypes = [pointer]
        x.XSetErrorHandler(self._ignore)
        self._display = x.XOpenDisplay(name.encode())
        if not self._display:
            raise OSError(f"no connection to the display {name}")

    def close(self) -> None:
        """Leave the server."""
        self._x.XCloseDisplay(self._display)

    def titles(self) -> list[str]:
        """Titles of the windows on the screen that have one."""
        root, parent = ctypes.c_ulong(), ctypes.c_ulong()
        children, count = ctypes.POINTER(ctypes.c_ulong)(), ctypes.c_uint()
        screen = self._x.XDefaultRootWindow(self._display)
        places = [ctypes.byref(place) for place in (root, parent, children, count)]
        if not self._x.XQueryTree(self._display, screen, *places):
            return []
        found = [self._text(children[number], b"_NET_WM_NAME") for number in range(count.value)]
        if children:
            self._x.XFree(children)
        return [title for title in found if title]

    def picture(self) -> npt.NDArray[np.uint8]:
        """What is on the screen, uint8, shape (height, width, 3), R, G, B."""
        content = self._frame_buffer.read_bytes()
        # the X window dump format: big-endian numbers, then colours, then pixels
        header = struct.unpack(">25I", content[:100])
        size, width, height, line, colours = header[0], header[4], header[5], header[12], header[19]
        pixels = np.frombuffer(content, np.uint8, line * height, size + colours * 12)
        return pixels.reshape(height, line)[:, : width * 4].reshape(height, width, 4)[..., 2::-1].copy()

    def click(self, x: int, y: int) -> None:
        """Click at a place with the left button.

        Raises:
            OSError: libXtst is not installed.
        """
        test = ctypes.CDLL("libXtst.so.6")
        pointer, number, always = ctypes.c_void_p, ctypes.c_int, ctypes.c_ulong
        test.XTestFakeMotionEvent.argtypes = [pointer, number, number, number, always]
        test.XTestFakeButtonEvent.argtypes = [pointer, ctypes.c_uint, number, always]
        test.XTestFakeMotionEvent(self._display, -1, x, y, 0)
        for pressed in (1, 0):
            test.XTestFakeButtonEvent(self._display, 1, pressed, 0)
        self._x.XFlush(self._display)

    def _text(self, window: int, name: bytes) -> str:
        atom = self._x.XInternAtom(self._display, name, False)
        kind, form = ctypes.c_ulong(), ctypes.c_int()
        many, rest, data = ctypes.c_ulong(), ctypes.c_ulong(), ctypes.POINTER(ctypes.c_ubyte)()
        places = [ctypes.byref(place) for place in (kind, form, many, rest, data)]
        if self._x.XGetWindowProperty(self._display, window, atom, 0, 1024, False, 0, *places):
            return ""
        text = bytes(data[: many.value]).decode() if data and form.value == 8 else ""
        if data:
            self._x.XFree(data)
        return text
