from django.urls import path

from mentoring.views import action, ninety_days, objectives, overdue, plans

urlpatterns = [
    path("cooperatives/<int:cooperative_id>/plan/", plans.plan, name="plan"),
    path(
        "cooperatives/<int:cooperative_id>/plan/paper/", plans.plan_on_paper, name="plan_on_paper"
    ),
    path("cooperatives/<int:cooperative_id>/actions/new/", plans.add_action, name="add_action"),
    path(
        "cooperatives/<int:cooperative_id>/objectives/new/",
        objectives.set_objective,
        name="set_objective",
    ),
    path("objectives/<uuid:objective_id>/move/", objectives.move_objective, name="move_objective"),
    path("actions/<int:action_id>/", action.action, name="action"),
    path("actions/<int:action_id>/move/", plans.move_action, name="move_action"),
    path("actions/<int:action_id>/evidence/", action.show_evidence, name="show_evidence"),
    path("actions/<int:action_id>/date/", action.reschedule, name="reschedule_action"),
    path("actions/<int:action_id>/owner/", action.hand_over, name="hand_over_action"),
    path("actions/<int:action_id>/photo/", action.evidence_photo, name="evidence_photo"),
    path("overdue/", overdue.overdue, name="overdue"),
    path("overdue/<slug:kind>/", overdue.overdue_file, name="overdue_file"),
    path("my-plan/", ninety_days.my_plan, name="my_plan"),
]
