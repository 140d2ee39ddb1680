"""The command line as a process of its own: what it loads, where it writes, and how it is stopped."""

from __future__ import annotations

import io
import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from command_line import SMALL, CommandLine, leftovers

import engine.cli.bars
from engine.cli.bars import show_progress
from engine.progress import STAGES, Progress

ROOT = Path(__file__).parents[2]


@pytest.fixture
def gonogo(capsysbinary: pytest.CaptureFixture[bytes]) -> CommandLine:
    return CommandLine(capsysbinary)


def start(program: list[str], *words: str | Path, **options) -> subprocess.CompletedProcess[bytes]:
    """Run Python with our code; standard output and standard error are caught unless told otherwise."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **options.pop("env", {})}
    options = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options}
    command = [sys.executable, *program, *map(str, words)]
    return subprocess.run(command, env=environment, timeout=300, check=False, **options)


class TestWhatIsLoaded:
    def test_inspecting_loads_nothing_that_it_does_not_need(self, recipe_file: Path, new_paths):
        program = """
import sys
from engine.cli import main
code = main(sys.argv[1:])
slow = {"torch", "anomalib", "timm", "lightning", "scipy", "rich", "jinja2", "pandas", "PySide6"}
print(*sorted(slow & set(sys.modules)), file=sys.stderr)
sys.exit(code)
"""
        done = start(["-c", program], "inspect", recipe_file, new_paths[1], "--json", "-", "--fail-on-defect")
        assert done.stderr.split() == []
        assert done.returncode == 1
        (result,) = json.loads(done.stdout)["results"]
        assert result["verdict"] == "defective"

    def test_help_loads_no_mathematics(self):
        program = """
import sys
from engine.cli import main
main(["train", "--help"])
print(*sorted({"numpy", "cv2", "openvino", "PIL", "rich"} & set(sys.modules)), file=sys.stderr)
"""
        done = start(["-c", program])
        assert done.returncode == 0
        assert done.stderr.split() == []


class TestStandardOutput:
    def test_what_libraries_print_stays_out_of_the_json(
        self, gonogo: CommandLine, good_paths, tmp_path: Path, monkeypatch
    ):
        import engine.cli.training as module

        real = module.train

        def noisy(*args, **options):
            print("Hello from a library")
            return real(*args, **options)

        monkeypatch.setattr(module, "train", noisy)
        said = gonogo("train", *good_paths[:3], "-o", tmp_path / "r.gonogo", *SMALL, "--json")
        assert said.document["n_images"] == 3
        assert "Hello from a library" in said.err

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
    @pytest.mark.parametrize("words", [["info"], ["info", "--json"]])
    def test_a_full_disk_behind_standard_output(self, recipe_file: Path, words: list[str]):
        with Path("/dev/full").open("wb") as full:
            done = start(["-m", "engine"], *words, recipe_file, stdout=full)
        assert done.returncode == 2
        assert b"Standard output could not be written: the disk is full." in done.stderr
        assert b"Traceback" not in done.stderr
        assert b"Exception" not in done.stderr

    def test_nobody_reads_any_more(self, recipe_file: Path):
        reader, writer = os.pipe()
        os.close(reader)
        try:
            done = start(["-m", "engine"], "info", recipe_file, stdout=writer)
        finally:
            os.close(writer)
        assert done.returncode == 141
        assert b"Traceback" not in done.stderr
        assert b"Exception" not in done.stderr

    def test_an_output_that_knows_no_umlauts(self, recipe_file: Path, new_paths, tmp_path: Path):
        folder = tmp_path / "grüße"
        folder.mkdir()
        shutil.copy(new_paths[0], folder / "teil.png")
        done = start(
            ["-m", "engine"],
            "inspect",
            recipe_file,
            folder,
            env={"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"},
        )
        assert done.returncode == 0, done.stderr
        assert b"gr\\xfc\\xdfe" in done.stdout


INTERRUPTING = """
import os, sys, threading
import engine.detector, engine.padim
from engine.cli import main

number, seen, lock = int(sys.argv[1]), [], threading.Lock()

def interrupting(read):
    def reading(path):
        with lock:
            seen.append(path)
            if len(seen) == 3:
                os.kill(os.getpid(), number)
        return read(path)
    return reading

engine.padim.read = interrupting(engine.padim.read)
engine.detector.read = interrupting(engine.detector.read)
sys.exit(main(sys.argv[2:]))
"""
"""Sends itself a signal while the third picture is being read."""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signals")
class TestStopping:
    @pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
    def test_training(self, good_paths, recipe_file: Path, tmp_path: Path, number: int, code: int):
        target = tmp_path / "out" / "r.gonogo"
        done = start(["-c", INTERRUPTING], int(number), "train", *good_paths, "-o", target, *SMALL, "--json")
        self.check(done, code)
        assert not target.exists()
        assert not leftovers(tmp_path)
        embeddings = [p for p in Path(os.environ["GONOGO_DATA_DIR"]).rglob("*") if "embeddings" in p.name]
        assert not embeddings

    def test_inspecting(self, recipe_file: Path, new_paths, tmp_path: Path):
        parts = tmp_path / "parts"
        parts.mkdir()
        for i in range(40):
            shutil.copy(new_paths[i % 6], parts / f"{i}.png")
        results = tmp_path / "results"
        results.mkdir()
        (results / "r.csv").write_bytes(b"yesterday's")
        done = start(
            ["-c", INTERRUPTING], int(signal.SIGINT), "inspect", recipe_file, parts,
            "--csv", results / "r.csv", "--html", results / "r.html", "--overlays", results / "o",
            "--json", "-",
        )  # fmt: skip
        self.check(done, 130)
        assert (results / "r.csv").read_bytes() == b"yesterday's"
        assert not (results / "r.html").exists()
        assert not leftovers(tmp_path)
        assert len(list((results / "o").iterdir())) < 40

    def test_updating(self, recipe_file: Path, new_paths, tmp_path: Path):
        target = tmp_path / "r.gonogo"
        shutil.copy(recipe_file, target)
        done = start(["-c", INTERRUPTING], int(signal.SIGINT), "update", target, "--add", new_paths[0])
        self.check(done, 130)
        assert target.read_bytes() == recipe_file.read_bytes()
        assert not leftovers(tmp_path)

    def test_signals_are_survived_after_several_detectors(self, recipe_file: Path):
        # each OpenVINO core gives its thread another stack for signals, and may take it away too early
        program = """
import gc, os, signal, sys
from pathlib import Path
from engine.embedding import OpenVinoEmbedder
from engine.recipe import load

signal.signal(signal.SIGINT, lambda *_: print("heard", flush=True))
network = load(Path(sys.argv[1])).network
first, second, third = (OpenVinoEmbedder(network, 1) for _ in range(3))
for name in ("first", "second", "third"):
    del globals()[name]
    gc.collect()
    os.kill(os.getpid(), signal.SIGINT)
"""
        done = start(["-c", program], recipe_file)
        assert done.returncode == 0, done.stderr
        assert done.stdout.split() == [b"heard"] * 3

    def check(self, done: subprocess.CompletedProcess[bytes], code: int) -> None:
        said = done.stderr.decode()
        assert done.returncode == code, said
        assert "Press Ctrl+C again to stop at once." in said
        assert "Stopped. Nothing half-made was left behind." in said
        assert "Traceback" not in said
        assert not done.stdout

    def test_a_second_time_stops_at_once(self, gonogo: CommandLine, recipe_file, new_paths, monkeypatch):
        import engine.cli.inspecting as module

        def impatient(*_args, **_options):
            os.kill(os.getpid(), signal.SIGINT)
            os.kill(os.getpid(), signal.SIGINT)
            raise AssertionError("the second signal was not heard")

        before = signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)
        monkeypatch.setattr(module, "scan", impatient)
        said = gonogo("inspect", recipe_file, new_paths[0])
        assert said.code == 130
        assert not said.out
        assert (signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)) == before


class Terminal(io.StringIO):
    """Pretends to be a terminal of 100 columns."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


class TestProgress:
    def terminal(self, monkeypatch: pytest.MonkeyPatch) -> Terminal:
        stream = Terminal()
        monkeypatch.setattr(sys, "stderr", stream)
        for name in ("NO_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE"):
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv("COLUMNS", "100")
        monkeypatch.setenv("TERM", "xterm-256color")
        return stream

    def test_bars_on_a_terminal(self, monkeypatch):
        terminal = self.terminal(monkeypatch)
        monkeypatch.setattr(engine.cli.bars, "_DELAY", 1000.0)
        with show_progress() as report:
            report(Progress("scan", 3, 0, 0.1))
            report(Progress("embed", 5, 20, 0.1))
            report._open()  # what the timer does
            report._bars.refresh()
            report(Progress("embed", 20, 20, 1.0))
            report._bars.refresh()
            report(Progress("embed", 0, 4, 0.0))
            report(Progress("a stage nobody knows", 1, 1, 1.0))
            report._bars.refresh()
        said = terminal.getvalue()
        for words in (
            STAGES["embed"],
            "a stage nobody knows",
            "5 of 20, 50/s, 1 s left",
            "20 of 20",
            "0 of 4",
        ):
            assert words in said
        # what took unknown time is over once the next stage begins
        assert STAGES["scan"] not in said
        assert max(len(line) for line in plain(said).splitlines()) <= 100

    @pytest.mark.parametrize(
        ("progress", "words"),
        [
            (Progress("scan", 0, 0, 0.0), ""),
            (Progress("scan", 7, 0, 10.0), "7"),
            (Progress("library", 0, 1, 0.0), ""),
            (Progress("embed", 10, 100, 10.0), "10 of 100, 1/s, 2 min left"),
            (Progress("embed", 10, 100, 1000.0), "10 of 100, 2 h 30 min left"),
            (Progress("embed", 100, 100, 10.0), "100 of 100, 10/s"),
        ],
    )
    def test_where_a_stage_is(self, progress: Progress, words: str):
        assert engine.cli.bars._state(progress) == words

    def test_a_quick_job_shows_no_bar(self, monkeypatch):
        terminal = self.terminal(monkeypatch)
        monkeypatch.setattr(engine.cli.bars, "_DELAY", 1000.0)
        with show_progress() as report:
            report(Progress("embed", 5, 20, 0.1))
        report._open()  # the timer's last moment
        assert terminal.getvalue() == ""

    def test_lines_where_there_is_no_terminal(self, capsys: pytest.CaptureFixture[str]):
        with show_progress() as report:
            report(Progress("embed", 10, 20, 5.0))
            report(Progress("embed", 20, 20, 9.0))
            report(Progress("library", 1, 1, 6.0))
            report(Progress("fit", 1, 1, 0.1))
        captured = capsys.readouterr()
        assert captured.err.splitlines() == [
            f"{STAGES['embed']}: 20 in 9.0 s",
            f"{STAGES['library']}: 6.0 s",
        ]
        assert not captured.out


def plain(text: str) -> str:
    """Text without the terminal's control sequences."""
    from click import unstyle

    return unstyle(text).replace("\r", "\n")
