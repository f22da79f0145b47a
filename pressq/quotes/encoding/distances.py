"""Buckets of the distances between words and between paragraphs, as the network's tables index them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]
    Ints = npt.NDArray[np.int64]


__all__ = ["DISTANCES", "PARAGRAPHS", "distance_bucket", "paragraph_bucket"]


DISTANCES = 17
PARAGRAPHS = 7


def distance_bucket(distance: Ints) -> Ints:
    """Distances in words on a logarithmic scale, 0 to `DISTANCES` - 1; 8 is distance 0."""
    import numpy as np

    size = np.minimum(np.ceil(np.log2(np.abs(distance) + 1)), 8).astype(np.int64)
    placed: Ints = np.where(distance < 0, 8 - size, 8 + size)
    return placed


def paragraph_bucket(distance: Ints) -> Ints:
    """Distances in paragraphs, 0 to `PARAGRAPHS` - 1; 3 is the same paragraph."""
    import numpy as np

    clipped: Ints = np.clip(distance, -3, 3) + 3
    return clipped
