"""Where the packaged application starts; what it does with its words is decided by ``gui.__main__``."""

import multiprocessing
import sys
import types

# pyqtgraph imports this module, and uses it only for curves drawn by a graphics card, of which there are none here
sys.modules.setdefault("PySide6.QtOpenGL", types.ModuleType("PySide6.QtOpenGL"))

from gui.__main__ import main

if __name__ == "__main__":
    # a library that starts another Python would start another window without this
    multiprocessing.freeze_support()
    sys.exit(main())
