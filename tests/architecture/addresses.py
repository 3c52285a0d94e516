"""Every address of our own, found in the URL configuration. Wagtail's and allauth's own trees are left to their prefix."""

from django.urls import URLPattern, get_resolver

# Trees of libraries: reached only through the prefix that guards them.
LIBRARIES = ("wagtail", "django.views.static", "django.views.i18n")


def ours():
    """``{view name: pattern}`` of everything that is not inside a library's tree."""
    return dict(_walk(get_resolver().url_patterns, ""))


def _walk(patterns, prefix):
    for entry in patterns:
        if isinstance(entry, URLPattern):
            if entry.name and not entry.lookup_str.startswith(LIBRARIES):
                yield f"{prefix}{entry.name}", entry
        elif not str(getattr(entry.urlconf_name, "__name__", "")).startswith("wagtail"):
            namespace = f"{entry.namespace}:" if entry.namespace else ""
            yield from _walk(entry.url_patterns, prefix + namespace)
