from django.urls import path

from mentoring.views import diagnostics, scoring

urlpatterns = [
    path(
        "cooperatives/<int:cooperative_id>/diagnostics/",
        diagnostics.diagnostics,
        name="diagnostics",
    ),
    path(
        "cooperatives/<int:cooperative_id>/diagnostics/new/",
        diagnostics.open_diagnostic,
        name="open_diagnostic",
    ),
    path("diagnostics/<uuid:diagnostic_id>/", diagnostics.diagnostic, name="diagnostic"),
    path(
        "diagnostics/<uuid:diagnostic_id>/close/", diagnostics.close_scoring, name="close_scoring"
    ),
    path(
        "diagnostics/<uuid:diagnostic_id>/axes/<slug:axis>/",
        diagnostics.agree_on_axis,
        name="agree_on_axis",
    ),
    path(
        "diagnostics/<uuid:diagnostic_id>/finish/",
        diagnostics.finish_diagnostic,
        name="finish_diagnostic",
    ),
    path(
        "diagnostics/<uuid:diagnostic_id>/print/",
        diagnostics.print_diagnostic,
        name="print_diagnostic",
    ),
    path("diagnostics/<uuid:diagnostic_id>/paper/", diagnostics.paper, name="diagnostic_paper"),
    path("diagnostics/<uuid:diagnostic_id>/scores/", scoring.give_scores, name="give_scores"),
    path("diagnostics/<uuid:diagnostic_id>/round/", scoring.pass_round, name="pass_round"),
    path(
        "diagnostics/<uuid:diagnostic_id>/round/<int:membership_id>/",
        scoring.score_in_turn,
        name="score_in_turn",
    ),
]
