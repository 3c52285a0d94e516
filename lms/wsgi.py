import os

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lms.settings.production")
if settings.KEYS_DIR and not settings.SPECIMEN_KEYS:
    raise ImproperlyConfigured("The web server must not see the keys: set LMS_KEYS for the worker.")
application = get_wsgi_application()
