from .activities import ActivityPage, LessonPage, QuizPage
from .banks import BankQuestion, BankQuestionTag, QuestionBank
from .curriculum import CoursePage, HomePage, ModulePage, ProgrammeDesk, ProgrammePage, StagePage

__all__ = [
    "ActivityPage",
    "BankQuestion",
    "BankQuestionTag",
    "CoursePage",
    "HomePage",
    "LessonPage",
    "ModulePage",
    "ProgrammeDesk",
    "ProgrammePage",
    "QuestionBank",
    "QuizPage",
    "StagePage",
]
