"""Question banks as a trainer leaves them: written, tagged, published."""

from wagtail.models import Locale

from content.models import BankQuestion, QuestionBank
from courses.models import Programme
from tests.factories import content as write


def bank(programme=None, title="Prix"):
    return QuestionBank.objects.create(programme=programme or Programme.objects.get(), title=title)


def question(in_bank, raw=None, tags=(), difficulty=2, language="fr", **values):
    """A published question."""
    made = BankQuestion(
        bank=in_bank,
        question=[raw or write.true_false()],
        difficulty=difficulty,
        locale=Locale.objects.get(language_code=language),
        **values,
    )
    made.tags.add(*tags)
    made.save()
    made.save_revision().publish()
    return made


def translate(question, language, **changes):
    """The same question in another language, published."""
    translated = question.copy_for_translation(Locale.objects.get(language_code=language))
    raw = list(translated.question.raw_data)
    raw[0]["value"] |= changes
    translated.question = raw
    translated.save()
    translated.save_revision().publish()
    return translated


def draw(in_bank, number=1, **values):
    return write.block("draw", {"bank": in_bank.pk, "number": number, **values})
