"""PostgreSQL refuses to change these history rows."""

from django.db import migrations

TRIGGER = """
CREATE TRIGGER commentary_commentaryevent_is_immutable BEFORE UPDATE OR DELETE ON commentary_commentaryevent
    FOR EACH ROW EXECUTE FUNCTION portal_refuse_change();
"""
DROP = "DROP TRIGGER commentary_commentaryevent_is_immutable ON commentary_commentaryevent;"


def on_postgresql(sql):
    def run(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(sql, params=None)

    return run


class Migration(migrations.Migration):
    dependencies = [("commentary", "0001_initial"), ("people", "0002_immutable_rows")]

    operations = [migrations.RunPython(on_postgresql(TRIGGER), on_postgresql(DROP))]
