"""Master trainers, and files that ask for what they see and say."""

from certification import grids
from certification.actions.observations import observe
from certification.actions.schemes import put_in_force
from certification.choices import SchemeKind
from lms.core.ids import new_id
from lms.core.policy import SYSTEM

from . import certification as made
from .courses import CohortFactory
from .people import PersonFactory

OBSERVED = {"observations": 1, "min_line": 2, "min_percent": 75, "own_trainer": False}


def master_trainer(**person):
    """Somebody who holds a certificate of a master trainer today."""
    holder = PersonFactory(**person)
    made.credential(made.scheme(kind=SchemeKind.MASTER), holder)
    return holder


def scheme_that_asks(kind, params, **values):
    """A scheme in force that asks for this alone, beside the course that brings candidates within its reach."""
    cohort = CohortFactory()
    scheme = made.SchemeFactory(programme=cohort.edition.programme)
    version = made.SchemeVersionFactory(scheme=scheme, **values)
    key = cohort.edition.course_key
    made.RequirementFactory(version=version, position=1, course_key=key)
    made.RequirementFactory(version=version, position=2, kind=kind, params=params)
    put_in_force(version, by=SYSTEM)
    scheme.cohort = cohort
    return scheme


def file_that_asks(kind, params, person=None):
    return made.open_file(scheme_that_asks(kind, params), person)


def marks(level=3, **others):
    """Levels of all lines of the grid, with examples where they are needed."""

    return {
        key: {"level": others.get(key, level), "example": "She asked each woman first."}
        for key, _words in grids.lines(grids.LATEST)
    }


def observation(file=None, observer=None, **values):
    file = file or file_that_asks("observed_delivery", OBSERVED)
    seen = {
        "held_on": made.DONE.date(),
        "place": "Taroudant",
        "participants": 18,
        "marks": marks(),
        "grid": 1,
        "advice": "",
    }
    return observe(file, id=new_id(), by=observer or master_trainer(), **(seen | values))
