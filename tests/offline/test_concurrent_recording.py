"""Four processes record 2,000 events at once, many of them several times: none is lost, none is double."""

from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from . import field

TOTAL = 2_000


def test_no_event_is_lost_and_none_is_double(shared_database):
    events, replies, announced, kept = record_at_once(shared_database)

    assert sum(map(len, replies.values())) == TOTAL
    assert set(replies) == {event["id"] for event in events}
    check_replies(replies, kept)
    check_records(events, kept)
    assert sorted(announced) == kept["completed"]


def record_at_once(database):
    """The distinct events, all replies to each, the courses announced as completed, and what is kept."""
    context = get_context("spawn")
    start = (database, context.Barrier(field.PHONES))
    with ProcessPoolExecutor(
        field.PHONES, mp_context=context, initializer=field.open_database, initargs=start
    ) as phones:
        events = phones.submit(field.prepare).result()
        sent = list(phones.map(field.send, field.schedules(events, TOTAL)))
        kept = phones.submit(field.look).result()
    replies = {}
    for answers, _announced in sent:
        for event_id, outcome, code in answers:
            replies.setdefault(event_id, []).append((outcome, code))
    return events, replies, [one for _answers, announced in sent for one in announced], kept


def check_replies(replies, kept):
    """Stored is said once for each event that is kept as stored; what is refused is refused each time."""
    outcomes = dict(kept["events"])
    assert set(outcomes) == set(replies)
    assert len(outcomes) == len(kept["events"])
    for event_id, answers in replies.items():
        said = Counter(outcome for outcome, _code in answers)
        if outcomes[event_id] == "stored":
            assert said == Counter(stored=1, duplicate=len(answers) - 1)
        else:
            assert said == Counter(rejected=len(answers))
            assert {code for _outcome, code in answers} <= {"no_tries_left", "already_passed"}


def check_records(events, kept):
    """Each lesson once, the last answer of each check, no try too many, and every deed that counts is there."""
    steps, passing = field.LEARNERS * field.LESSONS, field.LEARNERS // 2
    assert kept["completions"] == steps + passing
    assert len(kept["checks"]) == steps
    assert {(right, at.hour, at.minute) for right, at in kept["checks"]} == {(True, 8, 20)}
    numbers = {}
    for _attempt, enrolment, number, _passed in kept["attempts"]:
        numbers.setdefault(enrolment, []).append(number)
    assert all(sorted(n) == list(range(1, len(n) + 1)) for n in numbers.values())
    assert sum(passed for *_rest, passed in kept["attempts"]) == passing
    assert len(kept["completed"]) == passing
    failing = set(numbers) - set(kept["completed"])
    assert [len(numbers[enrolment]) for enrolment in failing] == [field.TRIES] * passing
    handed_in = {event["id"] for event in events if event["kind"] == "courses.quiz_handed_in"}
    stored = {event_id for event_id, outcome in kept["events"] if outcome == "stored"}
    assert {attempt for attempt, *_rest in kept["attempts"]} == handed_in & stored
