"""What strangers open: at the root of the site, without a language in the address."""

from django.urls import path, re_path

from certification.views import public, verify

app_name = "verify"
urlpatterns = [
    path("verify/", verify.ask, name="ask"),
    path("verify/root/", public.root, name="root"),
    path("verify/file/", verify.file, name="file"),
    # The square code on paper has capitals only.
    re_path(r"^[vV]/(?P<code>[^/]+)/?$", verify.code, name="code"),
    path("papers/<int:pk>/<slug:language>.jpg", public.picture, name="picture"),
    path("register/", public.register, name="register"),
    path("log/", public.log, name="log"),
    path("log/<slug:day>.txt", public.log_day, name="log_day"),
    path("register.csv", public.register_file, name="register_file"),
]
