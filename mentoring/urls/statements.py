from django.urls import path

from mentoring.views import statements

urlpatterns = [
    path("statement/", statements.statement, name="statement"),
    path("statement/pdf/", statements.statement_pdf, name="statement_pdf"),
    path("statement/xlsx/", statements.statement_xlsx, name="statement_xlsx"),
]
