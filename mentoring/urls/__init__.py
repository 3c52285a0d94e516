"""The addresses of mentoring, by noun."""

from . import assemblies, engagements, feeds, plans, sessions, visits

app_name = "mentoring"
urlpatterns = [
    *engagements.urlpatterns,
    *sessions.urlpatterns,
    *plans.urlpatterns,
    *assemblies.urlpatterns,
    *visits.urlpatterns,
    *feeds.urlpatterns,
]
