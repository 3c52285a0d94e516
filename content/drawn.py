"""What quizzes draw from the banks, read at once for all quizzes of a course."""

from dataclasses import dataclass, field

from . import drawing
from .models import BankQuestion


@dataclass(frozen=True)
class Draws:
    """For each quiz, by its translation key, the draws of its source page and the questions they can take."""

    pools: dict = field(default_factory=dict)
    questions: dict = field(default_factory=dict)

    def rules_of(self, page):
        """The draws of a quiz as ``EditionActivity.rules`` have them; nothing without any."""
        draws = [
            {"pool": [self._question_id(key) for key in pool], "number": draw.number}
            for draw, pool in self.pools.get(page.translation_key, [])
        ]
        return {"draws": draws} if draws else {}

    def taken_by(self, page):
        """``{language: question}`` of each question that a quiz can draw, the source's first."""
        pools = self.pools.get(page.translation_key, [])
        return [self.questions[key] for _draw, pool in pools for key in pool]

    @property
    def taken(self):
        """``{language: question}`` of each question that some quiz can draw, once."""
        keys = dict.fromkeys(
            key for pools in self.pools.values() for _draw, pool in pools for key in pool
        )
        return [self.questions[key] for key in keys]

    def in_language(self, page, language):
        """Each question that a quiz can draw, in this language or in the source's."""
        return [
            versions.get(language) or next(iter(versions.values()))
            for versions in self.taken_by(page)
        ]

    def _question_id(self, key):
        return str(next(iter(self.questions[key].values())).block.id)


def read(pages):
    """The draws of quiz pages in the source language, in a fixed number of queries."""
    asked = {
        page.translation_key: [_draw(block) for block in page.draw_blocks if block.value["bank"]]
        for page in pages
    }
    banks = {draw.bank for draws in asked.values() for draw in draws}
    source = next((page.locale_id for page in pages), None)
    of_source = list(BankQuestion.objects.in_banks(banks).filter(locale=source))
    candidates = [_candidate(question) for question in of_source if question.block]
    pools = {
        key: list(zip(draws, drawing.pools(draws, candidates), strict=True))
        for key, draws in asked.items()
    }
    return Draws(pools, _in_all_languages(of_source))


def _draw(block):
    value = block.value
    return drawing.Draw(
        bank=value["bank"].pk,
        number=value["number"] or 1,
        tags=drawing.words((value["tags"] or "").replace("،", ",").split(",")),
        difficulty=int(value["difficulty"]) if value["difficulty"] else None,
    )


def _candidate(question):
    return drawing.Candidate(
        key=question.translation_key,
        bank=question.bank_id,
        difficulty=question.difficulty,
        tags=drawing.words(item.tag.name for item in question.tagged_items.all()),
    )


def _in_all_languages(of_source):
    found = {q.translation_key: {q.locale.language_code: q} for q in of_source}
    translations = BankQuestion.objects.filter(translation_key__in=found, live=True)
    for question in translations.select_related("locale").order_by("pk"):
        if question.block:
            found[question.translation_key].setdefault(question.locale.language_code, question)
    return found
