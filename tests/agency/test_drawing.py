import pytest
from django.db import connection, migrations, models
from django.db.migrations.state import ProjectState

from agency.drawing import DrawTables

pytestmark = pytest.mark.django_db(transaction=True)

HEN_AND_EGG = DrawTables(
    [
        migrations.CreateModel(
            "Hen",
            fields=[
                ("id", models.BigAutoField(primary_key=True)),
                ("hatched_from", models.ForeignKey("yard.Egg", models.CASCADE)),
            ],
        ),
        migrations.CreateModel(
            "Egg",
            fields=[
                ("id", models.BigAutoField(primary_key=True)),
                ("laid_by", models.ForeignKey("yard.Hen", models.CASCADE)),
            ],
        ),
    ]
)


def test_tables_that_point_at_each_other_are_drawn_and_wiped_away():
    empty, full = ProjectState(), ProjectState()
    HEN_AND_EGG.state_forwards("yard", full)

    with connection.schema_editor() as editor:
        HEN_AND_EGG.database_forwards("yard", editor, empty, full)
    assert {"yard_hen", "yard_egg"} <= set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        assert set(connection.introspection.get_relations(cursor, "yard_hen")) == {"hatched_from_id"}

    with connection.schema_editor() as editor:
        HEN_AND_EGG.database_backwards("yard", editor, full, empty)
    assert not {"yard_hen", "yard_egg"} & set(connection.introspection.table_names())
