"""What a learner or a marker sees of work handed in for an assignment."""

from django.db.models import Prefetch

from courses import verdicts
from courses.models import Review, Submission, Upload

NEW, DRAFT, WAITING, MARKING, REDO, ACCEPTED = (
    *("new", "draft", "waiting", "marking"),
    *("redo", "accepted"),
)


def with_reviews(submissions):
    """Together with files, reviews and who wrote them."""
    reviews = Review.objects.select_related("marker", "voice")
    uploads = Upload.objects.order_by("uploaded_at", "pk")
    return submissions.prefetch_related(
        Prefetch("reviews", queryset=reviews), Prefetch("uploads", queryset=uploads)
    )


class Work:
    """All that a learner handed in for one assignment, the latest first, and the ``state`` it is in."""

    def __init__(self, submissions, received=()):
        self.submissions, self.received = list(submissions), list(received)
        self.latest = self.submissions[0] if self.submissions else None
        self.state = self._state()

    @classmethod
    def of(cls, enrolment, activity_key):
        submissions = (
            with_reviews(enrolment.submissions.filter(activity__key=activity_key))
            .with_due_day()
            .select_related("activity", "contest__answered_by")
            .order_by("-number")
        )
        return cls(submissions, Upload.objects.not_yet_sent(enrolment, activity_key))

    @property
    def takes_more(self):
        """Whether something can be handed in now."""
        return self.state in (NEW, DRAFT, REDO)

    @property
    def number(self):
        """Which submission comes next."""
        return self.latest.number + 1 if self.latest else 1

    def _state(self):
        if any(work.status == Submission.Status.ACCEPTED for work in self.submissions):
            return ACCEPTED
        if self.latest is None:
            return DRAFT if self.received else NEW
        if self.latest.status == Submission.Status.WAITING:
            return MARKING if self.latest.reviews.all() else WAITING
        return REDO


def spoken_reviews(submission):
    """The reviews that may be read: all of them once they have settled it, none before."""
    if submission.status == Submission.Status.WAITING:
        return []
    return list(submission.reviews.all())


def differing_reviews(submission):
    """The reviews of two markers who do not agree, for whoever settles it; else none, so that nobody is led."""
    reviews = list(submission.reviews.all())
    opinions = [review.opinion for review in reviews]
    if submission.status != Submission.Status.WAITING:
        return []
    return reviews if verdicts.differ(opinions, markers=submission.activity.markers_needed) else []


def shown_levels(rubric, review):
    """Each criterion of a printed rubric with the level that a review gave; what it no longer has is left out."""
    for criterion in rubric:
        chosen = review.levels.get(criterion["id"])
        for level in criterion["levels"]:
            if level["id"] == chosen:
                yield {"criterion": criterion["title"], **level}
