"""What is installed with pressq and its extras may be used beside closed products: no licence asks for their source.

MPL and LGPL ask for the source of a changed library only; two libraries far below ours have them.
"""

from __future__ import annotations

import re
from importlib import metadata

import pytest
from packaging.requirements import Requirement

ALLOWED = re.compile(
    r"\b(MIT|MIT-0|BSD|Apache|ISC|PSF|Python Software Foundation|HPND|Zlib|0BSD|CC0|Unlicense)\b"
    r"|\b(MPL|Mozilla Public License|LGPL)\b",
    re.IGNORECASE,
)


def installed(name: str, extras: frozenset[str] = frozenset()) -> dict[str, metadata.Distribution]:
    """The distributions that one needs with these extras, itself included, by name; not those for other systems."""
    found: dict[str, metadata.Distribution] = {}
    todo = [(name, extras)]
    done = set()
    while todo:
        name, extras = todo.pop()
        if (name.lower(), extras) in done:
            continue
        done.add((name.lower(), extras))
        found[name.lower()] = distribution = metadata.distribution(name)
        for line in distribution.requires or ():
            needed = Requirement(line)
            if needed.marker is None or any(needed.marker.evaluate({"extra": extra}) for extra in {"", *extras}):
                todo.append((needed.name, frozenset(needed.extras)))
    return found


def licence(distribution: metadata.Distribution) -> str:
    """What a distribution says of its licence: an SPDX expression, classifiers, or the first line of a text."""
    fields = distribution.metadata
    said = [fields.get("License-Expression") or "", *(fields.get_all("Classifier") or ()), fields.get("License") or ""]
    chosen = [line for line in said if line and (line.startswith("License") or not line.count(" :: "))]
    return " | ".join(line.splitlines()[0] for line in chosen)


def test_every_library_has_an_allowed_licence() -> None:
    everything = installed("pressq", frozenset({"all"}))
    assert len(everything) > 20
    other = {name: licence(one) for name, one in everything.items() if not ALLOWED.search(licence(one))}
    assert other == {}


@pytest.mark.parametrize(
    ("text", "allowed"),
    [("MIT", True), ("BSD-3-Clause", True), ("GPL-3.0-only", False), ("AGPL-3.0", False), ("LGPL-2.1-only", True)],
)
def test_a_licence_is_recognised(text: str, allowed: bool) -> None:
    assert bool(ALLOWED.search(text)) is allowed
