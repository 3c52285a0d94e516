"""What a diagnostic shows: the spread of what members scored, and where the group stands, moment beside moment."""

from textwrap import wrap

from django.utils.translation import get_language_bidi

from courses.models.editions import in_reader_language
from mentoring import maturity, radar
from mentoring.choices import Moment
from mentoring.models import ConsensusScore, Diagnostic

LABEL_WIDTH = 14
"""Letters on a line of a label in the chart."""


def axes_in_words(axes):
    """The axes of a tool with every text in the reader's language."""
    return [
        {
            "code": axis["code"],
            "title": in_reader_language(axis["title"]),
            "questions": [
                {
                    "code": question["code"],
                    "text": in_reader_language(question["text"]),
                    "levels": [in_reader_language(level) for level in question["levels"]],
                }
                for question in axis["questions"]
            ],
        }
        for axis in axes
    ]


def spreads_of(diagnostic):
    """``{question: Spread or None}``. Nothing while scores still come in: what changes with one would give her away."""
    questions = diagnostic.tool.questions
    if diagnostic.is_scoring:
        return dict.fromkeys(questions)
    return maturity.spreads(questions, list(diagnostic.scores.values_list("levels", flat=True)))


def scored(axes, spreads):
    """The axes in words, each question with the rows of its table (level, words, number), or None."""
    return [
        {**axis, "questions": [_scored(one, spreads[one["code"]]) for one in axis["questions"]]}
        for axis in axes
    ]


def agreed_axes(diagnostic):
    """The axes in words, each with the levels agreed so far and the reason."""
    levels = dict(diagnostic.consensus.values_list("question", "level"))
    reasons = dict(diagnostic.reasons.values_list("axis", "text"))
    return [
        {
            **axis,
            "reason": reasons.get(axis["code"], ""),
            "questions": [_agreed(one, levels.get(one["code"])) for one in axis["questions"]],
        }
        for axis in axes_in_words(diagnostic.tool.axes)
    ]


def result_of(diagnostic):
    """Where the group stands: columns (one for each moment), rows (one for each axis), the chart, the weakest axes.

    Only diagnostics with one and the same version stand beside each other; ``apart`` are the others.
    """
    done = list(
        Diagnostic.objects.done()
        .filter(cooperative=diagnostic.cooperative_id)
        .select_related("tool")
        .in_time()
    )
    columns = _one_for_each_moment(diagnostic, done)
    values = _values(columns)
    axes = axes_in_words(diagnostic.tool.axes)
    return {
        "columns": columns,
        "rows": [_row(axis, columns, values) for axis in axes],
        "chart": _chart(axes, columns, values),
        "compared": len(columns) > 1,
        "apart": [one for one in done if one.tool_id != diagnostic.tool_id],
        "weakest": [
            axis
            for code in maturity.weakest(values.get(diagnostic.pk, {}))
            for axis in axes
            if axis["code"] == code
        ],
    }


def _one_for_each_moment(diagnostic, done):
    """This one, and of the other moments the newest of the same version; in the order of the moments."""
    newest = {one.moment: one for one in done if one.tool_id == diagnostic.tool_id}
    newest[diagnostic.moment] = diagnostic
    return [newest[moment] for moment in Moment.values if moment in newest]


def _values(columns):
    """``{diagnostic: {axis: value}}``."""
    agreed = {one.pk: {} for one in columns}
    rows = ConsensusScore.objects.filter(diagnostic__in=agreed)
    for diagnostic, question, level in rows.values_list("diagnostic", "question", "level"):
        agreed[diagnostic][question] = level
    return {one.pk: maturity.axis_values(one.tool.axes, agreed[one.pk]) for one in columns}


def _row(axis, columns, values):
    cells = [{"diagnostic": one, "value": values[one.pk].get(axis["code"])} for one in columns]
    first, last = cells[0]["value"], cells[-1]["value"]
    known = len(cells) > 1 and first is not None and last is not None
    return {"axis": axis, "cells": cells, "change": last - first if known else None}


def _chart(axes, columns, values):
    codes, mirrored = [axis["code"] for axis in axes], get_language_bidi()
    return {
        "rings": radar.rings(len(codes)),
        "spokes": [
            {"spoke": spoke, "lines": _lines(axis["title"], spoke)}
            for spoke, axis in zip(radar.spokes(codes, mirrored=mirrored), axes, strict=True)
        ],
        "shapes": [
            {"diagnostic": one, "shape": radar.shape(codes, values[one.pk], mirrored=mirrored)}
            for one in columns
        ],
    }


def _lines(title, spoke):
    """The lines of a label, each with how far below the one before it stands. A label above grows upwards."""
    lines = wrap(title, LABEL_WIDTH, break_long_words=False)
    up = {"-": len(lines) - 1}.get(spoke.label_y[0], 0) if spoke.anchor == "middle" else None
    first = -(up if up is not None else (len(lines) - 1) / 2)
    return [
        {"text": line, "down": f"{1.15 * first if number == 0 else 1.15:.2f}em"}
        for number, line in enumerate(lines)
    ]


def _scored(question, spread):
    levels = [
        {
            "level": level,
            "face": f"face-{level + 1}",
            "words": words,
            "number": spread.counts[level] if spread else None,
        }
        for level, words in enumerate(question["levels"])
    ]
    return {**question, "levels": levels, "spread": spread}


def _agreed(question, level):
    words = question["levels"][level] if level is not None else ""
    return {**question, "agreed": level, "words": words}
