"""PostgreSQL refuses to change history rows, whoever asks. SQLite has the refusals of the code only.

`portal.retention` set to `on` in a transaction lets old lines of the activity log be deleted.
"""

from django.db import migrations

FUNCTION = """
CREATE OR REPLACE FUNCTION portal_refuse_change() RETURNS trigger AS $$
BEGIN
    IF TG_OP = 'DELETE' AND TG_TABLE_NAME = 'people_auditevent'
       AND current_setting('portal.retention', true) = 'on' THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'rows of % are written once', TG_TABLE_NAME;
END;
$$ LANGUAGE plpgsql;
CREATE TRIGGER people_auditevent_is_immutable BEFORE UPDATE OR DELETE ON people_auditevent
    FOR EACH ROW EXECUTE FUNCTION portal_refuse_change();
"""
DROP = """
DROP TRIGGER people_auditevent_is_immutable ON people_auditevent;
DROP FUNCTION portal_refuse_change();
"""


def on_postgresql(sql):
    def run(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(sql, params=None)

    return run


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]

    operations = [migrations.RunPython(on_postgresql(FUNCTION), on_postgresql(DROP))]
