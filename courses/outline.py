"""A course as it is handed over for printing: plain values, no page and no row behind them."""

import hashlib
import json
from collections import Counter
from dataclasses import asdict, dataclass, field
from difflib import SequenceMatcher
from uuid import UUID

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from courses import faults, paths


@dataclass(frozen=True)
class Text:
    """The words of an activity in one language; shapes as in ``ActivityText``."""

    language: str
    title: str
    parts: list
    questions: list = field(default_factory=list)
    feedback: dict = field(default_factory=dict)
    files: list = field(default_factory=list)
    guide: list = field(default_factory=list)
    rubric: list = field(default_factory=list)
    sources: list = field(default_factory=list)

    @property
    def digest(self):
        return digest_of(asdict(self))


@dataclass(frozen=True)
class Activity:
    """An activity; shapes of rules and answer_key as in ``EditionActivity``. ``texts``: the source's first."""

    key: UUID
    kind: str
    titles: dict
    texts: list
    minutes: int = 0
    required: bool = True
    rules: dict = field(default_factory=dict)
    answer_key: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Module:
    key: UUID
    titles: dict
    activities: list


@dataclass(frozen=True)
class Course:
    """Everything an edition prints. ``languages``: those in which nothing is missing."""

    key: UUID
    code: str
    programme_key: UUID
    titles: dict
    source_language: str
    languages: list
    modules: list
    stage_titles: dict = field(default_factory=dict)
    requires: list = field(default_factory=list)

    @property
    def activities(self):
        return [activity for module in self.modules for activity in module.activities]

    @property
    def digest(self):
        return digest_of(asdict(self))


def digest_of(value):
    """SHA-256 of plain values, the same for the same content whatever the order of keys."""
    text = json.dumps(value, sort_keys=True, default=str, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True)
class Finding:
    """What stands against a release (``refuses``) or should be known before it. ``key``: of which part of the course."""

    code: str
    sentence: str
    key: UUID
    language: str = ""
    refuses: bool = False


def errors(course):
    """What would break for learners, in an outline alone."""
    found = [_empty(course)] if not course.activities else []
    found += [
        _refusal("empty_module", _("This module has no lesson and no quiz."), module)
        for module in course.modules
        if not module.activities
    ]
    for activity in course.activities:
        found += _kind_errors(activity)
        found += _question_errors(activity)
        found += _draw_errors(activity)
    return [*found, *_repeated_ids(course), *_never_open(course), *_order_errors(course)]


def _empty(course):
    sentence = _("Nothing is published in this course: publish its modules and lessons first.")
    return _refusal("nothing_published", sentence, course)


def _refusal(code, sentence, part, language=""):
    return Finding(code, sentence, part.key, language, refuses=True)


def _kind_errors(activity):
    """What an activity of its kind cannot do without."""
    return [_refusal(code, sentence, activity) for code, sentence in faults.of_activity(activity)]


def _question_errors(activity):
    """In the source; of a translation only what its own words bring about, as a gap that was lost."""
    told = set()
    for text in activity.texts:
        for number, question in enumerate(text.questions, 1):
            key = activity.answer_key.get(question["id"])
            for code, sentence in faults.of_question(question, key) if key else ():
                if (question["id"], code) not in told:
                    told.add((question["id"], code))
                    yield _refusal(code, sentence % {"number": number}, activity, text.language)


def _draw_errors(activity):
    sentence = _("A draw asks for %(number)s questions, but the bank has only %(count)s that fit.")
    for draw in activity.rules.get("draws", []):
        if draw["number"] > len(draw["pool"]):
            told = sentence % {"number": draw["number"], "count": len(draw["pool"])}
            yield _refusal("too_few_to_draw", told, activity)


def _repeated_ids(course):
    """Questions of the pages themselves; one of a bank may be drawn by several quizzes."""
    owners = [
        (identifier, activity)
        for activity in course.activities
        for question in (activity.texts[0].questions if activity.texts else [])
        if question["id"] not in _drawn(activity)
        for identifier in [question["id"], *(option["id"] for option in question["options"])]
    ]
    times = Counter(identifier for identifier, _activity in owners)
    repeated = {activity.key: activity for identifier, activity in owners if times[identifier] > 1}
    sentence = _("A question here is also elsewhere in this course: delete it and write it anew.")
    return [_refusal("repeated_id", sentence, activity) for activity in repeated.values()]


def _drawn(activity):
    return {identifier for draw in activity.rules.get("draws", []) for identifier in draw["pool"]}


def _never_open(course):
    """Activities that open after each other, and so never."""
    rules = {
        a.key: a.rules["opens_after"]["key"] for a in course.activities if "opens_after" in a.rules
    }
    circle = paths.circles({str(key): str(first) for key, first in rules.items()})
    sentence = _("This opens after an activity that itself opens after this one.")
    return [_refusal("never_opens", sentence, a) for a in course.activities if str(a.key) in circle]


def _order_errors(course):
    """Rules that name an activity which is not in the course, is not of the kind, or comes later."""
    gone = _("This opens after an activity that is not in this course any more. Choose another.")
    late = _("This opens after an activity that comes later. Move it, or choose another.")
    no_quiz = _("The test before this quiz is not a quiz of this course, or comes later.")
    places = {str(a.key): place for place, a in enumerate(course.activities)}
    quizzes = {str(a.key) for a in course.activities if a.kind == "quiz"}
    # Of those that wait for each other it is said already that they never open.
    turning = {str(finding.key) for finding in _never_open(course)}
    for place, activity in enumerate(course.activities):
        first = activity.rules.get("opens_after", {}).get("key")
        if first and first not in places:
            yield _refusal("opens_after_nothing", gone, activity)
        elif first and places[first] > place and str(activity.key) not in turning:
            yield _refusal("opens_after_later", late, activity)
        test = activity.rules.get("pre_test")
        if test and (test not in quizzes or places[test] >= place):
            yield _refusal("no_pre_test", no_quiz, activity)


def untranslated(course, languages):
    """Parts of the course that are not there in one of the languages."""
    return [
        Finding("untranslated", _("This is not published in this language."), part.key, language)
        for part in [course, *course.modules, *course.activities]
        for language in languages
        if language not in part.titles
    ]


def gone(old, new):
    """Activities of the last edition that the next one will not have."""
    kept = {activity.key for activity in new.activities}
    return [activity for activity in old.activities if activity.key not in kept]


@dataclass(frozen=True)
class Difference:
    """What an edition changes in one part of its course. ``kind``: new, gone, moved, text, rules or answers."""

    kind: str
    key: UUID
    titles: dict
    languages: tuple = ()

    @property
    def title(self):
        return self.titles.get(get_language()) or next(iter(self.titles.values()), "")


def differences(old, new):
    """What changes from one outline of a course to the next, part by part, in the order of the new one."""
    before = {activity.key: activity for activity in old.activities}
    moved = _moved(old, new)
    found = list(_renamed(old, new))
    for activity in new.activities:
        if activity.key not in before:
            found.append(Difference("new", activity.key, activity.titles))
            continue
        if activity.key in moved:
            found.append(Difference("moved", activity.key, activity.titles))
        found += _changes(before[activity.key], activity)
    return found + [Difference("gone", lost.key, lost.titles) for lost in gone(old, new)]


def _changes(old, new):
    before = {text.language: text.digest for text in old.texts}
    after = {text.language: text.digest for text in new.texts}
    changed = sorted(x for x in before | after if before.get(x) != after.get(x))
    if changed:
        yield Difference("text", new.key, new.titles, tuple(changed))
    if (old.rules, old.required, old.minutes) != (new.rules, new.required, new.minutes):
        yield Difference("rules", new.key, new.titles)
    if old.answer_key != new.answer_key:
        yield Difference("answers", new.key, new.titles)


def _moved(old, new):
    """Keys of activities in another module, or not where their neighbours would have them."""
    places = [
        {a.key: m.key for m in outline.modules for a in m.activities} for outline in (old, new)
    ]
    common = places[0].keys() & places[1].keys()
    before, after = ([key for key in place if key in common] for place in places)
    blocks = SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()
    stayed = {key for block in blocks for key in after[block.b : block.b + block.size]}
    return {key for key in common if key not in stayed or places[0][key] != places[1][key]}


def _renamed(old, new):
    """The course and its modules, where their titles changed."""
    before = {part.key: part.titles for part in [old, *old.modules]}
    for part in [new, *new.modules]:
        titles = before.get(part.key, {})
        changed = sorted(x for x in titles | part.titles if titles.get(x) != part.titles.get(x))
        if changed:
            yield Difference("text", part.key, part.titles, tuple(changed))
