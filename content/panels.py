from wagtail.admin.ui.components import Component

from .reports import courses_to_release, courses_to_translate


class ToReleasePanel(Component):
    """On the home screen of whoever releases: the courses with changes that learners do not see yet."""

    name = "to_release"
    order = 50
    template_name = "content/to_release.html"

    def get_context_data(self, parent_context):
        return {"courses": courses_to_release(parent_context["request"].user)}


class ToTranslatePanel(Component):
    """On the same screen: the courses of which learners read some pages in another language, or as they were."""

    name = "to_translate"
    order = 60
    template_name = "content/to_translate.html"

    def get_context_data(self, parent_context):
        return {"courses": courses_to_translate(parent_context["request"].user)}
