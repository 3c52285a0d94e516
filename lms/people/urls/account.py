from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from django.urls import path

from lms.people.views import account as own

urlpatterns = [
    path("home/", own.home, name="home"),
    path("me/", own.me, name="me"),
    path("sign-in/card/", own.sign_in_with_card, name="sign_in_with_card"),
    path("sign-in/", account.login, name="account_login"),
    path("sign-out/", account.logout, name="account_logout"),
    path("me/confirm/", account.reauthenticate, name="account_reauthenticate"),
    path("me/password/", account.password_change, name="account_change_password"),
    path("me/second-factor/", mfa.index, name="mfa_index"),
    path("sign-in/second-factor/", mfa.authenticate, name="mfa_authenticate"),
    path("me/second-factor/confirm/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("me/second-factor/app/", totp.activate_totp, name="mfa_activate_totp"),
    path("me/second-factor/app/off/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("me/recovery-codes/", recovery_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "me/recovery-codes/new/",
        recovery_codes.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path(
        "me/recovery-codes/file/",
        recovery_codes.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
]
