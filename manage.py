#!/usr/bin/env python
"""Rapport's command line: every command finds its database and broker by itself."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "agency.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    from agency.embedded import EngineError

    try:
        execute_from_command_line(sys.argv)
    except (EngineError, ImproperlyConfigured) as error:
        sys.exit(f"Rapport cannot start: {error}")


if __name__ == "__main__":
    main()
