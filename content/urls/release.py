from django.urls import path

from content.views import release

app_name = "content"
urlpatterns = [path("<int:page_id>/", release.release, name="release")]
