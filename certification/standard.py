"""The layout of this house, from which every other one is copied."""

from .faces import SCRIPT_OF, SCRIPTS


def _text(field, space, size, smallest, **more):
    return {"field": field, "space": space, "size": size, "smallest": smallest, **more}


def _name(script, language, direction):
    bold = {"weight": "bold", "language": language, "direction": direction}
    return _text(f"name_{script}", 3, 33, 20, **bold)


STATEMENT = [
    {"field": "emblem", "space": 2, "height": 9.2},
    _text("issuer", 5, 11.5, 8, colour="soft"),
    _text("kind_title", 5, 28, 18, colour="green", weight="bold", role="H1"),
    _text("certifies", 8, 11, 8, colour="soft"),
    _name("latin", "", "ltr"),
    _name("arabic", "ar", "rtl"),
    _name("tifinagh", "zgh", "ltr"),
    _name("devanagari", "hi", "ltr"),
    {"field": "rule", "space": 8, "height": 2.8, "width": 106},
    _text("achieved", 6, 11, 8, colour="soft"),
    _text("title", 2, 20, 13, colour="green", weight="bold"),
    _text("programme", 2, 12, 9),
    _text("requirements", 7, 9.5, 8, colour="soft"),
]
PARTICULARS = [
    _text("number_label", 0.5, 7.5, 6, colour="soft"),
    # A number has its own direction: within an Arabic line its parts would change places.
    _text("number", 0.5, 10, 7, weight="bold", direction="ltr"),
    _text("issued_on_label", 5, 7.5, 6, colour="soft"),
    _text("issued_on_text", 0.5, 10, 7, weight="bold"),
    _text("issued_on", 0.5, 7.5, 6, colour="soft", direction="ltr"),
    _text("valid_until_text", 5, 8.5, 7),
]
CHECK = [
    _text("check_at", 0, 7.5, 6, colour="soft"),
    _text("verify_text", 0, 8.5, 6.5, colour="green", weight="bold", direction="ltr"),
]
ON_PAGE = [
    {
        **_text("signatories", 0, 9.5, 7, weight="bold"),
        "x": 26.8,
        "y": 163.4,
        "width": 148.2,
        "height": 17,
    },
    {"field": "code", "x": 243.2, "y": 148.6, "width": 27, "height": 27},
    {
        **_text("notice", 0, 7.5, 6, colour="soft", align="start"),
        "x": 26.8,
        "y": 181.8,
        "width": 141,
        "height": 12,
    },
]
AREAS = {
    "statement": {
        "x": 35.6,
        "y": 22.7,
        "width": 225.8,
        "height": 121.3,
        "loosest": 2.6,
        "smallest": 0.8,
    },
    "particulars": {"x": 187.5, "y": 148.6, "width": 49.4, "height": 31.8},
    "check": {"x": 182, "y": 181.7, "width": 88.2, "height": 13},
}


def layout(languages=tuple(SCRIPT_OF)):
    """The layout as data, with the names that certificates in these languages may need."""
    scripts = {"latin", *(SCRIPT_OF[language] for language in languages)}
    foreign = {f"name_{script}" for script in SCRIPTS if script not in scripts}
    return {
        "artwork": "lattice",
        "languages": list(languages),
        "scripts": [script for script in SCRIPTS if script in scripts],
        "areas": AREAS,
        "items": [
            *({**item, "area": "statement"} for item in STATEMENT if item["field"] not in foreign),
            *ON_PAGE,
            *({**item, "area": "particulars", "align": "end"} for item in PARTICULARS),
            *({**item, "area": "check", "align": "end"} for item in CHECK),
        ],
    }
