"""What programs read about badges: who issues, what was achieved, what holds no more, and a badge itself."""

from functools import wraps

from django.conf import settings
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils import translation
from django.views.decorators.http import require_safe

from certification import badges, medal, numbers
from certification.choices import CredentialStatus, KeyPurpose, Publicity
from certification.models import Credential, SchemeVersion, SigningKey, StatusList
from certification.reports import credentials as reports
from certification.reports import roots
from certification.views.strangers import for_strangers
from certification.words import WORDS

LD_JSON = "application/ld+json"
# A badge is not given out when this has happened; the answer says what. Gone is gone, a suspension ends.
NOT_GIVEN = {
    CredentialStatus.REVOKED: 410,
    CredentialStatus.REPLACED: 410,
    CredentialStatus.SUSPENDED: 409,
}


def for_programs(view):
    """Readable by pages of any site, and kept by nobody: what is revoked is revoked with the next question."""

    @wraps(view)
    def wrapped(request, *args, **kwargs):
        # With the site's own addresses, LocaleMiddleware would send what is unknown to /fr/ and lose the answer.
        request.urlconf = "certification.urls.badges"
        response = view(request, *args, **kwargs)
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    return wrapped


@require_safe
@for_programs
def did(request):
    """The keys of the issuer: the one in use, and those whose badges still hold."""
    keys = SigningKey.objects.trusted().filter(purpose=KeyPurpose.BADGE)
    public = {key.key_id: key.public_key.public_bytes_raw() for key in keys}
    return JsonResponse(badges.did_document(settings.SITE_ADDRESS, public))


@require_safe
@for_programs
def root(request, digest, form):
    """A root certificate of ours. Its address names its digest, so it may be kept for good."""
    if (found := roots.file_of(digest, form)) is None:
        raise Http404
    content, content_type = found
    response = HttpResponse(content, content_type=content_type)
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    response.headers["Content-Disposition"] = f'attachment; filename="{digest[:8]}.{form}"'
    return response


@require_safe
@for_programs
def issuer(request):
    profile = badges.profile(settings.SITE_ADDRESS, settings.SITE_NAME)
    return JsonResponse({"@context": badges.CONTEXT, **profile}, content_type=LD_JSON)


def in_a_language(view):
    """In that of ``?lang=`` or of the browser, since these addresses have none of their own."""

    @wraps(view)
    def wrapped(request, *args, **kwargs):
        wanted = request.GET.get("lang")
        known = wanted in dict(settings.LANGUAGES)
        with translation.override(wanted if known else translation.get_language()):
            return view(request, *args, **kwargs)

    return wrapped


@require_safe
@for_programs
@in_a_language
def achievement(request, scheme, version):
    """What a version of a scheme certifies: a page for people, an Achievement for programs."""
    facts = reports.achievement(_version(scheme, version))
    place = badges.address(settings.SITE_ADDRESS, scheme, version)
    if request.get_preferred_type([LD_JSON, "application/json", "text/html"]) == "text/html":
        context = {"achievement": facts, "place": place}
        return render(request, "certification/achievement.html", context)
    names = ("kind", "language", "title", "description", "criteria")
    found = badges.achievement_in(place, version=version, **{name: facts[name] for name in names})
    return JsonResponse({"@context": badges.CONTEXT, **found}, content_type=LD_JSON)


@require_safe
@for_programs
def picture(request, scheme, version, language, form):
    """The badge as it looks, without a proof in it."""
    if language not in WORDS:
        raise Http404
    with translation.override(language):
        words = medal.words_of(reports.achievement(_version(scheme, version)))
    if form == "svg":
        return HttpResponse(medal.svg(words), content_type="image/svg+xml")
    return HttpResponse(medal.png(words), content_type="image/png")


def _version(code, number):
    """A version that is or was in force: what is still being written is nobody's business."""
    versions = SchemeVersion.objects.exclude(status=SchemeVersion.Status.DRAFT)
    return get_object_or_404(
        versions.select_related("scheme").prefetch_related("requirements"),
        scheme__code=code,
        number=number,
    )


@require_safe
@for_programs
def status_list(request, block):
    """One list, as it was signed last."""
    signed = get_object_or_404(StatusList.objects.signed(), block=block)
    return HttpResponse(signed.document, content_type=LD_JSON)


@require_safe
@for_strangers
@for_programs
def badge(request, token):
    """The badge of a certificate for whoever has its address, or why it is not given out."""
    # What its holder shows to nobody is answered as if it were not there.
    shown = Credential.objects.exclude(publicity=Publicity.PRIVATE).filter(badge__isnull=False)
    found = shown.with_token(numbers.plain(token))
    credential = found.select_related("badge").prefetch_related("events").first()
    if credential is None:
        return JsonResponse({"status": "unknown"}, status=404)
    if code := NOT_GIVEN.get(credential.status):
        return JsonResponse({"status": credential.status}, status=code)
    return HttpResponse(credential.badge.content, content_type=LD_JSON)
