"""The key of a speaker: who is one person or organisation over many articles, decided by the full name alone.

A key does not depend on which other articles a run reads, so it joins the outputs of different runs.
"""

from __future__ import annotations

from dataclasses import replace

from pressq.article import Speaker
from pressq.text.names import name_words

__all__ = ["with_key"]

_DIGITS = 12  # of the SHA-256 of an article


def with_key(speaker: Speaker, sha256: str) -> Speaker:
    """The speaker with a key, and so each member of a joint speaker.

    Persons of one full name have one key ("person:ann-lee"), with middle initials or without, and so have organisations
    of one name. A person who is only called by one name ("Lee", "A. Lee") and an unnamed source have a key of the
    article.

    Args:
        sha256: the article's.
    """
    if speaker.members:
        return Speaker.joint(with_key(one, sha256) for one in speaker.members)
    words = name_words(speaker.name)
    is_full = speaker.kind != "unnamed" and bool(words)
    if speaker.kind == "person":
        initials = [len(word) == 1 for word in words[:3]]
        is_full = len(words) > 1 and initials[:2] != [True, False] and initials != [True, True]
        words = tuple(word for place, word in enumerate(words) if not place or len(word) > 1 or initials[0])
    key = f"{speaker.kind}:{'-'.join(words) or '?'}"
    return replace(speaker, key=key if is_full else f"{key}@{sha256[:_DIGITS]}")
