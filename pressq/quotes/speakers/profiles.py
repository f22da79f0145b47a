"""From a cluster to the speaker that a reader is shown: fullest name, role, aliases, pronoun."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import cache, cached_property

from pressq.article import Pronoun, Span, Speaker, SpeakerKind
from pressq.quotes.coreference.clusters import Cluster
from pressq.quotes.cues import is_cue_verb
from pressq.quotes.language import POSSESSIVE_PRONOUNS, THIRD_PERSON
from pressq.quotes.mentions.mention import NAME_KINDS, Mention, MentionSet
from pressq.quotes.speakers.roles import Roles
from pressq.text.lexicon import lexicon
from pressq.text.names import bare_name, name_words, without_loose_end

__all__ = ["Profiles", "trimmed_phrase"]

# an apposition or relative clause after a comma ("a pilot, 31", "a pilot, who stayed"), but no coordination and no
# "city, state"; and a bracket that is not closed
_TRAILING = re.compile(r"\s[(<][^)>]*\Z|,\s+(?:(?:who|whom|whose|which|where)\b|(?=[a-z\d])(?!.* (?:and|or) ))")
_QUOTED_NAME = re.compile(
    r"(?:[\w'’-]+ ){0,4}?(?P<noun>[\w-]+)\s[„«“\"‘']\s?(?P<name>[A-ZÀ-Þ\d][^„“”«»\"\n]{1,50}?)\s?[“”»\"’']"
)
_RELATIVE = re.compile(
    r", (?P<clause>who (?!(?:was|were|did|do|does|had|would|could|will|spoke|refused|declined|died)\b)"
    r"[^,.;:()“”\"\n]{4,70})[,.]"
)
# participles and adverbs that a nominal does not end with: "a poll released" on Monday, "a nurse there"
_LOOSE = frozenset({"conducted", "filed", "issued", "posted", "published", "released", "reported", "taken", "there"})
_POSSESSIVE = re.compile(r"(['’]s)\b[ ]*(?P<next>\w+|\S)?")
# what cannot follow a possessive, so that the 's before it is a part of the name ("Lloyd's said")
_AFTER_NAME = frozenset(",.;:!?)]") | {"said", "says", "told", "tells", "warned", "warns", "added", "adds", "announced"}
_THE_COUNTRY = frozenset({"the country", "the nation"})
_NEXT_WORD = re.compile(r" ([a-z]+)\b")
_NEAR = 400  # characters


class Profiles:
    """The speakers of one article, one for each cluster.

    Args:
        mention_set: the mentions of the article.
        text: its text.
        roles: its stated roles.
        weights: the weights of `Roles.best`.
    """

    def __init__(self, mention_set: MentionSet, text: str, roles: Roles, weights: Sequence[float]) -> None:
        self._mentions, self._text, self._roles, self._weights = mention_set.mentions, text, roles, weights

    def speaker(self, cluster: Cluster) -> Speaker:
        """The cluster under its fullest name."""
        mentions = [self._mentions[number] for number in sorted(cluster.mentions)]
        pronoun, role = self._pronoun(mentions), self._role(cluster)
        names = [mention for mention in mentions if mention.kind in NAME_KINDS]
        if names:
            kind: SpeakerKind = "person" if cluster.kind == "person" else "organisation"
            name = self._full_name(names, cluster.surname)
            aliases = dict.fromkeys(map(self._name, names))
            aliases.pop(name, None)
            return Speaker(name, kind, _unless_name(role, name), tuple(aliases), pronoun)
        first = self._with_noun(next((mention for mention in mentions if mention.kind != "pronoun"), mentions[0]))
        organisation = self._country(first) or self._quoted_name(first)
        if organisation is not None:
            return Speaker(organisation, "organisation", None, (), pronoun)
        name = trimmed_phrase(self.whole(first))
        return Speaker(name, "unnamed", _unless_name(role, name), (), pronoun)

    def _with_noun(self, nominal: Mention) -> Span:
        """A nominal; "my uncle" where only "my" was found of it."""
        noun = _NEXT_WORD.match(self._text, nominal.end)
        alone = nominal.of(self._text).casefold() in POSSESSIVE_PRONOUNS
        return Span(nominal.start, noun.end()) if alone and noun and noun[1] in lexicon("roles") else nominal

    def _country(self, nominal: Span) -> str | None:
        """The only country named shortly before "the country": places are no mentions until they speak."""
        if nominal.of(self._text).casefold() not in _THE_COUNTRY:
            return None
        before = self._text[max(0, nominal.start - _NEAR) : nominal.start]
        named = {match[0] for match in _country_names().finditer(before)}
        return named.pop() if len(named) == 1 else None

    def _quoted_name(self, nominal: Span) -> str | None:
        """The name between marks after what it is: "das Magazin „Der Kurier“" is Der Kurier."""
        found = _QUOTED_NAME.match(self._text, nominal.start)
        if found is None or not found.end("noun") <= nominal.end <= found.end():
            return None
        noun = found["noun"].casefold().removesuffix("s")
        return found["name"] if any(map(noun.endswith, lexicon("organisation-kinds"))) else None

    def whole(self, phrase: Span) -> str:
        """A nominal or role with the "'s" of a name at its end: "vicar of St Luke's"."""
        return self._form(phrase) + self._possessive_after(phrase.end)

    def _full_name(self, names: Sequence[Mention], surname: str) -> str:
        """The fullest of some names; a given name alone with the surname that it shares."""
        others = [mention for mention in names if name_words(self._form(mention)) != name_words(surname)]
        name = self._name(self._fullest(others or names))
        return f"{name} {surname}" if surname and others and len(name_words(name)) == 1 else name

    def _fullest(self, names: Sequence[Mention]) -> Mention:
        """The first name with the most words, the fewest initials and most hyphens, not all in capitals."""

        def rank(mention: Mention) -> tuple[int, int, int, bool]:
            form = self._form(mention)
            words = name_words(form)
            return len(words), sum(len(word) > 1 for word in words), form.count("-"), not form.isupper()

        return max(names, key=rank)

    def _name(self, mention: Mention) -> str:
        form = self._form(mention)
        name = bare_name(form) if mention.kind == "person" else form
        return name + self._possessive_names.get(name_words(form), "")

    @cached_property
    def _possessive_names(self) -> dict[tuple[str, ...], str]:
        """The "'s" of names that never stand without it and at least once are no possessive ("Lloyd's")."""
        forms: defaultdict[tuple[str, ...], list[Mention]] = defaultdict(list)
        for mention in self._mentions:
            if mention.kind in NAME_KINDS:
                forms[name_words(mention.of(self._text))].append(mention)
        always = (words for words in forms if all(_POSSESSIVE.match(self._text, m.end) for m in forms[words]))
        return {words: max(self._possessive_after(m.end) for m in forms[words]) for words in always}

    def _possessive_after(self, end: int) -> str:
        """The "'s" at an offset if it is part of the name: before a verb or a punctuation mark."""
        ending = _POSSESSIVE.match(self._text, end)
        in_name = ending and (not ending["next"] or ending["next"] in _AFTER_NAME | lexicon("auxiliaries"))
        return ending[1] if ending and in_name else ""

    def _form(self, span: Span) -> str:
        return " ".join(span.of(self._text).split())

    def _pronoun(self, mentions: Sequence[Mention]) -> Pronoun | None:
        words = (mention.of(self._text).casefold() for mention in mentions if mention.kind == "pronoun")
        counted = Counter(THIRD_PERSON[word] for word in words if word in THIRD_PERSON)
        return counted.most_common(1)[0][0] if counted else None

    def _role(self, cluster: Cluster) -> str | None:
        """The most informative stated role."""
        role = self._roles.best(cluster, self._weights)
        words = self.whole(role).split() if role is not None else []
        while words[:-1] and words[-1] in lexicon("honorifics") and words[-2].casefold() not in lexicon("determiners"):
            words.pop()  # "backbencher, Dame" Ann Lee is a backbencher, "the Rev" Ann Lee no "the"
        return " ".join(words).rstrip(",") or self._clause(cluster)

    def _clause(self, cluster: Cluster) -> str | None:
        """The relative clause after a person's full name ("Ann Lee, who keeps bees,"), where no role is stated."""
        for number in sorted(cluster.mentions):
            mention = self._mentions[number]
            if mention.kind == "person" and " " in mention.of(self._text):
                clause = _RELATIVE.match(self._text, mention.end)
                if clause and not any(map(is_cue_verb, clause["clause"].split()[1:3])):
                    return clause["clause"]
        return None


@cache
def _country_names() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(sorted(lexicon('countries'), key=len, reverse=True))})\b")


def trimmed_phrase(words: str) -> str:
    """A nominal without a trailing clause or loose words: "a poll released on" is "a poll"."""
    return without_loose_end(_TRAILING.split(words, maxsplit=1)[0], _LOOSE)


def _unless_name(role: str | None, name: str) -> str | None:
    """The role, None if it says no more than the name: "the official spokesman"."""
    return None if role is not None and name_words(role) == name_words(name) else role
