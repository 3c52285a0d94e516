app_name = "teach"
urlpatterns = []
