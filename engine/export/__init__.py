"""Results as files: tables, reports, and pictures of every part; one module a format."""
