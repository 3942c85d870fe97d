"""ただ一つの設定。変わるところだけを環境変数から読む（docs/reference/settings.md）。"""

from __future__ import annotations

from pathlib import Path

from csp.constants import NONE, SELF

from madoguchi.config import databases, environment, keys

PACKAGE = Path(__file__).resolve().parent.parent
VAR = environment.folder("MADOGUCHI_VAR", Path.cwd() / "var")

SECRET_KEY = environment.text("MADOGUCHI_SECRET_KEY", "") or keys.secret_key(VAR)
DEBUG = False
ALLOWED_HOSTS = environment.names("MADOGUCHI_HOSTS", "127.0.0.1,localhost")
CSRF_TRUSTED_ORIGINS = environment.names("MADOGUCHI_ORIGINS", "")
HTTPS = environment.flag("MADOGUCHI_HTTPS", True)

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "csp",
    "django_htmx",
    "madoguchi.municipalities",
    "madoguchi.audit",
    "madoguchi.accounts",
    "madoguchi.residents",
    "madoguchi.cases",
    "madoguchi.web",
    "madoguchi.ops",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "madoguchi.accounts.sessions_kept.PatientSessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "madoguchi.accounts.middleware.AccessMiddleware",
    "madoguchi.web.locking.LockMiddleware",
    "madoguchi.web.practice.PracticeMiddleware",
]

ROOT_URLCONF = "madoguchi.config.urls"
WSGI_APPLICATION = "madoguchi.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "web" / "templates", PACKAGE / "web" / "screens"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csrf",
                "django.contrib.auth.context_processors.auth",
                "madoguchi.accounts.landing.landing_of",
                "madoguchi.web.practice.mark",
            ]
        },
    }
]

DATABASES = {"default": databases.from_url(environment.text("DATABASE_URL", databases.default_url(VAR)))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
# 職員番号は自治体の中で一つ。MunicipalityBackend は枠の中でしか引かない。
SILENCED_SYSTEM_CHECKS = ["auth.W004"]
AUTHENTICATION_BACKENDS = ["madoguchi.accounts.backend.MunicipalityBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
LOGIN_URL = "sign_in"
# 入ったあとの画面。開けるものの、はじめの一つ。
LANDINGS = ("/", "/inbox", "/loads")

SESSION_COOKIE_AGE = 60 * environment.number("MADOGUCHI_IDLE_MINUTES", 20, 1, 600)
SESSION_SAVE_EVERY_REQUEST = True
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SAMESITE = "Strict"
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
# no-referrer だとブラウザが Origin: null を送り、CSRF の守りが自分の送信まで断る。
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if environment.flag("MADOGUCHI_PROXY", False) else None
)
# 数字一つのキーを使うか（WCAG 2.1.4。止めても矢印と Enter で同じことができる）。
SINGLE_KEYS = environment.flag("MADOGUCHI_SINGLE_KEYS", True)
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "img-src": [SELF, "data:"],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

LANGUAGE_CODE = "ja"
TIME_ZONE = "Asia/Tokyo"
USE_TZ = True
FIXED_DAY = environment.day("MADOGUCHI_TODAY")  # おかしな日付なら、ここで起動が止まる
USE_I18N = True

STATIC_URL = "static/"
WHITENOISE_USE_FINDERS = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "pikepdf": {"level": "WARNING"},
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
    },
}
