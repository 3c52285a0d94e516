"""Sentences about question banks."""

from django.db import models


class QuestionBankQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of the programmes that one teaches."""
        if user.is_administrator:
            return self
        return self.filter(programme__trainers=user)


class BankQuestionQuerySet(models.QuerySet):
    def visible_to(self, user):
        if user.is_administrator:
            return self
        return self.filter(bank__programme__trainers=user)

    def in_banks(self, banks):
        """The published ones of some banks, with their tags, in a lasting order."""
        return (
            self.filter(bank__in=banks, live=True)
            .select_related("locale")
            .prefetch_related("tagged_items__tag")
            .order_by("pk")
        )
