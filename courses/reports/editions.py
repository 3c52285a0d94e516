"""Two editions of a course side by side, and what moving from one to the other changes for whom."""

from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import get_language_info, gettext_lazy
from django.utils.translation import gettext as _

from courses import comparing, moving, outline
from courses.models import Attempt, Completion, Edition, EditionActivity
from courses.reports.outlines import outline_of

# As ``EditionActivity`` has them, in words.
RULES = {
    "required": gettext_lazy("required"),
    "length": gettext_lazy("minutes it takes"),
    "opens_after": gettext_lazy("opens after"),
    "weight": gettext_lazy("weight"),
    "pass_mark": gettext_lazy("pass mark"),
    "tries": gettext_lazy("tries"),
    "grading": gettext_lazy("which try counts"),
    "reveal": gettext_lazy("when answers are shown"),
    "minutes": gettext_lazy("time limit in minutes"),
    "one_by_one": gettext_lazy("one question a page"),
    "draws": gettext_lazy("questions drawn at random"),
    "pre_test": gettext_lazy("compared with"),
    "accepts": gettext_lazy("what may be handed in"),
    "rubric": gettext_lazy("points of the rubric"),
    "second_marker": gettext_lazy("a second marker"),
    "half_days": gettext_lazy("half-days"),
    "min_attendance": gettext_lazy("attendance needed, in percent"),
    "daily": gettext_lazy("asked every day"),
    "waves": gettext_lazy("asked again after months"),
}


@dataclass(frozen=True)
class Compared:
    """An activity that differs: its kinds of difference and its languages with changed words."""

    key: object
    title: str
    kinds: list
    languages: list


class Comparison:
    """What differs from one edition of a course to another."""

    def __init__(self, old, new):
        self.old, self.new = old, new

    @cached_property
    def outlines(self):
        return outline_of(self.old), outline_of(self.new)

    @cached_property
    def parts(self):
        """A ``Compared`` for each part that differs, in the order of the new edition."""
        parts = {}
        for difference in outline.differences(*self.outlines):
            part = parts.setdefault(
                difference.key, Compared(difference.key, difference.title, [], [])
            )
            part.kinds.append(difference.kind)
            names = [get_language_info(code)["name_translated"] for code in difference.languages]
            part.languages.extend(names)
        return list(parts.values())

    def activity(self, key):
        """``(old, new)`` of one activity; None where an edition does not have it."""
        return tuple(
            next((a for a in found.activities if a.key == key), None) for found in self.outlines
        )


def words_of(old, new):
    """``[(language code, sections)]`` of the languages in which an activity's words differ."""
    texts = [{text.language: text for text in side.texts} if side else {} for side in (old, new)]
    found = [
        (language, comparing.sections(texts[0].get(language), texts[1].get(language)))
        for language in dict.fromkeys([*texts[1], *texts[0]])
    ]
    return [(language, sections) for language, sections in found if sections]


def rules_of(old, new):
    """``[(name, before, after)]`` in words, of the rules in which an activity differs."""
    before, after = (
        {"required": side.required, "length": side.minutes, **side.rules} if side else {}
        for side in (old, new)
    )
    return [
        (RULES.get(name, name), _in_words(before.get(name)), _in_words(after.get(name)))
        for name in dict.fromkeys([*after, *before])
        if before.get(name) != after.get(name)
    ]


def _in_words(value):
    if value is None or value in ("", [], {}):
        return "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    # What holds ids would say nothing to a reader: that it differs is said by its name.
    return _("set otherwise") if isinstance(value, dict | list) else str(value)


def other_editions(edition):
    """The other editions of the same course, the newest first."""
    return Edition.objects.filter(course_key=edition.course_key).exclude(pk=edition.pk)


@dataclass(frozen=True)
class Mover:
    """A learner and what the move changes for her; ``in_a_quiz``: she is in the middle of a try."""

    enrolment: object
    change: moving.Change
    in_a_quiz: bool


def movers(enrolments, edition, to):
    """A ``Mover`` for each enrolment, in a fixed number of queries. Reads only."""
    enrolments = list(enrolments)
    before, after = _required_by_key(edition), _required_by_key(to)
    done = {}
    records = Completion.objects.filter(enrolment__in=enrolments)
    for enrolment, key in records.values_list("enrolment", "activity_key"):
        done.setdefault(enrolment, set()).add(key)
    trying = set(
        Attempt.objects.filter(enrolment__in=enrolments, status=Attempt.Status.OPEN).values_list(
            "enrolment", flat=True
        )
    )
    return [
        Mover(row, moving.change(done.get(row.pk, set()), before, after), row.pk in trying)
        for row in enrolments
    ]


def _required_by_key(edition):
    return dict(EditionActivity.objects.filter(edition=edition).values_list("key", "required"))
