"""Mention detection: names, nominals, pronouns and roles."""
