from django.urls import path

from .views import closed, deputies, leaving, people

urlpatterns = [
    path("accounts/email/", closed.own_addresses, name="own_addresses"),
    path("accounts/deputy/", deputies.deputy, name="deputy"),
    path("accounts/deputy/<int:pk>/end/", deputies.cover_end, name="cover_end"),
    path("manage/people/", people.people_list, name="people"),
    path("manage/people/invite/", people.person_invite, name="person_invite"),
    path("manage/people/<int:pk>/", people.person, name="person"),
    path("manage/people/<int:pk>/edit/", people.person_edit, name="person_edit"),
    path("manage/people/<int:pk>/invite-again/", people.person_invite_again, name="person_invite_again"),
    path("manage/people/<int:pk>/deactivate/", leaving.person_deactivate, name="person_deactivate"),
    path("manage/people/<int:pk>/reactivate/", leaving.person_reactivate, name="person_reactivate"),
    path("manage/people/<int:pk>/deputy/", deputies.person_deputy, name="person_deputy"),
]
