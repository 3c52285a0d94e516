from .cohorts import Cohort, Enrolment
from .editions import ActivityText, Edition, EditionActivity, EditionModule, Programme
from .records import Attempt, CheckAnswer, Completion, Response

__all__ = [
    "ActivityText",
    "Attempt",
    "CheckAnswer",
    "Cohort",
    "Completion",
    "Edition",
    "EditionActivity",
    "EditionModule",
    "Enrolment",
    "Programme",
    "Response",
]
