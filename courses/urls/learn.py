app_name = "learn"
urlpatterns = []
