"""From a cluster to the speaker that a reader is shown: name, role, aliases, pronoun."""
