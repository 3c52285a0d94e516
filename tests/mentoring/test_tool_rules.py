"""What a tool of diagnosis must hold, and how its files are read: plain values."""

import copy

import pytest

from mentoring.choices import Topic
from mentoring.tools import files, rules

TOPICS = Topic.values


@pytest.fixture
def written():
    return files.default()


def test_the_default_tool_has_the_eight_axes_with_two_questions_each(written):
    assert rules.faults_of(written, TOPICS) == []
    assert [axis["code"] for axis in written["axes"]] == TOPICS
    assert {len(axis["questions"]) for axis in written["axes"]} == {2}


def test_a_tool_is_the_same_in_both_kinds_of_file(written):
    assert files.read(files.as_toml(written).encode()) == written
    assert files.read(files.as_json(written).encode()) == written


def test_quotes_and_backslashes_in_words_survive_a_file(written):
    written["title"]["fr"] = 'Où "en" est\\on ?'

    assert files.read(files.as_toml(written).encode()) == written


def taken_out(tool, *path):
    """A copy without what stands at a path."""
    tool = copy.deepcopy(tool)
    there = tool
    for step in path[:-1]:
        there = there[step]
    del there[path[-1]]
    return tool


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        (["code"], "The code of the tool is missing or wrong."),
        (["title", "ar"], "Title of the tool: the words in العربية are missing"),
        (["axes", 1, "code"], "Axis 2: its code is none of those known"),
        (["axes", 1, "title", "en"], "Axis “members”: the words in English are missing"),
        (["axes", 1, "questions"], "Axis “members”: it has from 1 to 10 questions."),
        (["axes", 1, "questions", 0, "code"], "Axis “members”, question 1: its code is missing"),
        (["axes", 1, "questions", 1, "text"], "Axis “members”, question 2: the words in français"),
        (
            ["axes", 1, "questions", 1, "levels", 4],
            "Axis “members”, question 2: it has five levels",
        ),
        (
            ["axes", 1, "questions", 1, "levels", 3, "ar"],
            "Axis “members”, question 2, level 3: the words in العربية are missing",
        ),
    ],
)
def test_what_is_missing_is_said_with_its_place(written, path, sentence):
    faults = rules.faults_of(taken_out(written, *path), TOPICS)

    assert faults[0].startswith(sentence)


def test_a_code_stands_once(written):
    twice = {**written, "axes": [written["axes"][0], written["axes"][0]]}

    assert rules.faults_of(twice, TOPICS) == [
        "The code “governance” stands more than once.",
        "The code “assemblies” stands more than once.",
        "The code “offices” stands more than once.",
    ]


@pytest.mark.parametrize(
    "hostile",
    [
        *(None, [], "x", 7, {}, {"axes": {}}, {"axes": [None]}, {"axes": [[]], "code": []}),
        {"code": "x", "title": [], "axes": [{"code": ["governance"]}]},
        {"code": "x", "title": {"fr": 1}, "axes": [{"code": "market", "questions": [None, 1]}]},
        {"axes": [{"code": {}}] * 100_000},
    ],
)
def test_whatever_a_file_holds_has_faults_and_breaks_nothing(hostile):
    assert rules.faults_of(hostile, TOPICS) != []


@pytest.mark.parametrize("word", ["", "   ", "x" * 301, "a\0b", "\ud800", 7, None, ["x"]])
def test_words_that_are_none_are_faults(written, word):
    written["axes"][0]["title"]["fr"] = word

    assert rules.faults_of(written, TOPICS) != []


@pytest.mark.parametrize(
    "content", [b"\xff\xfe\x00", b"{", b"a = ", b'{"a":' * 5000, b"a = " + b"[" * 5000]
)
def test_a_file_that_cannot_be_read_is_refused_in_words(content):
    with pytest.raises(files.FileNotRead):
        files.read(content)
