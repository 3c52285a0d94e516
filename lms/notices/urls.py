from django.urls import path

from . import views

app_name = "notices"
urlpatterns = [
    path("", views.home, name="home"),
    path("choices/", views.choices, name="choices"),
    path("log/", views.log, name="log"),
    path("stop/<str:token>/", views.stop, name="stop"),
]
