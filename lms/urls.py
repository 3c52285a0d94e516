from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.conf.urls.static import static
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from lms.core import views as core

urlpatterns = [
    path("livez", core.livez, name="livez"),
    path("readyz", core.readyz, name="readyz"),
    path("", include("certification.urls.badges")),
    path("", include("certification.urls.verify")),
    path("cms/", include("lms.people.urls.cms")),
    path("cms/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    *static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT),
    *i18n_patterns(
        path("", include("lms.people.urls.account")),
        path("registry/", include("lms.people.urls.registry")),
        path("news/", include("lms.notices.urls")),
        path("learn/", include("courses.urls.learn")),
        path("teach/", include("courses.urls.teach")),
        path("mentoring/", include("mentoring.urls")),
        path("certification/", include("certification.urls.desk")),
        path("", include(wagtail_urls)),
    ),
]
