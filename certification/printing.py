"""The words of a certificate, in the certificate's own language.

They are no part of the interface: a certificate keeps its language whatever its reader speaks, and each word here
was weighed. What ``facts`` returns is frozen with the credential and is all that ``pdf.render`` and the public page know.
"""

from django.conf import settings
from django.utils import translation

from courses.models.editions import in_reader_language

from . import numbers
from .shaping import printed_name

MONTHS = {
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "en": "January February March April May June July August September October November December",
    # As they are written in Morocco.
    "ar": "يناير فبراير مارس أبريل ماي يونيو يوليوز غشت شتنبر أكتوبر نونبر دجنبر",
}
WORDS = {
    "fr": {
        "participation": "Attestation de participation",
        "achievement": "Certificat de réussite",
        "trainer": "Certificat de formateur",
        "trainer_woman": "Certificat de formatrice",
        "certifies": "Nous certifions que",
        "participation_achieved": "a pris part à la formation",
        "achievement_achieved": "a suivi et réussi la formation",
        "trainer_achieved": "remplit toutes les conditions pour animer la formation",
        "programme": "Programme : {}",
        "course_completed": "Cours terminé : « {} »",
        "quiz_passed": "Épreuve réussie à {percent} % : « {title} »",
        "number": "Numéro",
        "issued_on": "Délivré le",
        "valid_until": "Valable jusqu’au {}",
        "valid_always": "Sans limite de validité",
        "check_at": "Vérifiez ce certificat à l’adresse",
        "notice": "Délivré par {}. Ce certificat n’est pas délivré par l’Organisation internationale du Travail (OIT).",
    },
    "en": {
        "participation": "Certificate of Participation",
        "achievement": "Certificate of Achievement",
        "trainer": "Trainer Certificate",
        "certifies": "We certify that",
        "participation_achieved": "took part in the training",
        "achievement_achieved": "has successfully completed the training",
        "trainer_achieved": "has met all requirements to deliver the training",
        "programme": "Programme: {}",
        "course_completed": "Course completed: “{}”",
        "quiz_passed": "Test passed with {percent}%: “{title}”",
        "number": "Number",
        "issued_on": "Issued on",
        "valid_until": "Valid until {}",
        "valid_always": "Valid without limit of time",
        "check_at": "Check this certificate at",
        "notice": "Issued by {}. This certificate is not issued by the International Labour Organization (ILO).",
    },
    "ar": {
        "participation": "شهادة مشاركة",
        "achievement": "شهادة نجاح",
        "trainer": "شهادة مكوّن",
        "trainer_woman": "شهادة مكوّنة",
        "certifies": "نشهد بأن",
        "participation_achieved": "شارك(ت) في التكوين",
        "participation_achieved_woman": "شاركت في التكوين",
        "participation_achieved_man": "شارك في التكوين",
        "achievement_achieved": "أتمّ(ت) بنجاح التكوين",
        "achievement_achieved_woman": "أتمّت بنجاح التكوين",
        "achievement_achieved_man": "أتمّ بنجاح التكوين",
        "trainer_achieved": "استوفى(ت) جميع شروط تنشيط التكوين",
        "trainer_achieved_woman": "استوفت جميع شروط تنشيط التكوين",
        "trainer_achieved_man": "استوفى جميع شروط تنشيط التكوين",
        "programme": "البرنامج: {}",
        "course_completed": "دورة مكتملة: «{}»",
        "quiz_passed": "اختبار ناجح بنسبة {percent}%: «{title}»",
        "number": "الرقم",
        "issued_on": "سُلّمت بتاريخ",
        "valid_until": "صالحة إلى غاية {}",
        "valid_always": "صالحة دون تحديد مدة",
        "check_at": "للتحقق من هذه الشهادة",
        "notice": "الجهة المانحة: {}. هذه الشهادة غير صادرة عن منظمة العمل الدولية.",
    },
}


def facts(candidacy, *, serial, token, issued_on, valid_until):
    """Everything that is printed, in the language of the certificate, as data to be frozen."""
    language = candidacy.language
    with translation.override(language):
        return {
            **_statement(candidacy),
            **_particulars(WORDS[language], serial, issued_on, valid_until, language),
            **_check(WORDS[language], token),
            "language": language,
            "sample": settings.DEMO_WATERMARK,
        }


def date_words(day, language):
    """A date as it is spoken: 1er juin 2026, 1 June 2026."""
    month = MONTHS[language].split()[day.month - 1]
    number = "1er" if (language, day.day) == ("fr", 1) else day.day
    return f"{number} {month} {day.year}"


def _statement(candidacy):
    """Who holds it and for what."""
    scheme, words = candidacy.scheme, WORDS[candidacy.language]
    sex = candidacy.person.sex
    issuer = scheme.issuer
    return {
        "kind": scheme.kind,
        "kind_title": _for(sex, scheme.kind, words),
        "certifies": words["certifies"],
        "name_latin": printed_name(candidacy.name_latin),
        "name_arabic": printed_name(candidacy.name_arabic),
        "achieved": _for(sex, f"{scheme.kind}_achieved", words),
        "title": scheme.title,
        "programme": words["programme"].format(scheme.programme.title) if scheme.programme else "",
        "requirements": [_requirement(finding, words) for finding in candidacy.findings()],
        "issuer": issuer,
        "signatories": [
            {"name": one["name"], "function": in_reader_language(one["functions"])}
            for one in scheme.signatories
        ],
        "notice": words["notice"].format(issuer),
    }


def _for(sex, key, words):
    """The word for a woman or a man where the language has one, else the one for both."""
    return words.get(f"{key}_{sex}", words[key])


def _requirement(finding, words):
    sentence = words[finding.requirement.kind]
    if finding.requirement.kind == "quiz_passed":
        return sentence.format(title=finding.title, percent=finding.evidence["percent"])
    return sentence.format(finding.title)


def _particulars(words, serial, issued_on, valid_until, language):
    until = date_words(valid_until, language) if valid_until else ""
    return {
        "labels": {"number": words["number"], "issued_on": words["issued_on"]},
        "number": serial,
        "issued_on": issued_on.isoformat(),
        "issued_on_text": date_words(issued_on, language),
        "valid_until": valid_until.isoformat() if valid_until else "",
        "valid_until_text": words["valid_until"].format(until) if until else words["valid_always"],
    }


def _check(words, token):
    host = settings.SITE_ADDRESS.partition("://")[2]
    return {
        "check_at": words["check_at"],
        "verify_text": f"{host}/v/{numbers.spaced(token)}",
        # Capitals alone make a smaller code, which old phones read from further away.
        "verify_url": f"{settings.SITE_ADDRESS}/v/{token}".upper(),
    }
