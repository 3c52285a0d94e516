"""Cooperatives that were written down twice: which look alike, and how two become one and two again."""

from collections import defaultdict

from django.apps import apps
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lms.core.errors import RuleError
from lms.core.folding import fold
from lms.core.policy import require

from . import policy
from .choices import CooperativeStatus
from .models import Cooperative, CooperativeMerge


class NotTheSame(RuleError):
    code = "not_the_same"


class MergedAlready(RuleError):
    code = "merged_already"


def alike(cooperatives):
    """Groups of two and more of one country whose names are written alike, in either script, the oldest first."""
    groups = defaultdict(dict)
    for one in cooperatives.order_by("pk"):
        for name in filter(None, (one.name, one.name_arabic)):
            groups[one.country, fold(name)][one.pk] = one
    found = {tuple(group): list(group.values()) for group in groups.values() if len(group) > 1}
    return list(found.values())


def what_hangs_on(cooperative):
    """How many rows of each kind point to a cooperative: ``[(name of the kind, number)]``, without what has none."""
    counted = [
        (model._meta.verbose_name_plural, model._base_manager.filter(**{name: cooperative}).count())
        for model, name in _pointers()
    ]
    return [(name, number) for name, number in counted if number]


@transaction.atomic
def merge_cooperatives(duplicate, kept, *, by):
    """Let everything that hangs on the duplicate hang on the other one; the duplicate stays, as dissolved.

    What the other has already, such as a second membership of the same person, stays where it is and is named. Each
    row that moves writes its history. Merging twice changes nothing.
    """
    require(policy.can_merge, by, duplicate)
    require(policy.can_merge, by, kept)
    pair = Cooperative.objects.select_for_update().filter(pk__in=[duplicate.pk, kept.pk])
    rows = {one.pk: one for one in pair.order_by("pk")}
    known = CooperativeMerge.objects.filter(duplicate=duplicate, undone_at=None).first()
    if known and known.kept_id == kept.pk:
        return known
    _refuse(rows, duplicate, kept)
    duplicate, kept = rows[duplicate.pk], rows[kept.pk]
    moved, left = _move_all(duplicate, kept)
    merge = CooperativeMerge.objects.create(
        kept=kept,
        duplicate=duplicate,
        moved=moved,
        left=left,
        status_before=duplicate.status,
        merged_by=by,
    )
    _set_status(duplicate, CooperativeStatus.DISSOLVED)
    return merge


@transaction.atomic
def undo_merge(merge, *, by):
    """Put back what a merge has moved, as far as nobody has moved it on. Twice changes nothing."""
    require(policy.can_merge, by, merge.kept)
    merge = CooperativeMerge.objects.select_for_update(of=("self",)).get(pk=merge.pk)
    if merge.undone_at:
        return merge
    fields = {model._meta.label: (model, name) for model, name in _pointers()}
    for label, ids in merge.moved.items():
        model, name = fields[label]
        for row in model._base_manager.filter(pk__in=ids, **{name: merge.kept}):
            _point(row, name, merge.duplicate)
    _set_status(merge.duplicate, merge.status_before)
    merge.undone_by, merge.undone_at = by, timezone.now()
    merge.save(update_fields=["undone_by", "undone_at"])
    return merge


def _refuse(rows, duplicate, kept):
    if duplicate.pk == kept.pk or rows[duplicate.pk].country != rows[kept.pk].country:
        raise NotTheSame(_("Choose two different cooperatives of one country."))
    merged = CooperativeMerge.objects.filter(undone_at=None, duplicate__in=[duplicate, kept])
    if merged.exists():
        raise MergedAlready(_("One of these two is merged already. Undo that first."))


def _pointers():
    """Every model with a row that belongs to a cooperative, and the name of its field. Histories are no pointers."""
    return [
        (relation.related_model, relation.field.name)
        for relation in Cooperative._meta.related_objects
        if relation.related_model is not apps.get_model("people", "CooperativeMerge")
    ]


def _move_all(duplicate, kept):
    moved, left = defaultdict(list), defaultdict(list)
    for model, name in _pointers():
        for row in model._base_manager.filter(**{name: duplicate}).order_by("pk"):
            try:
                with transaction.atomic():
                    _point(row, name, kept)
            except IntegrityError:
                left[model._meta.label].append(str(row.pk))
            else:
                moved[model._meta.label].append(str(row.pk))
    return dict(moved), dict(left)


def _point(row, name, cooperative):
    setattr(row, name, cooperative)
    row.save(update_fields=[name])


def _set_status(cooperative, status):
    cooperative.status = status
    cooperative.save(update_fields=["status"])
