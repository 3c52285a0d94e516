from django.urls import path

from mentoring.views import acceptance, board, months, undecided

urlpatterns = [
    path("board/", board.board, name="board"),
    path("board/coverage.<str:kind>", board.coverage_file, name="coverage_file"),
    path("board/accept/", acceptance.accept, name="accept"),
    path("board/accept/<uuid:session_id>/", acceptance.accept_although, name="accept_although"),
    path("board/unanswered/", undecided.unanswered, name="unanswered"),
    path("board/undecided/", undecided.undecided, name="undecided"),
    path("board/undecided/<int:event_row>/settle/", undecided.settle, name="settle"),
    path("months/", months.months, name="months"),
    path("months/close/", months.close, name="close_month"),
    path("months/<int:month_id>/", months.month, name="month"),
    path("months/<int:month_id>/report.<str:kind>", months.report_file, name="month_report"),
    path("months/<int:month_id>/amendments.csv", months.amendments_file, name="month_amendments"),
]
