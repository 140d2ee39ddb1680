"""Stand-ins for libraries that are linked and never called."""

from __future__ import annotations

import ctypes
import shutil
import subprocess
import sys
from pathlib import Path

import placeholders
import pytest

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or not shutil.which("cc") or not shutil.which("readelf"),
    reason="a compiler and binutils, on Linux",
)

VIDEO = """
int video_decode(int n) { return n + 1; }
int video_unused(int n) { return n + 2; }
int video_table[7] = {1, 2, 3};
"""
CODEC = "int codec_run(void) { return 5; }"
PICTURES = """
extern int video_decode(int); extern int video_table[7];
int read_picture(void) { return 42; }
int read_video(void) { return video_decode(1); }
int table(void) { return video_table[0]; }
"""


def compile_library(folder: Path, name: str, source: str, *options: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "source.c").write_text(source)
    target = folder / name
    command = ["cc", "-shared", "-fPIC", "-o", target, folder / "source.c", f"-Wl,-soname,{name}", *options]
    subprocess.run(list(map(str, command)), check=True)
    return target


@pytest.fixture
def libraries(tmp_path: Path) -> list[tuple[str, str, str]]:
    """A library for pictures, linked to one for videos, linked to a codec; and a plugin beside them."""
    libs = tmp_path / "site" / "opencv_python_headless.libs"
    codec = compile_library(libs, "libcodec-2.so", CODEC)
    script = libs / "versions"
    script.write_text("VIDEO_1 { global: video_*; local: *; };")
    video = compile_library(
        libs, "libavcodec-1.so",
        VIDEO + "extern int codec_run(void); int video_x(void) { return codec_run(); }",
        f"-Wl,--version-script={script}", str(codec),
    )  # fmt: skip
    plugin = compile_library(libs, "libplugin.so", "int plugin(void) { return 1; }")
    pictures = compile_library(tmp_path / "site" / "cv2", "cv2.so", PICTURES, str(video))
    found = [("cv2/cv2.so", str(pictures), "EXTENSION")]
    found += [(f"{libs.name}/{p.name}", str(p), "BINARY") for p in (codec, video, plugin)]
    return found


@pytest.fixture
def replaced(libraries, tmp_path) -> tuple[Path, list, list]:
    """Everything after the exchange, laid out as in a bundle."""
    result, exchanged = placeholders.replace(libraries, tmp_path / "work")
    bundle = tmp_path / "bundle"
    for target, source, _kind in result:
        (bundle / target).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, bundle / target)
    return bundle, result, exchanged


def call(bundle: Path, function: str) -> subprocess.CompletedProcess:
    code = (
        "import ctypes, sys\n"
        "ctypes.CDLL(sys.argv[1] + '/opencv_python_headless.libs/libavcodec-1.so', ctypes.RTLD_GLOBAL)\n"
        "print(getattr(ctypes.CDLL(sys.argv[1] + '/cv2/cv2.so'), sys.argv[2])())\n"
    )
    return subprocess.run(
        [sys.executable, "-c", code, bundle, function], capture_output=True, text=True, check=False
    )


def test_what_needs_the_library_still_loads_and_works(replaced):
    bundle, _result, exchanged = replaced
    assert exchanged == [
        "opencv_python_headless.libs/libavcodec-1.so",
        "opencv_python_headless.libs/libcodec-2.so",
    ]
    done = call(bundle, "read_picture")
    assert (done.returncode, done.stdout.strip()) == (0, "42"), done.stderr
    assert call(bundle, "table").stdout.strip() == "0"


def test_calling_what_is_not_there_ends_with_a_plain_sentence(replaced):
    done = call(replaced[0], "read_video")
    assert done.returncode < 0
    assert "gonogo: video_decode is not part of this application (libavcodec-1.so)." in done.stderr


def test_what_only_the_replaced_needed_goes_and_plugins_stay(replaced):
    targets = [target for target, _source, _kind in replaced[1]]
    assert "opencv_python_headless.libs/libcodec-2.so" not in targets
    assert "opencv_python_headless.libs/libplugin.so" in targets


def test_name_and_versions_are_kept(replaced, libraries):
    original = Path(next(source for target, source, _ in libraries if target.endswith("libavcodec-1.so")))
    made = replaced[0] / "opencv_python_headless.libs" / "libavcodec-1.so"
    assert placeholders._soname(made) == placeholders._soname(original) == "libavcodec-1.so"
    offered = {(s.name, s.version) for s in placeholders.symbols(made) if s.defined and s.name != "VIDEO_1"}
    assert offered == {("video_decode", "VIDEO_1"), ("video_table", "VIDEO_1")}
    assert placeholders.needed(made) <= {"libc.so.6"}


def test_links_to_what_was_dropped_are_dropped(replaced):
    links = [
        ("libcodec-2.so", "opencv_python_headless.libs/libcodec-2.so", "SYMLINK"),
        ("libplugin.so", "opencv_python_headless.libs/libplugin.so", "SYMLINK"),
        ("resources/a.svg", "/x/a.svg", "DATA"),
    ]
    kept = placeholders.without_dangling(links, replaced[1])
    assert [target for target, _source, _kind in kept] == ["libplugin.so", "resources/a.svg"]


def test_without_a_compiler_everything_stays_whole(libraries, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(placeholders.shutil, "which", lambda _name: None)
    assert placeholders.replace(libraries, tmp_path / "work") == (libraries, [])
    assert "stay whole" in capsys.readouterr().out


def test_an_openblas_tells_threadpoolctl_that_it_has_one_thread(tmp_path):
    libs = tmp_path / "opencv_python_headless.libs"
    source = "int cblas_dgemm(void) { return 1; } int openblas_get_num_threads(void) { return 8; }"
    blas = compile_library(libs, "libopenblasp-r0-x.so", source)
    uses = "extern int cblas_dgemm(void); int f(void) { return cblas_dgemm(); }"
    user = compile_library(tmp_path / "cv2", "cv2.so", uses, str(blas))
    made = ctypes.CDLL(str(placeholders.build(blas, [user], tmp_path / "work" / blas.name)))
    assert made.openblas_get_num_threads() == 1
    made.openblas_set_num_threads(4)
    made.openblas_get_config.restype = ctypes.c_char_p
    assert b"OpenBLAS" in made.openblas_get_config()


def test_cuda_says_that_there_is_no_graphics_card(tmp_path):
    source = """
        int cudaGetDeviceCount(int *n) { *n = 2; return 0; }
        void *__cudaRegisterFatBinary(void *p) { return p; }
        const char *cudaGetErrorString(int n) { return "x"; }
    """
    # a version that there is not: it stays loaded, and torch shall not find it in place of its own
    card = compile_library(tmp_path / "nvidia" / "lib", "libcudart.so.0", source)
    user = compile_library(
        tmp_path / "torch", "libtorch.so",
        "extern int cudaGetDeviceCount(int *); extern void *__cudaRegisterFatBinary(void *);"
        "extern const char *cudaGetErrorString(int);"
        "int f(void) { int n; __cudaRegisterFatBinary(0); cudaGetErrorString(1);"
        "return cudaGetDeviceCount(&n); }",
        str(card),
    )  # fmt: skip
    assert placeholders.is_replaced("nvidia/cu13/lib/libcudart.so.13")
    made = ctypes.CDLL(str(placeholders.build(card, [user], tmp_path / "work" / card.name)))
    assert made.cudaGetDeviceCount(None) == 100
    made.cudaGetErrorString.restype = ctypes.c_char_p
    assert made.cudaGetErrorString(100) == b"there is no graphics card"
    assert not made.__getattr__("__cudaRegisterFatBinary")(None)


def test_qts_icu_gets_data_without_contents(tmp_path):
    import PySide6

    folder = Path(PySide6.__file__).parent / "Qt" / "lib"
    data = next(folder.glob("libicudata.so.*"))
    users = list(folder.glob("libicuuc.so.*"))
    made = placeholders.build(data, users, tmp_path / data.name)
    assert made.stat().st_size < 50_000
    names = [symbol for symbol in placeholders.symbols(made) if symbol.defined]
    assert len(names) == 1
    version = data.name.rpartition(".")[2]
    assert names[0].name == f"icudt{version}_dat"
    content = made.read_bytes()
    assert b"\x20\x00\xda\x27" in content, "the head of ICU's data"


def test_stripping_leaves_a_library_that_works(tmp_path):
    library = compile_library(tmp_path / "a", "liba.so", "int seven(void) { return 7; }", "-g")
    entries = [("x/lib-dynload/liba.so", str(library), "EXTENSION"), ("y/liba.so", str(library), "BINARY")]
    result = placeholders.strip(entries, ["*/lib-dynload/*.so"], tmp_path / "work")
    assert result[1] == entries[1]
    bare = Path(result[0][1])
    assert bare.stat().st_size < library.stat().st_size
    assert ctypes.CDLL(str(bare)).seven() == 7
