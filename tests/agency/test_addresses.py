from django.urls import reverse

from agency.addresses import address


def test_address_of_a_row_is_the_one_django_works_out():
    for pk in (1, 42, 10**9):
        assert address("content:post-plan", pk) == reverse("content:post-plan", args=[pk])
