"""Defects as COCO annotations (detection JSON), for labelling and training programs.

Every judged part is an image, a good one without annotations; every listed defect is an annotation of the
one category "defect", with its box, its area and its exact mask at the photo's resolution. Masks are
run-length encoded as the COCO programming interface does it (``cocoapi``, maskApi.c): runs of 0 and 1 down
the columns, written as differences in groups of five bits.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np

from engine.errors import ExportError
from engine.export.provenance import Provenance, counts_document, provenance, recipe_document
from engine.export.reviewed import Reviewed
from engine.export.wording import finite, readable
from engine.files import atomic_write
from engine.regions import defect_mask
from engine.types import Defect, FloatMap, InspectionResult, Mask, RecipeSummary, Verdict

CATEGORY = 1
"""Id of the category "defect"."""

_IN_MEMORY = 8 << 20


def rle_counts(mask: Mask, at: tuple[int, int], size: tuple[int, int]) -> list[int]:
    """Lengths of the runs of a mask that lies somewhere in a photo, down the columns from the left.

    Args:
        mask: bool, shape (height, width): a rectangle of the photo, everything around it is 0.
        at: x and y of its upper left corner in the photo.
        size: (height, width) of the photo.

    Returns:
        Lengths of runs of 0, of 1, of 0 and so on; the first may be 0, and together they are the photo.
    """
    height, width = size
    columns = np.zeros((mask.shape[1], mask.shape[0] + 2), np.int8)
    columns[:, 1:-1] = mask.T
    edges = np.diff(columns, axis=1)
    left, top = at
    starts, ends = (
        (x + left) * height + top + y for x, y in (np.nonzero(edges == 1), np.nonzero(edges == -1))
    )
    # a run down to the lower edge goes on at the top of the next column
    apart = starts[1:] != ends[:-1]
    starts = starts[np.concatenate([[True], apart])] if starts.size else starts
    ends = ends[np.concatenate([apart, [True]])] if ends.size else ends
    places = np.empty(2 * starts.size + 2, np.int64)
    places[0], places[-1] = 0, height * width
    places[1:-1:2], places[2:-1:2] = starts, ends
    counts: list[int] = np.diff(places).tolist()
    return counts if counts[-1] or len(counts) == 1 else counts[:-1]


def rle_text(counts: Sequence[int]) -> str:
    """Run lengths as COCO's compressed text: five bits a character, differences from the third on."""
    text = bytearray()
    for i, count in enumerate(counts):
        rest = count - counts[i - 2] if i > 2 else count
        while True:
            bits = rest & 31
            rest >>= 5
            more = rest != (-1 if bits & 16 else 0)
            text.append(48 + bits + (32 if more else 0))
            if not more:
                break
    return text.decode("ascii")


def shapes(result: InspectionResult) -> list[str]:
    """The masks of a part's defects as compressed run lengths, in the order of ``result.defects``.

    Args:
        result: With its map and the photo's size.

    Raises:
        ExportError: The result has no map, or its defects do not belong to it.
    """
    if result.anomaly_map is None:
        raise ExportError(
            f"There is no anomaly map of {result.path}.", "Inspect it again and keep the maps.", result.path
        )
    if not result.defects:
        return []
    return [
        rle_text(rle_counts(inside, (defect.x, defect.y), (result.height, result.width)))
        for defect, inside in zip(result.defects, _regions(result, result.anomaly_map), strict=True)
    ]


def _regions(result: InspectionResult, anomaly_map: FloatMap) -> Iterator[Mask]:
    """The mask of every defect inside its box."""
    import cv2

    limits = result.limits
    mask = defect_mask(anomaly_map, (result.height, result.width), limits.pixel_threshold, limits.min_area)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(
        mask.view(np.uint8), connectivity=8, ltype=cv2.CV_32S
    )
    # two regions of 8 neighbours never have the same box: they would have to cross
    by_box = {tuple(row[:4].tolist()): label for label, row in enumerate(stats) if label}
    for defect in result.defects:
        box = np.s_[defect.y : defect.y + defect.h, defect.x : defect.x + defect.w]
        inside: Mask = labels[box] == by_box.get((defect.x, defect.y, defect.w, defect.h), -1)
        if int(np.count_nonzero(inside)) != defect.area_px:
            raise ExportError(
                f"The defects of {result.path} do not belong to its anomaly map.",
                "Inspect it again.",
                result.path,
            )
        yield inside


class CocoFile:
    """Collects images and annotations part by part, and writes the file at the end.

    Annotations wait in a temporary file, so that memory does not grow with the number of defects.
    Use it as a context manager.
    """

    def __init__(self) -> None:
        self._waiting = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY, mode="w+b")  # noqa: SIM115
        self._images: list[int] = []
        self._n = 0

    def __enter__(self) -> CocoFile:
        return self

    def __exit__(self, *_: object) -> None:
        self._waiting.close()

    def add(self, index: int, result: InspectionResult, masks: Sequence[str]) -> None:
        """Take in one part.

        Args:
            index: Its place among the results.
            result: The part; its map is not needed any more.
            masks: What :func:`shapes` made of it.
        """
        self._images.append(index)
        for defect, counts in zip(result.defects, masks, strict=True):
            self._n += 1
            annotation = _annotation(self._n, index + 1, result, defect, counts)
            text = ("" if self._n == 1 else ",\n") + json.dumps(annotation, allow_nan=False)
            self._waiting.write(text.encode("ascii"))

    def write(
        self,
        path: Path,
        results: Sequence[InspectionResult],
        summary: RecipeSummary,
        reviewed: Reviewed | None = None,
        when: datetime | None = None,
    ) -> None:
        """Write the file, atomically.

        Args:
            path: The file to write.
            results: All results.
            summary: The recipe that the results come from.
            reviewed: What a person said of them; nothing by default.
            when: Time of writing; now by default.

        Raises:
            ExportError: The file cannot be written; what was there before is untouched.
        """
        said = reviewed or Reviewed(results)
        facts = provenance(results, summary, said, when)
        folder, names = _names([results[i].path for i in self._images])
        head = {
            "info": _info(facts, summary, folder),
            "licenses": [{"id": 1, "name": "not stated", "url": ""}],
            "categories": [{"id": CATEGORY, "name": "defect", "supercategory": "defect"}],
            "images": [
                _image(index, name, results[index], said)
                for index, name in zip(self._images, names, strict=True)
            ],
        }
        text = json.dumps(head, ensure_ascii=False, allow_nan=False, indent=1).rstrip().removesuffix("}")
        self._waiting.seek(0)
        with atomic_write(path) as stream:
            stream.write(text.rstrip().encode("utf-8") + b',\n "annotations": [\n')
            while block := self._waiting.read(1 << 20):
                stream.write(block)
            stream.write(b"\n ]\n}\n")


def _info(facts: Provenance, summary: RecipeSummary, folder: str) -> dict[str, Any]:
    """Where it all comes from."""
    return {
        "description": f"Defects found by the recipe {facts.name}",
        "version": "1.0",
        "year": facts.when.year,
        "contributor": "",
        "url": "",
        "date_created": facts.when.isoformat(timespec="seconds"),
        "software": f"gonogo {facts.version}",
        "image_folder": folder,
        "score": "highest anomaly value inside the defect, raw units; above limits.pixel_threshold",
        "recipe": recipe_document(facts, summary),
        "inspection": counts_document(facts),
    }


def _image(index: int, name: str, result: InspectionResult, said: Reviewed) -> dict[str, Any]:
    """One part; what COCO does not know is added behind what it does."""
    review = said.review(index)
    return {
        "id": index + 1,
        "file_name": name,
        "width": int(result.width),
        "height": int(result.height),
        "license": 1,
        "date_captured": "",
        "sha256": result.sha256,
        "verdict": str(result.verdict),
        "score": finite(result.score),
        "margin": finite(result.margin),
        "operator_verdict": None if review.verdict is None else str(review.verdict),
        "agrees": said.agrees(index),
        "note": readable(review.note),
    }


def _annotation(
    number: int, image: int, result: InspectionResult, defect: Defect, counts: str
) -> Mapping[str, Any]:
    """One defect."""
    return {
        "id": number,
        "image_id": image,
        "category_id": CATEGORY,
        "bbox": [int(defect.x), int(defect.y), int(defect.w), int(defect.h)],
        "area": int(defect.area_px),
        "segmentation": {"size": [int(result.height), int(result.width)], "counts": counts},
        "iscrowd": 0,
        "score": finite(defect.peak),
    }


def _names(paths: Sequence[Path]) -> tuple[str, list[str]]:
    """The folder that all pictures lie in, and their names in it, with slashes on every system."""
    whole = [Path(os.path.abspath(path)) for path in paths]  # noqa: PTH100 - resolve would follow links
    try:
        folder = Path(os.path.commonpath([path.parent for path in whole]))
    except ValueError:
        # none at all, or on different drives
        return "", [readable(path.as_posix()) for path in whole]
    return readable(folder.as_posix()), [readable(path.relative_to(folder).as_posix()) for path in whole]


def has_image(result: InspectionResult) -> bool:
    """Whether a part has a place in the file: what could not be judged has none."""
    return result.verdict is not Verdict.ERROR
