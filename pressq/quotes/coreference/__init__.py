"""Coreference resolution: from mentions to clusters, one for each person or organisation."""
