"""What a draft of the rules would change."""

from django.utils.translation import gettext

from certification import evidence
from certification.choices import ConflictRule
from certification.models import SchemeVersion
from courses.models.editions import in_reader_language

RULES = {
    *["titles", "texts", "issuers", "partners", "signatories", "deciders", "conflict_rules"],
    *["validity_months", "renewed_by", "renewal_opens_months", "template"],
}
"""The fields of a version that say what it rules."""


def changes_of(draft, before, reader):
    """What would be other than in the version in force: ``[(what, before, after)]`` in the reader's words."""
    if before is None:
        return []
    fields = [field for field in SchemeVersion._meta.concrete_fields if field.name in RULES]
    changed = [
        (field.verbose_name, _said(before, field), _said(draft, field))
        for field in fields
        if getattr(before, field.attname) != getattr(draft, field.attname)
    ]
    was, becomes = (
        {
            finding.asked: finding.requirement.params
            for finding in evidence.look_up(version.requirements.all(), reader)
        }
        for version in (before, draft)
    )
    gone = [(gettext("requirement"), asked, "") for asked in was if asked not in becomes]
    new = [(gettext("requirement"), "", asked) for asked in becomes if asked not in was]
    other = [
        (gettext("requirement"), asked, gettext("The same, described differently."))
        for asked, params in becomes.items()
        if asked in was and was[asked] != params
    ]
    return changed + gone + new + other


def _said(version, field):
    """A value as it is read: words in the reader's language, names one after the other."""
    value = getattr(version, field.name)
    if field.name in ("titles", "texts", "issuers"):
        return " · ".join(value.values())
    if field.name == "partners":
        return " · ".join(in_reader_language(partner) for partner in value)
    if field.name == "signatories":
        return " · ".join(one["name"] for one in value)
    if field.name == "conflict_rules":
        return " · ".join(str(ConflictRule(rule).label) for rule in value)
    return "–" if value is None else value
