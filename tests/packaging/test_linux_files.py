"""The files for Linux desktops: entry, metadata, file type, icons, AppDir, Debian package."""

from __future__ import annotations

import configparser
import gzip
import os
import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
from pathlib import Path

import editions
import icons
import linux
import pytest
from PIL import Image
from places import PACKAGING

from engine.container import write_container
from engine.recipe import MIME_TYPE

pytestmark = pytest.mark.skipif(os.name == "nt", reason="symbolic links")

NAMESPACE = {"m": "http://www.freedesktop.org/standards/shared-mime-info"}


@pytest.fixture
def tree(release, tmp_path) -> Path:
    usr = tmp_path / "usr"
    linux.write_tree(release, usr)
    return usr


def entry_of(path: Path) -> configparser.SectionProxy:
    parser = configparser.ConfigParser(interpolation=None, delimiters=("=",))
    parser.optionxform = str
    parser.read(path, encoding="utf-8")
    return parser["Desktop Entry"]


def test_nothing_is_left_to_be_filled_in(tree):
    for path in tree.rglob("*"):
        if path.is_file() and path.suffix in (".desktop", ".xml"):
            assert not re.search(r"@[A-Z]+@", path.read_text("utf-8")), path


def test_the_desktop_entry(tree):
    entry = entry_of(tree / "share" / "applications" / "app.gonogo.Gonogo.desktop")
    assert entry["Name"] == "Gonogo Station"
    assert entry["Exec"] == "gonogo %F", "several files at once"
    assert entry["Terminal"] == "false"
    types = entry["MimeType"].strip(";").split(";")
    assert types[0] == MIME_TYPE == editions.MIME_TYPE
    assert {"image/png", "image/jpeg", "image/tiff", "image/bmp", "image/webp"} <= set(types)
    # or folders would be opened by it wherever nothing else says who opens them
    assert "inode/directory" not in types
    # the window tells the desktop the same name
    assert editions.APP_ID in (PACKAGING.parent / "gui" / "app.py").read_text("utf-8")


@pytest.mark.skipif(not shutil.which("desktop-file-validate"), reason="desktop-file-utils")
def test_the_desktop_entry_is_valid(tree):
    done = subprocess.run(
        ["desktop-file-validate", tree / "share/applications/app.gonogo.Gonogo.desktop"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.skipif(not shutil.which("appstreamcli"), reason="appstream")
def test_the_metadata_are_valid(tree):
    file = tree / "share" / "metainfo" / "app.gonogo.Gonogo.metainfo.xml"
    done = subprocess.run(
        ["appstreamcli", "validate", "--no-net", "--no-color", file],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    root = ET.parse(file).getroot()
    assert root.findtext("launchable") == "app.gonogo.Gonogo.desktop"
    assert root.find("releases/release").attrib == {"version": "1.2.3", "date": "2025-03-04"}


class TestMagic:
    """What the rule of the file type says of the first bytes of a file."""

    @pytest.fixture
    def matches(self, tree):
        root = ET.parse(tree / "share" / "mime" / "packages" / "app.gonogo.Gonogo.xml").getroot()
        magic = root.find(".//m:magic", NAMESPACE)

        def inside(element: ET.Element, content: bytes) -> bool:
            value = element.attrib["value"].encode().decode("unicode_escape").encode("latin-1")
            offset = int(element.attrib["offset"])
            here = content[offset : offset + len(value)] == value
            deeper = element.findall("m:match", NAMESPACE)
            return here and (not deeper or any(inside(child, content) for child in deeper))

        return lambda content: any(inside(child, content) for child in magic.findall("m:match", NAMESPACE))

    def test_recipes_are_recognised(self, matches, tmp_path):
        write_container(tmp_path / "x", MIME_TYPE, {"manifest.json": b"{}"})
        assert matches((tmp_path / "x").read_bytes())

    @pytest.mark.parametrize("kind", ["application/x-gonogo-network", "application/epub+zip"])
    def test_others_are_not(self, matches, tmp_path, kind):
        write_container(tmp_path / "x", kind, {"manifest.json": b"{}"})
        assert not matches((tmp_path / "x").read_bytes())
        assert not matches(b"PK\3\4" + bytes(100))
        assert not matches(b"")


@pytest.mark.parametrize("size", icons.SIZES)
def test_icons_of_every_size(tree, size):
    for kind, name in (("apps", editions.APP_ID), ("mimetypes", linux.MIME_ICON)):
        with Image.open(tree / f"share/icons/hicolor/{size}x{size}/{kind}/{name}.png") as picture:
            assert picture.size == (size, size)
            assert picture.mode == "RGBA"
            low, high = picture.getchannel("A").getextrema()
            assert low < 30, "round corners"
            assert high == 255
    assert (tree / "share/icons/hicolor/scalable/apps" / f"{editions.APP_ID}.svg").exists()


def test_icons_for_the_other_systems(tmp_path):
    icons.write_containers(tmp_path)
    for name in ("gonogo", "recipe"):
        with Image.open(tmp_path / f"{name}.ico") as picture:
            assert picture.info["sizes"] == {(size, size) for size in icons.ICO_SIZES}
        with Image.open(tmp_path / f"{name}.icns") as picture:
            assert (512, 512, 2) in picture.info["sizes"]


def test_the_tree_holds_the_bundle_and_one_command(tree, release):
    assert (tree / "bin" / "gonogo").resolve() == (tree / "lib" / "gonogo-station" / "gonogo").resolve()
    assert (tree / "lib/gonogo-station/_internal/liba.so").readlink() == Path("liba.so.1")
    manual = gzip.decompress((tree / "share/man/man1/gonogo.1.gz").read_bytes()).decode()
    assert '.TH GONOGO 1 "2025-03-04" "Gonogo 1.2.3"' in manual
    from engine.cli import COMMANDS

    told = set(re.findall(r"^\.B (\w+)$", manual, re.MULTILINE)) - {"gonogo", "GONOGO_DATA_DIR"}
    assert told <= COMMANDS
    assert {"inspect", "info", "update", "selftest", "train"} <= told


def test_the_appdir_has_what_appimage_tools_look_for(release, tmp_path):
    folder = tmp_path / "Gonogo_Station.AppDir"
    folder.mkdir()
    (folder / "old").touch()
    linux.write_appdir(release, folder)
    assert not (folder / "old").exists()
    entries = list(folder.glob("*.desktop"))
    assert len(entries) == 1
    entry = entry_of(entries[0])
    assert (folder / f"{entry['Icon']}.png").is_file()
    assert (folder / ".DirIcon").resolve() == (folder / f"{entry['Icon']}.png").resolve()
    assert (folder / "usr" / "bin" / entry["Exec"].split()[0]).exists()
    assert (folder / f"usr/share/metainfo/{editions.APP_ID}.appdata.xml").exists()
    # it may lie anywhere: no link leads out of it
    for link in (p for p in folder.rglob("*") if p.is_symlink()):
        assert link.resolve().is_relative_to(folder.resolve())
        assert not link.readlink().is_absolute()


def test_the_appdir_starts_wherever_it_lies(release, tmp_path):
    (release.bundle / "gonogo").write_text('#!/bin/sh\necho "$0" "$@"\n')
    folder = tmp_path / "Prüf stand" / "x.AppDir"
    linux.write_appdir(release, folder)
    link = tmp_path / "link"
    link.symlink_to(folder / "AppRun")
    for start in (folder / "AppRun", link):
        done = subprocess.run([start, "a b.png"], capture_output=True, text=True, check=True, cwd="/")
        assert done.stdout.strip() == f"{folder}/usr/lib/gonogo-station/gonogo a b.png"


@pytest.mark.skipif(not shutil.which("dpkg-deb") or not shutil.which("dpkg-shlibdeps"), reason="dpkg-dev")
class TestDeb:
    @pytest.fixture
    def package(self, release, tmp_path) -> Path:
        return linux.write_deb(release, tmp_path / "work", tmp_path, set(), quick=True)

    def test_its_name_and_what_it_tells(self, package):
        assert re.fullmatch(r"gonogo-station_1\.2\.3-1_\w+\.deb", package.name)
        fields = ["Package", "Version", "Depends", "Conflicts", "Installed-Size"]
        told = subprocess.run(
            ["dpkg-deb", "-f", package, *fields], capture_output=True, text=True, check=True
        )
        known = dict(line.split(": ", 1) for line in told.stdout.splitlines())
        assert known["Package"] == "gonogo-station"
        assert known["Version"] == "1.2.3-1"
        assert "libc6" in known["Depends"]
        assert known["Conflicts"] == "gonogo", "the editions have the same command"
        assert int(known["Installed-Size"]) > 0

    def test_its_files_belong_to_root_and_only_programs_can_be_run(self, package):
        listed = subprocess.run(
            ["dpkg-deb", "-c", package], capture_output=True, text=True, check=True
        ).stdout
        for line in listed.splitlines():
            mode, owner, path = line.split()[0], line.split()[1], line.split(maxsplit=5)[5]
            assert owner == "root/root"
            if mode[0] == "-":
                assert ("x" in mode) == path.endswith("/gonogo-station/gonogo"), line
        for wanted in (
            "./usr/bin/gonogo -> ../lib/gonogo-station/gonogo",
            "./usr/share/mime/packages/app.gonogo.Gonogo.xml",
            "./usr/share/doc/gonogo-station/copyright",
            "./usr/share/doc/gonogo-station/changelog.Debian.gz",
            "./usr/lib/gonogo-station/THIRD-PARTY-NOTICES.txt",
        ):
            assert wanted in listed

    def test_the_sums_are_right(self, package, tmp_path):
        subprocess.run(["dpkg-deb", "-R", package, tmp_path / "out"], check=True)
        subprocess.run(["md5sum", "--quiet", "-c", "DEBIAN/md5sums"], cwd=tmp_path / "out", check=True)

    def test_it_is_the_same_every_time(self, release, package, tmp_path):
        (tmp_path / "again").mkdir()
        again = linux.write_deb(release, tmp_path / "work", tmp_path / "again", set(), quick=True)
        assert again.read_bytes() == package.read_bytes()
        assert not (tmp_path / "work").exists()

    def test_the_bundle_itself_stays_as_it_is(self, release, package):
        assert (release.bundle / "gonogo").stat().st_mode & 0o111
        assert (release.bundle / "_internal" / "liba.so").is_symlink()


@pytest.mark.skipif(
    not shutil.which("update-mime-database") or not shutil.which("gio"), reason="shared-mime-info, glib"
)
def test_the_desktop_knows_recipes_by_content_and_by_name(tree, tmp_path):
    share = tree / "share"
    environment = {**os.environ, "XDG_DATA_HOME": str(share), "XDG_CONFIG_HOME": str(tmp_path)}
    subprocess.run(["update-mime-database", share / "mime"], check=True, env=environment, capture_output=True)
    recipe = tmp_path / "without an ending"
    write_container(recipe, MIME_TYPE, {"manifest.json": b"{}"})
    named = tmp_path / "größe.gonogo"
    named.write_bytes(b"\1\2\3")
    for file in (recipe, named):
        told = subprocess.run(
            ["gio", "info", "-a", "standard::content-type,standard::icon", file],
            env=environment, capture_output=True, text=True, check=True,
        ).stdout  # fmt: skip
        assert f"standard::content-type: {MIME_TYPE}" in told
    assert "application-x-gonogo" in told
