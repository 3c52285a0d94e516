"""What trainers see where they look through the pages of a programme."""

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.pages.listing import ExplorableIndexView
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page

from courses.models import Programme

from .models import CoursePage, ProgrammePage, StagePage
from .reports import put_editions_beside


class EditionColumn(Column):
    """The number of the last edition, and whether something was published since."""

    cell_template_name = "content/edition_cell.html"


class LanguagesColumn(Column):
    cell_template_name = "content/languages_cell.html"


class CoursesView(ExplorableIndexView):
    """Pages of a programme or a stage, the courses among them with what learners see of them."""

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        courses = [page for page in context["object_list"] if isinstance(page, CoursePage)]
        put_editions_beside(courses)
        self._put_the_same_beside(courses)
        return context

    def _put_the_same_beside(self, courses):
        """Language and programme are those of the page that they stand under: their buttons ask for both."""
        above = ProgrammePage.objects.ancestor_of(self.parent_page, inclusive=True).first()
        known = Programme.objects.filter(key=above.translation_key).prefetch_related("trainers")
        programme = known.first()
        for course in courses:
            course.locale, course.programme = self.locale, programme


class CoursesViewSet(PageViewSet):
    model = CoursePage
    index_view_class = CoursesView
    parent_models = (ProgrammePage, StagePage)
    columns = [
        *ExplorableIndexView.base_columns,
        EditionColumn("edition", label=_("Edition"), width="12%", classname="wide-only"),
        LanguagesColumn(
            "edition.languages", label=_("Complete in"), width="14%", classname="wide-only"
        ),
    ]

    @cached_property
    def index_view(self):
        """A programme holds stages beside courses: all of its pages are listed."""
        return self.construct_view(self.index_view_class, **self.get_index_view_kwargs(model=Page))
