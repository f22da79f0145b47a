"""Records and claims in tests/verify_cases: forgeries fail, true quotations hold, and the record tells who speaks."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

CASES = Path(__file__).parent / "verify_cases"
results = runpy.run_path(str(CASES / "run.py"))["results"]


@pytest.mark.parametrize(
    ("name", "most_passes", "most_alarms", "most_speakers"),
    [
        ("first.toml", 1, 0, 0),
        ("second.toml", 1, 0, 1),
        ("third.toml", 0, 0, 0),
        ("fourth.toml", 0, 0, 0),
        ("fifth.toml", 0, 0, 0),
        ("sixth.toml", 1, 0, 0),
    ],
)
def test_forgeries_fail_and_true_quotations_hold(name, most_passes, most_alarms, most_speakers):
    found = list(results(CASES / name))
    forged = [one.claim["article"] for one in found if one.passes and not one.is_right]
    alarms = [one.claim["article"] for one in found if not one.passes and not one.is_right]
    speakers = [one.claim["article"] for one in found if not one.knows_speaker]
    assert len(forged) <= most_passes, forged
    assert len(alarms) <= most_alarms, alarms
    assert len(speakers) <= most_speakers, speakers
