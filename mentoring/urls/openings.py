from django.urls import path

from mentoring.views import openings

urlpatterns = [
    path("openings/", openings.openings, name="openings"),
    path("notes/<int:note_id>/open/", openings.ask_to_open, name="ask_to_open"),
    path("openings/<uuid:opening_id>/", openings.opening, name="opening"),
    path("openings/<uuid:opening_id>/agree/", openings.agree_to_open, name="agree_to_open"),
    path("openings/<uuid:opening_id>/refuse/", openings.refuse_to_open, name="refuse_to_open"),
    path("openings/<uuid:opening_id>/read/", openings.read_note, name="read_note"),
]
