from contextlib import contextmanager

from django.forms.renderers import TemplatesSetting

from .errors import RuleError


class Renderer(TemplatesSetting):
    """Draws every field alike: label above, hint below, error beside, summary on top."""

    form_template_name = "components/form.html"
    field_template_name = "components/field.html"


@contextmanager
def refusals_on(form, field=None):
    """A rule that refuses inside becomes an error of the form or of a field, so that what was typed is kept."""
    try:
        yield
    except RuleError as refusal:
        form.add_error(field, str(refusal))
