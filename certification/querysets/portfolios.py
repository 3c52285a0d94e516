from django.apps import apps
from django.db import models
from django.db.models import Q


class PortfolioQuerySet(models.QuerySet):
    def handed_in(self):
        """All but the one that is still being put together."""
        return self.exclude(status="draft")

    def that_may_count(self):
        """Judged, or still to be judged; nobody judges what waits in a file that was closed."""
        live = self.model._meta.get_field("candidacy").related_model.UNDER_WAY
        return self.filter(
            Q(status__in=self.model.JUDGED) | Q(status="waiting", candidacy__status__in=live)
        )

    def waiting(self):
        """For somebody to judge them."""
        return self.filter(status="waiting")

    def visible_to(self, user):
        """One's own; handed in, those of the files one reads and of those one may judge."""
        files = apps.get_model("certification", "Candidacy").objects
        read, judged = files.visible_to(user), files.to_observe_by(user)
        theirs = Q(candidacy__in=read.values("pk")) | Q(candidacy__in=judged.values("pk"))
        return self.filter(Q(person=user) | theirs & ~Q(status="draft"))


class PortfolioFileQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own, and those in the portfolios one reads."""
        portfolios = apps.get_model("certification", "Portfolio").objects.visible_to(user)
        held = self.model.portfolios.through.objects.filter(portfolio__in=portfolios.values("pk"))
        return self.filter(Q(person=user) | Q(pk__in=held.values("portfoliofile")))
