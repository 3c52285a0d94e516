from django.urls import path

from certification.views import marks, rules

app_name = "rules"
urlpatterns = [
    path("", rules.schemes, name="schemes"),
    path("schemes/<int:pk>/draft/", rules.draft, name="draft"),
    path("versions/<int:pk>/", rules.version, name="version"),
    path("versions/<int:pk>/words/", rules.words, name="words"),
    path("versions/<int:pk>/add/<str:kind>/", rules.add, name="add"),
    path("versions/<int:pk>/in-force/", rules.put_in_force, name="put_in_force"),
    path("versions/<int:pk>/retire/", rules.retire, name="retire"),
    path("permissions/<int:pk>/document/", marks.document, name="permission_document"),
    path("requirements/<int:pk>/", rules.requirement, name="requirement"),
    path("requirements/<int:pk>/remove/", rules.remove, name="remove"),
]
