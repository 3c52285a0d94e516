"""The arithmetic of PINs: how one is split, made, and how long wrong tries lock a card. Plain values only."""

import secrets
from datetime import timedelta

SECRET_DIGITS = 4
LOCKS = (timedelta(minutes=15), timedelta(hours=1), timedelta(hours=24))


def split(pin):
    """``(member number, secret digits)`` of a typed PIN, or None when it cannot be one. Spaces are fine."""
    digits = "".join(pin.split())
    if not digits.isdecimal() or not SECRET_DIGITS < len(digits) <= 9:
        return None
    plain = str(int(digits)).zfill(len(digits))
    return int(plain[:-SECRET_DIGITS]), plain[-SECRET_DIGITS:]


def write(number, secret):
    """The PIN as it stands on the card: at least two digits of number, then the secret."""
    return f"{number:02d}{secret}"


def new_secret():
    return f"{secrets.randbelow(10**SECRET_DIGITS):0{SECRET_DIGITS}d}"


def lock_after(wrong_tries, free_tries):
    """How long the card is locked after this wrong try: longer each time the free tries are used up again."""
    rounds, left = divmod(wrong_tries, free_tries)
    if left or not rounds:
        return None
    return LOCKS[min(rounds, len(LOCKS)) - 1]
