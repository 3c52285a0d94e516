from django.urls import path

from .views import assemblies, engagements, sessions

app_name = "mentoring"
urlpatterns = [
    path("", engagements.home, name="home"),
    path("log/", engagements.choose_engagement, name="choose_engagement"),
    path("engagements/new/", engagements.open_engagement, name="open_engagement"),
    path("engagements/<uuid:engagement_id>/", engagements.engagement, name="engagement"),
    path("engagements/<uuid:engagement_id>/actions/", engagements.actions, name="actions"),
    path("engagements/<uuid:engagement_id>/log/", sessions.log_session, name="log_session"),
    path(
        "engagements/<uuid:engagement_id>/close/",
        engagements.close_engagement,
        name="close_engagement",
    ),
    path("sessions/<uuid:session_id>/", sessions.session, name="session"),
    path("sessions/<uuid:session_id>/confirm/", sessions.confirm_session, name="confirm_session"),
    path("sessions/<uuid:session_id>/dispute/", sessions.dispute_session, name="dispute_session"),
    path("sessions/<uuid:session_id>/note/", sessions.keep_note, name="keep_note"),
    path("actions/<int:action_id>/move/", sessions.move_action, name="move_action"),
    path("cooperatives/<int:cooperative_id>/assemblies/", assemblies.assemblies, name="assemblies"),
    path(
        "cooperatives/<int:cooperative_id>/assemblies/new/",
        assemblies.record_assembly,
        name="record_assembly",
    ),
    path("assemblies/<uuid:assembly_id>/", assemblies.assembly, name="assembly"),
    path("assemblies/<uuid:assembly_id>/minutes/", assemblies.keep_minutes, name="keep_minutes"),
    path("minutes/<uuid:minutes_id>/", assemblies.minutes, name="minutes"),
]
