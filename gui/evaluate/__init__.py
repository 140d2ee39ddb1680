"""Parts of the page for comparing verdicts with labels."""
