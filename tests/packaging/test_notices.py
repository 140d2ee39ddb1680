"""Notices and the list of components are made from what is installed."""

from __future__ import annotations

import json
from dataclasses import replace

import contents
import notices
import pytest
import sbom
from contents import Contents, SystemPackage


@pytest.fixture
def found(tmp_path) -> Contents:
    text = tmp_path / "copyright"
    text.write_text("the text of a licence of the system", encoding="utf-8")
    package = SystemPackage("libxyz1", "1.0-2", "amd64", ("libxyz.so.1",), str(text))
    return Contents(
        ("click", "numpy", "PySide6_Essentials"),
        (package,),
        (),
        ("opencv_python_headless.libs/libavcodec-1.so", "PySide6/Qt/lib/libicudata.so.73"),
    )


@pytest.fixture
def text(found, tmp_path) -> str:
    notices.write(found, "Gonogo Station", "1.2.3", "_internal/", tmp_path / "notices.txt")
    return (tmp_path / "notices.txt").read_text("utf-8")


def test_every_part_has_its_licence(text):
    assert text.startswith("Gonogo Station 1.2.3 is under the Apache License 2.0")
    assert "\nclick " in text
    assert "Licence: BSD-3-Clause" in text
    assert "Redistribution and use in source and binary forms" in text
    assert "PYTHON SOFTWARE FOUNDATION LICENSE" in text
    assert "libxyz1 1.0-2" in text
    assert "the text of a licence of the system" in text


def test_qt_is_used_as_the_lgpl_asks(text):
    assert "GNU LESSER GENERAL PUBLIC LICENSE\n                       Version 3" in text
    assert "GNU GENERAL PUBLIC LICENSE\n                       Version 3" in text
    assert "_internal/PySide6/" in text
    assert "You may replace them" in text


def test_what_was_left_out_is_told(text, found, tmp_path):
    assert "libavcodec-1.so" in text
    assert "ICU without its data" in text
    notices.write(replace(found, exchanged=()), "Gonogo", "1", "", tmp_path / "whole.txt")
    whole = (tmp_path / "whole.txt").read_text("utf-8")
    assert "LEFT OUT" not in whole
    assert "ICU without" not in whole


def test_numpys_file_names_the_libraries_in_its_wheel():
    """They are notices of others as well: of OpenBLAS, of GCC's runtime."""
    words = "\n".join(path.read_text("utf-8", errors="replace") for path in notices.licence_files("numpy"))
    assert "OpenBLAS" in words
    assert "GCC" in words


def test_a_package_without_a_text_says_so():
    lines = "\n".join(notices.distribution_notice("PySide6_Essentials"))
    assert "LGPL-3.0-only" in lines
    assert "brings no text" in lines


def test_the_list_of_components_is_valid_and_complete(found, tmp_path):
    target = tmp_path / "sbom.cdx.json"
    sbom.write(found, "Gonogo Station", "1.2.3", "Apache-2.0", target)
    document = json.loads(target.read_text("utf-8"))
    assert document["bomFormat"] == "CycloneDX"
    assert document["specVersion"] == "1.6"
    own = document["metadata"]["component"]
    assert (own["name"], own["version"], own["type"]) == ("Gonogo Station", "1.2.3", "application")
    by_name = {component["name"]: component for component in document["components"]}
    assert set(by_name) == {"cpython", "click", "numpy", "PySide6_Essentials", "libxyz1"}
    assert by_name["numpy"]["purl"].startswith("pkg:pypi/numpy@")
    assert by_name["libxyz1"]["purl"] == "pkg:deb/debian/libxyz1@1.0-2?arch=amd64"
    assert by_name["click"]["licenses"]
    needed = {entry["ref"]: entry.get("dependsOn", []) for entry in document["dependencies"]}
    assert len(needed["gonogo"]) == 5


def test_the_same_contents_give_the_same_document(found, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    first = sbom.document(found, "Gonogo", "1", "Apache-2.0")
    assert sbom.document(found, "Gonogo", "1", "Apache-2.0") == first
    assert "2023-11-14T22:13:20" in first
    assert sbom.document(found, "Gonogo", "2", "Apache-2.0") != first


def test_a_document_that_does_not_fit_the_schema_stops_the_build(found, tmp_path, monkeypatch):
    monkeypatch.setattr(
        sbom, "document", lambda *_: '{"bomFormat": "CycloneDX", "specVersion": "1.6", "x": 1}'
    )
    with pytest.raises(SystemExit, match="not valid"):
        sbom.write(found, "Gonogo", "1", "Apache-2.0", tmp_path / "x.json")
    assert not (tmp_path / "x.json").exists()


def test_contents_survive_being_written(found, tmp_path):
    found.write(tmp_path / "deep" / "contents.json")
    assert Contents.read(tmp_path / "deep" / "contents.json") == found


def test_the_owner_of_a_file_is_found():
    import click

    assert contents._owners()[contents._below_site(contents.Path(click.__file__))] == {"click"}
    assert contents._below_site(contents.Path("/bin/true")) == ""
