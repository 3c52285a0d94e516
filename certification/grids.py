"""The grids by which a training is observed: our own lines, in three languages.

A grid never changes once somebody was observed by it: other words are another version.
"""

from courses.models.editions import in_reader_language

LEVELS = {
    1: {"fr": "Pas encore", "en": "Not yet", "ar": "ليس بعد"},
    2: {"fr": "En partie", "en": "In part", "ar": "جزئياً"},
    3: {"fr": "Bien", "en": "Well", "ar": "جيد"},
    4: {"fr": "Un exemple pour d’autres", "en": "An example to others", "ar": "قدوة للآخرين"},
}
ENDS = (1, 4)
"""Levels that only an example of what was seen can justify."""

GRIDS = {
    1: {
        "aim": {
            "fr": "Dit au début ce que le groupe saura faire à la fin",
            "en": "Says at the start what the group will be able to do at the end",
            "ar": "توضيح ما ستتمكن المجموعة من فعله في النهاية منذ البداية",
        },
        "prepared": {
            "fr": "La salle, le matériel et les supports sont prêts à l’heure",
            "en": "Room, material and aids are ready on time",
            "ar": "القاعة والأدوات والوسائل جاهزة في الوقت",
        },
        "language": {
            "fr": "Parle la langue du groupe, avec des mots simples",
            "en": "Speaks the language of the group, in plain words",
            "ar": "التحدث بلغة المجموعة وبكلمات بسيطة",
        },
        "experience": {
            "fr": "Part de l’expérience des participantes et participants",
            "en": "Starts from what participants have lived",
            "ar": "الانطلاق من تجارب المشاركات والمشاركين",
        },
        "content": {
            "fr": "Le contenu est exact et vient du module",
            "en": "The content is right and is that of the module",
            "ar": "المضمون صحيح ومطابق للوحدة",
        },
        "activity": {
            "fr": "Fait faire : exercices, jeux ou travaux de groupe utiles",
            "en": "Lets people do: exercises, games or group work that serve the aim",
            "ar": "إشراك المجموعة في تمارين أو ألعاب أو عمل جماعي مفيد",
        },
        "women": {
            "fr": "Les femmes prennent la parole et décident autant que les hommes",
            "en": "Women speak and decide as much as men",
            "ar": "للنساء الكلمة والقرار بقدر الرجال",
        },
        "quiet": {
            "fr": "Donne une place à qui se tait, lit peu ou vit avec un handicap",
            "en": "Makes room for those who are silent, read little or live with a disability",
            "ar": "إتاحة المجال لمن يصمت أو لا يقرأ جيداً أو في وضعية إعاقة",
        },
        "questions": {
            "fr": "Écoute, relance et répond honnêtement aux questions",
            "en": "Listens, asks on and answers questions honestly",
            "ar": "الإنصات وطرح أسئلة إضافية والإجابة بصدق",
        },
        "check": {
            "fr": "Vérifie que chacun a compris avant de continuer",
            "en": "Makes sure that everybody has understood before going on",
            "ar": "التحقق من فهم الجميع قبل المتابعة",
        },
        "time": {
            "fr": "Tient le temps et adapte le programme au groupe",
            "en": "Keeps time and fits the programme to the group",
            "ar": "احترام الوقت وتكييف البرنامج مع المجموعة",
        },
        "next": {
            "fr": "Finit par ce que chacun va faire dans sa coopérative",
            "en": "Ends with what each will do in her or his cooperative",
            "ar": "الختم بما سيقوم به كل واحد في تعاونيته",
        },
    }
}
LATEST = 1


def lines(version):
    """``[(key, words)]`` of a grid, in the reader's language."""
    return [(key, in_reader_language(words)) for key, words in GRIDS[version].items()]


def level_words(level):
    return in_reader_language(LEVELS[level])


def percent(marks):
    """The total of the levels as a share of the most that could be reached, rounded down."""
    return 100 * sum(mark["level"] for mark in marks.values()) // (max(LEVELS) * len(marks))
