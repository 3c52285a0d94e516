"""What editions were printed from stays in the library."""

import dataclasses
from html import unescape

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from wagtail.documents.models import Document
from wagtail.images.models import Image

from content.library import StillUsed, refusal_for
from courses.reports.printed import texts_printed_from
from lms.people.choices import Role
from tests.factories import content as write
from tests.factories.courses import edition, lesson
from tests.factories.people import PersonFactory, appointed
from tests.factories.sign_in import signed_in

pytestmark = pytest.mark.django_db

KINDS = {"image": write.image, "document": write.document}


@pytest.fixture
def administrator():
    return signed_in(appointed(Role.ADMINISTRATOR))


def printed_from(*items, language="ar"):
    """An edition whose lesson was printed from these items in one language."""
    activity = lesson()
    texts = [
        dataclasses.replace(text, sources=list(items)) if text.language == language else text
        for text in activity.texts
    ]
    return edition(dataclasses.replace(activity, texts=texts))


def delete_url(kind, item):
    name = "wagtailimages:delete" if kind == "image" else "wagtaildocs:delete"
    return reverse(name, args=[item.pk])


def bulk_url(kind, items):
    app = "wagtailimages" if kind == "image" else "wagtaildocs"
    address = reverse("wagtail_bulk_action", args=[app, kind, "delete"])
    return f"{address}?{'&'.join(f'id={item.pk}' for item in items)}&next=/cms/"


@pytest.mark.parametrize("kind", KINDS)
def test_what_an_edition_shows_is_not_deleted_whoever_asks(kind):
    item = KINDS[kind]()
    printed = printed_from([kind, item.pk])

    sentence = f"{printed} shows it in “Lesson ar” \\(Arabic\\)"
    with pytest.raises(StillUsed, match=sentence), transaction.atomic():
        item.delete()
    with pytest.raises(StillUsed), transaction.atomic():
        type(item).objects.all().delete()

    assert type(item).objects.filter(pk=item.pk).exists()


@pytest.mark.parametrize("kind", KINDS)
def test_one_is_asked_where_it_is_shown_instead_of_whether_one_is_sure(kind, administrator):
    item = KINDS[kind]()
    printed = printed_from([kind, item.pk])

    for method in (administrator.get, administrator.post):
        shown = method(delete_url(kind, item), follow=True).content.decode()
        assert str(printed) in shown
        assert '<td lang="ar" dir="rtl">Lesson ar</td>' in shown

    assert type(item).objects.filter(pk=item.pk).exists()


@pytest.mark.parametrize("kind", KINDS)
def test_of_many_none_is_deleted_while_an_edition_shows_one(kind, administrator):
    shown, free = KINDS[kind](), KINDS[kind]()
    printed_from([kind, shown.pk])

    response = administrator.post(bulk_url(kind, [shown, free]), follow=True)

    with translation.override("fr"):
        refused = str(refusal_for(kind, shown))
    assert refused in unescape(response.content.decode())
    assert type(shown).objects.filter(pk__in=[shown.pk, free.pk]).count() == 2


@pytest.mark.parametrize("kind", KINDS)
def test_what_no_edition_shows_is_deleted_as_ever(kind, administrator):
    item, other, third = KINDS[kind](), KINDS[kind](), KINDS[kind]()
    printed_from([kind, third.pk], ["image" if kind == "document" else "document", item.pk])

    administrator.post(delete_url(kind, item))
    administrator.post(bulk_url(kind, [other]))

    assert list(type(item).objects.all()) == [third]


def test_the_file_of_an_image_may_be_replaced():
    image, other = write.image(), write.image(300, 200)
    printed_from(["image", image.pk])

    image.file = other.file
    image.save()

    assert Image.objects.get(pk=image.pk).file == other.file


def test_only_whoever_may_use_an_item_sees_where_it_is_shown(client):
    item = write.document()
    printed_from(["document", item.pk])
    write.programme("MINE")
    person = PersonFactory()
    person.taught_programmes.add(*person.taught_programmes.model.objects.filter(code="MINE"))
    client.force_login(person)

    address = reverse("content:uses", args=["document", item.pk])

    assert client.get(address, follow=True).status_code == 404
    assert Document.objects.filter(pk=item.pk).exists()


@pytest.mark.parametrize("uses", [1, 3])
def test_the_list_costs_the_same_for_any_number_of_uses(
    uses, administrator, django_assert_max_num_queries
):
    item = write.image()
    for _number in range(uses):
        printed_from(["image", item.pk])
    address = reverse("content:uses", args=["image", item.pk])
    administrator.get(address)

    with django_assert_max_num_queries(22):
        response = administrator.get(address)

    assert len(response.context["texts"]) == uses


def test_the_newest_edition_of_each_course_comes_first():
    item = write.image()
    first, second = (printed_from(["image", item.pk], language=one) for one in ("fr", "ar"))

    found = texts_printed_from("image", item.pk)

    assert {text.activity.edition for text in found} == {first, second}
    assert not texts_printed_from("document", item.pk).exists()
