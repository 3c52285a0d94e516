from django.urls import path

from mentoring.views import safeguarding

urlpatterns = [
    path(
        "cooperatives/<int:cooperative_id>/concern/",
        safeguarding.raise_concern,
        name="raise_concern",
    ),
    path("concerns/", safeguarding.concerns, name="concerns"),
    path("concerns/contacts/", safeguarding.contacts, name="contacts"),
    path("concerns/<uuid:concern_id>/", safeguarding.concern, name="concern"),
    path(
        "concerns/<uuid:concern_id>/take-up/", safeguarding.take_up_concern, name="take_up_concern"
    ),
    path("concerns/<uuid:concern_id>/settle/", safeguarding.settle_concern, name="settle_concern"),
]
