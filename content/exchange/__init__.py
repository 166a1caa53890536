"""Posts on their way in and out of Rapport: calendars of others, tables of others.

``ical`` writes a calendar, ``columns`` is what a table of posts consists of, ``files`` and its neighbours read one,
``judging`` says what is wrong with a row, ``tables`` writes one.
"""
