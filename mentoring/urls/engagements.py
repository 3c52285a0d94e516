from django.urls import path

from mentoring.views import engagements

urlpatterns = [
    path("", engagements.home, name="home"),
    path("log/", engagements.choose_engagement, name="choose_engagement"),
    path("engagements/new/", engagements.open_engagement, name="open_engagement"),
    path("engagements/<uuid:engagement_id>/", engagements.engagement, name="engagement"),
    path("engagements/<uuid:engagement_id>/plan/", engagements.change_plan, name="change_plan"),
    path(
        "engagements/<uuid:engagement_id>/pause/",
        engagements.pause_engagement,
        name="pause_engagement",
    ),
    path(
        "engagements/<uuid:engagement_id>/resume/",
        engagements.resume_engagement,
        name="resume_engagement",
    ),
    path(
        "engagements/<uuid:engagement_id>/close/",
        engagements.close_engagement,
        name="close_engagement",
    ),
]
