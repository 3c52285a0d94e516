from django.urls import path

from lms.people import views

urlpatterns = [path("login/", views.cms_sign_in, name="cms_sign_in")]
