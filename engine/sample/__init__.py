"""The sample parts: a machined flange, drawn with its defects and masks, for trying things out.

Nothing here is a photo. Shape, light, tool marks and camera are worked out, so the set can be made anywhere,
in seconds, the same every time.
"""

from engine.sample.folder import SampleSet, render_sample
from engine.sample.part import DEFECT_KINDS, render_part

__all__ = ["DEFECT_KINDS", "SampleSet", "render_part", "render_sample"]
