"""Before wagtail-localize's own: the same address, asked by the rules of this house."""

from django.urls import path

from content.views.localize import SubmitPage

urlpatterns = [path("submit/page/<int:page_id>/", SubmitPage.as_view())]
