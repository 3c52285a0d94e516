"""Before Wagtail's own: the same addresses, where what editions show is not offered for deletion."""

from django.urls import path

from content.views import library

urlpatterns = [
    path("images/<int:image_id>/delete/", library.delete_image),
    path("documents/delete/<int:document_id>/", library.delete_document),
]
