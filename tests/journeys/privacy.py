"""Where words would be found that somebody else wrote for few eyes only."""

import io
import re
from html import unescape

from django.core import mail
from django.urls import reverse
from openpyxl import load_workbook

from lms.core import jobs
from lms.core.models import Job
from lms.notices import sms
from lms.notices.models import Delivery, Notice

MOST_PAGES = 300
OUT = re.compile(r"sign-out|/static/|/media/")


def do_what_was_promised():
    """As the worker does: all jobs, then everything that waits to be sent, whatever the hour."""
    while unfinished := Job.objects.unfinished():
        for job in unfinished:
            jobs.run(job.pk)
        Delivery.objects.filter(status=Delivery.Status.WAITING).update(
            not_before="2020-01-01T00:00Z"
        )
    jobs.run(jobs.promise("notices.deliver").pk)


def told_outside(caplog):
    """Everything that notices, e-mails, SMS, logs and the list of jobs say."""
    notices = [f"{notice.title} {notice.text} {notice.params}" for notice in Notice.objects.all()]
    mails = [f"{one.subject} {one.body}" for one in mail.outbox]
    promised = [str(job.arguments) for job in Job.objects.all()]
    return {
        "notices": "\n".join(notices),
        "e-mails": "\n".join(mails),
        "SMS": str(sms.outbox),
        "log": caplog.text,
        "jobs": "\n".join(promised),
    }


def exports(trainer, cohort):
    """The files that a trainer takes along: gradebook and progress."""
    found = {}
    for name in ("teach:gradebook_file", "teach:progress_file"):
        for kind in ("csv", "xlsx"):
            answer = trainer.get(reverse(name, args=[cohort.pk, kind]))
            assert answer.status_code == 200
            found[f"{name} {kind}"] = READ[kind](b"".join(answer))
    return found


def _cells(content):
    book = load_workbook(io.BytesIO(content))
    return "\n".join(str(row) for sheet in book for row in sheet.iter_rows(values_only=True))


READ = {"csv": bytes.decode, "xlsx": _cells}


def pages_of(browser, start):
    """Every page that links lead to from here, as text by address."""
    found, ahead = {}, [start]
    while ahead and len(found) < MOST_PAGES:
        address = ahead.pop(0)
        if address in found or OUT.search(address):
            continue
        answer = browser.get(address, follow=True)
        assert answer.status_code < 500, address
        found[address] = ""
        if "html" in answer.headers["Content-Type"]:
            found[address] = unescape(answer.content.decode())
            links = re.findall(r'href="(/en/[^"#]*)', found[address])
            ahead += [unescape(link) for link in links]
    return found


def found_in(texts, private):
    """Pairs of place and private words that stand in it."""
    return {(where, words) for where, text in texts.items() for words in private if words in text}
