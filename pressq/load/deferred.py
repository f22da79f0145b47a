"""An article that is still to be read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from pressq.article import Article
from pressq.errors import PressqError, UsageError

if TYPE_CHECKING:
    from pressq.load.document import Document

__all__ = ["ArticleInput", "DeferredArticle", "LoadFailure", "TextInput"]


@dataclass(frozen=True, slots=True)
class LoadFailure:
    """The name of an input or record that could not be read, and the error."""

    source: str
    error: PressqError


class ArticleInput(Protocol):
    """Where one article is read from. Implementations are small and can be pickled."""

    def document(self) -> Document:
        """Open and read it; this is the slow part.

        Raises:
            PressqError: it cannot be read.
        """


@dataclass(frozen=True, slots=True)
class TextInput:
    """A text that was given itself, not read from anywhere."""

    text: str

    def document(self) -> Document:
        from pressq.load.document import Document, TextPart

        return Document((TextPart(self.text),))


@dataclass(frozen=True, slots=True)
class DeferredArticle:
    """An article that is still to be read, in this process or another; or the error that prevents it.

    `source` is the article's name. `share`, 0 to 1, is the progress through its input once it is done; 0 if unknown.
    `language` is the article's where the user states it, an ISO 639-1 code.
    """

    source: str
    content: ArticleInput | PressqError
    share: float = 1.0
    language: str | None = None

    def read(self) -> Article | LoadFailure:
        """Read the article.

        Raises:
            UsageError: there is no encoding of that name.
        """
        if isinstance(self.content, PressqError):
            return LoadFailure(self.source, self.content)
        try:
            article = self.content.document().article(self.source)
        except UsageError:
            raise
        except Exception as fault:  # a hostile file may make a library raise anything; the others go on
            return LoadFailure(self.source, PressqError.of(fault))
        return replace(article, language=self.language) if self.language else article
