#!/usr/bin/env python
import os
import sys

try:
    from django.core.management import execute_from_command_line
except ModuleNotFoundError as error:
    raise SystemExit(
        f"{error.name} is not installed for this Python. Use the one of the README: "
        ".venv/bin/python manage.py …"
    ) from error

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lms.settings.development")

if __name__ == "__main__":
    execute_from_command_line(sys.argv)
