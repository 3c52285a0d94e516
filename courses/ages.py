"""Ages as they are reported in the field, in bands."""

BANDS = ((0, 15), (16, 25), (26, 35), (36, 45), (46, 60), (61, 150))
UNKNOWN = "unknown"


def band_of(birth_year, day):
    """The band of the age reached in the year of that day, as ``"26-35"``; what cannot be is not known."""
    age = day.year - birth_year if birth_year else -1
    return next((name_of(band) for band in BANDS if band[0] <= age <= band[1]), UNKNOWN)


def name_of(band):
    return f"{band[0]}-{band[1]}"


NAMES = [*map(name_of, BANDS), UNKNOWN]
