from .attempts import Allowance, Attempt, Mark, Response
from .cohorts import ActivityDates, Cohort, Enrolment
from .days import Attendance, GroupLesson, TrainingDay, TrainingReport
from .editions import (
    ActivityText,
    Edition,
    EditionActivity,
    EditionModule,
    KeyCorrection,
    Programme,
    TextSource,
)
from .grades import Contest, Grade
from .records import Bookmark, CheckAnswer, Completion, LessonNote, LessonPlace
from .submissions import Review, Submission, Upload
from .surveys import SurveyAnswer, SurveyInvitation, SurveyRound
from .talk import CohortMessage, LessonQuestion, LessonReply

__all__ = [
    "ActivityDates",
    "ActivityText",
    "Allowance",
    "Attempt",
    "Attendance",
    "Bookmark",
    "CheckAnswer",
    "Cohort",
    "CohortMessage",
    "Completion",
    "Contest",
    "Edition",
    "EditionActivity",
    "EditionModule",
    "Enrolment",
    "Grade",
    "GroupLesson",
    "KeyCorrection",
    "LessonNote",
    "LessonPlace",
    "LessonQuestion",
    "LessonReply",
    "Mark",
    "Programme",
    "Response",
    "Review",
    "Submission",
    "SurveyAnswer",
    "SurveyInvitation",
    "SurveyRound",
    "TextSource",
    "TrainingDay",
    "TrainingReport",
    "Upload",
]
