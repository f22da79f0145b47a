"""Label sets of the network, in the order of its scores: begin and inside labels, O for none."""

from __future__ import annotations

__all__ = ["DESCRIPTIONS", "NAMES", "ROLES", "TAGS"]


TAGS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
NAMES = ("O", "B-person", "I-person", "B-organisation", "I-organisation", "pronoun")
DESCRIPTIONS = ("O", "B-description", "I-description")
ROLES = ("O", "B-role", "I-role")
