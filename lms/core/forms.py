from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """Draws every field alike: label above, hint below, error beside, summary on top."""

    form_template_name = "components/form.html"
    field_template_name = "components/field.html"
