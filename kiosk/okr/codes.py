"""Short codes in Crockford's base32: four or five characters, never reused.

The alphabet has no I, L, O or U, so a code read aloud or off a wall is not misread
(https://www.crockford.com/base32.html).
"""

import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_READ_AS = str.maketrans({"I": "1", "L": "1", "O": "0"})


def normal_code(text: str) -> str:
    """The code as it is stored, from any spelling: k7q2, K7Q2, K7-Q2."""
    return text.strip().upper().replace("-", "").translate(_READ_AS)


def is_code(text: str) -> bool:
    """Whether text is a code as it is stored."""
    return 4 <= len(text) <= 5 and all(character in ALPHABET for character in text)


def new_code(taken: frozenset[str] | set[str], length: int = 4) -> str:
    """A random code not in `taken`; five characters once half of the short ones are taken."""
    if length == 4 and len(taken) * 2 > len(ALPHABET) ** 4:
        length = 5
    while True:
        code = "".join(secrets.choice(ALPHABET) for _ in range(length))
        if code not in taken and not code.isdigit():
            return code
