from django.urls import path

from mentoring.views import feeds

urlpatterns = [
    path("calendars/", feeds.feeds, name="feeds"),
    path("calendars/make/", feeds.make_feed, name="make_feed"),
    path("calendars/<int:feed_id>/withdraw/", feeds.withdraw_feed, name="withdraw_feed"),
    # The address that a phone keeps: it opens without signing in, for whoever has it.
    path("calendar/<slug:secret>.ics", feeds.calendar, name="calendar"),
]
