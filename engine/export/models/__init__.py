"""A recipe as a model for other programs: anomalib checkpoint, ONNX, or OpenVINO IR.

All three contain the whole way from the resized picture to anomaly map and score; what other programs
have to do themselves, and what the numbers mean, is in a JSON file beside each model. Every model is read
back and compared with Gonogo's own detector before it gets its name, so that a model which judges
differently is never handed out.
"""

from engine.export.models.exporting import MODEL_FORMATS, export_model

__all__ = ["MODEL_FORMATS", "export_model"]
