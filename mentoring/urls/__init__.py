"""The addresses of mentoring, by noun."""

from . import (
    assemblies,
    assignments,
    board,
    diagnostics,
    engagements,
    feeds,
    gates,
    missions,
    openings,
    plans,
    safeguarding,
    sessions,
    statements,
    tools,
    visits,
)

app_name = "mentoring"
urlpatterns = [
    *engagements.urlpatterns,
    *assignments.urlpatterns,
    *sessions.urlpatterns,
    *plans.urlpatterns,
    *gates.urlpatterns,
    *assemblies.urlpatterns,
    *visits.urlpatterns,
    *feeds.urlpatterns,
    *board.urlpatterns,
    *statements.urlpatterns,
    *diagnostics.urlpatterns,
    *tools.urlpatterns,
    *openings.urlpatterns,
    *safeguarding.urlpatterns,
    *missions.urlpatterns,
]
