"""Asked for from people and other bodies: a credential held, one of another body, somebody's statement."""

from dateutil.relativedelta import relativedelta
from django import forms
from django.apps import apps
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from certification.choices import RequirementKind, StatementKind

from .kinds import Finding, Kind, Record, counts, day, kind, number


def _table(name):
    # The tables of this app stand above this room; they are looked up when they are needed.
    return apps.get_model("certification", name).objects


@kind(RequirementKind.CREDENTIAL_HELD)
class CredentialHeld(Kind):
    """A certificate of ours that holds today, for so many months already."""

    def fields(self):
        schemes = _table("CertificationScheme").order_by("code")
        return {
            "scheme": forms.ChoiceField(
                label=gettext_lazy("certificate of the scheme"),
                choices=lambda: [(scheme.code, scheme.code) for scheme in schemes],
            ),
            "months": number(gettext_lazy("held for so many months"), least=0),
        }

    def find(self, requirements, person, titles):
        held = list(
            _table("Credential")
            .in_force()
            .filter(candidacy__person=person)
            .select_related("candidacy__version__scheme")
            .order_by("issued_at")
        )
        codes = {requirement.params["scheme"] for requirement in requirements}
        schemes = {
            scheme.code: scheme.title
            for scheme in _table("CertificationScheme").filter(code__in=codes).with_versions()
        }
        for requirement in requirements:
            code = requirement.params["scheme"]
            mine = [c for c in held if c.candidacy.version.scheme.code == code]
            yield _held(requirement, mine, schemes.get(code, code))


def _held(requirement, credentials, title):
    months = requirement.params["months"]
    since = timezone.now() - relativedelta(months=months)
    good = next((c for c in credentials if c.issued_at <= since), None)
    asked = _("Hold the certificate “%(scheme)s”") % {"scheme": title}
    if months:
        asked = _("Hold the certificate “%(scheme)s” for %(months)s months") % {
            "scheme": title,
            "months": months,
        }
    first = credentials[0] if credentials else None
    shown = _("No valid certificate.")
    if first:
        shown = _("%(serial)s, issued on %(day)s.") % {
            "serial": first.serial,
            "day": day(first.issued_at),
        }
    return Finding(
        requirement,
        title,
        asked,
        shown,
        good and {"credential": str(good.pk), "serial": good.serial},
        tuple(Record(c.serial, reverse("verify:code", args=[c.token])) for c in credentials),
    )


@kind(RequirementKind.EXTERNAL_CREDENTIAL)
class OtherBodysCredential(Kind):
    """A certificate of another body, whose paper somebody of ours has seen."""

    def fields(self):
        return {
            "issuer": forms.CharField(
                label=gettext_lazy("issued by"),
                max_length=120,
                help_text=gettext_lazy("As it is written in the list of certificates of others."),
            ),
            "title": forms.CharField(
                label=gettext_lazy("title of the certificate"), max_length=200, required=False
            ),
        }

    def find(self, requirements, person, titles):
        seen = list(_table("ExternalCredential").filter(person=person).order_by("seen_at"))
        for requirement in requirements:
            issuer, title = requirement.params["issuer"], requirement.params.get("title", "")
            mine = [one for one in seen if one.is_of(issuer, title)]
            words = f"{issuer} · {title}" if title else issuer
            good = mine[0] if mine else None
            yield Finding(
                requirement,
                words,
                _("Show the certificate of another body: %(words)s") % {"words": words},
                _("%(title)s, number %(number)s, seen on %(day)s.")
                % {"title": good.title, "number": good.number or "–", "day": day(good.seen_at)}
                if good
                else _("Nobody of ours has seen it yet."),
                good and {"external": good.pk, "issuer": good.issuer, "number": good.number},
                tuple(Record(str(one), one.url) for one in mine),
            )


@kind(RequirementKind.STATEMENT)
class Stated(Kind):
    """What somebody answers for with her name: a recommendation, or the candidate's own declaration."""

    def fields(self):
        return {
            "statement": forms.ChoiceField(
                label=gettext_lazy("which statement"), choices=StatementKind
            )
        }

    def find(self, requirements, person, titles):
        said = list(
            _table("Statement")
            .filter(requirement__in=requirements, person=person)
            .select_related("by")
            .order_by("at")
        )
        for requirement in requirements:
            mine = [
                one
                for one in said
                if one.requirement_id == requirement.pk
                and counts(requirement, timezone.localdate(one.at))
            ]
            kind_of = StatementKind(requirement.params["statement"])
            good = mine[0] if mine else None
            yield Finding(
                requirement,
                kind_of.label,
                _ASKED[kind_of](),
                _("%(person)s, on %(day)s.") % {"person": good.by, "day": day(good.at)}
                if good
                else _("Not there yet."),
                good and {"statement": str(good.pk), "digest": good.digest},
                tuple(Record(f"{one.by} · {day(one.at)}") for one in mine),
            )

    def comes_anew(self, requirement):
        return True

    def own_step(self, finding):
        own = finding.requirement.params["statement"] == StatementKind.DECLARATION
        if own and not finding.met:
            return "certification:state", _("Declare")
        return None


_ASKED = {
    StatementKind.RECOMMENDATION: lambda: _(
        "A recommendation by a master trainer who did not train you"
    ),
    StatementKind.DECLARATION: lambda: _("Your declaration, signed with your name"),
}
