"""Where the packaged application starts; what it does with its words is decided by ``gui.__main__``."""

import logging
import multiprocessing
import os
import sys
import types

# the starter before this let the system look for libraries here; programs that are started from here, such as
# the file manager, shall find their own
if (before := os.environ.pop("LD_LIBRARY_PATH_ORIG", None)) is not None:
    os.environ["LD_LIBRARY_PATH"] = before
else:
    os.environ.pop("LD_LIBRARY_PATH", None)

# Windows gives a program without a console nothing to write to, and libraries write all the same
for name in ("stdout", "stderr"):
    if getattr(sys, name) is None:
        setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115 - for as long as it runs

# torch says so on every import: its compiler for graphics cards is not there
logging.getLogger("torch.utils.flop_counter").setLevel(logging.ERROR)

# pyqtgraph imports these modules, 10 MB, and uses them only where a graphics card draws curves: not here
for name in ("PySide6.QtOpenGL", "PySide6.QtOpenGLWidgets"):
    module = types.ModuleType(name)
    module.QOpenGLWidget = type("QOpenGLWidget", (), {})
    sys.modules.setdefault(name, module)

from gui.__main__ import main  # noqa: E402

if __name__ == "__main__":
    # a library that starts another Python would start another window without this
    multiprocessing.freeze_support()
    sys.exit(main())
