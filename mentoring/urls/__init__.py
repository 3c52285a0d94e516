"""The addresses of mentoring, by noun."""

from . import assemblies, engagements, plans, sessions, visits

app_name = "mentoring"
urlpatterns = [
    *engagements.urlpatterns,
    *sessions.urlpatterns,
    *plans.urlpatterns,
    *assemblies.urlpatterns,
    *visits.urlpatterns,
]
