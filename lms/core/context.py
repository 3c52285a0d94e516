from django.conf import settings
from django.utils.functional import SimpleLazyObject

from .navigation import entries_for


def site(request):
    """What every page of ours needs: the site's name and the main menu."""
    return {
        "SITE_NAME": settings.SITE_NAME,
        "navigation": SimpleLazyObject(lambda: entries_for(request)),
    }
