"""The region of interest: its shapes, and the editor that they are drawn with."""
