from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path, register_converter

from indicators.calculations.months import MonthInAddress

register_converter(MonthInAddress, "month")

admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

urlpatterns = [
    path("", include("indicators.urls")),
    path("", include("commentary.urls")),
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
]
