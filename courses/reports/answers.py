"""The answers of an attempt as a person marks them."""

from dataclasses import dataclass

from courses.choices import MARKED_BY_A_PERSON, QuestionKind
from courses.models import Response, Upload
from courses.models.editions import in_reader_language


@dataclass
class Answer:
    """A question, what was answered in words or files, the marks given to it so far, and what a good answer holds."""

    question: dict
    response: Response
    uploads: list
    history: list
    model: str

    @property
    def words(self):
        return (
            []
            if self.question["kind"] == QuestionKind.UPLOAD
            else in_words(self.question, self.response.answer)
        )


def in_words(question, answer):
    """What was answered, line by line: the words of options instead of their ids."""
    named = {
        one["id"]: one["text"]
        for one in [*question.get("options", ()), *question.get("targets", ())]
    }
    if isinstance(answer, dict):
        return [
            f"{named[key]}: {named.get(value, value)}" if key in named else named.get(value, value)
            for key, value in answer.items()
        ]
    given = answer if isinstance(answer, list) else [answer]
    return [named.get(one, one) for one in given if one]


def answers_of(attempt, text, *, of_all_kinds=False):
    """The answers that a person marks, or all, in the order of the questions, with their files and all marks given."""
    by_question = {
        str(response.question_id): response
        for response in attempt.responses.prefetch_related("history__given_by", "history__voice")
    }
    asked = [
        question
        for question in text.questions
        if question["id"] in by_question
        and (of_all_kinds or question["kind"] in MARKED_BY_A_PERSON)
    ]
    files = _files(attempt, asked, by_question)
    return [
        Answer(
            question,
            response := by_question[question["id"]],
            [files[one] for one in _ids(question, response) if one in files],
            list(response.history.all()),
            in_reader_language(attempt.activity.answer_key[question["id"]].get("model", {})),
        )
        for question in asked
    ]


def _files(attempt, asked, by_question):
    """The uploads that the answers name, of the learner herself only."""
    ids = {one for question in asked for one in _ids(question, by_question[question["id"]])}
    uploads = Upload.objects.filter(pk__in=ids, owner=attempt.enrolment.learner_id)
    return {str(upload.pk): upload for upload in uploads}


def _ids(question, response):
    return response.answer if question["kind"] == QuestionKind.UPLOAD else []
