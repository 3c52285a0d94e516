from django.urls import path
from django.views.generic import RedirectView

from lms.people.views import account as views

urlpatterns = [
    path("login/", views.cms_sign_in, name="cms_sign_in"),
    # Before Wagtail's own account page, which would keep another name and another language of a person.
    path("account/", RedirectView.as_view(pattern_name="me")),
]
