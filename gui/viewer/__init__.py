"""The image viewer: photo, heatmap, contours, boxes and read-out of one part."""

from gui.viewer.records import PartView, ViewSettings
from gui.viewer.viewer import ImageViewer

__all__ = ["ImageViewer", "PartView", "ViewSettings"]
