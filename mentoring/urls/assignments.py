from django.urls import path

from mentoring.views import agreements, assignments, profiles

urlpatterns = [
    path("engagements/looking/", assignments.looking, name="looking"),
    path("engagements/<uuid:engagement_id>/candidates/", assignments.candidates, name="candidates"),
    path(
        "engagements/<uuid:engagement_id>/candidates/<int:person_id>/",
        profiles.mentor_profile,
        name="mentor_profile",
    ),
    path(
        "engagements/<uuid:engagement_id>/candidates/<int:person_id>/ask/",
        assignments.ask_mentor,
        name="ask_mentor",
    ),
    path("engagements/<uuid:engagement_id>/answer/", assignments.answer, name="answer"),
    path("mentors/<int:assignment_id>/take-back/", assignments.take_back, name="take_back"),
    path("mentors/<int:assignment_id>/release/", assignments.release_mentor, name="release_mentor"),
    path("profile/", profiles.profile, name="profile"),
    path(
        "engagements/<uuid:engagement_id>/agreement/",
        agreements.sign_agreement,
        name="sign_agreement",
    ),
    path(
        "engagements/<uuid:engagement_id>/agreement/print/",
        agreements.print_agreement,
        name="print_agreement",
    ),
    path(
        "engagements/<uuid:engagement_id>/agreement/file/",
        agreements.agreement_file,
        name="agreement_file",
    ),
]
