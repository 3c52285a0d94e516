"""A holder takes her certificate along: the paper, the badge as a picture, the badge as data."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from certification import baking, medal, statuses
from certification.models import Credential

# For each way to take a badge: its type and what makes the file.
WAYS = {
    "png": ("image/png", lambda words, badge: baking.baked_png(medal.png(words), badge)),
    "svg": ("image/svg+xml", lambda words, badge: baking.baked_svg(medal.svg(words), badge)),
    "json": ("application/ld+json", lambda words, badge: badge),
}

# What the lists of statuses say of a badge; that it has run out a badge says itself.
WITHDRAWN = statuses.MARKED


@never_cache
@require_safe
@login_required
def files(request, pk):
    """The files of a certificate, and what each is good for."""
    credential = _visible(request, pk)
    context = {
        "credential": credential,
        "is_mine": credential.candidacy.person_id == request.user.pk,
        "withdrawn": credential.status in WITHDRAWN,
    }
    return render(request, "certification/files.html", context)


@never_cache
@require_safe
@login_required
def badge(request, pk, way):
    credential = _visible(request, pk)
    if way not in WAYS or not hasattr(credential, "badge"):
        raise Http404
    kind, make = WAYS[way]
    content = make(medal.words_of(credential.payload), credential.badge.content.encode())
    headers = {"Content-Disposition": f'attachment; filename="{credential.serial}.{way}"'}
    return HttpResponse(content, content_type=kind, headers=headers)


def _visible(request, pk):
    found = Credential.objects.visible_to(request.user).for_lists().select_related("badge")
    return get_object_or_404(found, pk=pk)
