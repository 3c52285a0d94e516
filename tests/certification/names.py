"""Names that are hard to print, in four scripts, and a thousand made of their parts."""

import random

LATIN = [
    "N’Goran Élisée",
    "Žofia Ḥaddou",
    "Ndèye Coumba N’Diaye-Ouédraogo",
    "Adébọ́lá Ṣẹ́gun",
    "Mohammed-Amine Abdelrahmane El Idrissi Benjelloun Ouazzani-T",
]
ARABIC = [
    "آيت الحاج",
    "عبد الإله",
    "لآلئ",
    "فاطمة الزهراء",
    "عبد الله",
    "رقية أوبلا إيكن",
    "عبد الرحمان محمد الأمين بن عبد الإله الحسني الإدريسي العلوي",
]
TIFINAGH = [
    "ⴼⴰⵟⵉⵎⴰ ⴰⵢⵜ ⵍⵃⵙⵏ",
    "ⵜⵓⴷⴰ ⴳⵯⵎⴰ",
    "ⵎⵓⵃⴰ ⵓ ⵃⵎⵎⵓ",
    "ⵉⵟⵟⵓ ⵜⵉⵟⵔⵉⵜ ⵏ ⵓⵣⵔⵣⴰⵢ ⵓ ⵢⵉⴷⵉⵔ ⴰⵢⵜ ⵃⴷⵉⴷⴷⵓ ⴰⵢⵜ ⵎⵔⵖⴰⴷ",
]
DEVANAGARI = [
    "फातिमा बेन अली",
    "ऋषि कृष्णमूर्ति",
    "क्षितिज द्विवेदी",
    "ज्ञानेश्वर त्रिपाठी",
    "लक्ष्मी श्रीवास्तव",
    "सिद्धार्थ चट्टोपाध्याय",
    "महालक्ष्मी वेंकटसुब्रह्मण्यम कृष्णमूर्ति चट्टोपाध्याय शर्मा",
]
PARTS = {
    "latin": (
        "Aïcha Fatima-Zahra Élodie Žofia Ḥaddou N’Goran Amílcar Conceição João Ângela Œuvrard Ḍriss Ṭaha Ɛli Ġulam "
        "Ŋdaw Ɓintou Ɗiallo Oumou Ñima İsmail Yaşar Łucja Straße Ouédraogo D’Almeida Afflick Officer El-Fiqui Ẹ̀bùn"
    ),
    "arabic": (
        "آمنة إيمان أمينة مؤمن رئيسة لآلئ الله عبدالله الإدريسي الأمين لالة ملاك آيت الحاج بلال گلزار ڭزولة پروين ڤاطمة "
        "يحيى سلمى هدى ضحى غيثة طه كوثر بهاء مروءة سناء إلاهي الشتوكي چليلة"
    ),
    "tifinagh": (
        "ⴼⴰⵟⵉⵎⴰ ⴰⵢⵜ ⵍⵃⵙⵏ ⵢⴰⵙⵉⵏ ⵓⴱⵍⴰ ⵎⵓⵃⴰ ⵃⵎⵎⵓ ⵜⵓⴷⴰ ⵉⵟⵟⵓ ⵣⵀⵔⴰ ⵕⵇⵢⴰ ⵚⴰⵍⵃ ⵅⴰⵍⴷ ⵖⵉⵜⴰ ⵄⴰⵢⵛⴰ ⴳⵯⵎⴰ ⴽⵯⵏⵣⴰ ⴷⵉⵀⵢⴰ ⵥⵥⵉⵏ ⵊⴰⵎⵄ ⵡⴰⴼⴰ ⴻⴱⴱⵓ"
    ),
    "devanagari": (
        "प्रियंका कृष्ण श्रीवास्तव ज्ञानेश्वर त्रिपाठी क्षितिज द्विवेदी ऋषि अर्चना विद्यार्थी लक्ष्मी सिद्धार्थ हिन्दी रूपा रुक्मिणी मंजुला चन्द्रशेखर "
        "उर्मिला स्मृति पृथ्वी मैत्रेयी सौम्या चौधुरी अँजली ओंकार ब्रह्मा विट्ठल शुद्धोदन राष्ट्रपाल दुःखी कर्तृत्व उज्ज्वल"
    ),
}


def thousand():
    """A thousand names, the hard ones first; the same ones every time."""
    chosen = random.Random(20)  # noqa: S311 - names for a test
    made = dict.fromkeys((*LATIN, *ARABIC, *TIFINAGH, *DEVANAGARI))
    scripts = [parts.split() for parts in PARTS.values()]
    while len(made) < 1000:
        parts = chosen.choice(scripts)
        made[" ".join(chosen.choices(parts, k=chosen.randint(2, 5)))] = None
    return list(made)
