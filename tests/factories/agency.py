import factory

from agency.models import User
from agency.permissions import Role


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User
        django_get_or_create = ("email",)
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@example.org")
    name = factory.Sequence(lambda n: f"Person Number{n}")
    role = Role.STAFF
    password = factory.django.Password("correct horse battery")


class HeadFactory(UserFactory):
    role = Role.HEAD


class OutsideUserFactory(UserFactory):
    """A person of a client: no role in the agency."""

    role = ""
