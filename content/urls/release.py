from django.urls import path

from content.views import release

app_name = "content"
urlpatterns = [
    path("<int:page_id>/", release.release, name="release"),
    path(
        "<int:page_id>/side-by-side/<slug:language>/",
        release.take_over,
        name="take_over",
    ),
]
