from django.urls import path

from mentoring.views import plans

urlpatterns = [
    path("cooperatives/<int:cooperative_id>/plan/", plans.plan, name="plan"),
    path("actions/<int:action_id>/move/", plans.move_action, name="move_action"),
]
