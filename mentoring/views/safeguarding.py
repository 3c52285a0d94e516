from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lms.core.forms import refusals_on
from lms.core.policy import require
from lms.offline import intake
from lms.people.choices import Country
from mentoring.actions import safeguarding as doing
from mentoring.forms.safeguarding import ConcernForm, ContactForm, SettleForm
from mentoring.models import SafeguardingConcern, SafeguardingContact
from mentoring.policy import safeguarding as policy
from mentoring.querysets.reach import cooperatives_known_to
from mentoring.reports import safeguarding as reports

PAGE = 25


@login_required
@never_cache
@sensitive_post_parameters()
@sensitive_variables()
@require_http_methods(["GET", "POST"])
def raise_concern(request, cooperative_id):
    cooperative = get_object_or_404(cooperatives_known_to(request.user), pk=cooperative_id)
    form = ConcernForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        payload = {"cooperative": cooperative.pk, **form.cleaned_data}
        told = intake.told_in(request.POST, "mentoring.concern_raised", payload)
        reply = intake.record(told, by=request.user)
        if reply.accepted:
            messages.success(request, _("It is sent. You see here when it is taken up."))
            return redirect("mentoring:concern", reply.result["id"])
        if reply.code == intake.NotAllowed.code:
            raise PermissionDenied
        form.add_error(None, reply.reason)
    named = reports.named_for(cooperative.country)
    context = {
        "cooperative": cooperative,
        "form": form,
        "named": named,
        "instead": None if named else reports.recipient_for(cooperative.country),
    }
    return render(request, "mentoring/raise_concern.html", context)


@login_required
@never_cache
@require_safe
def concerns(request):
    """Those that went to the reader, what is open and dangerous first, and those she sent herself."""
    seen = SafeguardingConcern.objects.visible_to(request.user).for_list()
    context = {
        "page": Paginator(seen, PAGE).get_page(request.GET.get("page")),
        "names": policy.can_name_contacts(request.user),
    }
    return render(request, "mentoring/concerns.html", context)


@login_required
@never_cache
@require_safe
def concern(request, concern_id):
    return _page(request, concern_id)


@login_required
@require_POST
def take_up_concern(request, concern_id):
    doing.take_up_concern(_seen(request, concern_id), by=request.user)
    return redirect("mentoring:concern", concern_id)


@login_required
@never_cache
@sensitive_post_parameters()
@sensitive_variables()
@require_POST
def settle_concern(request, concern_id):
    shown = _seen(request, concern_id)
    require(policy.can_act_on, request.user, shown)
    form = SettleForm(request.POST)
    if form.is_valid():
        with refusals_on(form):
            doing.settle_concern(shown, form.cleaned_data["what_was_done"], by=request.user)
            return redirect("mentoring:concern", shown.pk)
    return _page(request, shown.pk, form=form)


@login_required
@require_http_methods(["GET", "POST"])
def contacts(request):
    """Who is named in each country."""
    require(policy.can_name_contacts, request.user)
    form = ContactForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        doing.name_contact(**form.cleaned_data, by=request.user)
        messages.success(request, _("Saved. Concerns go to this person from now on."))
        return redirect("mentoring:contacts")
    known = SafeguardingContact.objects.select_related("person")
    named = {contact.country: contact.person for contact in known}
    context = {
        "form": form,
        "countries": [(label, named.get(code)) for code, label in Country.choices],
    }
    return render(request, "mentoring/contacts.html", context)


def _seen(request, concern_id):
    seen = SafeguardingConcern.objects.visible_to(request.user).for_page()
    return get_object_or_404(seen, pk=concern_id)


@sensitive_variables()
def _page(request, concern_id, *, form=None):
    shown = _seen(request, concern_id)
    acts = policy.can_act_on(request.user, shown)
    context = {"concern": shown, "acts": acts, "form": form or SettleForm()}
    return render(request, "mentoring/concern.html", context)
