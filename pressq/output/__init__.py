"""Results on paper: JSON, JSON Lines, CSV and Markdown, and where they are written."""
