"""Ways to what a learner keeps for herself while she reads."""

from django.urls import path

from courses.views import reading

learn = [
    path("courses/<uuid:enrolment_id>/lessons/<uuid:key>/place/", reading.place, name="place"),
    path(
        "courses/<uuid:enrolment_id>/lessons/<uuid:key>/bookmark/",
        reading.bookmark,
        name="bookmark",
    ),
    path("courses/<uuid:enrolment_id>/lessons/<uuid:key>/note/", reading.note, name="note"),
    path(
        "courses/<uuid:enrolment_id>/modules/<uuid:module_key>/print/",
        reading.print_module,
        name="print_module",
    ),
    path("bookmarks/", reading.bookmarks, name="bookmarks"),
    path("notes/", reading.notes, name="notes"),
    path("search/", reading.search, name="search"),
    path("reading/", reading.prefer, name="prefer"),
]
