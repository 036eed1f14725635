from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.contrib.staticfiles.apps import StaticFilesConfig


class PortalConfig(AppConfig):
    name = "scorecard_portal"
    label = "portal"
    default = True
    default_auto_field = "django.db.models.BigAutoField"


class PortalStaticFilesConfig(StaticFilesConfig):
    """Collects what browsers need: not the sources of style sheets, nor what only tests read."""

    ignore_patterns = [*StaticFilesConfig.ignore_patterns, "scss", "build.mjs", "axe.min.js"]


class PortalAdminConfig(AdminConfig):
    default_site = "scorecard_portal.accounts.admin_site.PortalAdminSite"
