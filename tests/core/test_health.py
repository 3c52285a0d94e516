from datetime import timedelta

import pytest
from django.utils import timezone

from lms.core import jobs
from lms.core.models import Job


def test_a_process_that_lives_says_so(client):
    assert client.get("/livez").content == b"ok"


@pytest.mark.django_db
def test_a_site_that_can_work_is_ready(client):
    assert client.get("/readyz").json() == {"cache": True, "queue": True}


@pytest.mark.django_db
def test_a_site_whose_work_lies_undone_is_not_ready(client):
    jobs.promise("test.note")
    Job.objects.update(run_after=timezone.now() - timedelta(hours=1))

    response = client.get("/readyz")

    assert response.status_code == 503
    assert response.json()["queue"] is False
