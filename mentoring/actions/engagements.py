from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from courses.filing import prepared
from lms.core.errors import RuleError
from lms.core.moves import move
from lms.core.policy import person_or_none, require
from lms.people.choices import Role
from lms.people.models import Cooperative
from mentoring.models import Agreement, Engagement, MentorAssignment
from mentoring.policy import engagements as policy
from mentoring.querysets.reach import roster

Status, Answer = Engagement.Status, MentorAssignment.Status


class NotAMentor(RuleError):
    code = "not_a_mentor"


class MentorIsMember(RuleError):
    code = "mentor_is_member"


class EngagementClosed(RuleError):
    code = "engagement_closed"


class AlreadyOpen(RuleError):
    code = "already_open"


class AlreadyAnswered(RuleError):
    code = "already_answered"


class ReasonMissing(RuleError):
    code = "reason_missing"


class ConflictOfInterest(RuleError):
    code = "conflict_of_interest"


class NobodyAccepted(RuleError):
    code = "nobody_accepted"


class SignedInTheFuture(RuleError):
    code = "signed_in_the_future"


class SignatoryUnknown(RuleError):
    code = "signatory_unknown"


@transaction.atomic
def propose_engagement(cooperative, programme, *, mentors=(), by, **plan):
    """Decide that a cooperative is to be accompanied, and ask mentors whether they will.

    The same again returns what is open; another plan for it is refused. ``plan`` holds goals, planned_sessions,
    starts_on, ends_on and readers.
    """
    require(policy.can_open_engagement, by, cooperative)
    Cooperative.objects.select_for_update().get(pk=cooperative.pk)
    known = Engagement.objects.open().filter(cooperative=cooperative, programme=programme).first()
    if known and any(getattr(known, name) != value for name, value in plan.items()):
        raise AlreadyOpen(
            _("%(cooperative)s is already accompanied in this programme."), cooperative=cooperative
        )
    engagement = known or Engagement(cooperative=cooperative, programme=programme, **plan)
    if not known:
        engagement.full_clean()
        engagement.save()
    for mentor in mentors:
        ask_mentor(engagement, mentor, by=by)
    return engagement


@transaction.atomic
def ask_mentor(engagement, mentor, *, by):
    """Ask a mentor to accompany. Asking again while she is asked or accompanies changes nothing."""
    require(policy.can_run_engagement, by, engagement)
    engagement = _locked(engagement)
    if known := engagement.assignments.open().filter(mentor=mentor).first():
        return known
    _refuse_closed(engagement)
    if Role.MENTOR not in mentor.roles:
        raise NotAMentor(_("%(person)s is not a mentor."), person=mentor)
    if policy.is_member(mentor, engagement.cooperative_id):
        raise MentorIsMember(
            _(
                "%(person)s is a member of %(cooperative)s. "
                "A mentor cannot accompany her own cooperative."
            ),
            person=mentor,
            cooperative=engagement.cooperative,
        )
    return MentorAssignment.objects.create(
        engagement=engagement, mentor=mentor, asked_by=person_or_none(by)
    )


@transaction.atomic
def take_question_back(assignment, *, by):
    """The programme does not wait for her answer any more. Twice changes nothing."""
    require(policy.can_run_engagement, by, assignment.engagement)
    _locked(assignment.engagement)
    assignment = MentorAssignment.objects.get(pk=assignment.pk)
    if assignment.status != Answer.TAKEN_BACK:
        _refuse_answered(assignment)
        move(assignment, Answer.TAKEN_BACK)
    return assignment


@transaction.atomic
def accept_assignment(assignment, *, has_conflict, by):
    """A mentor says that she will accompany, and that nothing ties her to the cooperative. Twice changes nothing."""
    require(policy.can_answer_assignment, by, assignment)
    engagement = _locked(assignment.engagement)
    assignment = MentorAssignment.objects.get(pk=assignment.pk)
    if assignment.status == Answer.ACCEPTED:
        return assignment
    _refuse_answered(assignment)
    _refuse_closed(engagement)
    if has_conflict:
        raise ConflictOfInterest(
            _("Who has an interest in a cooperative cannot accompany it. Decline, and say why.")
        )
    move(assignment, Answer.ACCEPTED, has_conflict=False, answered_at=timezone.now())
    if engagement.status == Status.PROPOSED:
        move(engagement, Status.ACCEPTED)
    return assignment


@transaction.atomic
def decline_assignment(assignment, reason, *, has_conflict=False, by):
    """A mentor says that she will not, and why. The engagement goes on looking. Twice changes nothing."""
    require(policy.can_answer_assignment, by, assignment)
    _locked(assignment.engagement)
    assignment = MentorAssignment.objects.get(pk=assignment.pk)
    if assignment.status == Answer.DECLINED:
        return assignment
    _refuse_answered(assignment)
    if not reason.strip():
        raise ReasonMissing(_("Say why, so that the programme can ask somebody who fits."))
    facts = {"reason": reason, "has_conflict": has_conflict, "answered_at": timezone.now()}
    move(assignment, Answer.DECLINED, **facts)
    return assignment


@transaction.atomic
def release_mentor(assignment, *, by):
    """A mentor accompanies no longer; what she recorded stays hers. Without any, the engagement looks for one again."""
    require(policy.can_run_engagement, by, assignment.engagement)
    engagement = _locked(assignment.engagement)
    assignment = MentorAssignment.objects.get(pk=assignment.pk)
    if assignment.status == Answer.ENDED:
        return assignment
    move(assignment, Answer.ENDED, ended_on=timezone.localdate())
    left = engagement.assignments.accepted().exists()
    if not left and engagement.status == Status.ACCEPTED:
        move(engagement, Status.PROPOSED)
    return assignment


@transaction.atomic
def sign_agreement(engagement, *, signed_by, signed_on, file=None, by):
    """Write down that the cooperative has signed, by whom and when. With it the work begins.

    A paper may be put on file later; signing again keeps the first signature and adds the paper. Raises RuleError
    where nobody accompanies yet, the day is to come, or who signed is no member.
    """
    require(policy.can_record_agreement, by, engagement)
    fit = prepared(*file) if file else None
    engagement = _locked(engagement)
    agreement = Agreement.objects.filter(engagement=engagement).first()
    if agreement is None:
        _refuse_signing(engagement, signed_by, signed_on)
        agreement = Agreement(
            engagement=engagement,
            signed_by=signed_by,
            signed_on=signed_on,
            recorded_by=person_or_none(by),
        )
    if fit and not agreement.file:
        agreement.file_name, agreement.content_type = fit.name, fit.content_type
        agreement.size = fit.content.size
        fit.content.seek(0)
        agreement.file.save(f"{engagement.pk}.{fit.extension}", fit.content, save=False)
    agreement.save()
    if engagement.status == Status.ACCEPTED:
        move(engagement, Status.ACTIVE)
    return agreement


@transaction.atomic
def pause_engagement(engagement, reason, *, by):
    """No sessions for a while, and why. Pausing twice changes nothing."""
    require(policy.can_run_engagement, by, engagement)
    engagement = _locked(engagement)
    if engagement.status == Status.PAUSED:
        return engagement
    if not reason.strip():
        raise ReasonMissing(_("Say why it is paused."))
    move(engagement, Status.PAUSED, paused_because=reason)
    return engagement


@transaction.atomic
def resume_engagement(engagement, *, by):
    """Go on after a pause. Twice changes nothing."""
    require(policy.can_run_engagement, by, engagement)
    engagement = _locked(engagement)
    if engagement.status != Status.ACTIVE:
        move(engagement, Status.ACTIVE, paused_because="")
    return engagement


@transaction.atomic
def close_engagement(engagement, ending, *, words="", by):
    """No more sessions after this, and how it ended; what was recorded stays. Closing twice changes nothing.

    Nobody is asked any more; who accompanied goes on reading what she recorded.
    """
    require(policy.can_run_engagement, by, engagement)
    engagement = _locked(engagement)
    if engagement.is_closed:
        return engagement
    today = timezone.localdate()
    move(engagement, Status.CLOSED, ending=ending, ending_words=words, closed_on=today)
    for assignment in engagement.assignments.asked():
        move(assignment, Answer.TAKEN_BACK)
    return engagement


def _locked(engagement):
    return (
        Engagement.objects.select_for_update(of=("self",))
        .select_related("cooperative")
        .get(pk=engagement.pk)
    )


def _refuse_closed(engagement):
    if engagement.is_closed:
        raise EngagementClosed(_("This engagement is closed. Propose a new one."))


def _refuse_answered(assignment):
    if assignment.status != Answer.ASKED:
        raise AlreadyAnswered(_("This question is answered already, or was taken back."))


def _refuse_signing(engagement, signed_by, signed_on):
    if not engagement.assignments.accepted().exists():
        raise NobodyAccepted(_("No mentor has accepted yet."))
    if signed_on > timezone.localdate():
        raise SignedInTheFuture(
            _("%(day)s is still to come."), day=date_format(signed_on, "DATE_FORMAT")
        )
    if not roster(engagement.cooperative, signed_on).filter(pk=signed_by.pk).exists():
        raise SignatoryUnknown(
            _("%(person)s was not a member of %(cooperative)s on that day."),
            person=signed_by.person,
            cooperative=engagement.cooperative,
        )
