"""Encoding: from text to scores of words."""
