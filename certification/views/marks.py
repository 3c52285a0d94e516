"""The papers in which owners of marks allow them."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from certification import policy
from certification.models import MarkPermission
from courses.choices import UploadKind
from courses.filing import TYPES
from lms.core import formats
from lms.core.policy import require
from lms.core.ranges import private_file


@require_safe
@login_required
@never_cache
def document(request, pk):
    """The agreement as it was recorded, to be kept: it is never opened in the browser."""
    require(policy.can_read_permissions, request.user)
    kept = get_object_or_404(MarkPermission, pk=pk).document
    ending = formats.extension_of(kept.name)
    return private_file(
        request,
        kept,
        size=kept.size,
        name=kept.name.rpartition("/")[2],
        content_type=TYPES[UploadKind.DOCUMENT].get(ending, "application/octet-stream"),
    )
