from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "indicators.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"
