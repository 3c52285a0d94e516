from django.urls import path

from mentoring.views import assemblies

urlpatterns = [
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
