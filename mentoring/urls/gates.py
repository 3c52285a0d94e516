from django.urls import path

from mentoring.views import gates, ladders

urlpatterns = [
    path("cooperatives/<int:cooperative_id>/ladder/", gates.ladder, name="ladder"),
    path(
        "cooperatives/<int:cooperative_id>/stages/<int:gate_id>/evidence/<slug:code>/",
        gates.give_evidence,
        name="give_evidence",
    ),
    path(
        "cooperatives/<int:cooperative_id>/stages/<int:gate_id>/ask/",
        gates.ask_passage,
        name="ask_passage",
    ),
    path("shown/<uuid:evidence_id>/", gates.evidence_file, name="gate_evidence"),
    path("passages/<uuid:passage_id>/approve/", gates.approve_passage, name="approve_passage"),
    path("passages/<uuid:passage_id>/return/", gates.return_passage, name="return_passage"),
    path("ladders/", ladders.ladders, name="ladders"),
    path("ladders/<int:gate_id>/", ladders.write_gate, name="write_gate"),
]
