"""Parts of the page for making a recipe: grid of good parts, settings, progress, and what came of it."""
