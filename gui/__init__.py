"""Gonogo's window: everything that is seen and clicked.

It asks the engine for all that is learned, judged and written, on one worker thread, and imports
neither torch, anomalib nor OpenVINO itself.
"""
