from django.urls import include, path, re_path

from courses.urls import days, quizzes, work
from courses.views import editions, gradebook, learners, paths, talk
from courses.views import teach as views

app_name = "teach"
urlpatterns = [
    path("", views.home, name="home"),
    path("open/", views.open_cohort, name="open"),
    path("<int:cohort_id>/", views.cohort, name="cohort"),
    path("<int:cohort_id>/code/", views.new_code, name="new_code"),
    path("<int:cohort_id>/roster/", views.roster, name="roster"),
    path("<int:cohort_id>/lessons/<uuid:key>/", views.lesson, name="lesson"),
    path("<int:cohort_id>/roster/one/", learners.add_one, name="add_one"),
    path("<int:cohort_id>/trainers/", learners.trainers, name="trainers"),
    path("<int:cohort_id>/messages/", learners.messages_of_cohort, name="messages"),
    path("<int:cohort_id>/<uuid:enrolment_id>/", learners.learner, name="learner"),
    path("<int:cohort_id>/grades/", gradebook.gradebook, name="gradebook"),
    re_path(
        r"^(?P<cohort_id>\d+)/grades/file\.(?P<kind>xlsx|csv)$",
        gradebook.gradebook_file,
        name="gradebook_file",
    ),
    path("<int:cohort_id>/grades/<uuid:enrolment_id>/<uuid:key>/", gradebook.grade, name="grade"),
    path("<int:cohort_id>/progress/", gradebook.progress, name="progress"),
    re_path(
        r"^(?P<cohort_id>\d+)/progress/file\.(?P<kind>xlsx|csv)$",
        gradebook.progress_file,
        name="progress_file",
    ),
    path("<int:cohort_id>/quizzes/<uuid:key>/figures/", gradebook.items, name="items"),
    path("<int:cohort_id>/editions/", editions.editions, name="editions"),
    path("<int:cohort_id>/editions/<int:number>/", editions.compare, name="compare"),
    path(
        "<int:cohort_id>/editions/<int:number>/<uuid:key>/",
        editions.compare_activity,
        name="compare_activity",
    ),
    path("<int:cohort_id>/editions/<int:number>/move/", editions.move_cohort, name="move_cohort"),
    path("<int:cohort_id>/<uuid:enrolment_id>/move/", editions.move_learner, name="move_learner"),
    path("<int:cohort_id>/questions/", talk.trainer, name="questions"),
    path("<int:cohort_id>/questions/<uuid:spoken_id>/hide/", talk.hide, name="hide_words"),
    path("<int:cohort_id>/questions/<uuid:reply_id>/approve/", talk.approve, name="approve_reply"),
    path("<int:cohort_id>/<uuid:enrolment_id>/withdraw/", views.withdraw, name="withdraw"),
    path("<int:cohort_id>/<uuid:enrolment_id>/take-back/", views.take_back, name="take_back"),
    path("<int:cohort_id>/<uuid:enrolment_id>/pin/", views.new_pin, name="new_pin"),
    path("<int:cohort_id>/search/", paths.search, name="search"),
    path("<int:cohort_id>/dates/", paths.dates, name="dates"),
    path("<int:cohort_id>/<uuid:enrolment_id>/prior/", paths.prior, name="prior"),
    path("", include(days.teach)),
    path("", include(work.teach)),
    path("", include(quizzes.teach)),
]
