"""Admin screens of people and cooperatives, for administrators."""

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet

from .models import Appointment, Cooperative, Membership, OfficeHolding, Person


class PersonForm(forms.ModelForm):
    """A person and, when it is typed, a new password for her."""

    new_password = forms.CharField(
        label=_("New password"),
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_(
            "Leave it empty to keep the password, or for somebody who signs in with a card."
        ),
    )

    class Meta:
        model = Person
        fields = [
            *["first_name", "last_name", "first_name_arabic", "last_name_arabic"],
            *[
                "username",
                "email",
                "phone",
                "sex",
                "birth_year",
                "language",
                "country",
                "is_active",
            ],
        ]

    def clean_new_password(self):
        if password := self.cleaned_data["new_password"]:
            validate_password(password, self.instance)
        return password

    def save(self, commit=True):
        if password := self.cleaned_data["new_password"]:
            self.instance.set_password(password)
        elif not self.instance.pk:
            self.instance.set_unusable_password()
        return super().save(commit)


class PersonViewSet(ModelViewSet):
    model = Person
    icon = "user"
    add_to_admin_menu = False
    list_display = ["__str__", "name_arabic", "username", "email", "phone", "country"]
    list_filter = ["country", "is_active"]
    search_fields = [
        *["first_name", "last_name", "first_name_arabic", "last_name_arabic"],
        *["username", "email", "phone"],
    ]
    list_per_page = 25
    copy_view_enabled = False

    def get_form_class(self, for_update=False):
        return PersonForm


class CooperativeForm(WagtailAdminModelForm):
    """A cooperative. One that looks like another is saved only once somebody has said that it is not the same."""

    is_another = forms.BooleanField(
        label=_("This is another cooperative than those that look like it."),
        required=False,
    )

    def clean(self):
        data = super().clean()
        if self.errors or self.instance.pk or data["is_another"]:
            return data
        alike = Cooperative.objects.alike(
            data["name"], data["country"], data["commune"], data["name_arabic"]
        )
        if alike:
            named = ", ".join(f"{one.name} ({one.code})" for one in alike)
            sentence = _(
                "There is a cooperative like this: %(cooperatives)s. Use it. "
                "If it is another one, say so below and save again."
            )
            self.add_error("name", sentence % {"cooperatives": named})
        return data


class CooperativeViewSet(ModelViewSet):
    model = Cooperative
    icon = "home"
    list_display = ["name", "name_arabic", "code", "country", "region", "sector", "status"]
    list_filter = ["country", "sector", "status", "women_only"]
    search_fields = ["name", "name_arabic", "code", "register_number", "commune"]
    list_per_page = 25
    copy_view_enabled = False
    panels = [
        MultiFieldPanel(
            [FieldPanel("name"), FieldPanel("name_arabic"), FieldPanel("code")], _("Name")
        ),
        MultiFieldPanel(
            [FieldPanel("legal_form"), FieldPanel("status"), FieldPanel("register_number")],
            _("Register"),
        ),
        MultiFieldPanel(
            [FieldPanel("country"), FieldPanel("region"), FieldPanel("commune")], _("Place")
        ),
        FieldPanel("sector"),
        FieldPanel("women_only"),
        FieldPanel("is_another"),
    ]

    def get_edit_handler(self):
        return ObjectList(self.panels, base_form_class=CooperativeForm).bind_to_model(self.model)


class MembershipViewSet(ModelViewSet):
    model = Membership
    icon = "group"
    list_display = ["person", "cooperative", "starts_on", "ends_on"]
    list_filter = ["cooperative__country"]
    search_fields = ["person__first_name", "person__last_name", "cooperative__name"]
    list_per_page = 25
    copy_view_enabled = False
    form_fields = ["person", "cooperative", "starts_on", "ends_on"]


class OfficeHoldingViewSet(ModelViewSet):
    model = OfficeHolding
    icon = "clipboard-list"
    list_display = ["membership", "office", "starts_on", "ends_on"]
    list_filter = ["office"]
    list_per_page = 25
    copy_view_enabled = False
    form_fields = ["membership", "office", "starts_on", "ends_on"]


class AppointmentViewSet(ModelViewSet):
    model = Appointment
    icon = "key"
    list_display = ["person", "role", "country", "starts_on", "ends_on"]
    list_filter = ["role", "country"]
    list_per_page = 25
    copy_view_enabled = False
    form_fields = ["person", "role", "country", "starts_on", "ends_on"]


class PeopleViewSetGroup(ViewSetGroup):
    menu_label = _("People")
    menu_icon = "group"
    menu_order = 300
    items = (
        PersonViewSet("people"),
        CooperativeViewSet("cooperatives"),
        MembershipViewSet("memberships"),
        OfficeHoldingViewSet("offices"),
        AppointmentViewSet("appointments"),
    )
