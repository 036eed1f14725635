"""Finding people in the list."""

import django_filters
from django.db.models import Q, QuerySet

from indicators.people.models import User

from .register import STATES, in_state


class PeopleFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label="Name, job title or email", method="by_words")
    state = django_filters.ChoiceFilter(label="State", choices=STATES, empty_label="All", method="by_state")

    class Meta:
        model = User
        fields: list[str] = []

    def by_words(self, people: QuerySet[User], name: str, words: str) -> QuerySet[User]:
        for word in words.split():
            people = people.filter(
                Q(full_name__icontains=word) | Q(job_title__icontains=word) | Q(email__icontains=word)
            )
        return people

    def by_state(self, people: QuerySet[User], name: str, state: str) -> QuerySet[User]:
        return in_state(people, state)
