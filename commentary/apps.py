from django.apps import AppConfig


class CommentaryConfig(AppConfig):
    name = "commentary"
    default_auto_field = "django.db.models.BigAutoField"
