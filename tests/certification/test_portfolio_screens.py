"""The pages of a portfolio: hers, the one who judges, and the rules that ask for it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from certification.actions import portfolios
from certification.actions.schemes import draft_next, put_in_force
from certification.models import Portfolio, Requirement
from certification.reports.rules import changes_of
from certification.requirements.fields import MOST_CRITERIA
from lms.core.policy import SYSTEM
from lms.people.choices import Role
from tests.factories.certification import (
    SchemeVersionFactory,
    certifier,
    open_file,
)
from tests.factories.observing import master_trainer
from tests.factories.people import PersonFactory, appointed
from tests.factories.portfolios import (
    GOOD,
    again,
    draft,
    file_that_asks_for_a_portfolio,
    handed_in,
    photo,
)
from tests.factories.sign_in import signed_in

pytestmark = pytest.mark.django_db


def finding(file):
    return file.findings()[1]


def test_a_candidate_puts_it_together_and_a_master_trainer_judges_it():
    file, judge = file_that_asks_for_a_portfolio(), master_trainer()
    hers, client = signed_in(file.person), signed_in(judge)
    mine = reverse("certification:my_portfolio", args=[file.pk, 2])

    led_to = [
        hers.get(reverse(f"certification:{name}", args=args)).content.decode()
        for name, args in (("mine", []), ("file", [file.pk]))
    ]
    empty = hers.get(mine).content.decode()
    kept = hers.post(mine, {"text": "In May.", "photo": [photo()], "add": "1"})
    begun = Portfolio.objects.get()
    hers.post(
        mine, {"text": "In May.", "keep": begun.files.get().pk, "shown": begun.files.get().pk}
    )
    listed = client.get(reverse("certification:observing")).content.decode()
    address = reverse("certification:portfolio", args=[begun.pk])
    shown = client.get(address).content.decode()
    client.post(address, GOOD | {"words": "Clear and complete."})

    assert all(mine in page for page in led_to)
    assert "Criterion 1 (en)" in empty
    assert "Level 4 (en)" in empty
    assert kept.status_code == 302
    assert address in listed
    assert shown.count('type="radio"') == 8
    assert "In May." in shown
    assert again(begun).is_accepted
    assert "Clear and complete." in hers.get(mine).content.decode()
    assert finding(file).met


def test_a_refused_photo_is_said_beside_its_field_and_nothing_is_lost():
    file = file_that_asks_for_a_portfolio()
    wrong = SimpleUploadedFile("a.jpg", b"no photo")
    address = reverse("certification:my_portfolio", args=[file.pk, 2])

    page = signed_in(file.person).post(address, {"text": "In May.", "photo": [photo(), wrong]})
    words = page.content.decode()

    assert "is not a photo that can be read" in words
    assert "In May." in words
    assert Portfolio.objects.get().status == "draft"
    assert Portfolio.objects.get().files.count() == 1


def test_files_of_a_portfolio_are_for_those_who_read_it():
    begun = draft()
    address = reverse("certification:portfolio_file", args=[begun.files.get().pk])
    page = reverse("certification:portfolio", args=[begun.pk])
    own, judge = signed_in(begun.person), signed_in(master_trainer())
    of_scheme = signed_in(certifier(begun.candidacy.scheme))
    strangers = [signed_in(PersonFactory()), signed_in(certifier(open_file().scheme))]

    while_draft = [client.get(address).status_code for client in (own, judge, of_scheme)]
    portfolios.hand_in(begun, by=begun.person)
    answer = judge.get(address)

    assert while_draft == [200, 404, 404]
    assert answer["Content-Type"] == "image/jpeg"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert of_scheme.get(address).status_code == 200
    assert {client.get(where).status_code for client in strangers for where in (address, page)} == {
        404
    }


def test_who_is_in_conflict_reads_why_and_sees_no_form():
    waiting, trained = handed_in(), master_trainer()
    waiting.person.enrolments.get().cohort.trainers.add(trained)
    client = signed_in(trained)

    listed = client.get(reverse("certification:observing")).content.decode()
    page = client.get(reverse("certification:portfolio", args=[waiting.pk])).content.decode()

    assert reverse("certification:portfolio", args=[waiting.pk]) not in listed
    assert "You trained this candidate in the cohort" in page
    assert 'type="radio"' not in page


@pytest.mark.parametrize("rows", [1, 3])
def test_what_is_to_judge_costs_the_same_for_any_number(
    rows, client, django_assert_max_num_queries
):
    judge = master_trainer()
    for _row in range(rows):
        handed_in()
    client = signed_in(judge)
    client.get(reverse("certification:observing"))

    with django_assert_max_num_queries(24):
        page = client.get(reverse("certification:observing"))
    assert page.content.decode().count("Judge the portfolio") == rows


@pytest.mark.parametrize("files", [1, 4])
def test_a_portfolio_costs_the_same_for_any_number_of_files(files, django_assert_max_num_queries):
    colours = ["red", "green", "blue", "white"][:files]
    waiting = handed_in(None, *[photo(f"{colour}.jpg", colour) for colour in colours])
    judge, hers = signed_in(master_trainer()), signed_in(waiting.person)
    own = reverse("certification:my_portfolio", args=[waiting.candidacy_id, 2])
    judge.get(own), hers.get(own)

    with django_assert_max_num_queries(24):
        page = judge.get(reverse("certification:portfolio", args=[waiting.pk]))
    with django_assert_max_num_queries(14):
        hers.get(own)
    assert page.content.decode().count("<img") == files


# The rules


def typed(criteria=1, **changes):
    """What the form of the rules sends for a portfolio with so many criteria."""
    data = {"position": "1", "group_needs": "1", "min_percent": "60"}
    words = {"about": "Plan"}
    for place in range(criteria):
        words |= {f"rubric_{place}_0": "Plan", f"rubric_{place}_1": "2"}
        words |= {f"rubric_{place}_{line}": f"Level {line}" for line in (2, 3, 4, 5)}
    for name, text in words.items():
        if name.endswith("_1"):
            data[name] = text
        else:
            data |= {f"{name}_{language}": text for language in range(3)}
    return data | changes


def test_a_scheme_asks_for_a_portfolio_without_new_code():
    version = SchemeVersionFactory()
    admin = signed_in(appointed(Role.ADMINISTRATOR))
    address = reverse("rules:add", args=[version.pk, "portfolio"])

    form = admin.get(address).content.decode()
    admin.post(address, typed(criteria=2))
    made = Requirement.objects.get(version=version)
    shown = admin.get(reverse("rules:requirement", args=[made.pk])).content.decode()

    assert form.count('name="rubric_') == MOST_CRITERIA * (3 + 1 + 4 * 3)
    assert [one["id"] for one in made.params["rubric"]] == ["c1", "c2"]
    assert made.params["rubric"][0]["weight"] == 2
    assert made.params["rubric"][0]["levels"]["4"] == dict.fromkeys(["fr", "ar", "en"], "Level 5")
    assert shown.count('value="Plan"') == 3 + 2 * 3
    put_in_force(version, by=SYSTEM)


@pytest.mark.parametrize(
    "changes",
    [
        {"rubric_0_3_1": ""},
        {f"rubric_0_3_{language}": "" for language in range(3)},
        {f"rubric_0_0_{language}": "" for language in range(3)},
        {"rubric_0_1": "10"},
    ],
    ids=["not in each language", "a level is not described", "no title", "counts too often"],
)
def test_a_rubric_that_is_not_complete_is_refused_and_kept_as_typed(changes):
    version = SchemeVersionFactory()
    admin = signed_in(appointed(Role.ADMINISTRATOR))
    address = reverse("rules:add", args=[version.pk, "portfolio"])

    page = admin.post(address, typed(**changes))

    assert page.context["form"].errors.keys() == {"rubric"}
    assert "Level 5" in page.content.decode()
    assert not version.requirements.exists()


def test_a_rubric_is_needed():
    version = SchemeVersionFactory()
    address = reverse("rules:add", args=[version.pk, "portfolio"])

    signed_in(appointed(Role.ADMINISTRATOR)).post(address, typed(criteria=0))

    assert not version.requirements.exists()


def test_a_rubric_that_is_described_differently_is_shown_as_a_change():
    version = file_that_asks_for_a_portfolio().version
    draft_version = draft_next(version.scheme, by=SYSTEM)
    asked = draft_version.requirements.get(kind="portfolio")
    before = changes_of(draft_version, version, PersonFactory())

    asked.params["rubric"][0]["levels"]["4"]["en"] = "Far better."
    asked.save()

    assert before == []
    [(_what, was, becomes)] = changes_of(draft_version, version, PersonFactory())
    assert "Plan and photos" in was
    assert becomes == "The same, described differently."
