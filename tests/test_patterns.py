"""No regular expression of pressq has many readings of one text: none repeats what overlaps with itself.

A repeat within a repeat, where a passage can be shared out between the two in more than one way, takes time that
doubles with each character that is matched in vain. The check is of the parsed patterns: within an open repeat, no
other one that may take what follows it, or what the whole begins with, and no two alternatives that begin alike and are
of open length.
"""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path
from re import _constants as op
from re import _parser
from typing import Any

import pytest

import pressq

ALL = frozenset(range(0x250)) | {0x2013, 0x2014, 0x2015, 0x2018, 0x2019, 0x201C, 0x201D, 0x2026, 0x3000, 0x4E00, 0xFFFD}
"""The characters that patterns are compared by: Latin, dashes, quotation marks, and one of what else there is."""

MANY = 9  # repeats up to so many times have few readings


def patterns() -> Iterator[tuple[str, re.Pattern[Any]]]:
    """The patterns that modules hold, in tables too."""
    for found in pkgutil.walk_packages(pressq.__path__, "pressq."):
        if found.name.endswith("__main__"):
            continue
        module = importlib.import_module(found.name)
        for name, value in vars(module).items():
            for number, pattern in enumerate(within(value)):
                yield f"{found.name}.{name}[{number}]", pattern


def written_in_place() -> Iterator[tuple[str, re.Pattern[Any]]]:
    """The patterns that are written where they are used."""
    for path in sorted(Path(pressq.__file__).parent.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Attribute(value=ast.Name("re")), args=[ast.Constant(str(pattern)), *_]):
                    yield f"{path.name}:{node.lineno}", re.compile(pattern)


def within(value: Any) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, (tuple, list, set, frozenset)):
        for one in value:
            yield from within(one)
    elif isinstance(value, dict):
        yield from within(list(value.values()))


def of_class(items: list[tuple[Any, Any]], flags: int) -> frozenset[int]:
    """The characters of a set, tried out with the engine itself."""
    taken = set()
    for code in ALL:
        if any(takes(kind, value, code, flags) for kind, value in items if kind is not op.NEGATE):
            taken.add(code)
    return ALL - taken if items and items[0][0] is op.NEGATE else frozenset(taken)


def takes(kind: Any, value: Any, code: int, flags: int) -> bool:
    codes = {code}
    if flags & re.IGNORECASE:
        codes |= {ord(one) for one in (chr(code).lower(), chr(code).upper()) if len(one) == 1}
    if kind is op.LITERAL:
        return value in codes
    if kind is op.RANGE:
        return any(value[0] <= one <= value[1] for one in codes)
    classes = {op.CATEGORY_DIGIT: r"\d", op.CATEGORY_SPACE: r"\s", op.CATEGORY_WORD: r"\w"}
    classes |= {op.CATEGORY_NOT_DIGIT: r"\D", op.CATEGORY_NOT_SPACE: r"\S", op.CATEGORY_NOT_WORD: r"\W"}
    return re.match(classes[value], chr(code)) is not None


def firsts(tree: Any, flags: int) -> tuple[frozenset[int], bool]:
    """The characters that a pattern may begin with, and whether it may be nothing."""
    seen: frozenset[int] = frozenset()
    for kind, value in tree:
        here, nothing = first(kind, value, flags)
        seen |= here
        if not nothing:
            return seen, False
    return seen, True


def first(kind: Any, value: Any, flags: int) -> tuple[frozenset[int], bool]:
    if kind is op.LITERAL:
        return of_class([(op.LITERAL, value)], flags), False
    if kind is op.NOT_LITERAL:
        return ALL - of_class([(op.LITERAL, value)], flags), False
    if kind is op.ANY:
        return ALL, False
    if kind is op.IN:
        return of_class(value, flags), False
    if kind is op.BRANCH:
        found = [firsts(branch, flags) for branch in value[1]]
        return frozenset().union(*(chars for chars, _ in found)), any(nothing for _, nothing in found)
    if kind is op.SUBPATTERN:
        return firsts(value[3], flags)
    if kind is op.ATOMIC_GROUP:
        return firsts(value, flags)
    if kind in {op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT}:
        chars, nothing = firsts(value[2], flags)
        return chars, nothing or value[0] == 0
    if kind is op.GROUPREF:
        return ALL, True
    return frozenset(), True  # assertions and anchors


def width(tree: Any) -> int:
    """The most characters that a pattern takes, as far as it is worth counting."""
    return min(tree.getwidth()[1], 10**6)


def ambiguous(tree: Any, flags: int, *, repeated: bool = False) -> Iterator[str]:
    """What in a pattern has many readings: see above."""
    for kind, value in tree:
        if kind in {op.MAX_REPEAT, op.MIN_REPEAT}:
            _, most, inner = value
            open_ended = most > MANY
            if open_ended:
                yield from shared_out(inner, flags)
            yield from ambiguous(inner, flags, repeated=repeated or open_ended)
        elif kind is op.SUBPATTERN:
            yield from ambiguous(value[3], flags, repeated=repeated)
        elif kind is op.BRANCH:
            for branch in value[1]:
                yield from ambiguous(branch, flags, repeated=repeated)
            if repeated:
                yield from alike(value[1], flags)


def alike(branches: list[Any], flags: int) -> Iterator[str]:
    """Alternatives, repeated, that begin alike and of which one is a part of the other's repeat."""
    for index, one in enumerate(branches):
        for other in branches[index + 1 :]:
            common = firsts(one, flags)[0] & firsts(other, flags)[0]
            if common and (open_repeats(one) or open_repeats(other)) and not told_apart(one, other, flags):
                yield f"alternatives begin alike, with {chr(min(common))!r}"


def told_apart(one: Any, other: Any, flags: int) -> bool:
    """Whether two alternatives differ in a character before either repeats anything: "or " and "only "."""
    single = {op.LITERAL, op.NOT_LITERAL, op.ANY, op.IN}
    for left, right in zip(flat(one), flat(other), strict=False):
        if left[0] not in single or right[0] not in single:
            return False
        if not first(*left, flags)[0] & first(*right, flags)[0]:
            return True
    return False


def open_repeats(tree: Any) -> bool:
    return any(kind in {op.MAX_REPEAT, op.MIN_REPEAT} and value[1] > MANY for kind, value in flat(tree))


def flat(tree: Any) -> Iterator[tuple[Any, Any]]:
    """The parts of a pattern, groups opened."""
    for kind, value in tree:
        if kind is op.SUBPATTERN:
            yield from flat(value[3])
        else:
            yield kind, value


def shared_out(inner: Any, flags: int) -> Iterator[str]:
    """Where a repeated pattern ends in an open repeat that may take what the pattern begins with."""
    parts = list(flat(inner))
    begins, _ = firsts(inner, flags)
    for index, (kind, value) in enumerate(parts):
        if kind in {op.MAX_REPEAT, op.MIN_REPEAT} and value[1] > MANY and not guarded(value[2]):
            common = firsts(value[2], flags)[0] & firsts(parts[index + 1 :], flags)[0]
            if common:
                yield f"a repeat may take what follows it, {chr(min(common))!r}"
    yield from shared_out_after(parts, begins, flags)


def guarded(tree: Any) -> bool:
    """Whether a pattern says before each character where it stops."""
    return next(flat(tree))[0] is op.ASSERT_NOT


def shared_out_after(parts: list[Any], begins: frozenset[int], flags: int) -> Iterator[str]:
    """Where an open repeat at the end of `parts` may take what begins again after it."""
    for kind, value in reversed(parts):
        if kind is op.BRANCH:
            for branch in value[1]:
                yield from shared_out_after(list(flat(branch)), begins, flags)
        if kind in {op.MAX_REPEAT, op.MIN_REPEAT} and value[1] > MANY:
            common = firsts(value[2], flags)[0] & begins
            if common:
                yield f"a repeat ends as it begins, with {chr(min(common))!r}"
        if not first(kind, value, flags)[1]:
            return


def test_every_pattern_has_few_readings():
    found = {}
    for name, pattern in (*patterns(), *written_in_place()):
        if problems := sorted(set(ambiguous(_parser.parse(pattern.pattern, pattern.flags), pattern.flags))):
            found[name] = problems
    assert found == {}


@pytest.mark.parametrize(
    "pattern",
    [
        r"(?:--+|[-–—―_]){2,}",
        r"(?:--+|[-–])+x",
        r"(?:<!--.*?-->\s*)*<p",
        r"(?:\d+\d)*x",
        r"(a+)+b",
        r"(?:a|a+)*b",
        r"(?:\s*\w+\s*)*!",
        r"(?:x*y*)*z",
    ],
)
def test_the_check_finds_what_hung_once(pattern):
    assert list(ambiguous(_parser.parse(pattern, re.DOTALL), re.DOTALL))


@pytest.mark.parametrize(
    "pattern", [r"[-–—―_]{2,}", r"(?:<!--(?:(?!-->).)*-->\s*)*<p", r"(?:\w+\s+)*!", r"(?:or\s+|only\s+)*d"]
)
def test_the_check_lets_through_what_is_fine(pattern):
    assert not list(ambiguous(_parser.parse(pattern, re.DOTALL), re.DOTALL))
