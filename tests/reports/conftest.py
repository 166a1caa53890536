import pytest

from tests.factories.people import people_around


@pytest.fixture
def people(db):
    return people_around()
