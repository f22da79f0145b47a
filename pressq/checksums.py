"""Checksums of the files that ship with pressq: a damaged one is refused when it is read, not trusted."""

from __future__ import annotations

import hashlib
from pathlib import Path

__all__ = ["CHECKSUMS", "damaged", "write_checksums"]

CHECKSUMS = "SHA256SUMS"
"""The name of the list in a folder, as `sha256sum` writes and checks it."""


def damaged(folder: Path) -> list[str]:
    """The names of the files of a folder that are missing or not as its list says; none where there is no list."""
    listed = folder / CHECKSUMS
    if not listed.exists():
        return []
    lines = (line.split(maxsplit=1) for line in listed.read_text(encoding="utf-8").splitlines())
    return [name for digest, name in lines if _digest(folder / name) != digest]


def write_checksums(folder: Path) -> None:
    """List the files of a folder, without what is below it."""
    files = sorted(path for path in folder.iterdir() if path.is_file() and path.name != CHECKSUMS)
    lines = [f"{_digest(path)}  {path.name}\n" for path in files]
    (folder / CHECKSUMS).write_text("".join(lines), encoding="utf-8", newline="\n")


def _digest(path: Path) -> str | None:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return None
