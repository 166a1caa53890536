import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import include, path

from agency.views import errors


def forbid(request):
    raise PermissionDenied


def breakdown(request):
    raise ZeroDivisionError


handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error
urlpatterns = [path("forbid/", forbid), path("break/", breakdown), path("", include("agency.urls"))]


@pytest.fixture
def house(settings):
    settings.ROOT_URLCONF = __name__
    return Client(raise_request_exception=False)


def says(response, status, *texts):
    html = response.content.decode()
    assert response.status_code == status
    assert [text for text in texts if text not in html] == []
    assert "!" not in html.split("<main", 1)[1].split("</main>")[0]


@pytest.mark.django_db
def test_missing_page_says_why_and_leads_back(client):
    says(client.get("/no/such/page/"), 404, "Nothing here", 'href="/"')


@pytest.mark.django_db
def test_missing_right_says_who_to_ask(house, django_user_model):
    house.force_login(django_user_model.objects.create_user("a@example.org", name="Ann"))

    says(house.get("/forbid/"), 403, "Not for this role", "Ask the project’s manager")


@pytest.mark.django_db
def test_form_from_elsewhere_is_refused_with_what_to_do(django_user_model):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(django_user_model.objects.create_user("a@example.org", name="Ann"))

    says(strict.post("/notifications/read/"), 403, "This page was open too long", "load the page again")


def test_breakdown_page_needs_no_database_and_no_context(rf):
    """A query would be an error here: the test has no database."""
    says(errors.server_error(rf.get("/break/")), 500, "Something broke on our side", "What was saved before is safe")


@pytest.mark.django_db
def test_breakdown_is_answered_in_words(house, django_user_model, caplog):
    house.force_login(django_user_model.objects.create_user("a@example.org", name="Ann"))

    says(house.get("/break/"), 500, "Something broke on our side")
    assert "Internal Server Error" in caplog.text


@pytest.mark.django_db
def test_too_many_tries_is_calm(rf):
    request = rf.get("/accounts/login/")
    request.user = AnonymousUser()
    request.session = {}

    says(errors.too_many(request), 429, "Too many tries in a row", "Nothing was lost")
