"""Certificates of nobody, for previews and tests of a template: sample facts and the hardest names of each language."""

import datetime as dt
from itertools import product

from . import numbers
from .words import WORDS, date_words

ISSUED_AT = dt.datetime(2026, 6, 5, 10, 30, tzinfo=dt.UTC)
SIGN = {
    "fr": "SPÉCIMEN",
    "en": "SPECIMEN",
    "ar": "نموذج",
    "pt": "ESPÉCIME",
    "zgh": "ⴰⵎⴷⵢⴰ",
    "hi": "नमूना",
}
SAMPLES = {
    "fr": (
        "Académie des coopératives",
        "Gouverner et gérer sa coopérative",
        "Directrice",
        "Formateur",
    ),
    "en": ("Academy of Cooperatives", "Governing and Running a Cooperative", "Director", "Trainer"),
    "ar": ("أكاديمية التعاونيات", "حكامة التعاونية وتسييرها", "المديرة", "مكوّن"),
    "pt": ("Academia das Cooperativas", "Governar e gerir a cooperativa", "Diretora", "Formador"),
    "zgh": ("ⵜⴰⴽⴰⴷⵉⵎⵉⵜ ⵏ ⵜⵎⴰⵡⴰⵙⵉⵏ", "ⴰⵙⵡⵓⴷⴷⵓ ⵏ ⵜⵎⴰⵡⴰⵙⵜ", "ⵜⴰⵎⵙⵡⵓⵔⵉⵜ", "ⴰⵎⵙⵎⵓⵜⵜⴳ"),
    "hi": ("सहकारिता अकादमी", "सहकारी समिति का संचालन और प्रबंधन", "निदेशक", "प्रशिक्षक"),
}
NAMES = {
    "latin": "Salma Aït Lahcen",
    "arabic": "سلمى آيت لحسن",
    "tifinagh": "ⵙⴰⵍⵎⴰ ⴰⵢⵜ ⵍⵃⵙⵏ",
    "devanagari": "सलमा आयत लहसन",
}
# First and last parts of names, as they are found where a language is spoken; the last of each are the longest.
HARD = {
    "fr": (
        "N’Goran Élisée Žofia Ḥaddou Ndèye-Coumba Adébọ́lá Œdipe Ǧamila Straße-Yaşar Mohammed-Abdelrahmane",
        "N’Diaye-Ouédraogo Ṣẹ́gun Ğüzelşen D’Almeida Œuvrard El-Idrissi-Benjelloun-Ouazzani-Touhami",
    ),
    "en": (
        "O’Neill Zoë Siobhán Ɛsi Ɔheneba Ɗanladi Wanjirũ Ŋmalinda Ffion Olúfúnmiláyọ̀-Temítọ́pẹ́",
        "Ngũgĩ\u00a0wa\u00a0Thiong’o Ƙofar-Mata Ƴar’Adua Ọláńrewájú Mac\u00a0Giolla-Phádraig Featherstonehaugh-Babatunde-Okonkwo-Adeyemi",
    ),
    "pt": (
        "João Ângela Conceição Inês Antônia Lúcia Nhá-Ñima Estêvão Zé-Gonçalo Maria\u00a0da\u00a0Assunção-Guimarães",
        "Magalhães d’Ávila Brandão-Côrte Fernandes\u00a0Vaz Sampaio\u00a0e\u00a0Sá Espírito-Santo-Vasconcelos\u00a0de\u00a0Bragança\u00a0Cabral",
    ),
    "ar": (
        "لآلئ عبد\u00a0الإله فاطمة\u00a0الزهراء مؤمنة رئيسة إيمان آمنة ڭزولة گلزار عبد\u00a0الرحمان\u00a0محمد\u00a0الأمين",
        "آيت\u00a0الحاج الإدريسي بن\u00a0عبد\u00a0الله أوبلا\u00a0إيكن اللاوي الحسني\u00a0الإدريسي\u00a0العلوي\u00a0البوعناني",
    ),
    "zgh": (
        "ⴼⴰⵟⵉⵎⴰ ⵉⵟⵟⵓ ⵜⵓⴷⴰ ⵕⵇⵢⴰ ⴳⵯⵎⴰ ⴽⵯⵏⵣⴰ ⵥⵥⵉⵏ ⵄⴰⵢⵛⴰ ⴻⴱⴱⵓ ⵉⵟⵟⵓ\u00a0ⵜⵉⵟⵔⵉⵜ\u00a0ⵏ\u00a0ⵓⵣⵔⵣⴰⵢ",
        "ⵓⴱⵍⴰ ⵓ\u00a0ⵃⵎⵎⵓ ⴰⵢⵜ\u00a0ⵍⵃⵙⵏ ⵓ\u00a0ⵖⵔⴱⵉ ⴰⵢⵜ\u00a0ⵡⵄⵣⵉⵇ ⵓ\u00a0ⵢⵉⴷⵉⵔ\u00a0ⴰⵢⵜ\u00a0ⵃⴷⵉⴷⴷⵓ\u00a0ⴰⵢⵜ\u00a0ⵎⵔⵖⴰⴷ",
    ),
    "hi": (
        "फातिमा ऋषि क्षितिज ज्ञानेश्वर लक्ष्मी सिद्धार्थ उर्मिला दुःखी कर्तृत्व महालक्ष्मी\u00a0वेंकटसुब्रह्मण्यम",
        "कृष्णमूर्ति द्विवेदी त्रिपाठी श्रीवास्तव विद्यार्थी चट्टोपाध्याय\u00a0कृष्णमूर्ति\u00a0शर्मा",
    ),
}


def hard_names(language):
    """Sixty names in the letters of a language that certificates have broken on."""
    first, last = (parts.split(" ") for parts in HARD[language])
    return [f"{one} {other}".replace("\u00a0", " ") for one, other in product(first, last)]


def facts(language, scripts, **changes):
    """What a specimen in a language says, with a name in each of the scripts."""
    words = WORDS[language]
    issuer, title, *functions = SAMPLES[language]
    token = "0" * numbers.TOKEN_LENGTH
    names = {f"name_{script}": NAMES[script] for script in scripts}
    signers = ("Awa Diallo", "Karim Benali")
    return {
        **names,
        "language": language,
        "kind_title": words["achievement"],
        "certifies": words["certifies"],
        "achieved": words["achievement_achieved"],
        "title": title,
        "programme": words["programme"].format(title),
        "requirements": [words["course_completed"].format(title)] * 2,
        "issuer": issuer,
        "signatories": [
            {"name": name, "function": function}
            for name, function in zip(signers, functions, strict=True)
        ],
        "labels": {key: words[key] for key in ("number", "issued_on", "signature")},
        "number": "XX-XX-26-000000-0",
        "issued_at": ISSUED_AT.isoformat(),
        "issued_on": ISSUED_AT.date().isoformat(),
        "issued_on_text": date_words(ISSUED_AT.date(), language),
        "valid_until_text": words["valid_until"].format(date_words(dt.date(2029, 6, 4), language)),
        "check_at": words["check_at"],
        "verify_text": f"academy.example.org/v/{numbers.spaced(token)}",
        "verify_url": f"HTTPS://ACADEMY.EXAMPLE.ORG/V/{token}",
        "notice": words["notice"].format(issuer),
        "sample": SIGN[language],
        **changes,
    }
