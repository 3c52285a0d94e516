from django.urls import path

from certification.views import credentials, desk, files, holding, mine, register, taking

app_name = "certification"
urlpatterns = [
    path("", mine.home, name="home"),
    path("mine/", mine.mine, name="mine"),
    path("schemes/<int:pk>/apply/", mine.apply, name="apply"),
    path("desk/", desk.desk, name="desk"),
    path("schemes/<int:pk>/people/", desk.people, name="people"),
    path("schemes/<int:pk>/open/", desk.open_file, name="open_file"),
    path("files/<uuid:pk>/", files.file, name="file"),
    path("files/<uuid:pk>/name/", mine.name, name="name"),
    path("files/<uuid:pk>/submit/", mine.submit, name="submit"),
    path("files/<uuid:pk>/withdraw/", mine.withdraw, name="withdraw"),
    path("files/<uuid:pk>/decide/", files.decide, name="decide"),
    path("files/<uuid:pk>/issuing/", files.issuing, name="issuing"),
    path("files/<uuid:pk>/issue-again/", files.issue_again, name="issue_again"),
    path("files/<uuid:pk>/records/<int:position>/", files.record, name="record"),
    path("register/", register.register, name="register"),
    path("credentials/<uuid:pk>/pdf/", register.pdf, name="pdf"),
    path("credentials/<uuid:pk>/files/", taking.files, name="files"),
    path("credentials/<uuid:pk>/badge/<slug:way>/", taking.badge, name="badge"),
    path("credentials/<uuid:pk>/", credentials.credential, name="credential"),
    path("credentials/<uuid:pk>/replace/", credentials.replace, name="replace"),
    path("credentials/<uuid:pk>/propose/<str:kind>/", credentials.propose, name="propose"),
    path("credentials/<uuid:pk>/publicity/", holding.publicity, name="publicity"),
    path("credentials/<uuid:pk>/newer/", holding.newer, name="newer"),
    path("credentials/<uuid:pk>/ask/<str:kind>/", holding.ask, name="ask"),
    path("measures/<uuid:pk>/second/", credentials.second, name="second"),
    path("measures/<uuid:pk>/drop/", credentials.drop, name="drop"),
    path("requests/<uuid:pk>/answer/", credentials.answer, name="answer"),
]
