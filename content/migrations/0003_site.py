"""The three languages and a home page in each, in the place of Wagtail's welcome page."""

import uuid

from django.conf import settings
from django.db import migrations
from django.utils import timezone

HOMES = {
    "fr": (
        "Accueil",
        "Des parcours pour apprendre, se faire accompagner et faire reconnaître ce que l'on sait, dans sa coopérative.",
    ),
    "ar": (
        "الرئيسية",
        "مسارات للتعلّم والمواكبة والاعتراف بما نعرفه، داخل التعاونية.",
    ),
    "en": (
        "Home",
        "Ways to learn, to be coached and to have recognised what one can do, in one's own cooperative.",
    ),
}


def plant(apps, schema_editor):
    Locale = apps.get_model("wagtailcore", "Locale")
    Page = apps.get_model("wagtailcore", "Page")
    Site = apps.get_model("wagtailcore", "Site")
    HomePage = apps.get_model("content", "HomePage")
    ContentType = apps.get_model("contenttypes", "ContentType")

    kind, _created = ContentType.objects.get_or_create(app_label="content", model="homepage")
    Site.objects.all().delete()
    Page.objects.filter(depth=2).delete()
    shared_key, now = uuid.uuid4(), timezone.now()
    for place, (language, (title, lead)) in enumerate(HOMES.items(), 1):
        locale, _created = Locale.objects.get_or_create(language_code=language)
        slug = "home" if language == "fr" else f"home-{language}"
        home = HomePage.objects.create(
            title=title,
            draft_title=title,
            lead=lead,
            slug=slug,
            content_type=kind,
            path=f"0001{place:04d}",
            depth=2,
            numchild=0,
            url_path=f"/{slug}/",
            locale=locale,
            translation_key=shared_key,
            first_published_at=now,
            last_published_at=now,
        )
        if language == "fr":
            Site.objects.create(
                hostname="localhost", root_page_id=home.pk, is_default_site=True, site_name=""
            )
    # Trainers see its title above the list of the languages.
    named = {"title": settings.SITE_NAME, "draft_title": settings.SITE_NAME}
    Page.objects.filter(depth=1).update(numchild=len(HOMES), **named)


class Migration(migrations.Migration):
    dependencies = [
        ("content", "0002_initial"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]

    operations = [migrations.RunPython(plant, migrations.RunPython.noop)]
