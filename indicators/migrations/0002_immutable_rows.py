"""PostgreSQL refuses to change these history rows."""

from django.db import migrations

TRIGGER = """
CREATE TRIGGER indicators_returnrevision_is_immutable BEFORE UPDATE OR DELETE ON indicators_returnrevision
    FOR EACH ROW EXECUTE FUNCTION portal_refuse_change();
"""
DROP = "DROP TRIGGER indicators_returnrevision_is_immutable ON indicators_returnrevision;"


def on_postgresql(sql):
    def run(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(sql, params=None)

    return run


class Migration(migrations.Migration):
    dependencies = [("indicators", "0001_initial"), ("people", "0002_immutable_rows")]

    operations = [migrations.RunPython(on_postgresql(TRIGGER), on_postgresql(DROP))]
