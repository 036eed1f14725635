"""Rows that are written once. PostgreSQL refuses changes too, by the triggers in the migrations."""

from typing import Any, NoReturn

from django.db import models


class RowIsImmutable(RuntimeError):
    """A history row was to be changed or deleted. That is always a mistake in our code."""


class ImmutableQuerySet(models.QuerySet[Any]):
    def _refuse(self) -> NoReturn:
        raise RowIsImmutable(f"Rows of {self.model._meta.label} are written once")

    def update(self, **kwargs: Any) -> NoReturn:
        self._refuse()

    def delete(self) -> NoReturn:
        self._refuse()

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        self._refuse()

    def update_or_create(self, *args: Any, **kwargs: Any) -> NoReturn:
        self._refuse()


class ImmutableModel(models.Model):
    """Base of history rows: `save` writes a new row only, `delete` refuses."""

    objects = ImmutableQuerySet.as_manager()

    class Meta:
        abstract = True
        base_manager_name = "objects"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise RowIsImmutable(f"Rows of {self._meta.label} are written once")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise RowIsImmutable(f"Rows of {self._meta.label} are written once")
