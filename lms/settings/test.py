"""For the suite: fast hashing, files and mail in memory, work done by the test itself."""

import environ

from .development import *  # noqa: F403
from .development import DATABASES

env = environ.Env()

DEBUG = False
# The suite runs on SQLite; LMS_TEST_DATABASE_URL and LMS_TEST_REDIS_URL run it on the production kinds.
if url := env.str("LMS_TEST_DATABASE_URL", default=""):
    DATABASES = {"default": env.db_url_config(url)}
else:
    DATABASES["default"]["NAME"] = ":memory:"
# Workers of one run empty their cache before each test, so each has a Redis database of its own.
worker = env.str("PYTEST_XDIST_WORKER", default="gw0").removeprefix("gw")
redis_url = env.str("LMS_TEST_REDIS_URL", default="")
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": f"{redis_url}/{worker}",
    }
    if redis_url
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
}
CACHES["progress"] = CACHES["default"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "private": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
SMS_GATEWAY = "lms.notices.sms.keep"
CELERY_BROKER_URL = "memory://"
CELERY_BROKER_TRANSPORT_OPTIONS = {}
