from django.db import transaction
from django.utils import timezone

from content import incoming, policy
from content.exchange.blocks import raw_of
from content.exchange.likeness import fingerprint
from content.models.banks import BankQuestion, BankQuestionTag, QuestionBank, QuestionTag
from lms.core.policy import require


@transaction.atomic
def import_questions(bank, questions, *, locale, difficulty, tags=(), by):
    """Add questions to a bank, and say how many were new.

    One that is in the bank already is left as it is, so a file that is imported twice adds nothing.
    """
    require(policy.can_keep, by, bank)
    QuestionBank.objects.select_for_update().get(pk=bank.pk)
    known = incoming.fingerprints(bank)
    new = {}
    for question in questions:
        new.setdefault(fingerprint(question), question)
    fresh = [question for mark, question in new.items() if mark not in known]
    rows = BankQuestion.objects.bulk_create(
        _row(bank, question, locale, difficulty) for question in fresh
    )
    _tag(rows, [dict.fromkeys([*question.tags, *tags]) for question in fresh])
    return len(rows)


def _row(bank, question, locale, difficulty):
    now = timezone.now()
    row = BankQuestion(
        bank=bank,
        locale=locale,
        difficulty=difficulty,
        question=[raw_of(question)],
        live=True,
        first_published_at=now,
        last_published_at=now,
    )
    row.name = row.first_words()
    return row


def _tag(rows, names_of_rows):
    tags = {}
    for name in dict.fromkeys(name for names in names_of_rows for name in names):
        known = QuestionTag.objects.filter(name__iexact=name).first()
        tags[name] = known or QuestionTag.objects.create(name=name)
    pairs = {
        (row.pk, tags[name].pk)
        for row, names in zip(rows, names_of_rows, strict=True)
        for name in names
    }
    BankQuestionTag.objects.bulk_create(
        BankQuestionTag(content_object_id=row, tag_id=tag) for row, tag in sorted(pairs)
    )
