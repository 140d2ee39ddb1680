"""Gonogo's engine: train a recipe from good parts, inspect others with it, report what was found.

The engine knows no window and importing it loads neither torch, anomalib nor OpenVINO: each is
imported by the function that needs it.
"""

from engine.version import __version__

__all__ = ["__version__"]
