"""Calendars and tables for tests."""

from icalendar import Calendar

from content.services import feeds


def address_of(**said):
    """The path of a fresh calendar: ``address_of(by=user, project=…)``."""
    _, address = feeds.make(**said)
    return "/feeds/" + address.rpartition("/feeds/")[2]


def events_at(browser, path):
    """The events a calendar program would read there."""
    answer = browser.get(path)
    assert answer.status_code == 200
    return Calendar.from_ical(answer.content).walk("VEVENT")
