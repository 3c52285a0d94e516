import phonenumbers
from allauth.account.adapter import DefaultAccountAdapter
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .choices import Country
from .models import Person


class PhoneField(forms.CharField):
    """A phone number in any usual spelling, kept as +212612345678 (E.164)."""

    def clean(self, value):
        value = super().clean(value)
        try:
            number = phonenumbers.parse(value, Country.MOROCCO)
        except phonenumbers.NumberParseException as error:
            raise ValidationError(_("This is not a phone number.")) from error
        if not phonenumbers.is_valid_number(number):
            raise ValidationError(_("This is not a phone number."))
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


class AccountAdapter(DefaultAccountAdapter):
    """How allauth meets our persons: nobody signs up alone, the phone is on the person herself."""

    def is_open_for_signup(self, request):
        """People are put on a roster by somebody who knows them."""
        return False

    def pre_authenticate(self, request, **credentials):
        """Count failures against the account, whichever of its three names is typed."""
        person = self._person_named(**credentials)
        typed = credentials.get("username") or credentials.get("email") or credentials.get("phone")
        super().pre_authenticate(request, username=f"person {person.pk}" if person else typed)

    def _person_named(self, username=None, email=None, phone=None, **_others):
        named = Q()
        if username:
            named |= Q(username__iexact=username)
        if email:
            named |= Q(email__iexact=email)
        if phone:
            named |= Q(phone=PhoneField().clean(phone))
        return Person.objects.filter(named).first() if named else None

    def phone_form_field(self, **kwargs):
        return PhoneField(**kwargs)

    def get_user_by_phone(self, phone):
        return Person.objects.filter(phone=PhoneField().clean(phone)).first()

    def get_phone(self, user):
        return (user.phone, True) if user.phone else None

    def set_phone(self, user, phone, verified):
        user.phone = phone
        user.save(update_fields=["phone"])

    def set_phone_verified(self, user, phone):
        """Numbers come from a roster made face to face; there is no unverified state to leave."""
        self.set_phone(user, phone, True)
