"""Who may ask for a certificate, and for whom a certifier may open a file: the same people, seen from both ends."""

import pytest
from django.urls import reverse

from certification.actions import candidacies
from certification.actions.schemes import put_in_force
from certification.models import CertificationScheme, ExternalCredential
from certification.reports import people
from lms.core.policy import SYSTEM
from lms.people.choices import Role
from lms.people.models import Person
from tests.factories.certification import (
    RequirementFactory,
    SchemeFactory,
    SchemeVersionFactory,
    certifier,
    credential,
    enrolled,
    scheme,
)
from tests.factories.days import TrainingDayFactory
from tests.factories.mentoring import EngagementFactory, mentor_of
from tests.factories.people import MembershipFactory, PersonFactory, appointed
from tests.factories.sign_in import signed_in

pytestmark = pytest.mark.django_db

GIVEN = ("coaching", {"side": "given", "sessions": 3})
RECEIVED = ("coaching", {"side": "received", "sessions": 3})
DELIVERED = ("trainings_delivered", {"trainings": 1, "within_months": 12, "min_participants": 5})
SEEN = ("external_credential", {"issuer": "ITCILO"})
SAID = ("statement", {"statement": "declaration"})


def asking(*asked, **values):
    """A scheme in force that asks for no course of ours."""
    version = SchemeVersionFactory(scheme=SchemeFactory(), **values)
    for position, (kind, params) in enumerate(asked, 1):
        RequirementFactory(version=version, position=position, kind=kind, params=params)
    return put_in_force(version, by=SYSTEM).scheme


def mentor():
    return mentor_of(EngagementFactory())


def member():
    """Of a cooperative that a mentor accompanies."""
    accompanied = EngagementFactory().cooperative
    return MembershipFactory(cooperative=accompanied).person


def trainer():
    return TrainingDayFactory(trainer=appointed(Role.TRAINER)).trainer


def known_elsewhere():
    person = PersonFactory()
    ExternalCredential.objects.create(
        person=person, issuer="ITCILO", title="My.COOP", seen_by=PersonFactory()
    )
    return person


def reached(made):
    return set(people.within_reach(made, appointed(Role.ADMINISTRATOR)))


def asks_for(person):
    return set(CertificationScheme.objects.within_reach_of(person))


@pytest.mark.parametrize(
    ("asked", "make"),
    [(GIVEN, mentor), (RECEIVED, member), (DELIVERED, trainer), (SEEN, known_elsewhere)],
)
def test_practice_leads_to_a_certificate_that_asks_for_no_course(asked, make):
    made, person, stranger = asking(asked, SAID), make(), PersonFactory()
    judge = certifier(made)

    file = candidacies.open_candidacy(made, person, by=judge)

    assert file.person == person
    assert person in reached(made)
    assert stranger not in reached(made)
    assert asks_for(stranger) == set()
    with pytest.raises(candidacies.NotWithinReach):
        candidacies.open_candidacy(made, stranger, by=judge)


def test_where_a_course_is_asked_for_practice_alone_does_not_lead_there():
    with_course = scheme()
    version = SchemeVersionFactory(scheme=SchemeFactory())
    key = with_course.cohort.edition.course_key
    RequirementFactory(version=version, position=1, course_key=key)
    RequirementFactory(version=version, position=2, kind=RECEIVED[0], params=RECEIVED[1])
    both = put_in_force(version, by=SYSTEM).scheme
    person, learner = member(), enrolled(with_course).learner

    assert both not in asks_for(person)
    assert reached(both) == {learner}


def test_who_holds_the_certificate_that_is_asked_for_is_found_by_its_certifiers():
    first = scheme(code="first")
    holder = credential(first).person
    above = asking(("credential_held", {"scheme": "first", "months": 24}))
    judge = signed_in(certifier(above))

    listed = judge.get(reverse("certification:people", args=[above.pk])).content.decode()

    assert reached(above) == {holder}
    assert str(holder) in listed


def test_a_certificate_that_renews_another_is_for_its_holders_alone():
    renewal = asking(DELIVERED, SAID)
    holder = credential(scheme(renewed_by=renewal)).person
    other = trainer()

    assert reached(renewal) == {holder}
    assert renewal not in asks_for(other)


def test_what_rests_on_what_is_handed_in_or_said_everybody_asks_for_herself():
    made, person = asking(SAID), PersonFactory()

    assert made in asks_for(person)
    assert reached(made) == set()
    assert candidacies.open_candidacy(made, person, by=person).person == person


def test_both_ends_see_the_same():
    schemes = [asking(one, SAID) for one in (GIVEN, RECEIVED, DELIVERED, SEEN)]
    schemes += [(first := scheme(code="first")), scheme(renewed_by=schemes[2])]
    schemes.append(asking(("credential_held", {"scheme": "first", "months": 0})))
    for make in (mentor, member, trainer, known_elsewhere, PersonFactory):
        make()
    credential(first)
    credential(schemes[5])
    everybody = Person.objects.all()

    for made in schemes:
        found = reached(made)
        assert found == {person for person in everybody if made in asks_for(person)}, made.code
        assert found


@pytest.mark.parametrize("rows", [1, 4])
def test_the_page_costs_the_same_for_any_number(rows, django_assert_max_num_queries):
    made = asking(GIVEN)
    client = signed_in(certifier(made))
    for _row in range(rows):
        mentor()
    address = reverse("certification:people", args=[made.pk])
    client.get(address)

    with django_assert_max_num_queries(13):
        page = client.get(address)
    assert page.content.decode().count('name="person"') == rows
