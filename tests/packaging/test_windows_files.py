"""What is written for Windows, as far as it can be looked at elsewhere."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import build
import pytest
from places import PACKAGING, ROOT

from engine.images.formats import SUFFIXES


def test_the_version_resource_is_what_pyinstaller_reads(monkeypatch):
    import PyInstaller.compat

    # it is imported for writing into a program, which is not done here
    monkeypatch.setattr(PyInstaller.compat, "win32api", None, raising=False)
    from PyInstaller.utils.win32 import versioninfo

    for version, numbers in (("1.2.3", (1, 2, 3, 0)), ("0.10", (0, 10, 0, 0)), ("2.0.0rc1", (2, 0, 0, 1))):
        names = {name: getattr(versioninfo, name) for name in dir(versioninfo) if name[0].isupper()}
        made = eval(build.version_resource("station", version), names)
        assert made.ffi.fileVersionMS == numbers[0] << 16 | numbers[1]
        assert made.ffi.fileVersionLS == numbers[2] << 16 | numbers[3]
        assert f"'ProductVersion', '{version}'" in str(made)
        assert "Gonogo Station" in str(made)


def test_the_manifest_asks_for_sharp_pictures_and_no_rights():
    root = ET.parse(PACKAGING / "windows" / "gonogo.manifest").getroot()
    text = ET.tostring(root, encoding="unicode")
    assert "PerMonitorV2" in text
    assert 'level="asInvoker"' in text
    assert "longPathAware" in text


class TestInstaller:
    @pytest.fixture
    def script(self) -> str:
        return (PACKAGING / "windows" / "gonogo.iss").read_text(encoding="utf-8")

    def test_it_needs_no_administrator(self, script):
        assert "PrivilegesRequired=lowest" in script
        roots = re.findall(r"^Root: (\w+)", script, re.MULTILINE)
        assert set(roots) == {"HKA"}

    def test_every_word_that_it_is_given_is_given(self, script):
        used = set(re.findall(r"\{#(\w+)\}", script))
        source = (PACKAGING / "build.py").read_text("utf-8")
        assert used == set(re.findall(r'"(AppName|Version|Package)":', source))

    def test_files_that_it_names_are_there_or_are_made(self, script):
        assert (PACKAGING / "windows" / "../../LICENSE").resolve().is_file()
        for name in re.findall(r"\{app\}\\([\w.]+\.(?:exe|ico))", script):
            assert name in ("Gonogo.exe", "recipe.ico"), name

    def test_it_opens_recipes_and_offers_itself_for_pictures(self, script):
        assert r"Software\Classes\.gonogo" in script
        offered = set(re.findall(r'SupportedTypes"; ValueType: string; ValueName: "(\.\w+)"', script))
        assert offered <= SUFFIXES
        assert {".png", ".jpg", ".tif", ".bmp", ".webp"} <= offered

    def test_messages_are_in_all_languages(self, script):
        section = script.split("[CustomMessages]")[1].split("[Tasks]")[0]
        keys = [line.split("=")[0].split(".") for line in section.split("\n") if "=" in line]
        languages = {language for language, _ in keys}
        assert languages == set(re.findall(r'^Name: "(\w+)"; MessagesFile', script, re.MULTILINE))
        for language in languages:
            assert {k for lang, k in keys if lang == language} == {k for _, k in keys}


def test_the_workflow_builds_on_three_systems():
    yaml = pytest.importorskip("yaml")
    workflow = yaml.safe_load((ROOT / ".github" / "workflows" / "bundle.yml").read_text("utf-8"))
    systems = {job["runs-on"].split("-")[0] for job in workflow["jobs"].values()}
    assert systems == {"ubuntu", "windows", "macos"}
    for job in workflow["jobs"].values():
        steps = " ".join(step.get("run", "") for step in job["steps"])
        assert "packaging/build.py" in steps or "make bundle" in steps
        assert "selftest" in steps or "check_bundle.py" in steps
