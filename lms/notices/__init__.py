"""What people are told: a notice in the app, and its delivery by e-mail and SMS.

The apps above say in their ``notices`` which kinds there are and call ``actions.notify``. A notice holds names, titles
and dates only, never private words. Quiet hours and each person's choices are kept here.
"""
