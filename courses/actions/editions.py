from django.db import transaction
from django.utils.translation import gettext as _

from courses import policy, reading
from courses.models import (
    ActivityText,
    Edition,
    EditionActivity,
    EditionModule,
    Programme,
    TextSource,
)
from lms.core.errors import RuleError
from lms.core.folding import fold
from lms.core.policy import person_or_none, require


class NothingChanged(RuleError):
    code = "nothing_changed"


class AlreadyPrinted(RuleError):
    code = "already_printed"


@transaction.atomic
def print_edition(course, *, note="", number=None, by):
    """Print an outline as the next edition of its course. Refuses when nothing changed since the last one.

    Who says which ``number`` she means is refused when somebody else printed that one in the meantime.
    """
    programme = Programme.objects.select_for_update().get(pk=course.programme_key)
    require(policy.can_release, by, programme)
    last = Edition.objects.filter(course_key=course.key).order_by("-number").first()
    if number and last and last.number >= number:
        raise AlreadyPrinted(
            _("Edition %(number)s was released in the meantime. Look at it first."), number=number
        )
    if last and last.digest == course.digest:
        raise NothingChanged(_("Nothing has changed since the last edition."))
    edition = Edition.objects.create(
        programme=programme,
        course_key=course.key,
        course_code=course.code,
        number=last.number + 1 if last else 1,
        source_language=course.source_language,
        languages=course.languages,
        titles=course.titles,
        stage_titles=course.stage_titles,
        requires=[str(key) for key in course.requires],
        note=note,
        digest=course.digest,
        released_by=person_or_none(by),
    )
    _print_activities(edition, course)
    return edition


def _print_activities(edition, course):
    modules = EditionModule.objects.bulk_create(
        EditionModule(edition=edition, key=module.key, titles=module.titles, position=position)
        for position, module in enumerate(course.modules, 1)
    )
    placed = [
        (module, activity)
        for module, outline in zip(modules, course.modules, strict=True)
        for activity in outline.activities
    ]
    activities = EditionActivity.objects.bulk_create(
        EditionActivity(
            edition=edition,
            module=module,
            position=position,
            key=activity.key,
            kind=activity.kind,
            titles=activity.titles,
            minutes=activity.minutes,
            required=activity.required,
            rules=activity.rules,
            answer_key=activity.answer_key,
        )
        for position, (module, activity) in enumerate(placed, 1)
    )
    texts = ActivityText.objects.bulk_create(
        _text(row, text)
        for row, (_module, activity) in zip(activities, placed, strict=True)
        for text in activity.texts
    )
    TextSource.objects.bulk_create(
        TextSource(text=text, kind=kind, item_id=item_id)
        for text in texts
        for kind, item_id in text.sources
    )


def _text(activity, text):
    return ActivityText(
        activity=activity,
        language=text.language,
        title=text.title,
        parts=text.parts,
        questions=text.questions,
        feedback=text.feedback,
        files=text.files,
        guide=text.guide,
        rubric=text.rubric,
        sources=text.sources,
        search_text=fold(" ".join([text.title, *_words_of(text.parts)])),
        digest=text.digest,
    )


def _words_of(parts):
    """What is read in a lesson, without questions, answers and what only trainers read."""
    return [reading.words(part["html"]) for part in parts if "html" in part]
