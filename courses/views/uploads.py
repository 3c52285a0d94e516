from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from courses.choices import UploadKind
from courses.models import Upload
from lms.core.ranges import private_file


@login_required
@require_safe
@cache_control(private=True, max_age=3600)
def give(request, upload_id):
    """A file that was handed in, to who may see it. Only photos, which we drew ourselves, open in the browser."""
    upload = get_object_or_404(Upload.objects.visible_to(request.user), pk=upload_id)
    return private_file(
        request,
        upload.file,
        size=upload.size,
        name=upload.name,
        content_type=upload.content_type,
        opens=upload.kind == UploadKind.PHOTO,
    )
