"""The rubric of a portfolio, ``[{"id", "titles", "weight", "levels": {level: words}}]`` as a requirement holds it.

The levels are those by which trainings are observed (``grids.LEVELS``): the lowest earns nothing, each further one as
much as the criterion counts.
"""

from courses.models.editions import in_reader_language

from . import grids


def points(rubric):
    """``{criterion id: {level id: points}}``, as ``courses.rubrics`` reckons."""
    return {
        criterion["id"]: {
            level: str(criterion["weight"] * (int(level) - min(grids.LEVELS)))
            for level in criterion["levels"]
        }
        for criterion in rubric
    }


def in_words(rubric):
    """The rubric in the reader's language, in the form in which editions print theirs."""
    return [
        {
            "id": criterion["id"],
            "title": in_reader_language(criterion["titles"]),
            "levels": [
                {
                    "id": level,
                    "title": grids.level_words(int(level)),
                    "text": in_reader_language(text),
                }
                for level, text in sorted(criterion["levels"].items())
            ],
        }
        for criterion in rubric
    ]
