from django.urls import path

from certification.views import verify

app_name = "verify"
urlpatterns = [
    path("", verify.ask, name="ask"),
    path("<str:code>/", verify.code, name="code"),
]
