from django.urls import URLPattern, URLResolver

app_name = "commentary"

urlpatterns: list[URLPattern | URLResolver] = []
