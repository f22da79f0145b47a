"""No stage takes a time that grows as the square of an article's length: `bench_growth` at two small sizes.

Its limit is 1.2, over five sizes on a machine at rest; here it is what tells a square from a straight line beside other
work.
"""

from __future__ import annotations

import bench_growth
import pytest
from bench_growth import STAGES, TOKENS, growth

SIZES = (10_000, 40_000)
MOST = 1.6
TRIES = 3


@pytest.mark.slow
@pytest.mark.parametrize("stage", [name for name in STAGES if name != "quotations"])  # whose network takes minutes
def test_the_time_of_a_stage_grows_with_the_length(stage: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench_growth, "RUNS", 1)  # what is disturbed is measured anew

    def grows(token: str) -> bool:
        return any(growth(STAGES[stage], token, SIZES)[0] <= MOST for _ in range(TRIES))

    assert [token for token in TOKENS if not grows(token)] == []
