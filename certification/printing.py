"""What a certificate says, as data. ``facts`` is frozen with the credential and is all that ``pdf.render`` and the public page know."""

from django.conf import settings
from django.utils import timezone, translation

from courses.models.editions import in_reader_language

from . import evidence, numbers
from .layouts import NAMES
from .shaping import printed_name
from .words import WORDS, date_words, sentence


def facts(candidacy, *, serial, token, issued_at, valid_until):
    """Everything that is printed, in the language of the certificate, as data to be frozen."""
    language = candidacy.language
    with translation.override(language):
        findings = candidacy.findings()
        return {
            **_statement(candidacy, findings),
            **_particulars(WORDS[language], serial, issued_at, valid_until, language),
            **_check(WORDS[language], token),
            "badge": _badge(candidacy, findings),
            "language": language,
            "replaces": "",
            "replaces_text": "",
            "sample": settings.DEMO_WATERMARK,
        }


def _badge(candidacy, findings):
    """What the badge says beside what is printed, and whether it says the holder's name."""
    version = candidacy.version
    return {
        "site": settings.SITE_ADDRESS,
        "scheme": version.scheme.code,
        "version": version.number,
        "description": version.text or version.title,
        "criteria": evidence.asked(findings),
        "named": candidacy.name_in_badge,
    }


def recorded_names(credential):
    """The names on a certificate as they were typed, with the vowel signs that are not printed."""
    check = credential.candidacy.name_checks.first()
    found = {field: credential.payload.get(field, "") for field in NAMES}
    for field, printed in found.items():
        if check and printed_name(typed := getattr(check, field)) == printed:
            found[field] = typed
    return found


def corrections(paper, names, issued_on):
    """The fields of the payload ``paper`` that become different with these names, as typed, and this date."""
    said = {
        **{field: printed_name(name) for field, name in names.items()},
        "issued_on": issued_on.isoformat(),
        "issued_on_text": date_words(issued_on, paper["language"]),
    }
    return {field: value for field, value in said.items() if value != paper.get(field, "")}


def corrected(credential, corrections, *, serial, token, issued_at):
    """What is printed on the credential that replaces another: the same, but for the corrections and its number."""
    language = credential.payload["language"]
    words = WORDS[language]
    replaces = words["replaces"].format(credential.serial)
    return {
        **credential.payload,
        **corrections,
        **_check(words, token),
        "number": serial,
        "issued_at": issued_at.isoformat(),
        "replaces": credential.serial,
        "replaces_text": replaces,
        # In small print, beside who it is not issued by.
        "notice": f"{words['notice'].format(credential.payload['issuer'])} {sentence(replaces, language)}",
    }


def names(candidacy):
    """The names of a file as they are printed, by the fields of the payload."""
    return {field: printed_name(name) for field, name in candidacy.names.items()}


def _statement(candidacy, findings):
    """Who holds it and for what."""
    version, words = candidacy.version, WORDS[candidacy.language]
    scheme = version.scheme
    sex = candidacy.person.sex
    issuer = version.issuer
    return {
        "kind": scheme.kind,
        "kind_title": _for(sex, scheme.kind, words),
        "certifies": words["certifies"],
        **names(candidacy),
        "achieved": _for(sex, f"{scheme.kind}_achieved", words),
        "title": version.title,
        "programme": words["programme"].format(scheme.programme.title) if scheme.programme else "",
        "requirements": _requirements(findings, words),
        "issuer": issuer,
        "signatories": [
            {"name": one["name"], "function": in_reader_language(one["functions"])}
            for one in version.signatories
        ],
        "notice": words["notice"].format(issuer),
    }


def _for(sex, key, words):
    """The word for a woman or a man where the language has one, else the one for both."""
    return words.get(f"{key}_{sex}", words[key])


def _requirements(findings, words):
    """What was met, a line each; kinds without words of their own are for the file, not for the paper."""
    return [
        words[finding.requirement.kind].format(finding.title, **_numbers(finding))
        for finding in findings
        if finding.met and finding.requirement.kind in words
    ]


def _numbers(finding):
    found = {"title": finding.title, **finding.requirement.params}
    return found | (
        {"percent": finding.evidence["percent"]} if "percent" in finding.evidence else {}
    )


def _particulars(words, serial, issued_at, valid_until, language):
    issued_on = timezone.localdate(issued_at)
    until = date_words(valid_until, language) if valid_until else ""
    return {
        "labels": {key: words[key] for key in ("number", "issued_on", "signature")},
        "number": serial,
        "issued_at": issued_at.isoformat(),
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
