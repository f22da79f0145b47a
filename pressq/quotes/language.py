"""The closed word classes of English that several stages share: pronouns, possessive endings, forms of address.

Open classes (titles, roles, verbs) are in `pressq/data/lexicons`.
"""

from __future__ import annotations

from typing import Literal

__all__ = [
    "BE_FORMS",
    "FIRST_PERSON_PLURAL",
    "FIRST_PERSON_SINGULAR",
    "FORMS_OF_ADDRESS",
    "GENDER_OF_ADDRESS",
    "GENDER_OF_PRONOUN",
    "OTHER_GENDER",
    "POSSESSIVE_ENDINGS",
    "POSSESSIVE_PRONOUNS",
    "SECOND_PERSON",
    "THIRD_PERSON",
]

THIRD_PERSON: dict[str, Literal["he", "she", "they"]] = {
    **dict.fromkeys(("he", "him", "his", "himself"), "he"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "she"),
    **dict.fromkeys(("they", "them", "their", "theirs", "themselves", "themself"), "they"),
}
"""The subject form of each third-person pronoun of people."""

GENDER_OF_PRONOUN = {form: pronoun for form, pronoun in THIRD_PERSON.items() if pronoun != "they"}
OTHER_GENDER = {"he": "she", "she": "he"}
FIRST_PERSON_SINGULAR = frozenset({"i", "me", "my", "myself"})
FIRST_PERSON_PLURAL = frozenset({"we", "us", "our", "ourselves"})
SECOND_PERSON = frozenset({"you", "your", "yours", "yourself", "yourselves"})
POSSESSIVE_PRONOUNS = frozenset({"his", "her", "its", "their", "my", "our", "whose"})
POSSESSIVE_ENDINGS = ("'s", "’s")
BE_FORMS = frozenset({"am", "are", "be", "been", "being", "is", "was", "were", *POSSESSIVE_ENDINGS})

GENDER_OF_ADDRESS = {"Mr": "he", "Mrs": "she", "Ms": "she", "Miss": "she"}
FORMS_OF_ADDRESS = frozenset(
    {*GENDER_OF_ADDRESS, "Mx", "HE", "H.E", "H E", "Mr Justice", "Mrs Justice", "Lord Justice"}
)
"""Before a name and no part of it; "HE" is short for "His" or "Her Excellency"."""
