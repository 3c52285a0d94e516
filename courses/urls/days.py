"""Training days, group lessons and surveys: taken into the trees of ``teach`` and ``learn``."""

from django.urls import path

from courses.views import days, groups, surveys, trainings, workshops

teach = [
    path("<int:cohort_id>/days/", days.days, name="days"),
    path("<int:cohort_id>/workshops/<uuid:key>/plan/", days.plan, name="plan_day"),
    path("<int:cohort_id>/workshops/<uuid:key>/report/", trainings.report, name="report"),
    path(
        "<int:cohort_id>/workshops/<uuid:key>/report/accept/",
        trainings.accept,
        name="accept_report",
    ),
    path("<int:cohort_id>/lessons/<uuid:key>/group/", groups.trainer, name="group"),
    path("<int:cohort_id>/<uuid:enrolment_id>/leads/", groups.leads, name="leads_groups"),
    path("<int:cohort_id>/surveys/<uuid:key>/", surveys.survey, name="survey"),
    path("<int:cohort_id>/surveys/<int:round_id>/close/", surveys.close, name="close_survey"),
    path("days/<uuid:day_id>/", days.day, name="day"),
    path("days/<uuid:day_id>/change/", days.change, name="change_day"),
    path("days/<uuid:day_id>/cancel/", days.cancel, name="cancel_day"),
    path("days/<uuid:day_id>/sheet/", days.sheet, name="sheet"),
    path("days/<uuid:day_id>/<slug:half>/", days.attendance, name="attendance"),
    path("days/<uuid:day_id>/<slug:half>/others/", days.others, name="others_present"),
    path("days/<uuid:day_id>/<slug:half>/walk-in/", trainings.walk_in, name="walk_in"),
    path("days/<uuid:day_id>/<slug:half>/new/", trainings.new_walk_in, name="new_walk_in"),
]
learn = [
    path("courses/<uuid:enrolment_id>/workshops/<uuid:key>/", workshops.workshop, name="workshop"),
    path("days/<uuid:day_id>/", workshops.day, name="day"),
    path("courses/<uuid:enrolment_id>/surveys/<uuid:key>/", surveys.answer, name="survey"),
    path("surveys/<int:round_id>/", surveys.asked, name="asked"),
    path("courses/<uuid:enrolment_id>/lessons/<uuid:key>/group/", groups.learner, name="group"),
]
