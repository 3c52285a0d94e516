from django.urls import path

from mentoring.views import missions

urlpatterns = [
    path("missions/", missions.missions, name="missions"),
    path("missions/new/", missions.open_mission, name="open_mission"),
    path("missions/<uuid:mission_id>/", missions.mission, name="mission"),
    path("missions/<uuid:mission_id>/half-days/", missions.keep_half_day, name="keep_half_day"),
    path(
        "half-days/<uuid:half_day_id>/take-back/",
        missions.take_half_day_back,
        name="take_half_day_back",
    ),
    path("missions/<uuid:mission_id>/files/", missions.keep_deliverable, name="keep_deliverable"),
    path("mission-files/<uuid:file_id>/", missions.mission_file, name="mission_file"),
    path("missions/<uuid:mission_id>/hand-over/", missions.hand_over, name="hand_over"),
    path("missions/<uuid:mission_id>/accept/", missions.accept_mission, name="accept_mission"),
    path("missions/<uuid:mission_id>/return/", missions.return_mission, name="return_mission"),
    path("missions/<uuid:mission_id>/cancel/", missions.cancel_mission, name="cancel_mission"),
    path("missions/<uuid:mission_id>/service/", missions.service, name="service"),
]
