"""Bringing torch's libraries into the process without stopping all other threads.

While Python imports an extension module it holds its lock, and torch's libraries, about a gigabyte, take some
hundred milliseconds to be linked: a window stands still meanwhile. The system's own loader called as a
plain function needs no lock, and when Python imports torch afterwards it finds them loaded.
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import sys
from pathlib import Path

_FIRST = "libtorch_global_deps.so"
_LIBRARIES = (_FIRST, "libc10.so", "libtorch_cpu.so", "libtorch.so")
"""Those without Python in them, each after what it rests on. torch makes the first one's names global."""


def load_torch_libraries() -> bool:
    """Load torch's libraries ahead of ``import torch``.

    Whatever goes wrong is left for the import to tell. Only done where it was tried: on Linux.

    Returns:
        Whether all of them are loaded now.
    """
    if sys.platform != "linux":
        return False
    if "torch" in sys.modules:
        return True
    try:
        spec = importlib.util.find_spec("torch")
        places = list(spec.submodule_search_locations or ()) if spec is not None else []
        if not places:
            return False
        system = ctypes.CDLL(None)
        dlopen = system.dlopen  # called this way it lets go of Python's lock; ctypes.CDLL(path) would not
    except (ImportError, OSError, ValueError, AttributeError):
        return False
    dlopen.restype, dlopen.argtypes = ctypes.c_void_p, (ctypes.c_char_p, ctypes.c_int)
    folder = Path(places[0]) / "lib"
    loaded = True
    for name in _LIBRARIES:
        how = os.RTLD_NOW | (os.RTLD_GLOBAL if name == _FIRST else os.RTLD_LOCAL)
        loaded = dlopen(os.fsencode(folder / name), how) is not None and loaded
    return loaded
