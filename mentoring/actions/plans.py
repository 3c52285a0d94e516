from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from courses.choices import UploadKind
from courses.filing import id_of_content, prepared
from lms.core.errors import ReasonMissing, RuleError
from lms.core.moves import move
from lms.core.policy import person_or_none, require
from lms.people.models import Cooperative
from mentoring.choices import Origin
from mentoring.models import ActionItem
from mentoring.policy import plans as policy
from mentoring.querysets.reach import roster


class OwnerUnknown(RuleError):
    code = "owner_unknown"


class DueInThePast(RuleError):
    code = "due_in_the_past"


class OtherCooperative(RuleError):
    code = "other_cooperative"


class ObjectiveNotOpen(RuleError):
    code = "objective_not_open"


class ActionNotOpen(RuleError):
    code = "action_not_open"


class ChangedMeanwhile(RuleError):
    code = "changed_meanwhile"


class NothingShown(RuleError):
    code = "nothing_shown"


@transaction.atomic
def add_action(cooperative, *, id, text, owner, due_on, objective=None, on=None, by):
    """Write an action into the plan, without a session. The same id again returns what is written.

    ``owner`` is a membership; ``on`` the day it was agreed, where a phone tells it late. Raises RuleError where the
    owner is no member, the day it is due is past, or the objective is another cooperative's or not open.
    """
    require(policy.can_add_action, by, cooperative, owner)
    cooperative = Cooperative.objects.select_for_update().get(pk=cooperative.pk)
    if existing := ActionItem.objects.filter(event_id=id).first():
        return existing
    agreed_on = _not_later_than_today(on)
    _refuse_stranger(cooperative, owner)
    _refuse_past(due_on, agreed_on)
    if objective:
        _refuse_other_objective(cooperative, objective)
    return ActionItem.objects.create(
        event_id=id,
        cooperative=cooperative,
        objective=objective,
        origin=Origin.PLAN,
        text=text,
        owner=owner,
        due_on=due_on,
        agreed_on=agreed_on,
    )


@transaction.atomic
def move_action(action, to, *, reason="", on=None, by):
    """Say where an action stands; who drops it says why. Saying it twice changes nothing.

    ``on`` is the day it was done, where a phone tells it late: never before it was agreed, never after today.
    """
    require(policy.can_move_action, by, action)
    action = _locked(action)
    if action.status == to:
        return action
    dropped, done = to == ActionItem.Status.DROPPED, to == ActionItem.Status.DONE
    if dropped and not reason.strip():
        raise ReasonMissing(_("Say why it is dropped."))
    move(
        action,
        to,
        dropped_because=reason if dropped else "",
        done_on=max(action.agreed_on, _not_later_than_today(on)) if done else None,
    )
    return action


def show_evidence(action, *, words="", photo=None, by):
    """Say or show what an action has brought. The same again changes nothing; what was there before is in its history.

    A photo is looked through and drawn anew before anybody is locked out.
    """
    require(policy.can_show_evidence, by, action)
    if not words.strip() and not photo:
        raise NothingShown(_("Write what shows it, or add a photo."))
    key = photo and id_of_content("evidence", action.pk, photo)
    return _keep(action, words, key, photo and prepared(UploadKind.PHOTO, photo), by)


@transaction.atomic
def hand_over_action(action, owner, *, was, by):
    """Another member does it. ``was`` is the owner that ``by`` has read: a change made meanwhile is not overwritten."""
    require(policy.can_change_action, by, action)
    action = _locked(action)
    if action.owner_id == owner.pk:
        return action
    _refuse_closed(action)
    if action.owner_id != was.pk:
        raise _changed(
            action,
            "owner",
            _("%(person)s has given it to %(now)s on %(day)s. Look again before you change it."),
            now=action.owner.person,
        )
    _refuse_stranger(action.cooperative, owner)
    return _change(action, by, owner=owner)


@transaction.atomic
def reschedule_action(action, due_on, *, was, by):
    """It is due on another day. ``was`` is the day that ``by`` has read: a change made meanwhile is not overwritten."""
    require(policy.can_change_action, by, action)
    action = _locked(action)
    if action.due_on == due_on:
        return action
    _refuse_closed(action)
    if action.due_on != was:
        raise _changed(
            action,
            "due_on",
            _(
                "%(person)s has changed the date to %(now)s, on %(day)s. "
                "Look again before you change it."
            ),
            now=date_format(action.due_on, "DATE_FORMAT"),
        )
    _refuse_past(due_on, timezone.localdate())
    return _change(action, by, due_on=due_on)


def _locked(action):
    rows = ActionItem.objects.select_for_update(of=("self",))
    return rows.select_related("cooperative", "owner__person").get(pk=action.pk)


@transaction.atomic
def _keep(action, words, key, fit, by):
    action = _locked(action)
    known = action.evidence_photo.name or ""
    changes = {"evidence": words} if words.strip() and words != action.evidence else {}
    if fit and str(key) not in known:
        fit.content.seek(0)
        action.evidence_photo.save(f"{key}.{fit.extension}", fit.content, save=False)
        changes["evidence_photo"] = action.evidence_photo
    return _change(action, by, **changes) if changes else action


def _change(action, by, **values):
    for name, value in values.items():
        setattr(action, name, value)
    action._history_user = person_or_none(by)
    action.save(update_fields=list(values))
    return action


def _changed(action, field, sentence, **places):
    """The refusal that names who changed a field last, and when."""
    now = {field: getattr(action, field)}
    before = action.history.exclude(**now).order_by("history_id").last()
    since = action.history.filter(**now, history_id__gt=before.history_id if before else 0)
    change = since.order_by("history_id").first()
    return ChangedMeanwhile(
        sentence,
        person=change.history_user or _("The programme"),
        day=date_format(timezone.localtime(change.history_date), "DATETIME_FORMAT"),
        **places,
    )


def _not_later_than_today(day):
    today = timezone.localdate()
    return min(day or today, today)


def _refuse_stranger(cooperative, owner):
    if not roster(cooperative, timezone.localdate()).filter(pk=owner.pk).exists():
        raise OwnerUnknown(
            _("%(person)s is not a member of %(cooperative)s."),
            person=owner.person,
            cooperative=cooperative,
        )


def _refuse_past(due_on, day):
    if due_on < day:
        raise DueInThePast(
            _("%(day)s is past. Choose a day to come."), day=date_format(due_on, "DATE_FORMAT")
        )


def _refuse_other_objective(cooperative, objective):
    if objective.cooperative_id != cooperative.pk:
        raise OtherCooperative(_("This objective is not one of this cooperative."))
    if not objective.is_open:
        raise ObjectiveNotOpen(_("This objective is closed. Open it again, or choose another."))


def _refuse_closed(action):
    if not action.is_open:
        raise ActionNotOpen(_("This action is done or dropped. Take it up again first."))
