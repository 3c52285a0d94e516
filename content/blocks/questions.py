"""Questions as a trainer writes them: a block for each kind, named as in ``courses.choices.QuestionKind``.

Right answers and marks are taken from the source language; the texts that are accepted from all languages together.
"""

from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from courses.choices import UploadKind

from .lists import at_least
from .media import ReadingBlock, WithReadingBlock

FROM_FRENCH = _("Taken from the French page.")
ONE_A_LINE = _(
    "Write each on a line of its own. Capitals, accents and vowel signs make no difference. Those of all "
    "languages are accepted."
)


class AskedBlock(blocks.StructBlock):
    """A question, with a reading of it."""

    text = blocks.TextBlock(label=_("Question"), rows=2)
    reading = ReadingBlock(_("Reading of the question"))
    LAST = ()

    def get_form_layout(self):
        apart = [name for name in ("hint", "reading") if name in self.child_blocks]
        placed = {"text", *apart, *self.LAST}
        own = [name for name in self.child_blocks if name not in placed]
        return blocks.BlockGroup(["text", *own, *self.LAST], settings=apart)


class QuestionBlock(AskedBlock):
    """A question that earns marks."""

    hint = blocks.TextBlock(
        label=_("Hint"),
        required=False,
        default="",
        rows=2,
        help_text=_("Learners can look at it before they answer."),
    )

    feedback = blocks.TextBlock(
        label=_("Feedback"),
        required=False,
        default="",
        rows=2,
        help_text=_("Shown after the answer: why it is so. It helps whoever was wrong."),
    )
    marks = blocks.IntegerBlock(
        label=_("Marks"), min_value=1, max_value=20, default=1, help_text=FROM_FRENCH
    )

    LAST = ("feedback", "marks")


class OptionBlock(WithReadingBlock):
    text = blocks.CharBlock(label=_("Answer"), max_length=250)
    correct = blocks.BooleanBlock(label=_("This is right"), required=False)
    reading = ReadingBlock(_("Reading of the answer"))

    class Meta:
        label = _("Answer")
        form_classname = "struct-block option"


class ChoiceBlock(QuestionBlock):
    options = at_least(
        2,
        OptionBlock(),
        label=_("Answers"),
        max_num=8,
        help_text=_(
            "Learners see them in an order that changes. Which are right is taken from the French page."
        ),
    )


class TrueFalseBlock(QuestionBlock):
    text = blocks.TextBlock(label=_("Sentence"), rows=2)
    correct = blocks.BooleanBlock(
        label=_("The sentence is true"), required=False, help_text=FROM_FRENCH
    )


class PictureOptionBlock(WithReadingBlock):
    image = ImageChooserBlock(label=_("Image"))
    description = blocks.CharBlock(
        label=_("Description"),
        max_length=250,
        help_text=_("What the image shows, for those who cannot see it."),
    )
    correct = blocks.BooleanBlock(label=_("This is right"), required=False)
    reading = ReadingBlock(_("Reading of the answer"))

    class Meta:
        label = _("Picture")
        form_classname = "struct-block option"


class PictureBlock(QuestionBlock):
    options = at_least(
        2,
        PictureOptionBlock(),
        label=_("Pictures"),
        max_num=6,
        help_text=_("Mark the one that is right. Which it is is taken from the French page."),
    )


class NumberBlock(QuestionBlock):
    value = blocks.DecimalBlock(label=_("Right number"), help_text=FROM_FRENCH)
    tolerance = blocks.DecimalBlock(
        label=_("Tolerance"),
        default=0,
        min_value=0,
        help_text=_("How far off still counts as right. 0 means exactly this number."),
    )
    unit = blocks.CharBlock(
        label=_("Unit"),
        required=False,
        default="",
        max_length=30,
        help_text=_("For example MAD or kg."),
    )


class ShortBlock(QuestionBlock):
    accepted = blocks.TextBlock(label=_("Accepted answers"), rows=3, help_text=ONE_A_LINE)


class PairBlock(blocks.StructBlock):
    text = blocks.CharBlock(label=_("This"), max_length=150)
    target = blocks.CharBlock(label=_("goes with this"), max_length=150)
    reading = ReadingBlock(_("Reading of the first"))
    target_reading = ReadingBlock(_("Reading of the second"))

    class Meta:
        label = _("Pair")
        form_classname = "struct-block pair"
        form_layout = blocks.BlockGroup(["text", "target"], settings=["reading", "target_reading"])


class MatchingBlock(QuestionBlock):
    pairs = at_least(
        2,
        PairBlock(),
        label=_("Pairs"),
        max_num=8,
        help_text=_("Learners see the second halves in an order that changes."),
    )
    others = blocks.ListBlock(
        blocks.CharBlock(label=_("Wrong choice"), max_length=150),
        label=_("Choices that go with nothing"),
        default=[],
        required=False,
        max_num=4,
        help_text=_("Not needed. They make guessing harder."),
    )


class ItemBlock(WithReadingBlock):
    text = blocks.CharBlock(label=_("Step"), max_length=250)
    reading = ReadingBlock(_("Reading of the step"))


class OrderingBlock(QuestionBlock):
    items = at_least(
        2,
        ItemBlock(),
        label=_("In the right order"),
        max_num=8,
        help_text=_("Write the first one first. Learners see them mixed."),
    )


class GapBlock(blocks.StructBlock):
    accepted = blocks.TextBlock(
        label=_("Right answers"),
        rows=2,
        help_text=_("One a line. With wrong choices below, only the first is shown."),
    )
    wrong = blocks.TextBlock(
        label=_("Wrong choices"),
        required=False,
        default="",
        rows=2,
        help_text=_("One a line: learners choose from a list. Left empty, they type the word."),
    )

    class Meta:
        label = _("Gap")
        form_classname = "struct-block gap"


class GapsBlock(QuestionBlock):
    sentence = blocks.TextBlock(
        label=_("Text with gaps"),
        rows=3,
        help_text=_(
            "Write [1] where the first gap of the list below belongs, [2] for the second. For example: "
            "Each [1] has one [2]. In a translation they may stand in another order."
        ),
    )
    gaps = blocks.ListBlock(GapBlock(), label=_("Gaps"), min_num=1, max_num=10)


class OpenBlock(QuestionBlock):
    model = blocks.TextBlock(
        label=_("Model answer"),
        required=False,
        default="",
        rows=3,
        help_text=_("For whoever marks it: what a good answer holds. Learners do not see it."),
    )


class UploadBlock(QuestionBlock):
    accepts = blocks.MultipleChoiceBlock(
        label=_("What to hand in"),
        choices=[(kind.value, kind.label) for kind in (UploadKind.PHOTO, UploadKind.VOICE)],
        default=[UploadKind.PHOTO.value],
        widget=CheckboxSelectMultiple,
        help_text=_("With both, the learner chooses. A person marks it."),
    )


def questions(group=""):
    """The kinds of questions of quizzes and banks; lessons have them as quick checks."""
    return [
        ("single", ChoiceBlock(label=_("One right answer"), icon="radio-full", group=group)),
        ("several", ChoiceBlock(label=_("Several right answers"), icon="tasks", group=group)),
        ("truefalse", TrueFalseBlock(label=_("True or false"), icon="check", group=group)),
        ("picture", PictureBlock(label=_("Choice of pictures"), icon="image", group=group)),
        ("number", NumberBlock(label=_("A number"), icon="order", group=group)),
        ("short", ShortBlock(label=_("A short text"), icon="pilcrow", group=group)),
        ("matching", MatchingBlock(label=_("Pairs"), icon="resubmit", group=group)),
        ("ordering", OrderingBlock(label=_("An order"), icon="list-ol", group=group)),
        ("gaps", GapsBlock(label=_("Gaps in a text"), icon="form", group=group)),
    ]


def questions_for_a_person():
    """Those that only a person can mark: in quizzes and banks, not in lessons."""
    return [
        ("open", OpenBlock(label=_("An open answer"), icon="edit")),
        ("upload", UploadBlock(label=_("A photo or a recording"), icon="upload")),
    ]
