"""What the pages of a trainer's desk have in common."""

from django.shortcuts import get_object_or_404

from courses.models import Cohort


def cohort_of(request, cohort_id):
    """A cohort that this person runs, with its edition and programme. Others are not there."""
    hers = Cohort.objects.visible_to(request.user).select_related("edition__programme")
    return get_object_or_404(hers, pk=cohort_id)
