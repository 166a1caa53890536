import pytest

from tests.factories.people import people_around


@pytest.fixture
def people(db):
    """Everybody around one project."""
    return people_around()
