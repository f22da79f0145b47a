"""An article that is still to be read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from pressq.article import Article
from pressq.errors import PressqError, UsageError

if TYPE_CHECKING:
    from pressq.load.document import Document

__all__ = ["Piece", "Unopened", "Unread"]


@dataclass(frozen=True, slots=True)
class Unread:
    """An input or a record of it that could not be read: its name, and why."""

    source: str
    error: PressqError


class Unopened(Protocol):
    """What the document of one article is in. Implementations are small and can be pickled."""

    def document(self) -> Document:
        """Open and read it: the part that takes time.

        Raises:
            PressqError: it cannot be read.
        """


@dataclass(frozen=True, slots=True)
class Piece:
    """An article that is still to be read, here or in another process; or why it cannot be.

    `source` is what the article will be named by. `share`, 0 to 1, is how much of the input it comes from is behind it
    when it is done; 0 where that cannot be told. `language` is the article's where a user states it, an ISO 639-1 code.
    """

    source: str
    content: Unopened | PressqError
    share: float = 1.0
    language: str | None = None

    def read(self) -> Article | Unread:
        """The article, or why there is none.

        Raises:
            UsageError: there is no such encoding as was asked for.
        """
        if isinstance(self.content, PressqError):
            return Unread(self.source, self.content)
        try:
            article = self.content.document().article(self.source)
        except UsageError:
            raise
        except Exception as fault:  # whatever a library makes of a hostile file, it costs that file and no other
            return Unread(self.source, PressqError.of(fault))
        return replace(article, language=self.language) if self.language else article
