from django.urls import path

from content.views import library, release

app_name = "content"
urlpatterns = [
    path("<int:page_id>/", release.release, name="release"),
    path(
        "<int:page_id>/side-by-side/<slug:language>/",
        release.take_over,
        name="take_over",
    ),
    path("uses/<slug:kind>/<int:item_id>/", library.uses, name="uses"),
]
