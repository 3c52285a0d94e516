from django.urls import path

from mentoring.views import sessions

urlpatterns = [
    path("engagements/<uuid:engagement_id>/log/", sessions.log_session, name="log_session"),
    path("sessions/<uuid:session_id>/", sessions.session, name="session"),
    path("sessions/<uuid:session_id>/confirm/", sessions.confirm_session, name="confirm_session"),
    path("sessions/<uuid:session_id>/dispute/", sessions.dispute_session, name="dispute_session"),
    path("sessions/<uuid:session_id>/note/", sessions.keep_note, name="keep_note"),
]
