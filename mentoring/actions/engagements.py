from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from courses.filing import prepared
from lms.core.errors import ReasonMissing, RuleError
from lms.core.moves import move
from lms.core.policy import SYSTEM, person_or_none, require
from lms.notices.actions import notify
from lms.people.choices import Role
from lms.people.models import Cooperative, Person
from mentoring.models import Agreement, Engagement, MentorAssignment, MentorProfile
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


class ConflictOfInterest(RuleError):
    code = "conflict_of_interest"


class NobodyAccepted(RuleError):
    code = "nobody_accepted"


class AtHerMost(RuleError):
    code = "at_her_most"


class ConflictDeclared(RuleError):
    code = "conflict_declared"


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
    # In one order everywhere: two who ask the same mentors at once do not wait for each other for ever.
    for mentor in sorted(mentors, key=lambda mentor: mentor.pk):
        ask_mentor(engagement, mentor, by=by)
    return engagement


@transaction.atomic
def ask_mentor(engagement, mentor, *, by):
    """Ask a mentor to accompany. Asking again while she is asked or accompanies changes nothing.

    Raises RuleError where she is no mentor, is tied to the cooperative, or can take no more.
    """
    require(policy.can_run_engagement, by, engagement)
    engagement = _locked(engagement)
    if known := engagement.assignments.open().filter(mentor=mentor).first():
        return known
    _refuse_closed(engagement)
    if Role.MENTOR not in mentor.roles:
        raise NotAMentor(_("%(person)s is not a mentor."), person=mentor)
    _refuse_tied(mentor, engagement)
    _refuse_beyond_her_most(mentor, MentorAssignment.objects.burdening(mentor))
    assignment = MentorAssignment.objects.create(
        engagement=engagement, mentor=mentor, asked_by=person_or_none(by)
    )
    _tell(assignment, [mentor], "mentoring.mentor_asked", to="answer/")
    return assignment


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
    others = MentorAssignment.objects.burdening(assignment.mentor).exclude(pk=assignment.pk)
    _refuse_beyond_her_most(assignment.mentor, others.accepted())
    move(assignment, Answer.ACCEPTED, has_conflict=False, answered_at=timezone.now())
    _tell_who_asked(assignment, "mentoring.mentor_accepted")
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
    _tell_who_asked(assignment, "mentoring.mentor_declined")
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
def change_plan(engagement, *, by, **plan):
    """Agree on other goals, another number of sessions, a later end or other readers. The same again changes nothing.

    What was agreed before stays in the history, which both sides read.
    """
    require(policy.can_run_engagement, by, engagement)
    engagement = _locked(engagement)
    if all(getattr(engagement, name) == value for name, value in plan.items()):
        return engagement
    _refuse_closed(engagement)
    for name, value in plan.items():
        setattr(engagement, name, value)
    engagement.full_clean()
    engagement.save()
    return engagement


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


def _refuse_tied(mentor, engagement):
    """Never a member, nor who has said herself that she has an interest in the cooperative."""
    cooperative = engagement.cooperative
    if policy.is_member(mentor, cooperative.pk):
        raise MentorIsMember(
            _(
                "%(person)s is a member of %(cooperative)s. "
                "A mentor cannot accompany her own cooperative."
            ),
            person=mentor,
            cooperative=cooperative,
        )
    if MentorAssignment.objects.with_conflict(cooperative).filter(mentor=mentor).exists():
        raise ConflictDeclared(
            _("%(person)s has said that she has an interest in %(cooperative)s."),
            person=mentor,
            cooperative=cooperative,
        )


def _refuse_beyond_her_most(mentor, burden):
    """Counted while her row is locked: two who ask her at the same moment are counted one after the other."""
    Person.objects.select_for_update(no_key=True).get(pk=mentor.pk)
    profile = MentorProfile.objects.filter(person=mentor).first() or MentorProfile()
    if burden.count() >= profile.most_cooperatives:
        raise AtHerMost(
            _("%(person)s can take no more cooperatives. Her most is %(most)s."),
            person=mentor,
            most=profile.most_cooperatives,
        )


def _tell(assignment, people, kind, *, to="", **params):
    notify(
        people,
        kind,
        subject=str(assignment.pk),
        params={"cooperative": str(assignment.engagement.cooperative), **params},
        path=f"mentoring/engagements/{assignment.engagement_id}/{to}",
        by=SYSTEM,
    )


def _tell_who_asked(assignment, kind):
    """Her reason is read on the page, never in a message."""
    asked_by = [assignment.asked_by] if assignment.asked_by else []
    _tell(assignment, asked_by, kind, mentor=str(assignment.mentor))


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
