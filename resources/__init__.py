"""Icons, the style sheet and other data of the window; no code."""
