from django.urls import include, path

from courses.urls import days, quizzes, reading, work
from courses.views import learn, talk, uploads

app_name = "learn"
urlpatterns = [
    path("", learn.home, name="home"),
    path("messages/", talk.messages_to_me, name="messages"),
    path("courses/<uuid:enrolment_id>/", learn.course, name="course"),
    path("courses/<uuid:enrolment_id>/lessons/<uuid:key>/", learn.lesson, name="lesson"),
    path("courses/<uuid:enrolment_id>/lessons/<uuid:key>/done/", learn.finish, name="finish"),
    path(
        "courses/<uuid:enrolment_id>/lessons/<uuid:key>/checks/<uuid:question_id>/",
        learn.check,
        name="check",
    ),
    path(
        "courses/<uuid:enrolment_id>/lessons/<uuid:key>/questions/",
        talk.learner,
        name="questions",
    ),
    path("", include(days.learn)),
    path("", include(work.learn)),
    path("", include(quizzes.learn)),
    path("", include(reading.learn)),
    path("files/<uuid:upload_id>/", uploads.give, name="file"),
]
