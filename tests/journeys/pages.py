"""A browser in the hands of a person: she opens a page, fills in a form that is on it, and sends it."""

from bs4 import BeautifulSoup

IGNORED = {"submit", "button", "file", "reset", "image"}


def words(response):
    """What stands on a page, as it is read."""
    assert response.status_code == 200, (response.status_code, response.request["PATH_INFO"])
    return " ".join(_parsed(response).main.get_text(" ").split())


def fill_in(browser, address, *, nth=0, **typed):
    """Open the page, type into its form that has all these fields, send it, and read the page that follows.

    ``nth`` chooses among several such forms. A field that nobody was shown cannot be typed into.
    """
    page = browser.get(address, follow=True)
    assert page.status_code == 200, (page.status_code, address)
    return go_on(browser, page, nth=nth, **typed)


def go_on(browser, page, *, nth=0, **typed):
    """The same with a page that is open already; a button is pressed by its name and value."""
    here = page.request["PATH_INFO"]
    query = page.request["QUERY_STRING"]
    sent = [form for form in _parsed(page)("form") if form.get("method", "").lower() == "post"]
    fitting = [form for form in sent if typed.keys() <= _names(form)]
    assert fitting, (f"no form with {sorted(typed)} on {here}", [sorted(_names(f)) for f in sent])
    form = fitting[nth]
    to = form.get("action") or f"{here}?{query}".rstrip("?")
    answer = browser.post(to, {**_shown_in(form), **typed}, follow=True)
    assert answer.status_code == 200, (answer.status_code, to)
    return answer


def _parsed(response):
    return BeautifulSoup(response.content, "html.parser")


def _fields(form):
    return form(["input", "textarea", "select", "button"], attrs={"name": True})


def _names(form):
    return {field["name"] for field in _fields(form)}


def _shown_in(form):
    """What a form holds before anybody touches it. A button is only sent when it is pressed."""
    held = {}
    for field in _fields(form):
        for value in _values(field):
            held.setdefault(field["name"], []).append(value)
    return held


def _values(field):
    if field.name == "button" or field.get("type") in IGNORED:
        return []
    if field.name == "textarea":
        return [field.get_text().removeprefix("\n")]
    if field.name == "select":
        return [option.get("value", "") for option in field("option", selected=True)]
    if field.get("type") in {"checkbox", "radio"} and not field.has_attr("checked"):
        return []
    return [field.get("value", "")]
