"""The main menu. Each app adds its entry when it is ready; this app knows none of them."""

from typing import NamedTuple

from django.urls import reverse


class Entry(NamedTuple):
    order: int
    url_name: str
    label: str
    icon: str
    shown_to: callable


ENTRIES = []


def add(order, url_name, label, icon, shown_to):
    """Add an entry; ``shown_to(user)`` decides from the user's roles alone, without another query."""
    ENTRIES.append(Entry(order, url_name, label, icon, shown_to))


def entries_for(request):
    """The entries a signed-in user sees, in order, with their addresses and which one is open."""
    if not request.user.is_authenticated:
        return []
    shown = sorted(entry for entry in ENTRIES if entry.shown_to(request.user))
    addresses = [reverse(entry.url_name) for entry in shown]
    here = max((a for a in addresses if request.path.startswith(a)), key=len, default="")
    return [
        {"url": url, "label": entry.label, "icon": entry.icon, "current": url == here}
        for entry, url in zip(shown, addresses, strict=True)
    ]
