from django.urls import path

from courses.views import assignments, contests, marking, marks

learn = [
    path(
        "courses/<uuid:enrolment_id>/assignments/<uuid:key>/",
        assignments.assignment,
        name="assignment",
    ),
    path("courses/<uuid:enrolment_id>/marks/", marks.marks, name="marks"),
    path("contests/<slug:thing>/<uuid:marked_id>/", marks.contest, name="contest"),
]
teach = [
    path("marking/", marking.queue, name="marking"),
    path("marking/work/<uuid:submission_id>/", marking.review, name="review"),
    path("marking/answers/<uuid:attempt_id>/", marking.answers, name="mark_answers"),
    path("marking/contests/<uuid:contest_id>/", contests.answer, name="contest"),
]
