"""What comes through the one door about courses, by noun. Importing this registers all kinds."""

from . import days, learning, quizzes, reading, surveys, talk, work  # noqa: F401 - registers their kinds
