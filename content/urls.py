from django.urls import path

from . import views

app_name = "content"
urlpatterns = [path("<int:page_id>/", views.release, name="release")]
