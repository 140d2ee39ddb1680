"""The parts of the page for judging: list, shown part, limits, defects."""
