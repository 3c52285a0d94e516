from django.urls import path

from . import views

app_name = "mentoring"
urlpatterns = [
    path("", views.home, name="home"),
    path("log/", views.choose_engagement, name="choose_engagement"),
    path("engagements/new/", views.open_engagement, name="open_engagement"),
    path("engagements/<uuid:engagement_id>/", views.engagement, name="engagement"),
    path("engagements/<uuid:engagement_id>/actions/", views.actions, name="actions"),
    path("engagements/<uuid:engagement_id>/log/", views.log_session, name="log_session"),
    path(
        "engagements/<uuid:engagement_id>/close/", views.close_engagement, name="close_engagement"
    ),
    path("sessions/<uuid:session_id>/", views.session, name="session"),
    path("sessions/<uuid:session_id>/confirm/", views.confirm_session, name="confirm_session"),
    path("sessions/<uuid:session_id>/dispute/", views.dispute_session, name="dispute_session"),
    path("sessions/<uuid:session_id>/note/", views.keep_note, name="keep_note"),
    path("actions/<int:action_id>/move/", views.move_action, name="move_action"),
]
