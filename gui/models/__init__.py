"""Models behind the window's tables and grids."""
