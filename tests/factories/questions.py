"""One question of every kind, as it stands in a printed edition."""

import uuid

WORDS = {
    "single": ["In a book", "In the head", "Nowhere"],
    "several": ["Women", "Men", "Nobody", "Goats"],
    "truefalse": ["True", "False"],
    "picture": ["A cashbox", "A ladder", "A jar"],
    "matching": ["Cash", "Surplus", "Share"],
    "ordering": ["Count", "Write", "Sign", "Lock away"],
    "gaps": ["members", "clouds"],
    "faces": ["Very bad", "Bad", "So-so", "Good", "Very good"],
}
TARGETS = ["Money in the box", "What is left at the end", "What a member paid in"]


def question(kind, *, name="", language="fr", marks="1", **values):
    """``(question, key, feedback)``. Ids come from kind and name: the same in every language. Faces have no key."""
    asked = {
        "id": id_of(kind, name),
        "kind": kind,
        "text": f"Question {kind} {language}",
        "options": [
            {"id": id_of(kind, name, "option", number), "text": f"{words} {language}"}
            for number, words in enumerate(WORDS.get(kind, []))
        ],
        "unit": "",
    }
    more, right = SHAPES[kind](asked, language)
    key = None if kind == "faces" else {"kind": kind, "marks": marks, **right}
    return {**asked, **more, **values}, key, f"Because {kind} {language}"


def questions(*kinds, language="fr", **values):
    """``(questions, answer key, feedback by question)`` of the kinds, as ``Text`` and ``Activity`` take them."""
    made = [question(kind, language=language, **values) for kind in kinds]
    return (
        [asked for asked, _key, _feedback in made],
        {asked["id"]: key for asked, key, _feedback in made if key},
        {asked["id"]: feedback for asked, _key, feedback in made},
    )


def id_of(*names):
    return str(uuid.uuid5(uuid.NAMESPACE_URL, "/".join(map(str, names))))


def _ids(asked):
    return [option["id"] for option in asked["options"]]


def _first(asked, language):
    return {}, {"correct": _ids(asked)[:1]}


def _several(asked, language):
    return {}, {"correct": _ids(asked)[:2], "options": _ids(asked)}


def _picture(asked, language):
    image = {"src": "/static/lms/favicon.svg", "srcset": "", "width": 320, "height": 240}
    pictures = [
        {**option, "image": {**image, "alt": f"Drawing of: {option['text']}"}}
        for option in asked["options"]
    ]
    return {"options": pictures}, {"correct": _ids(asked)[:1]}


def _number(asked, language):
    return {"unit": "MAD"}, {"value": "12.5", "tolerance": "0.5"}


def _short(asked, language):
    return {}, {"accepted": ["Le registre", "السجل"]}


def _matching(asked, language):
    targets = [
        {"id": id_of(asked["id"], "target", number), "text": f"{words} {language}"}
        for number, words in enumerate(TARGETS)
    ]
    pairs = zip(_ids(asked), targets, strict=True)
    return {"targets": targets}, {"pairs": {option: target["id"] for option, target in pairs}}


def _ordering(asked, language):
    return {}, {"order": _ids(asked)}


def _gaps(asked, language):
    chosen, typed = id_of(asked["id"], "gap", 1), id_of(asked["id"], "gap", 2)
    pieces = [
        {"text": "A cooperative belongs to its "},
        {"gap": chosen, "options": _ids(asked)},
        {"text": " and is led by a "},
        {"gap": typed, "options": []},
        {"text": "."},
    ]
    key = {chosen: {"correct": _ids(asked)[0]}, typed: {"accepted": ["board", "conseil"]}}
    return {"pieces": pieces}, {"gaps": key}


def _upload(asked, language):
    return {"accepts": ["photo", "voice"]}, {}


def _nothing(asked, language):
    return {}, {}


SHAPES = {
    "single": _first,
    "several": _several,
    "truefalse": _first,
    "picture": _picture,
    "number": _number,
    "short": _short,
    "matching": _matching,
    "ordering": _ordering,
    "gaps": _gaps,
    "open": _nothing,
    "upload": _upload,
    "faces": _nothing,
}
