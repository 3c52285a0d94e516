"""Admin screens of question banks: a trainer has those of her programmes there, and no others."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, ObjectList
from wagtail.admin.ui.tables import Column, LiveStatusTagColumn, LocaleColumn
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.snippets.views.chooser import (
    ChooseResultsView,
    ChooseView,
    SnippetChooserViewSet,
)
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet, SnippetViewSetGroup

from courses.models import Programme

from . import policy
from .models import BankQuestion, QuestionBank


class KeepersPolicy(ModelPermissionPolicy):
    """Who may do something to rows of a kind, and to which of them."""

    def user_has_permission_for_instance(self, user, action, instance):
        return self.user_has_permission(user, action) and policy.can_keep(user, instance)

    def instances_user_has_any_permission_for(self, user, actions):
        rows = super().instances_user_has_any_permission_for(user, actions)
        return rows.visible_to(user)


class OwnRows:
    def get_object_list(self):
        return super().get_object_list().visible_to(self.request.user)


class ChooseOwnView(OwnRows, ChooseView):
    pass


class ChooseOwnResultsView(OwnRows, ChooseResultsView):
    pass


class OwnChooserViewSet(SnippetChooserViewSet):
    choose_view_class = ChooseOwnView
    choose_results_view_class = ChooseOwnResultsView


class OneByOneIndexView(IndexView):
    """Without boxes to tick: what is done to many at once asks nobody whose they are."""

    @property
    def columns(self):
        return [column for column in super().columns if column.name != "bulk_actions"]


class BanksView(OneByOneIndexView):
    add_item_label = _("Add a bank")


class BankQuestionsView(OneByOneIndexView):
    add_item_label = _("Add a question")


class KeptViewSet(SnippetViewSet):
    """Lists one's own. Every other address is asked for by ``middleware.KeepersOnly``."""

    chooser_viewset_class = OwnChooserViewSet
    copy_view_enabled = False
    list_per_page = 25

    @property
    def permission_policy(self):
        return KeepersPolicy(self.model)

    def get_queryset(self, request):
        return self.model.objects.visible_to(request.user)


class BankForm(WagtailAdminModelForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        programmes = Programme.objects.all()
        if not self.for_user.is_administrator:
            programmes = programmes.filter(trainers=self.for_user)
        self.fields["programme"].queryset = programmes


class BankQuestionForm(WagtailAdminModelForm):
    """In a translation there are only the words."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.instance.is_source:
            for name in self.instance.SAME_IN_ALL_LANGUAGES:
                self.fields.pop(name, None)
        elif "bank" in self.fields:
            self.fields["bank"].queryset = QuestionBank.objects.visible_to(self.for_user)


class QuestionBankViewSet(KeptViewSet):
    model = QuestionBank
    index_view_class = BanksView
    icon = "folder-inverse"
    menu_label = _("Banks")
    list_display = ["title", "programme"]
    search_fields = ["title"]
    edit_handler = ObjectList(
        [
            FieldPanel("title"),
            FieldPanel("programme", widget=forms.Select),
            HelpPanel(template="content/banks/help.html"),
        ],
        base_form_class=BankForm,
    )


class BankQuestionViewSet(KeptViewSet):
    model = BankQuestion
    index_view_class = BankQuestionsView
    icon = "form"
    menu_label = _("Questions")
    list_display = [
        "name",
        Column("bank", label=_("Bank"), sort_key="bank", classname="wide-only"),
        Column(
            "get_difficulty_display",
            label=_("Difficulty"),
            sort_key="difficulty",
            classname="wide-only",
        ),
        LocaleColumn(label=_("Language")),
        LiveStatusTagColumn(),
    ]
    list_filter = ["difficulty"]
    search_fields = ["name"]
    edit_handler = ObjectList(
        [
            FieldPanel("question"),
            FieldRowPanel([FieldPanel("bank", widget=forms.Select), FieldPanel("difficulty")]),
            FieldPanel("tags"),
        ],
        base_form_class=BankQuestionForm,
    )


class BanksGroup(SnippetViewSetGroup):
    items = [QuestionBankViewSet, BankQuestionViewSet]
    menu_label = _("Question banks")
    menu_name = "banks"
    menu_icon = "folder-inverse"
    menu_order = 250
