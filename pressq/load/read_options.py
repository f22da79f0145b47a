"""How inputs are read, where a user has a say in it."""

from __future__ import annotations

from dataclasses import dataclass

from pressq.load.decode import check_encoding

__all__ = ["ReadOptions"]


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How inputs are read, as `pressq.load_all` has it.

    Attributes:
        encoding: how text is encoded; None to detect it.
        text_field, id_field: the fields of a record with its text and its name, None to guess; dots lead into nested
            records.
        glob: which files of a folder, as `*.txt` or `2025/*.html`; None for all of a known extension.
        timeout: seconds that fetching may take.
        allow_private: whether addresses of this machine and the private network may be fetched.
        fetch: whether the pages that a feed names are fetched, where their robots.txt allows it.
        language: the language of the articles, an ISO 639-1 code; None to recognise it.

    Raises:
        UsageError: there is no such encoding.
    """

    encoding: str | None = None
    text_field: str | None = None
    id_field: str | None = None
    glob: str | None = None
    timeout: float = 20.0
    allow_private: bool = False
    fetch: bool = False
    language: str | None = None

    def __post_init__(self) -> None:
        check_encoding(self.encoding)

    @property
    def names_fields(self) -> bool:
        """Whether the input must be one of records."""
        return self.text_field is not None or self.id_field is not None
