"""Values of results as JSON, and the JSON Schema of them, both derived from the dataclasses.

A field is declared once, in its dataclass, with what its schema says beyond the type as metadata. JSON, schema, CSV,
Excel, Parquet and SQLite follow from that: a new field of `Quote` is one line.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

__all__ = ["object_schema", "plain", "properties_of"]

_SIMPLE: dict[Any, dict[str, Any]] = {
    str: {"type": "string"},
    int: {"type": "integer", "minimum": 0},  # counts and offsets
    float: {"type": "number"},
    bool: {"type": "boolean"},
}


def plain(value: Any, holder: type | None = None) -> Any:
    """A value as `json` takes it: objects for dataclasses, lists for tuples, numbers rounded to four places.

    Args:
        holder: the dataclass that holds the value; one of the same type is shown without the field that holds such
            values, as each member of a joint speaker is shown without members.
    """
    if isinstance(value, (str, int, NoneType)):
        return value
    if isinstance(value, float):
        return round(value, 4)
    if isinstance(value, tuple):
        return [plain(one, holder) for one in value]
    kind: type = type(value)
    return {name: plain(getattr(value, name), kind) for name in _names(kind, kind is holder)}


def properties_of(kind: type, references: Mapping[type, str], *, inside: bool = False) -> dict[str, dict[str, Any]]:
    """The schemas of the fields of a dataclass.

    Args:
        references: the names under which the schema defines some dataclasses.
        inside: the value is held by one of its own type.
    """
    metadata = {field.name: dict(field.metadata) for field in fields(kind)}
    hints = _hints(kind)
    return {name: _constrained(_schema(hints[name], references, kind), metadata[name]) for name in _names(kind, inside)}


def object_schema(properties: Mapping[str, Any], optional: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """An object with all of these and maybe some of the optional properties; a later release may add more."""
    return {"type": "object", "properties": {**properties, **(optional or {})}, "required": list(properties)}


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


@cache
def _names(kind: type, inside: bool) -> tuple[str, ...]:
    hints = _hints(kind)
    return tuple(one.name for one in fields(kind) if not (inside and kind in get_args(hints[one.name])))


def _schema(hint: Any, references: Mapping[type, str], holder: type) -> dict[str, Any]:
    if hint in _SIMPLE:
        return dict(_SIMPLE[hint])
    arguments = get_args(hint)
    if get_origin(hint) is Literal:
        return {"enum": list(arguments)}
    if get_origin(hint) in {Union, UnionType}:
        (other,) = (one for one in arguments if one is not NoneType)
        return {"anyOf": [_schema(other, references, holder), {"type": "null"}]}
    if get_origin(hint) is tuple:
        return {"type": "array", "items": _schema(arguments[0], references, holder)}
    assert isinstance(hint, type)
    assert is_dataclass(hint)
    if hint in references and hint is not holder:
        return {"$ref": f"#/$defs/{references[hint]}"}
    return object_schema(properties_of(hint, references, inside=hint is holder))


def _constrained(schema: dict[str, Any], more: dict[str, Any]) -> dict[str, Any]:
    """The schema with further keywords; of a value that may be null they constrain the value."""
    if not more:
        return schema
    if "anyOf" in schema and "anyOf" not in more:
        value, null = schema["anyOf"]
        return {"anyOf": [value | more, null]}
    return schema | more
