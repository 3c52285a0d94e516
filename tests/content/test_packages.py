"""A course goes out as one file and comes back, here or elsewhere, with nothing lost and nothing done by itself."""

import dataclasses
import io
import json

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from wagtail.models import Page

from content import files
from content.actions import packages, releases
from content.actions.packages import NotBroughtIn
from content.models import BankQuestion, CoursePackage, LessonPage
from content.packing import archive, courses, plans
from content.packing.fields import packed_fields
from content.packing.shapes import PAGES
from content.reports import release_report
from courses.choices import ActivityKind
from courses.models import Programme
from courses.reports.outlines import outline_of
from lms.core import jobs
from lms.core.policy import SYSTEM
from lms.people.models import Person
from tests.factories import content as write
from tests.factories.packages import (
    brought_in,
    emptied,
    packed,
    publish,
    rich_course,
)
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def trainer():
    """Teaches the programme that courses come into."""
    write.programme("INTO")
    person = PersonFactory(language="en")
    Programme.objects.get(code="INTO").trainers.add(person)
    return person


def compared(edition):
    """All that an edition says, but where it is and what its sources are called here."""
    outline = outline_of(edition)
    modules = [
        dataclasses.replace(
            module,
            activities=[
                dataclasses.replace(
                    activity,
                    texts=[dataclasses.replace(text, sources=[]) for text in activity.texts],
                )
                for activity in module.activities
            ],
        )
        for module in outline.modules
    ]
    return dataclasses.replace(outline, programme_key=None, modules=modules)


def release(course):
    return releases.release(course, number=1, by=SYSTEM)


def test_a_round_trip_to_another_place_loses_nothing(trainer):
    course = rich_course()
    before = compared(release(course))
    manifest, _names = courses.describe(course)
    file = packed(course)
    emptied()

    course = brought_in(file, "INTO", trainer)
    assert not Page.objects.filter(depth__gt=3, live=True).exists()
    assert courses.describe(course)[0] == manifest
    publish(course)

    assert compared(release(course)) == before
    assert courses.describe(course)[0] == manifest


def test_work_days_surveys_and_what_opens_after_what_come_back_too(trainer):
    course = rich_course(with_work=True)
    first = write.course(
        course.programme_page, code="C-0", activities=[write.lesson(title="Avant tout")]
    )
    course.requires = [str(first.translation_key)]
    course.save_revision().publish()
    before = compared(release(course))
    manifest, _names = courses.describe(course)
    files_of = [packed(first), packed(course)]
    emptied()

    first, course = (brought_in(file, "INTO", trainer) for file in files_of)
    publish(first)
    publish(course)

    assert compared(release(course)) == before
    assert courses.describe(course)[0] == manifest
    kinds = {activity.kind for module in before.modules for activity in module.activities}
    assert kinds == set(ActivityKind.values)


def test_the_same_course_gives_the_same_bytes():
    course = rich_course()

    assert packed(course).getvalue() == packed(course).getvalue()


def test_what_was_translated_side_by_side_is_so_again(trainer):
    course = rich_course()
    file = packed(course)
    emptied()

    course = brought_in(file, "INTO", trainer)
    publish(course)

    figures = {
        one.language: (one.translated, one.total, len(one.by_hand))
        for one in release_report(course, store=files.edition_name).translations
    }
    total = figures["en"][1]
    # Course, module and two activities; three questions.
    assert figures == {"en": (total, total, 0), "ar": (total, total, 4 + 3)}


def test_a_package_brought_in_twice_is_brought_in_once(trainer):
    file = packed(rich_course())
    emptied()
    programme = Programme.objects.get(code="INTO")
    brought_in(file, "INTO", trainer)
    pages = Page.objects.count()

    package = packages.receive(programme, file, by=trainer)
    packages.bring_in(package, by=trainer)

    assert CoursePackage.objects.count() == 1
    assert packages.promise_to_bring_in(package, by=trainer) is None
    assert Page.objects.count() == pages


def test_a_course_that_is_here_gets_changes_that_are_not_published(trainer):
    course = write.course(page_of("INTO"))
    lesson = LessonPage.objects.get(locale__language_code="fr")
    lesson.title = "Neuf"
    lesson.save_revision().publish()
    file = packed(course)
    lesson.title = "Vieux"
    lesson.save_revision().publish()
    package = packages.receive(Programme.objects.get(code="INTO"), file, by=trainer)

    plan = plans.plan_of(package)
    packages.bring_in(package, by=trainer)

    lesson.refresh_from_db()
    assert (len(plan.new), len(plan.changed), plan.unchanged) == (0, 1, 14)
    assert (lesson.title, lesson.live) == ("Vieux", True)
    assert lesson.get_latest_revision_as_object().title == "Neuf"
    assert Page.objects.filter(has_unpublished_changes=True).count() == 1


def test_what_is_here_already_stays_as_it_is(trainer):
    course = rich_course("INTO2")
    Programme.objects.get(code="INTO2").trainers.add(trainer)
    package = packages.receive(
        Programme.objects.get(code="INTO2"), packed(course), by=Person.objects.get(pk=trainer.pk)
    )

    packages.bring_in(package, by=Person.objects.get(pk=trainer.pk))

    assert not Page.objects.filter(has_unpublished_changes=True).exists()
    assert not BankQuestion.objects.filter(has_unpublished_changes=True).exists()


def page_of(code):
    return plans.page_of(Programme.objects.get(code=code))


def test_a_course_of_another_programme_here_is_refused_with_the_reason(trainer):
    file = packed(write.course(write.programme("FROM"), languages=()))
    package = packages.receive(Programme.objects.get(code="INTO"), file, by=trainer)

    with pytest.raises(NotBroughtIn, match="already here, in another programme"):
        packages.promise_to_bring_in(package, by=trainer)
    with pytest.raises(NotBroughtIn):
        packages.bring_in(package, by=trainer)


def test_either_all_of_it_is_written_or_nothing(trainer):
    course = write.course(write.programme("FROM"), languages=())
    manifest, names = courses.describe(course)
    manifest["pages"][-1]["fields"]["pass_mark"] = "many"
    emptied()
    file = in_a_file(manifest, names)
    package = packages.receive(Programme.objects.get(code="INTO"), file, by=trainer)
    pages = Page.objects.count()

    job = packages.promise_to_bring_in(package, by=trainer)
    jobs.run(job.pk)

    package.refresh_from_db()
    assert package.brought_in_at is None
    assert "pass_mark" in package.refusal
    assert Page.objects.count() == pages


def in_a_file(manifest, names):
    file = io.BytesIO()
    archive.write(file, manifest, names.files)
    file.seek(0)
    file.name = "course.zip"
    return file


def test_work_that_was_promised_brings_the_course_in(trainer):
    file = packed(rich_course())
    emptied()
    package = packages.receive(Programme.objects.get(code="INTO"), file, by=trainer)

    job = packages.promise_to_bring_in(package, by=trainer)
    assert packages.promise_to_bring_in(package, by=trainer) == job
    jobs.run(job.pk)

    package.refresh_from_db()
    assert package.brought_in_at
    assert BankQuestion.objects.filter(live=True).count() == 0
    assert BankQuestion.objects.count() == 9


def test_how_far_the_work_has_come_is_seen_while_it_is_done(client, trainer):
    file = packed(rich_course())
    emptied()
    package = packages.receive(Programme.objects.get(code="INTO"), file, by=trainer)
    job = packages.promise_to_bring_in(package, by=trainer)
    client.force_login(trainer)
    address = reverse("content:package", args=[package.pk])
    plan, seen = plans.plan_of(package), []

    def tell(done, total):
        job.tell(done, total)
        if done == 5:
            seen.append(client.get(address).content.decode())

    packages.bring_in(package, by=trainer, tell=tell)

    total = len(plan.pages) + len(plan.questions)
    assert f"5 of {total} pages and questions are written." in seen[0]


def test_only_whoever_may_edit_the_programme_brings_a_course_into_it(trainer):
    course = write.course(write.programme("FROM"), languages=())
    package = packages.receive(Programme.objects.get(code="INTO"), packed(course), by=trainer)
    stranger = PersonFactory()

    with pytest.raises(PermissionDenied):
        packages.receive(Programme.objects.get(code="INTO"), packed(course), by=stranger)
    for verb in (packages.promise_to_bring_in, packages.bring_in):
        with pytest.raises(PermissionDenied):
            verb(package, by=stranger)


def test_languages_that_this_site_does_not_have_stay_out(trainer):
    course = write.course(write.programme("FROM"), languages=["en"])
    manifest, names = courses.describe(course)
    for page in manifest["pages"]:
        if page["language"] == "en":
            page["language"] = "es"
    emptied()
    package = packages.receive(
        Programme.objects.get(code="INTO"), in_a_file(manifest, names), by=trainer
    )

    plan = plans.plan_of(package)
    packages.bring_in(package, by=trainer)

    assert plan.languages == ["fr"]
    assert "es" in plan.remarks[0]
    assert LessonPage.objects.count() == 1


def test_a_link_to_a_page_of_the_course_leads_to_it_and_any_other_keeps_its_words(trainer):
    course = write.course(write.programme("FROM"), languages=())
    lesson = LessonPage.objects.get()
    links = f'<p><a linktype="page" id="{course.pk}">le cours</a> <a linktype="page" id="999999">x</a></p>'
    lesson.body = json.dumps([write.text(links)])
    lesson.save_revision().publish()
    file = packed(course)
    emptied()

    course = brought_in(file, "INTO", trainer)

    html = LessonPage.objects.get().body[0].value["text"].source
    assert f'id="{course.pk}"' in html
    assert ">le cours</a>" in html
    assert html.count("linktype") == 1


def test_a_link_in_a_translation_leads_to_the_page_in_its_language(trainer):
    course = write.course(write.programme("FROM"), languages=("ar",))
    arabic = LessonPage.objects.get(locale__language_code="ar")
    there = write.in_language(course, "ar")
    link = f'<p><a linktype="page" id="{there.pk}">الدورة</a></p>'
    arabic.body = json.dumps([write.text(link)])
    arabic.save_revision().publish()
    file = packed(course)
    emptied()

    course = brought_in(file, "INTO", trainer)

    html = LessonPage.objects.get(locale__language_code="ar").body[0].value["text"].source
    assert f'id="{write.in_language(course, "ar").pk}"' in html


def with_something_unknown(lesson):
    lesson.body = json.dumps([write.block("text", {"text": "<p>Ici.</p>", "colour": "red"})])
    lesson.save_revision().publish()


def test_a_course_with_something_unknown_is_not_taken_out_and_the_page_is_named(client, trainer):
    course = write.course(page_of("INTO"), languages=())
    with_something_unknown(LessonPage.objects.get())
    client.force_login(trainer)
    explorer = reverse("wagtailadmin_explore", args=[course.pk])

    response = client.get(
        reverse("content:take_out", args=[course.pk]),
        headers={"referer": f"http://testserver{explorer}"},
        follow=True,
    )

    assert response.redirect_chain == [(f"http://testserver{explorer}", 302)]
    assert "“Compter les heures” holds something" in response.content.decode()


def test_a_package_of_a_course_that_cannot_be_read_here_is_refused_with_the_page(trainer):
    course = write.course(page_of("INTO"), languages=())
    file = packed(course)
    with_something_unknown(LessonPage.objects.get())

    package = packages.receive(Programme.objects.get(code="INTO"), file, by=trainer)

    assert "Compter les heures" in plans.plan_of(package).refusals[0]


def test_every_field_that_people_write_is_packed():
    skipped = {
        *("id", "tags", "page_ptr"),
        *(field.name for field in Page._meta.get_fields()),
    }
    for model in [*PAGES.values(), BankQuestion]:
        written = {
            field.name
            for field in model._meta.get_fields()
            if field.concrete and field.editable and field.name not in skipped
        }
        assert written <= packed_fields(model).keys(), model
