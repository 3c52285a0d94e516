from django.urls import path

from content.views import library, packages, release

app_name = "content"
urlpatterns = [
    path("<int:page_id>/", release.release, name="release"),
    path(
        "<int:page_id>/side-by-side/<slug:language>/",
        release.take_over,
        name="take_over",
    ),
    path("<int:page_id>/package/", packages.take_out, name="take_out"),
    path("packages/into/<int:page_id>/", packages.arrivals, name="packages"),
    path("packages/<int:package_id>/", packages.package, name="package"),
    path("packages/<int:package_id>/bring-in/", packages.bring_in, name="bring_in"),
    path("uses/<slug:kind>/<int:item_id>/", library.uses, name="uses"),
]
