"""Everything from the environment. A missing or unsafe value stops the start and is named."""

import environ
from django.core.exceptions import ImproperlyConfigured

from .base import *  # noqa: F403

env = environ.Env()


def needed(name):
    """The value of an environment variable. Raises ImproperlyConfigured when it is not set."""
    if not (value := env.str(name, default="").strip()):
        raise ImproperlyConfigured(f"{name} is not set. See 'In production' in README.md.")
    return value


def scheme(name, *allowed):
    """A needed address of one of the allowed kinds, for example ``redis://``."""
    value = needed(name)
    if not value.startswith(tuple(f"{kind}://" for kind in allowed)):
        raise ImproperlyConfigured(f"{name} must start with {' or '.join(allowed)}://.")
    return value


DEBUG = False
SECRET_KEY = needed("LMS_SECRET_KEY")
if len(SECRET_KEY) < 50 or len(set(SECRET_KEY)) < 10:
    raise ImproperlyConfigured("LMS_SECRET_KEY must be 50 or more random characters.")

ALLOWED_HOSTS = [host.strip() for host in needed("LMS_HOSTS").split(",") if host.strip()]
if "*" in ALLOWED_HOSTS:
    raise ImproperlyConfigured("LMS_HOSTS must name the hosts; '*' is not safe.")
SITE_ADDRESS = scheme("LMS_ADDRESS", "https").rstrip("/")
WAGTAILADMIN_BASE_URL = SITE_ADDRESS
CSRF_TRUSTED_ORIGINS = [SITE_ADDRESS]

DATABASES = {
    "default": {
        **env.db_url_config(scheme("LMS_DATABASE_URL", "postgres", "postgresql")),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }
}
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": scheme("LMS_REDIS_URL", "redis", "rediss"),
    }
}
CACHES["progress"] = CACHES["default"]
CELERY_BROKER_URL = CACHES["default"]["LOCATION"]

BUCKETS = {
    "endpoint_url": scheme("LMS_MEDIA_ENDPOINT", "https", "http"),
    "access_key": needed("LMS_MEDIA_KEY"),
    "secret_key": needed("LMS_MEDIA_SECRET"),
    "file_overwrite": False,
}
STORAGES = {
    "default": {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            **BUCKETS,
            "bucket_name": needed("LMS_MEDIA_BUCKET"),
            # Editions hold addresses of files for good: a signed address would end after an hour.
            "querystring_auth": False,
        },
    },
    # What people hand in: a bucket that nobody reads but this site.
    "private": {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {**BUCKETS, "bucket_name": needed("LMS_PRIVATE_BUCKET")},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
CONTENT_SECURITY_POLICY["DIRECTIVES"]["img-src"].append(needed("LMS_MEDIA_ENDPOINT"))  # noqa: F405
CONTENT_SECURITY_POLICY["DIRECTIVES"]["media-src"].append(needed("LMS_MEDIA_ENDPOINT"))  # noqa: F405

# Without a gateway nobody gets an SMS.
SMS_GATEWAY = ""
if env.str("LMS_SMS_URL", default=""):
    SMS_GATEWAY = "lms.notices.sms.http"
    SMS_URL = scheme("LMS_SMS_URL", "https", "http")
    SMS_KEY = needed("LMS_SMS_KEY")
    SMS_FROM = needed("LMS_SMS_FROM")

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
mail = env.email_url_config(scheme("LMS_EMAIL_URL", "smtp", "smtp+tls", "smtp+ssl"))
EMAIL_HOST, EMAIL_PORT = mail["EMAIL_HOST"], mail["EMAIL_PORT"]
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = mail["EMAIL_HOST_USER"], mail["EMAIL_HOST_PASSWORD"]
EMAIL_USE_TLS, EMAIL_USE_SSL = mail.get("EMAIL_USE_TLS", False), mail.get("EMAIL_USE_SSL", False)
DEFAULT_FROM_EMAIL = needed("LMS_EMAIL_FROM")

LOG_WITNESSES = env.list("LMS_LOG_WITNESSES", default=[])

SECURE_SSL_REDIRECT = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SECURE_REDIRECT_EXEMPT = [r"^livez$", r"^readyz$"]
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
}
