from django.urls import path

from lms.people.views import registry

app_name = "registry"
urlpatterns = [
    path("alike/", registry.alike, name="alike"),
    path("alike/<int:duplicate_id>/into/<int:kept_id>/", registry.merge, name="merge"),
    path("merges/<int:merge_id>/undo/", registry.undo, name="undo"),
]
