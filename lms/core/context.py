from django.conf import settings
from django.utils.functional import SimpleLazyObject

from .navigation import entries_for


def site(request):
    """What every page of ours needs: the site's name, the main menu, how large one reads."""
    return {
        "SITE_NAME": settings.SITE_NAME,
        "text_size": getattr(request, "session", {}).get("text_size"),
        "navigation": SimpleLazyObject(lambda: entries_for(request)),
    }
