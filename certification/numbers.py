"""The number that people read and the token that addresses hold."""

import secrets
import unicodedata

from stdnum.iso7064 import mod_37_36

# Crockford's base 32: no letter that is taken for a digit.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
TOKEN_LENGTH = 13
LOOKALIKES = str.maketrans("OIL", "011")


def serial(issuer, prefix, year, sequence):
    """For example CA-BC-26-000123-Q: the last character is the check of ISO 7064, MOD 37,36."""
    body = f"{series(issuer, prefix, year)}-{sequence:06d}"
    return f"{body}-{mod_37_36.calc_check_digit(body.replace('-', ''))}"


def series(issuer, prefix, year):
    """What counts its own numbers: an issuer, a scheme, a year."""
    return f"{issuer}-{prefix}-{year % 100:02d}"


def new_token():
    """65 random bits, which nobody can guess from another certificate."""
    return "".join(secrets.choice(ALPHABET) for _ in range(TOKEN_LENGTH))


def spaced(token):
    """A token as it is read aloud and typed: 7K3M9-QX2RT-4WB."""
    return "-".join([token[:5], token[5:10], token[10:]])


def plain(code):
    """A number or token as somebody typed it, in the one form in which it is looked up.

    Spaces and dashes go, small letters become capitals, digits of any script become ours, O is 0, I and L are 1.
    """
    letters = (_digit(char) for char in unicodedata.normalize("NFKC", code).upper())
    return "".join(filter(str.isalnum, letters)).translate(LOOKALIKES)


def is_token(code):
    """Whether a plain code has the form of a token."""
    return len(code) == TOKEN_LENGTH and set(code) <= set(ALPHABET)


def _digit(char):
    return str(unicodedata.digit(char)) if char.isdigit() else char
