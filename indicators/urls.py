from django.urls import URLPattern, URLResolver, path

from indicators.views import (
    benchmarks,
    hand_overs,
    indicators,
    populations,
    quality,
    relations,
    releases,
    returns,
    returns_grid,
    returns_template,
    scorecards,
    sections,
    targets,
)

app_name = "indicators"

urlpatterns: list[URLPattern | URLResolver] = [
    path("manage/returns/", returns_grid.index, name="returns_index"),
    path("manage/returns/<slug:slug>/", returns_grid.latest, name="returns"),
    path("manage/returns/<slug:slug>/<month:month>/", returns_grid.grid, name="returns_grid"),
    path(
        "manage/returns/<slug:slug>/<month:month>/template.xlsx",
        returns_template.template,
        name="returns_template",
    ),
    path("manage/returns/<slug:slug>/<month:month>/<slug:ref_slug>/", returns.record, name="returns_record"),
    path(
        "manage/returns/<slug:slug>/<month:month>/<slug:ref_slug>/cell/",
        returns_grid.cell,
        name="returns_cell",
    ),
    path("manage/targets/<slug:slug>/", targets.grid, name="targets"),
    path("manage/targets/<slug:slug>/save/", targets.save, name="targets_save"),
    path("manage/targets/<slug:slug>/history/", targets.history, name="targets_history"),
    path("manage/targets/<slug:slug>/history/<slug:ref_slug>/", targets.history, name="target_history"),
    path("manage/benchmarks/<slug:slug>/", benchmarks.release_list, name="benchmarks"),
    path("manage/benchmarks/<slug:slug>/start/", benchmarks.start, name="benchmark_start"),
    path("manage/benchmarks/<slug:slug>/<int:release_pk>/", benchmarks.release, name="benchmark_release"),
    path(
        "manage/benchmarks/<slug:slug>/<int:release_pk>/details/",
        benchmarks.details,
        name="benchmark_details",
    ),
    path(
        "manage/benchmarks/<slug:slug>/<int:release_pk>/history/",
        benchmarks.history,
        name="benchmark_history",
    ),
    path("manage/benchmarks/<slug:slug>/<int:release_pk>/check/", releases.check, name="benchmark_check"),
    path(
        "manage/benchmarks/<slug:slug>/<int:release_pk>/draft/",
        releases.back_to_draft,
        name="benchmark_draft",
    ),
    path(
        "manage/benchmarks/<slug:slug>/<int:release_pk>/in-force/",
        releases.put_in_force,
        name="benchmark_in_force",
    ),
    path("manage/scorecards/", scorecards.scorecard_list, name="scorecards"),
    path("manage/scorecards/new/", scorecards.scorecard_new, name="scorecard_new"),
    path("manage/scorecards/<slug:slug>/", scorecards.scorecard_set_up, name="scorecard_set_up"),
    path("manage/scorecards/<slug:slug>/rename/", scorecards.scorecard_rename, name="scorecard_rename"),
    path("manage/scorecards/<slug:slug>/comparators/add/", scorecards.comparator_add, name="comparator_add"),
    path("manage/scorecards/<slug:slug>/members/add/", scorecards.member_add, name="member_add"),
    path("manage/scorecards/<slug:slug>/members/<int:pk>/", scorecards.member_edit, name="member_edit"),
    path("manage/scorecards/<slug:slug>/sections/add/", sections.section_add, name="section_add"),
    path("manage/scorecards/<slug:slug>/sections/<int:pk>/", sections.section_edit, name="section_edit"),
    path("manage/scorecards/<slug:slug>/sections/<int:pk>/move/", sections.section_move, name="section_move"),
    path(
        "manage/scorecards/<slug:slug>/sections/<int:pk>/remove/",
        sections.section_remove,
        name="section_remove",
    ),
    path("manage/scorecards/<slug:slug>/checks/", relations.relation_list, name="relations"),
    path("manage/scorecards/<slug:slug>/checks/add/", relations.relation_add, name="relation_add"),
    path("manage/scorecards/<slug:slug>/checks/<int:pk>/", relations.relation_edit, name="relation_edit"),
    path(
        "manage/scorecards/<slug:slug>/checks/<int:pk>/remove/",
        relations.relation_remove,
        name="relation_remove",
    ),
    path("manage/scorecards/<slug:slug>/populations/", populations.population_list, name="populations"),
    path(
        "manage/scorecards/<slug:slug>/populations/add/", populations.population_add, name="population_add"
    ),
    path(
        "manage/scorecards/<slug:slug>/populations/<int:pk>/",
        populations.population_edit,
        name="population_edit",
    ),
    path(
        "manage/scorecards/<slug:slug>/populations/<int:pk>/remove/",
        populations.population_remove,
        name="population_remove",
    ),
    path("scorecards/<slug:slug>/<month:month>/quality/", quality.quality, name="quality"),
    path("manage/indicators/<slug:slug>/", indicators.indicator_list, name="indicators"),
    path("manage/indicators/<slug:slug>/add/", indicators.indicator_add, name="indicator_add"),
    path("manage/indicators/<slug:slug>/hand-over/", hand_overs.hand_over, name="hand_over"),
    path("manage/indicators/<slug:slug>/<slug:ref_slug>/", indicators.indicator_edit, name="indicator_edit"),
    path(
        "manage/indicators/<slug:slug>/<slug:ref_slug>/retire/",
        indicators.indicator_retire,
        name="indicator_retire",
    ),
    path(
        "manage/indicators/<slug:slug>/<slug:ref_slug>/bring-back/",
        indicators.indicator_bring_back,
        name="indicator_bring_back",
    ),
]
