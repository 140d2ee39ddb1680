"""The page for the history: every inspection with a recipe, and whether its good parts have moved."""
