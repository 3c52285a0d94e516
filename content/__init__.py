"""The wording: pages and blocks in Wagtail, the public site, and the release that prints a course as an edition.

The only app that knows Wagtail pages. Learners never read a page: they read the editions that ``actions.release``
prints into ``courses``. ``manuscript`` reads what is published, ``printing`` makes it clean HTML and plain values,
``checks`` says what is missing. Who may write where follows from the programme's trainers (``actions.groups``).
"""
