"""Addresses of accounts, all below ``/konto/``; names are those the sign-in library looks for."""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from allauth.socialaccount import views as office
from allauth.socialaccount.providers.openid_connect import views as oidc
from django.urls import include, path, re_path

from terytoria.portal.accounts import views
from terytoria.portal.accounts.views.entrance import whole, with_office, with_script

WORDS = [
    path("zmiana/", whole(account.password_change), name="account_change_password"),
    path("nadanie/", whole(account.password_set), name="account_set_password"),
    path("przypomnienie/", account.password_reset, name="account_reset_password"),
    path("przypomnienie/wyslane/", account.password_reset_done, name="account_reset_password_done"),
    path(
        "nowe/gotowe/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^nowe/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$",
        whole(account.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
]
KEYS = [
    path("", passkeys.list_webauthn, name="mfa_list_webauthn"),
    path("dodanie/", with_script(whole(passkeys.add_webauthn)), name="mfa_add_webauthn"),
    path(
        "potwierdzenie/",
        with_script(passkeys.reauthenticate_webauthn),
        name="mfa_reauthenticate_webauthn",
    ),
    path("<int:pk>/usuniecie/", whole(passkeys.remove_webauthn), name="mfa_remove_webauthn"),
    path("<int:pk>/nazwa/", passkeys.edit_webauthn, name="mfa_edit_webauthn"),
]
FACTORS = [
    path("", factors.index, name="mfa_index"),
    path("potrzebny/", views.factor_needed, name="account_factor_needed"),
    path("wejscie/", with_script(factors.authenticate), name="mfa_authenticate"),
    path("potwierdzenie/", factors.reauthenticate, name="mfa_reauthenticate"),
    path("aplikacja/wlaczenie/", whole(totp.activate_totp), name="mfa_activate_totp"),
    path("aplikacja/wylaczenie/", whole(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("klucze/", include(KEYS)),
    path("kody/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("kody/nowe/", whole(codes.generate_recovery_codes), name="mfa_generate_recovery_codes"),
    path("kody/plik/", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
]
OFFICE = [
    path("przerwane/", office.login_cancelled, name="socialaccount_login_cancelled"),
    path("blad/", office.login_error, name="socialaccount_login_error"),
    path("brak-konta/", office.signup, name="socialaccount_signup"),
    path("", office.connections, name="socialaccount_connections"),
    path("<str:provider_id>/", with_office(oidc.login), name="openid_connect_login"),
    path("<str:provider_id>/powrot/", oidc.callback, name="openid_connect_callback"),
]
urlpatterns = [
    path("", views.home, name="account_home"),
    path("moje-dane/", views.my_data, name="account_my_data"),
    path("usuniecie/", views.erase, name="account_erase"),
    path("wejscie/", with_office(account.login), name="account_login"),
    path("wyjscie/", account.logout, name="account_logout"),
    path("nieczynne/", account.account_inactive, name="account_inactive"),
    path("zaproszenie/", account.signup, name="account_signup"),
    path("potwierdzenie/", account.reauthenticate, name="account_reauthenticate"),
    path("haslo/", include(WORDS)),
    path("drugi-skladnik/", include(FACTORS)),
    path("urzad/", include(OFFICE)),
]
