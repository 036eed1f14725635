from django.urls import URLPattern, URLResolver, path

from commentary.views import checks, desk, drafts, messages, queue, review, write

app_name = "commentary"

urlpatterns: list[URLPattern | URLResolver] = [
    path("commentary/", desk.index, name="index"),
    path("commentary/<slug:slug>/<month:month>/", desk.desk, name="desk"),
    path("commentary/<slug:slug>/<month:month>/<slug:ref_slug>/", write.write, name="write"),
    path("commentary/<slug:slug>/<month:month>/<slug:ref_slug>/checks/", checks.check_typed, name="checks"),
    path("commentary/<slug:slug>/<month:month>/<slug:ref_slug>/draft/", drafts.draft, name="draft"),
    path("review/", queue.queue, name="queue"),
    path("review/<slug:slug>/<month:month>/<slug:ref_slug>/", review.review, name="review"),
    path("accounts/messages/", messages.choices, name="messages"),
    path("manage/messages/", messages.sent, name="sent_messages"),
]
