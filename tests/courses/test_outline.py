"""What changes from one outline of a course to the next: plain values, no database."""

from dataclasses import replace
from uuid import UUID

import pytest

from courses.outline import Activity, Course, Module, Text, differences, errors, untranslated
from tests.factories.questions import question


def activity(number, text="Words", **values):
    titles = {"fr": f"Activity {number}"}
    texts = [Text("fr", titles["fr"], [{"html": text}])]
    return Activity(UUID(int=number), "lesson", titles, texts, **values)


def course(*modules):
    return Course(
        key=UUID(int=1000),
        code="C",
        programme_key=UUID(int=1001),
        titles={"fr": "Cours"},
        source_language="fr",
        languages=["fr"],
        modules=[
            Module(UUID(int=100 + n), {"fr": f"Module {n}"}, list(activities))
            for n, activities in enumerate(modules)
        ],
    )


def changes(old, new):
    return [(change.kind, change.key.int) for change in differences(old, new)]


one, two, three = activity(1), activity(2), activity(3)


def test_the_same_outline_has_no_differences():
    assert changes(course([one, two]), course([activity(1), activity(2)])) == []


def test_what_is_added_is_new_and_what_is_taken_out_is_gone():
    assert changes(course([one, two]), course([one, three])) == [("new", 3), ("gone", 2)]


def test_only_what_changed_its_place_has_moved():
    assert changes(course([one, two, three]), course([three, one, two])) == [("moved", 3)]


def test_an_activity_in_another_module_has_moved():
    assert changes(course([one, two], [three]), course([one], [two, three])) == [("moved", 2)]


def test_a_new_text_is_a_change_in_its_language():
    translated = replace(two, texts=[*two.texts, Text("en", "Two", [])])

    found = differences(course([one, two]), course([one, translated]))

    assert [(change.kind, change.key.int, change.languages) for change in found] == [
        ("text", 2, ("en",))
    ]


def test_rules_and_right_answers_are_told_apart():
    stricter = replace(one, rules={"pass_mark": 80})
    answered = replace(two, answer_key={"q": {"kind": "single", "marks": "1", "correct": ["a"]}})

    assert changes(course([one, two]), course([stricter, answered])) == [
        ("rules", 1),
        ("answers", 2),
    ]


def test_a_module_with_another_title_is_a_change():
    old, new = course([one]), course([one])
    renamed = replace(new, modules=[replace(new.modules[0], titles={"fr": "Autre"})])

    assert changes(old, renamed) == [("text", 100)]


def test_an_outline_without_faults_has_no_errors():
    assert errors(course([one, two])) == []


def test_what_lacks_a_language_is_named_in_that_language():
    found = untranslated(course([one]), ["fr", "ar"])

    assert {finding.language for finding in found} == {"ar"}
    assert [finding.key.int for finding in found] == [1000, 100, 1]


@pytest.mark.parametrize("kind", ["open", "upload"])
def test_what_only_a_person_can_mark_is_refused_in_a_lesson_and_not_in_a_quiz(kind):
    asked, key, _feedback = question(kind)
    texts = [Text("fr", "Activity 1", [{"check": asked["id"]}], questions=[asked])]
    lesson = replace(one, texts=texts, answer_key={asked["id"]: key})

    assert [finding.code for finding in errors(course([lesson]))] == ["nobody_marks"]
    assert errors(course([replace(lesson, kind="quiz")])) == []
