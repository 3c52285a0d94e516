from wagtail.admin.ui.components import Component

from .reports import courses_to_release


class ToReleasePanel(Component):
    """On the home screen of whoever releases: the courses with changes that learners do not see yet."""

    name = "to_release"
    order = 50
    template_name = "content/to_release.html"

    def get_context_data(self, parent_context):
        return {"courses": courses_to_release(parent_context["request"].user)}
