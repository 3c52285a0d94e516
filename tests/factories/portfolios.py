"""Files that ask for a portfolio, and portfolios at each state."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from certification.actions import portfolios
from certification.models import Portfolio

from .observing import file_that_asks, master_trainer


def _in_each(words):
    return {code: f"{words} ({code})" for code in ("fr", "en", "ar")}


def criterion(number, weight=1):
    return {
        "id": f"c{number}",
        "titles": _in_each(f"Criterion {number}"),
        "weight": weight,
        "levels": {str(level): _in_each(f"Level {level}") for level in (1, 2, 3, 4)},
    }


ASKED = {
    "about": _in_each("Plan and photos"),
    "min_percent": 60,
    "rubric": [criterion(1), criterion(2, weight=2)],
}
GOOD, POOR = {"c1": "3", "c2": "3"}, {"c1": "4", "c2": "2"}
"""66 % and 55 % of the nine points."""


def photo(name="plan.jpg", colour="red"):
    content = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(content, "JPEG")
    return SimpleUploadedFile(name, content.getvalue(), content_type="text/html")


def file_that_asks_for_a_portfolio(person=None, **params):
    return file_that_asks("portfolio", ASKED | params, person)


def draft(file=None, *files, text="My training in May."):
    file = file or file_that_asks_for_a_portfolio()
    asked = file.version.requirements.get(kind="portfolio")
    begun = portfolios.put_together(file, asked, text, by=file.person)
    for one in files or [photo()]:
        portfolios.add_file(begun, "photo", one, by=file.person)
    return begun


def handed_in(file=None, *files, **values):
    begun = draft(file, *files, **values)
    return portfolios.hand_in(begun, by=begun.person)


def judged(portfolio=None, levels=None, *, words="The plan is clear.", by=None):
    waiting = portfolio or handed_in()
    judge = by or master_trainer()
    return portfolios.judge(waiting, levels or GOOD, words, by=judge)


def returned(portfolio=None, **values):
    return judged(portfolio, POOR, words="Show the plan.", **values)


def again(portfolio):
    return Portfolio.objects.get(pk=portfolio.pk)
