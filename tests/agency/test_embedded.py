from django.db import connection


def test_embedded_postgres_is_version_18_and_speaks_russian(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('server_version_num')::int / 10000, lower('ПРИВЕТ'), "
            "to_tsvector('russian', 'ПОДАРКИ') @@ to_tsquery('russian', 'подарками'), 'ПРИВЕТ' ~* 'привет'"
        )
        assert cursor.fetchone() == (18, "привет", True, True)


def test_application_role_is_no_superuser(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (False,)
