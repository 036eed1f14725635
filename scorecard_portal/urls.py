from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path, register_converter

from indicators.calculations.months import MonthInAddress

from .pages import (
    activity,
    commentary_policy,
    headlines,
    home,
    imports,
    imports_batches,
    imports_plan,
    indicator,
    months,
    progress,
    reading,
    reminders,
    restatements,
    scorecard,
)

register_converter(MonthInAddress, "month")

admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

handler400 = "scorecard_portal.pages.errors.bad_request"
handler500 = "scorecard_portal.pages.errors.server_error"

urlpatterns = [
    path("", home.home, name="home"),
    path("indicators/<slug:slug>/<slug:ref_slug>/", indicator.indicator, name="indicator"),
    path("indicators/<slug:slug>/<slug:ref_slug>/figures.csv", indicator.indicator_csv, name="indicator_csv"),
    path("scorecards/", scorecard.scorecards, name="scorecards"),
    path("scorecards/<slug:slug>/", scorecard.scorecard_latest, name="scorecard_latest"),
    path("scorecards/<slug:slug>/<month:month>/", scorecard.scorecard, name="scorecard"),
    path("scorecards/<slug:slug>/<month:month>/scorecard.csv", scorecard.scorecard_csv, name="scorecard_csv"),
    path("scorecards/<slug:slug>/<month:month>/headlines/", headlines.headlines, name="headlines"),
    path(
        "scorecards/<slug:slug>/<month:month>/restatements/", restatements.restatements, name="restatements"
    ),
    path("manage/months/<slug:slug>/", months.month_list, name="months"),
    path("manage/months/<slug:slug>/<month:month>/", months.month_edit, name="month_edit"),
    path("manage/months/<slug:slug>/<month:month>/open/", months.month_open, name="month_open"),
    path("manage/months/<slug:slug>/<month:month>/close/", months.month_close, name="month_close"),
    path("manage/months/<slug:slug>/<month:month>/reopen/", months.month_reopen, name="month_reopen"),
    path("manage/months/<slug:slug>/<month:month>/progress/", progress.month_progress, name="month_progress"),
    path(
        "manage/months/<slug:slug>/<month:month>/progress/remind/",
        reminders.remind_people,
        name="remind_people",
    ),
    path(
        "manage/months/<slug:slug>/<month:month>/progress/progress.csv",
        progress.progress_csv,
        name="progress_csv",
    ),
    path(
        "manage/months/<slug:slug>/<month:month>/progress/progress.xlsx",
        progress.progress_xlsx,
        name="progress_xlsx",
    ),
    path(
        "commentary/<slug:slug>/<month:month>/<slug:ref_slug>/remind/",
        reminders.remind_reporter,
        name="remind_reporter",
    ),
    path(
        "manage/scorecards/<slug:slug>/commentary/",
        commentary_policy.commentary_policy,
        name="commentary_policy",
    ),
    path("manage/imports/", imports.imports_page, name="imports"),
    path("manage/imports/<int:pk>/", imports_plan.import_plan, name="import_plan"),
    path("manage/imports/<int:pk>/findings.csv", imports.import_findings, name="import_findings"),
    path("manage/imports/<int:pk>/discard/", imports.import_discard, name="import_discard"),
    path("manage/imports/batches/<int:pk>/", imports_batches.import_batch, name="import_batch"),
    path("manage/imports/batches/<int:pk>/undo/", imports_batches.import_undo, name="import_undo"),
    path("manage/imports/batches/<int:pk>/file/", imports_batches.import_file, name="import_file"),
    path("", include("indicators.urls")),
    path("", include("commentary.urls")),
    path("manage/activity/", activity.activity, name="activity"),
    path("help/", reading.help_page, name="help"),
    path("accessibility/", reading.accessibility, name="accessibility"),
    path("privacy/", reading.privacy, name="privacy"),
    path("", include("scorecard_portal.accounts.urls")),
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
]
