"""Takes phone, identity-card and bank-card numbers out of texts. Knows not where the texts go."""

from __future__ import annotations

import re
import unicodedata

_SEP = r"[ \-\u2010-\u2015\u3000]?"
# The longest kind first, so that no part of a card number passes for a phone number.
_PRIVATE = re.compile(
    "|".join(
        (
            # identity card: region, date of birth, serial, check character; 身份证号，末位可以是 X
            rf"(?<!\d)[1-9]\d{{5}}{_SEP}(?:18|19|20)\d{{2}}{_SEP}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
            rf"{_SEP}\d{{3}}[\dXx](?!\d)",
            # bank card: 16 to 19 digits, often in groups of four; Chinese cards start with 3 to 9
            rf"(?<!\d)[3-9]\d{{3}}(?:{_SEP}\d{{4}}){{3}}(?:{_SEP}\d{{1,3}})?(?!\d)",
            # identity card of the first generation
            r"(?<!\d)[1-9]\d{7}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}(?!\d)",
            # mobile phone
            rf"(?<!\d)(?:\+?86{_SEP})?1[3-9]\d{_SEP}\d{{4}}{_SEP}\d{{4}}(?!\d)",
            # fixed line with its area code
            rf"(?<!\d)[(（]?0\d{{2,3}}[)）]?{_SEP}\d{{7,8}}(?!\d)",
        )
    )
)


def masked(text: str) -> str:
    """The text with the digits of private numbers replaced by *; its length stays the same."""
    plain = "".join(_half_width(character) for character in text)
    pieces = list(text)
    for match in _PRIVATE.finditer(plain):
        for place in range(match.start(), match.end()):
            if plain[place].isalnum():
                pieces[place] = "*"
    return "".join(pieces)


def _half_width(character: str) -> str:
    """The character itself; the ASCII digit or letter for its full-width form (１３８ → 138)."""
    return unicodedata.normalize("NFKC", character) if "！" <= character <= "～" else character
