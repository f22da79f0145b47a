"""What verify says of the cases in this folder: `python tests/verify_cases/run.py [FILE...]`."""

from __future__ import annotations

import inspect
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pressq
from pressq.report.source_texts import Sources

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Result:
    """A claim of a record with its answer, and what verify makes of it."""

    record: str
    claim: dict[str, object]
    verdict: str
    speaker: str
    notes: tuple[str, ...]
    holds: bool

    @property
    def passes(self) -> bool:
        return self.holds and self.speaker != "other"

    @property
    def is_right(self) -> bool:
        return self.passes == self.claim["holds"]

    @property
    def knows_speaker(self) -> bool:
        return self.claim.get("speaker", self.speaker) == self.speaker

    @property
    def tells_why(self) -> bool:
        return self.claim.get("note", next(iter(self.notes), "")) in (*self.notes, "")


def results(path: Path) -> Iterator[Result]:
    """Each claim of a file, checked by itself."""
    for record in tomllib.loads(path.read_text(encoding="utf-8"))["records"]:
        with tempfile.TemporaryDirectory() as folder:
            place = Path(folder, record["file"])
            place.write_text(record["text"], encoding="utf-8")
            read = list(pressq.load_all(place))
        who = dict(one.split("=", 1) for one in record.get("who", ()))
        known = {"who": who} if "who" in inspect.signature(Sources).parameters else {}
        sources = Sources(read, **known)
        for claim in record["claims"]:
            article = pressq.parse(claim["article"])
            checks = pressq.verify(article, sources).checks
            if len(checks) != 1:
                yield Result(record["name"], claim, f"{len(checks)} checks", "", (), not claim["holds"])
                continue
            check = checks[0]
            yield Result(record["name"], claim, check.verdict, check.speaker, tuple(check.notes), check.holds)


if __name__ == "__main__":
    for path in [Path(name) for name in sys.argv[1:]] or sorted(FOLDER.glob("*.toml")):
        found = list(results(path))
        for one in found:
            if not (one.is_right and one.knows_speaker and one.tells_why):
                sign = "PASS!" if one.passes and not one.is_right else "ALARM" if not one.is_right else "-----"
                print(sign, one.record, one.claim, "->", one.verdict, one.speaker, *one.notes)
        alarms = sum(bool(one.claim["holds"]) and not one.passes for one in found)
        forged = sum(not one.claim["holds"] and one.passes for one in found)
        speakers = sum(not one.knows_speaker for one in found)
        notes = sum(not one.tells_why for one in found)
        print(f"{path.name}: {len(found)} cases, {forged} false passes, {alarms} false alarms;", end=" ")
        print(f"{speakers} speakers and {notes} notes wrong")
