"""Figures and outlines read from several tables."""

from courses import outline


def outline_of(edition):
    """The outline that an edition was printed from."""
    rows = edition.activities.prefetch_related("texts").order_by("position")
    activities = {}
    for row in rows:
        activities.setdefault(row.module_id, []).append(_activity(row, edition.source_language))
    return outline.Course(
        key=edition.course_key,
        code=edition.course_code,
        programme_key=edition.programme_id,
        titles=edition.titles,
        source_language=edition.source_language,
        languages=edition.languages,
        modules=[
            outline.Module(module.key, module.titles, activities.get(module.pk, []))
            for module in edition.modules.order_by("position")
        ],
        stage_titles=edition.stage_titles,
        requires=edition.requires,
    )


def _activity(row, source_language):
    texts = sorted(row.texts.all(), key=lambda text: text.language != source_language)
    return outline.Activity(
        key=row.key,
        kind=row.kind,
        titles=row.titles,
        texts=[_text(text) for text in texts],
        minutes=row.minutes,
        required=row.required,
        rules=row.rules,
        answer_key=row.answer_key,
    )


def _text(row):
    return outline.Text(
        language=row.language,
        title=row.title,
        parts=row.parts,
        questions=row.questions,
        feedback=row.feedback,
        files=row.files,
        guide=row.guide,
        rubric=row.rubric,
        sources=row.sources,
    )
