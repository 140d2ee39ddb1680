"""What a bundle is made of as a CycloneDX document, for those who keep lists of such things."""

from __future__ import annotations

import os
import re
import sys
import uuid
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path

import notices
from contents import Contents
from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import ExternalReference, ExternalReferenceType, Property, XsUri
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packageurl import PackageURL

FILE = "sbom.cdx.json"


def write(contents: Contents, name: str, version: str, licence_expression: str, target: Path) -> None:
    """Write the document of one bundle, and check it against the schema.

    Args:
        contents: What went into it.
        name: What the application is called.
        version: Its version.
        licence_expression: Its own licence.
        target: File to write.

    Raises:
        SystemExit: The document does not fit the schema.
    """
    text = document(contents, name, version, licence_expression)
    problem = JsonStrictValidator(SchemaVersion.V1_6).validate_str(text)
    if problem is not None:
        raise SystemExit(f"the list of components is not valid: {problem}")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text + "\n", encoding="utf-8")


def document(contents: Contents, name: str, version: str, licence_expression: str) -> str:
    """The document as JSON."""
    licences = LicenseFactory()
    own = Component(
        name=name,
        version=version,
        type=ComponentType.APPLICATION,
        bom_ref="gonogo",
        licenses=[licences.make_from_string(licence_expression)],
    )
    bom = Bom()
    bom.metadata.component = own
    bom.metadata.timestamp = _moment()
    # the same contents give the same number
    listed = "\n".join([name, version, *contents.distributions, *(p.version for p in contents.system)])
    bom.serial_number = uuid.uuid5(uuid.NAMESPACE_OID, listed)
    python = Component(
        name="cpython",
        version=".".join(map(str, sys.version_info[:3])),
        type=ComponentType.PLATFORM,
        bom_ref="cpython",
        licenses=[licences.make_from_string("PSF-2.0")],
        purl=PackageURL("generic", None, "cpython", ".".join(map(str, sys.version_info[:3]))),
    )
    made = {_key(entry): _of_distribution(entry, licences) for entry in contents.distributions}
    system = [
        Component(
            name=package.name,
            version=package.version,
            type=ComponentType.LIBRARY,
            bom_ref=f"deb:{package.name}",
            purl=PackageURL("deb", "debian", package.name, package.version, {"arch": package.architecture}),
            properties=[Property(name="gonogo:file", value=file) for file in package.files],
        )
        for package in contents.system
    ]
    for component in (python, *made.values(), *system):
        bom.components.add(component)
    bom.register_dependency(own, [python, *made.values(), *system])
    for entry in contents.distributions:
        needed = [made[key] for key in _requirements(entry) if key in made]
        bom.register_dependency(made[_key(entry)], needed)
    return JsonV1Dot6(bom).output_as_string(indent=1)


def _of_distribution(name: str, licences: LicenseFactory) -> Component:
    about = metadata.metadata(name)
    version = about["Version"]
    links = []
    if homepage := about.get("Home-page"):
        links.append(ExternalReference(type=ExternalReferenceType.WEBSITE, url=XsUri(homepage)))
    return Component(
        name=about["Name"],
        version=version,
        type=ComponentType.LIBRARY,
        bom_ref=f"pypi:{_key(name)}",
        description=about.get("Summary") or None,
        licenses=[licences.make_from_string(notices.licence(name))],
        purl=PackageURL("pypi", None, _key(name), version),
        external_references=links,
    )


def _requirements(name: str) -> list[str]:
    """Distributions that one needs without extras, in the form of :func:`_key`."""
    found = []
    for line in metadata.requires(name) or []:
        if "extra ==" in line:
            continue
        if match := re.match(r"[A-Za-z0-9._-]+", line):
            found.append(_key(match[0]))
    return found


def _key(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _moment() -> datetime:
    seconds = os.environ.get("SOURCE_DATE_EPOCH")
    return datetime.fromtimestamp(int(seconds), UTC) if seconds else datetime.now(UTC).replace(microsecond=0)
