"""Builds the demo agency, once."""

from django.conf import settings
from django.db import transaction

from agency.models import User
from reports.demo.answering import build_answers
from reports.demo.asking import ask_clients
from reports.demo.calendar import Clock
from reports.demo.cast import HEAD
from reports.demo.margin import build_margins
from reports.demo.network import plant, tokens_for
from reports.demo.people import build_people
from reports.demo.plans import build_plans
from reports.demo.posts import build_metrics, build_posts, mark_published
from reports.demo.projects import build_channels, build_projects
from reports.demo.stopped import build_stopped
from reports.demo.stuck import build_stuck
from reports.demo.tables import build_tables
from reports.demo.taking_part import build_ideas, build_results
from reports.demo.talk import build_cases, build_mentions, comments_for, remote_comments
from reports.demo.trouble import build_trouble
from reports.demo.writing import build_writing


def is_built() -> bool:
    return User.objects.filter(email=HEAD.email).exists()


@transaction.atomic
def build(*, clock: Clock | None = None, comments_a_post: int = 18) -> None:
    """Everything or nothing: the playground lives in the same database, so its pages are of the same transaction."""
    clock = clock or Clock()
    house = build_projects(build_people(), clock)
    tokens = tokens_for(house)
    build_channels(house, tokens, settings.BASE_URL, clock)
    build_posts(house, clock)
    comments = comments_for(house, clock, comments_a_post)
    told = plant(house, tokens, comments, settings.BASE_URL, clock)
    past = mark_published(told, clock)
    build_metrics(past, clock)
    build_mentions(house, told, comments, past, clock)
    build_results(house, remote_comments(told, comments), past, clock)
    build_plans(house, clock)
    build_ideas(house)
    build_cases(house, clock)
    ask_clients(house)
    build_answers(house)
    build_margins(house)
    build_writing(house, clock)
    build_trouble(house, past)
    build_stopped(house, clock)
    build_stuck(house, clock)
    build_tables(house, clock)
