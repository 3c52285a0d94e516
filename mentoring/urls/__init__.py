"""The addresses of mentoring, by noun."""

from . import (
    assemblies,
    assignments,
    board,
    engagements,
    feeds,
    plans,
    sessions,
    statements,
    visits,
)

app_name = "mentoring"
urlpatterns = [
    *engagements.urlpatterns,
    *assignments.urlpatterns,
    *sessions.urlpatterns,
    *plans.urlpatterns,
    *assemblies.urlpatterns,
    *visits.urlpatterns,
    *feeds.urlpatterns,
    *board.urlpatterns,
    *statements.urlpatterns,
]
