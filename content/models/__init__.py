from .activities import ActivityPage, LessonPage, QuizPage
from .banks import BankQuestion, BankQuestionTag, QuestionBank
from .curriculum import CoursePage, HomePage, ModulePage, ProgrammeDesk, ProgrammePage, StagePage
from .packages import CoursePackage
from .work import AssignmentPage, SurveyPage, WorkshopPage

__all__ = [
    "ActivityPage",
    "AssignmentPage",
    "BankQuestion",
    "BankQuestionTag",
    "CoursePackage",
    "CoursePage",
    "HomePage",
    "LessonPage",
    "ModulePage",
    "ProgrammeDesk",
    "ProgrammePage",
    "QuestionBank",
    "QuizPage",
    "StagePage",
    "SurveyPage",
    "WorkshopPage",
]
