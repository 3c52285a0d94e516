from django.urls import path

from courses.views import allowances, attempts, corrections, quizzes

learn = [
    path("courses/<uuid:enrolment_id>/quizzes/<uuid:key>/", quizzes.quiz, name="quiz"),
    path(
        "courses/<uuid:enrolment_id>/quizzes/<uuid:key>/start/", attempts.start, name="start_quiz"
    ),
    path("attempts/<uuid:attempt_id>/", attempts.attempt, name="attempt"),
    path("attempts/<uuid:attempt_id>/<int:number>/", attempts.question, name="attempt_question"),
    path("attempts/<uuid:attempt_id>/overview/", attempts.overview, name="attempt_overview"),
    path("results/<uuid:attempt_id>/", quizzes.result, name="result"),
]
teach = [
    path(
        "<int:cohort_id>/lessons/<uuid:key>/questions/<uuid:question_id>/",
        corrections.correct,
        name="correct",
    ),
    path("<int:cohort_id>/<uuid:enrolment_id>/more/", allowances.more, name="more"),
    path("<int:cohort_id>/gain/", corrections.gain, name="gain"),
]
