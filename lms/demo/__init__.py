"""The demonstration: two sample curricula and the people who learn, mentor and certify with them.

Stands on top of everything and is known by nothing. ``manage.py demo`` loads and starts it.
"""
