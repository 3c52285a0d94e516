"""The admin screen of programmes, for administrators: who teaches them."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.model import ModelViewSet

from lms.people.choices import Role
from lms.people.models import Appointment, Person

from .models import Programme


class ProgrammeForm(forms.ModelForm):
    """Who teaches a programme: writes it, releases it, opens cohorts. Its name is that of its page."""

    class Meta:
        model = Programme
        fields = ["trainers"]
        labels = {"trainers": _("Trainers")}
        help_texts = {
            "trainers": _("They write the programme, release its courses and open cohorts on them.")
        }
        widgets = {"trainers": forms.CheckboxSelectMultiple}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        appointed = Appointment.objects.current().filter(role=Role.TRAINER)
        self.fields["trainers"].queryset = Person.objects.filter(
            Q(pk__in=appointed.values("person")) | Q(taught_programmes=self.instance)
        ).distinct()


class ProgrammeViewSet(ModelViewSet):
    model = Programme
    icon = "group"
    menu_label = _("Programmes and trainers")
    menu_order = 310
    add_to_admin_menu = True
    list_display = ["code", "title"]
    list_per_page = 25
    copy_view_enabled = False

    def get_form_class(self, for_update=False):
        return ProgrammeForm
