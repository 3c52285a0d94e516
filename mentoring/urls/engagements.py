from django.urls import path

from mentoring.views import engagements

urlpatterns = [
    path("", engagements.home, name="home"),
    path("log/", engagements.choose_engagement, name="choose_engagement"),
    path("engagements/new/", engagements.open_engagement, name="open_engagement"),
    path("engagements/<uuid:engagement_id>/", engagements.engagement, name="engagement"),
    path("engagements/<uuid:engagement_id>/ask/", engagements.ask_mentor, name="ask_mentor"),
    path("engagements/<uuid:engagement_id>/answer/", engagements.answer, name="answer"),
    path(
        "engagements/<uuid:engagement_id>/agreement/",
        engagements.sign_agreement,
        name="sign_agreement",
    ),
    path(
        "engagements/<uuid:engagement_id>/agreement/file/",
        engagements.agreement_file,
        name="agreement_file",
    ),
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
    path("mentors/<int:assignment_id>/take-back/", engagements.take_back, name="take_back"),
    path("mentors/<int:assignment_id>/release/", engagements.release_mentor, name="release_mentor"),
]
