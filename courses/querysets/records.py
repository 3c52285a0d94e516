from django.db import models


class OwnQuerySet(models.QuerySet):
    """What a learner keeps for herself. There is no ``visible_to``: nobody else has a way to it."""

    def of(self, learner):
        """Hers, in courses she was not withdrawn from, with the course."""
        return (
            self.filter(enrolment__learner=learner)
            .exclude(enrolment__status="withdrawn")
            .select_related("enrolment__cohort__edition")
        )
