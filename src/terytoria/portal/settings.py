"""Settings of the portal: one database, no third party, safe headers, no default secret."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any

from terytoria.portal.accounts.office import office_sign_in
from terytoria.portal.database import databases
from terytoria.portal.storage import storages

HERE = Path(__file__).parent


def _home() -> Path:
    from terytoria.statistics.snapshot import home  # noqa: PLC0415 - brings the data libraries

    return home()


def _publications() -> Path:
    named = os.environ.get("TERYTORIA_PUBLICATIONS")
    return Path(named) if named else _home() / "publications"


PUBLICATIONS = _publications()
PRODUCTION = os.environ.get("TERYTORIA_PRODUCTION") == "1"
# Accounts that anybody enters by a button: never in production, which refuses to start with them.
DEMONSTRATION = os.environ.get("TERYTORIA_DEMONSTRATION") == "1" and not PRODUCTION
LASTING_KEY = bool(os.environ.get("TERYTORIA_SECRET_KEY"))  # otherwise a new one at every start
SECRET_KEY = os.environ.get("TERYTORIA_SECRET_KEY") or secrets.token_urlsafe(50)
DEBUG = False
ALLOWED_HOSTS = os.environ.get("TERYTORIA_HOSTS", "127.0.0.1,localhost,[::1]").split(",")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "terytoria.portal.design",
    "terytoria.portal.audit",
    "terytoria.portal.accounts",
    "terytoria.portal.partnerships",
    "terytoria.portal.jobs",
    "terytoria.portal.evidence",
    "terytoria.portal.strategies",
    "terytoria.portal.drafting",
    "terytoria.portal.workshops",
    "terytoria.portal.meetings",
    "terytoria.portal.planner",
    "terytoria.portal.procedures",
    "terytoria.portal.consultations",
    "terytoria.portal.surveys",
    "terytoria.portal.monitoring",
    "terytoria.portal.publishing",
    "terytoria.portal.api",
    "terytoria.portal.demonstration",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]
MIDDLEWARE = [
    "terytoria.portal.headers.keep_here",
    "terytoria.portal.uploads.refuse_large",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "terytoria.portal.accounts.second_factor.SecondFactorMiddleware",
]
ROOT_URLCONF = "terytoria.portal.urls"
WSGI_APPLICATION = "terytoria.portal.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "terytoria.portal.demonstration.context.demonstration",
            ]
        },
    }
]
DATABASES = databases(_home())
# Attempts to sign in are counted in one place, whichever process of the server answers.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "portal_cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    },
    # Public pages as they were drawn, each process its own.
    "pages": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "pages",
        "OPTIONS": {"MAX_ENTRIES": 256},
    },
}
STORAGES = storages(os.environ)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("UserAttributeSimilarityValidator", {"user_attributes": ("email", "name")}),
        ("MinimumLengthValidator", {"min_length": 12}),
        ("CommonPasswordValidator", {}),
        ("NumericPasswordValidator", {}),
    )
]
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
CSRF_FAILURE_VIEW = "terytoria.portal.accounts.views.csrf_failure"
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if PRODUCTION else 0
# In production a web server with TLS stands before the portal and says how it was asked.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PRODUCTION else None
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if PRODUCTION else 0

AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
if DEMONSTRATION:  # a session opened through it ends where it is not listed
    AUTHENTICATION_BACKENDS.append("terytoria.portal.demonstration.entrance.Entrance")
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "account_home"
ACCOUNT_ADAPTER = "terytoria.portal.accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # an invitation or a reset link has proved the address
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if PRODUCTION else "http"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = True
_FORMS = "terytoria.portal.accounts.interfaces.forms"
ACCOUNT_FORMS = {
    name: f"{_FORMS}.{form}"
    for name, form in (
        ("login", "SignInForm"),
        ("change_password", "OwnPasswordForm"),
        ("set_password", "FirstPasswordForm"),
        ("reset_password_from_key", "NewPasswordForm"),
    )
}
MFA_FORMS = {
    "add_webauthn": f"{_FORMS}.NewKeyForm",
    "authenticate_webauthn": f"{_FORMS}.KeyForm",
    "reauthenticate_webauthn": f"{_FORMS}.AgainKeyForm",
}
MFA_ADAPTER = "terytoria.portal.accounts.adapters.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = "Terytoria"
MFA_TOTP_TOLERANCE = 1  # a telephone's clock may be half a minute off
SOCIALACCOUNT_ADAPTER = "terytoria.portal.accounts.adapters.OfficeAdapter"
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
SOCIALACCOUNT_PROVIDERS = office_sign_in()

EMAIL_BACKEND = "django.core.mail.backends." + (
    "smtp.EmailBackend" if os.environ.get("TERYTORIA_SMTP_HOST") else "console.EmailBackend"
)
if DEMONSTRATION:  # its letters go to nobody: they are files to be looked at
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = _home() / "letters"
EMAIL_HOST = os.environ.get("TERYTORIA_SMTP_HOST", "")
EMAIL_PORT = int(os.environ.get("TERYTORIA_SMTP_PORT", "587"))
EMAIL_HOST_USER = os.environ.get("TERYTORIA_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("TERYTORIA_SMTP_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("TERYTORIA_SMTP_TLS", "1") == "1"
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = os.environ.get("TERYTORIA_MAIL_FROM", "terytoria@localhost")

LANGUAGE_CODE = "pl"
LANGUAGES = [("pl", "Polski"), ("en", "English")]
LOCALE_PATHS = [HERE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Warsaw"

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 300  # an upgraded page meets its new styles within minutes

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# Faults go to the terminal of whoever runs the server, never to the page.
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(name)s: %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "ERROR", "propagate": False},
        "terytoria.portal": {"handlers": ["stderr"], "level": "WARNING"},
    },
}
