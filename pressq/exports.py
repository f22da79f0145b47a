"""What results offer to programs: JSON objects, data frames, views in notebooks."""

from __future__ import annotations

from typing import Any

__all__ = ["Annotated", "Exportable", "Tabular"]


class Exportable:
    """A result that a command prints."""

    __slots__ = ()

    def to_dict(self: Any) -> dict[str, Any]:
        """The object that the command prints with `--json`."""
        from pressq.output.results import record

        return record(self)


class Tabular(Exportable):
    """A result that a command writes as rows."""

    __slots__ = ()

    def to_frame(self: Any) -> Any:
        """The rows of the CSV as a data frame of pandas, or else of polars.

        Raises:
            MissingExtraError: neither is installed.
        """
        from pressq.output.frames import to_frame

        return to_frame(self)


class Annotated(Tabular):
    """A result that a notebook shows as the annotated article."""

    __slots__ = ()

    def _repr_html_(self: Any) -> str:
        from pressq.output.page import frame
        from pressq.report.annotated import annotated

        return frame(annotated(self))
