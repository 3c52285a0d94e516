"""What holds in every set-up. The others import it and say only where they differ."""

import os
from datetime import timedelta
from pathlib import Path

from csp.constants import NONCE, NONE, SELF

BASE_DIR = Path(__file__).resolve().parents[2]
# What a machine keeps for itself: the embedded database, media, queue and logs.
VAR_DIR = Path(os.environ.get("LMS_VAR_DIR", BASE_DIR / "var"))

SITE_NAME = "Coop Academy"
ROOT_URLCONF = "lms.urls"
WSGI_APPLICATION = "lms.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Top to bottom, as the import contracts in pyproject.toml have it.
OUR_APPS = [
    "lms.demo",
    "content",
    "certification",
    "mentoring",
    "courses",
    "lms.offline",
    "lms.notices",
    "lms.people",
    "lms.core",
]
INSTALLED_APPS = [
    *OUR_APPS,
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "simple_history",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "lms.people.middleware.CmsLanguageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "lms.people.middleware.SecondFactorMiddleware",
    "content.middleware.TranslatorsOnly",
    "content.middleware.KeepersOnly",
    "simple_history.middleware.HistoryRequestMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "csp.middleware.CSPMiddleware",
    "lms.core.middleware.CmsContentSecurityPolicy",
    "lms.core.errors.RuleErrorMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "lms/templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "lms.core.context.site",
            ]
        },
    }
]
FORM_RENDERER = "lms.core.forms.Renderer"

# People and sign-in
AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = [
    "allauth.account.auth_backends.AuthenticationBackend",
    "lms.people.backends.PinBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "lms.people.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email", "phone"}
ACCOUNT_SIGNUP_FIELDS = ["username", "email", "phone", "password1*"]
SILENCED_SYSTEM_CHECKS = [
    "account.W001",  # nobody signs up by herself, so no field is required at sign-up
    "security.W019",  # the editor shows its previews in a frame of the same site
]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = True
# Counted per account, never per address: a classroom of 40 shares one address.
ACCOUNT_RATE_LIMITS = {"login": None, "login_failed": "5/10m/key", "reauthenticate": "10/m/user"}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = SITE_NAME

# Languages
LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "Français"), ("ar", "العربية"), ("en", "English")]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAIL_I18N_ENABLED = True
# A translation begins as a draft: the words that are not translated yet are still the source's.
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Africa/Casablanca"
LOCALE_PATHS = [BASE_DIR / "lms/locale"]
FORMAT_MODULE_PATH = ["lms.formats"]

# Files
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "lms/static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "lms.core.storage.WholeFiles"},
    # What people hand in: never under MEDIA_URL, given out by views that ask who reads.
    "private": {
        "BACKEND": "lms.core.storage.WholeFiles",
        "OPTIONS": {"location": VAR_DIR / "private", "base_url": None},
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
FILE_UPLOAD_PERMISSIONS = 0o644

# What people are told by SMS: a function of ``lms.notices.sms`` or of another module.
SMS_GATEWAY = "lms.notices.sms.console"

# The task queue
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULE = {
    "send-overdue-work-again": {
        "task": "lms.core.tasks.sweep",
        "schedule": timedelta(seconds=30),
    },
    # Work of the apps that returns by the clock: ``lms.core.tasks.promise`` with the name of the job.
    "deliver-notices": {
        "task": "lms.core.tasks.promise",
        "args": ["notices.deliver"],
        "schedule": timedelta(minutes=1),
    },
    "remind-of-assemblies": {
        "task": "lms.core.tasks.promise",
        "args": ["mentoring.remind"],
        "schedule": timedelta(hours=6),
    },
    "remind": {
        "task": "lms.core.tasks.promise",
        "args": ["courses.remind"],
        "schedule": timedelta(hours=6),
    },
    "open-surveys": {
        "task": "lms.core.tasks.promise",
        "args": ["courses.open_surveys"],
        "schedule": timedelta(hours=6),
    },
    "close-attempts-out-of-time": {
        "task": "lms.core.tasks.promise",
        "args": ["courses.close_attempts"],
        "schedule": timedelta(minutes=5),
    },
    "sign-lists-of-statuses": {
        "task": "lms.core.tasks.promise",
        "args": ["certification.sign_all_lists"],
        "schedule": timedelta(hours=1),
    },
    "keep-deadlines-of-files": {
        "task": "lms.core.tasks.promise",
        "args": ["certification.keep_deadlines"],
        "schedule": timedelta(hours=6),
    },
    "keep-time-of-certificates": {
        "task": "lms.core.tasks.promise",
        "args": ["certification.keep_time"],
        "schedule": timedelta(hours=6),
    },
    "close-log-of-certificates": {
        "task": "lms.core.tasks.promise",
        "args": ["certification.close_log"],
        "schedule": timedelta(hours=3),
    },
    "publish-scheduled-pages": {
        "task": "lms.core.tasks.publish_scheduled_pages",
        "schedule": timedelta(minutes=5),
    },
    "keep-groups-in-step": {
        "task": "lms.core.tasks.keep_groups_in_step",
        "schedule": timedelta(days=1),
    },
    "clear-work-done-long-ago": {
        "task": "lms.core.tasks.clear_done_work",
        "schedule": timedelta(days=1),
    },
    "clear-files-never-finished": {
        "task": "lms.core.tasks.clear_unfinished_files",
        "schedule": timedelta(days=1),
    },
    "clear-old-sign-ins": {
        "task": "lms.core.tasks.clear_sessions",
        "schedule": timedelta(days=1),
    },
}

# How long after its time limit a quiz may still arrive: slow networks need a while.
QUIZ_GRACE = timedelta(seconds=60)

# What a page may load: itself only. The Wagtail admin has its own, wider policy (lms.core.middleware).
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "media-src": [SELF, "blob:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "SAMEORIGIN"

# Wagtail
WAGTAIL_SITE_NAME = SITE_NAME
WAGTAILADMIN_LOGIN_URL = "/cms/login/"
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_AUTOSAVE_INTERVAL = 0
# What is published reaches nobody before a release, which says what is missing: no second review before it.
WAGTAIL_WORKFLOW_ENABLED = False
WAGTAIL_AUTO_UPDATE_PREVIEW_INTERVAL = 0
WAGTAIL_EDITING_SESSION_PING_INTERVAL = 30_000
WAGTAILIMAGES_EXTENSIONS = ["gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_EXTENSIONS = [
    "pdf",
    "docx",
    "xlsx",
    "pptx",
    "odt",
    "ods",
    "mp3",
    "m4a",
    "ogg",
    "mp4",
    "webm",
]
WAGTAILDOCS_MAX_UPLOAD_SIZE = 50 * 1024 * 1024
WAGTAILDOCS_DOCUMENT_FORM_BASE = "content.forms.DocumentForm"
WAGTAIL_PRIVATE_PAGE_OPTIONS = {"SHARED_PASSWORD": False}
WAGTAILDOCS_PRIVATE_COLLECTION_OPTIONS = {"SHARED_PASSWORD": False}
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}

# Certificates
CERTIFICATE_ISSUER_CODE = "CA"
# E-mail addresses of partner bodies that are sent each closed day of the log of certificates.
LOG_WITNESSES = []
# Printed across certificates and shown beside them where they are samples; empty where they are real.
DEMO_WATERMARK = ""
# The folder of the keys that sign certificates; set for the worker, empty everywhere else (``manage.py keys``).
KEYS_DIR = os.environ.get("LMS_KEYS", "")
# Whether keys that certify nothing may sign, and make themselves.
SPECIMEN_KEYS = False
