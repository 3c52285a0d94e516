from django.urls import path

from mentoring.views import amendments, drafts, photos, sessions

urlpatterns = [
    path("engagements/<uuid:engagement_id>/log/", sessions.log_session, name="log_session"),
    path("engagements/<uuid:engagement_id>/draft/", drafts.save_draft, name="save_draft"),
    path(
        "engagements/<uuid:engagement_id>/draft/discard/",
        drafts.discard_draft,
        name="discard_draft",
    ),
    path("sessions/<uuid:session_id>/", sessions.session, name="session"),
    path("sessions/<uuid:session_id>/confirm/", sessions.confirm_session, name="confirm_session"),
    path("sessions/<uuid:session_id>/dispute/", sessions.dispute_session, name="dispute_session"),
    path("sessions/<uuid:session_id>/note/", sessions.keep_note, name="keep_note"),
    path("sessions/<uuid:session_id>/amend/", amendments.amend_session, name="amend_session"),
    path("sessions/<uuid:session_id>/time/", amendments.state_time, name="state_time"),
    path("sessions/<uuid:session_id>/photos/", photos.keep_photo, name="keep_photo"),
    path("photos/<uuid:photo_id>/", photos.photo, name="photo"),
    path("photos/<uuid:photo_id>/take-away/", photos.take_photo_away, name="take_photo_away"),
]
