from allauth.account.internal.flows.login import record_authentication
from django.test import Client, RequestFactory


def signed_in(person, client=None):
    """A client in which the person has signed in, with a second factor where her role needs one."""
    client = client or Client(headers={"accept-language": "en"})
    client.force_login(person)
    if person.needs_second_factor:
        request = RequestFactory().get("/")
        request.session = client.session
        record_authentication(request, person, method="mfa")
        request.session.save()
    return client
