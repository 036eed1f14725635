from django.urls import URLPattern, URLResolver, path

from commentary.views import (
    actions,
    checks,
    desk,
    drafts,
    member_questions,
    messages,
    questions,
    queue,
    review,
    write,
)

app_name = "commentary"

urlpatterns: list[URLPattern | URLResolver] = [
    path("commentary/", desk.index, name="index"),
    path("commentary/<slug:slug>/<month:month>/", desk.desk, name="desk"),
    path("commentary/<slug:slug>/<month:month>/<slug:ref_slug>/", write.write, name="write"),
    path("commentary/<slug:slug>/<month:month>/<slug:ref_slug>/checks/", checks.check_typed, name="checks"),
    path(
        "commentary/<slug:slug>/<month:month>/<slug:ref_slug>/questions/<int:pk>/",
        questions.answer,
        name="answer",
    ),
    path(
        "commentary/<slug:slug>/<month:month>/<slug:ref_slug>/questions/<int:pk>/take-back/",
        questions.withdraw,
        name="withdraw_question",
    ),
    path("commentary/<slug:slug>/<month:month>/<slug:ref_slug>/draft/", drafts.draft, name="draft"),
    path("review/", queue.queue, name="queue"),
    path("review/ask/", questions.choose, name="ask_choose"),
    path("review/<slug:slug>/<month:month>/<slug:ref_slug>/", review.review, name="review"),
    path("review/<slug:slug>/<month:month>/<slug:ref_slug>/ask/", questions.ask, name="ask"),
    path("actions/", actions.action_list, name="actions"),
    path("actions/<int:pk>/", actions.action, name="action"),
    path("actions/new/<slug:slug>/<month:month>/<slug:ref_slug>/", actions.action_new, name="action_new"),
    path("member-questions/", member_questions.question_list, name="member_questions"),
    path("member-questions/<int:pk>/", member_questions.question, name="member_question"),
    path(
        "member-questions/<int:pk>/correct/",
        member_questions.question_correct,
        name="member_question_correct",
    ),
    path(
        "member-questions/new/<slug:slug>/<month:month>/<slug:ref_slug>/",
        member_questions.question_new,
        name="member_question_new",
    ),
    path("accounts/messages/", messages.choices, name="messages"),
    path("manage/messages/", messages.sent, name="sent_messages"),
]
