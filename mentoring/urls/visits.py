from django.urls import path

from mentoring.views import visits

urlpatterns = [
    path("week/", visits.week, name="week"),
    path("engagements/<uuid:engagement_id>/visits/new/", visits.plan_visit, name="plan_visit"),
    path("visits/<uuid:visit_id>/", visits.change_visit, name="change_visit"),
    path("visits/<uuid:visit_id>/cancel/", visits.cancel_visit, name="cancel_visit"),
]
