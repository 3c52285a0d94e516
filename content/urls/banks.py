from django.urls import path

from content.views import banks

app_name = "banks"
urlpatterns = [
    path("<int:bank_id>/import/", banks.upload, name="upload"),
    path("<int:bank_id>/import/<slug:digest>/", banks.preview, name="preview"),
    path("<int:bank_id>/export/", banks.export, name="export"),
    path("<int:bank_id>/export/<slug:language>/<slug:format>/", banks.download, name="download"),
]
