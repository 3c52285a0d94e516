"""The sheets of a closed month's report, made from its facts and from nothing else."""

from courses import ages
from lms.core.sheets import Sheet

FIGURES = (
    "sessions",
    "confirmed",
    "late",
    "contact",
    "mentor_minutes",
    "preparation",
    "travel",
    "km",
)


def sheets_of(facts, language):
    """Figures, sessions, times of mentors and amendments, in the words of a language as they stood at closing."""
    words = facts["words"][language]
    names = words["sheets"]
    return [
        Sheet(
            names[0], [words["figure"]["figure"], words["figure"]["value"]], _figures(facts, words)
        ),
        Sheet(names[1], words["sessions"], _sessions(facts, words)),
        Sheet(names[2], words["times"], _times(facts, words)),
        Sheet(names[3], words["amendments"], _amendments(facts, words)),
    ]


def _figures(facts, words):
    named = words["figure"]
    yield [named["country"], words["country"][facts["country"]]]
    yield [named["month"], facts["month"]]
    yield [named["closed_on"], facts["closed_on"]]
    yield [named["closed_by"], _name(facts["closed_by"], words)]
    for name in FIGURES:
        yield [named[name], facts["totals"][name]]
    yield [named["amendments"], len(facts["amendments"])]


def _sessions(facts, words):
    for session in facts["sessions"]:
        heads, counted = session["heads"], session["ages"]
        yield [
            session["held_on"],
            words["yes" if session["late"] else "no"],
            *_cooperative(session, words),
            words["mode"][session["mode"]],
            session["minutes"],
            _mentors(session, words),
            heads["women"],
            heads["men"],
            heads["not_stated"],
            *(counted.get(name, 0) for name in ages.NAMES),
            _topics(session["topics"], words),
            session["confirmed_on"],
            session["accepted_on"],
            session["accepted_because"],
            session["id"],
        ]


def _times(facts, words):
    for session in facts["sessions"]:
        for time in session["mentors"]:
            yield [
                _name(time, words),
                session["held_on"],
                *_cooperative(session, words),
                time["minutes"],
                time["preparation"],
                time["travel"],
                time["km"],
                session["id"],
            ]


def _amendments(facts, words):
    """A row for each field that was changed."""
    for amendment in facts["amendments"]:
        for field in sorted(amendment["before"]):
            yield [
                amendment["held_on"],
                amendment["reported_in"],
                *_cooperative(amendment, words),
                words["field"][field],
                _value(field, amendment["before"][field], words),
                _value(field, amendment["after"][field], words),
                amendment["reason"],
                amendment["made_on"],
                _name(amendment["made_by"], words),
                amendment["session"],
            ]


def _cooperative(row, words):
    cooperative = row["cooperative"]
    return [
        _name(cooperative, words),
        cooperative["register_number"],
        cooperative["region"],
        cooperative["commune"],
        row["programme"],
    ]


def _mentors(session, words):
    return "; ".join(f"{_name(time, words)} {time['minutes']}" for time in session["mentors"])


def _name(named, words):
    """In the script of the report, else in the other."""
    latin, arabic = named["name"], named["name_arabic"]
    return arabic or latin if words["bidi"] else latin or arabic


def _topics(codes, words):
    return ", ".join(words["topic"][code] for code in codes)


def _value(field, value, words):
    if field == "topics":
        return _topics(value, words)
    return words["mode"][value] if field == "mode" else value
