"""The addresses that stand in badges, and those that programs check signatures with: they never change."""

from django.urls import path, re_path

from certification.views import badges

app_name = "badges"
urlpatterns = [
    path(".well-known/did.json", badges.did, name="did"),
    path("status/<int:block>", badges.status_list, name="status_list"),
    re_path(r"^root/(?P<digest>[0-9a-f]{64})\.(?P<form>pem|cer)$", badges.root, name="root"),
    path("badges/issuer", badges.issuer, name="issuer"),
    path("badges/<slug:scheme>/<int:version>", badges.achievement, name="achievement"),
    re_path(
        r"^badges/(?P<scheme>[\w-]+)/(?P<version>[0-9]+)/(?P<language>[a-z]+)\.(?P<form>png|svg)$",
        badges.picture,
        name="picture",
    ),
    re_path(r"^[vV]/(?P<token>[^/]+)\.json$", badges.badge, name="badge"),
]
