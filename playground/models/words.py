from django.contrib.postgres.search import SearchVector
from django.db.models import F, Func, TextField, Value


def words_of(column: str) -> SearchVector:
    """The words of a text as the search index keeps them.

    Signs become spaces first: PostgreSQL's own parser takes «quotes» and dashes beyond ASCII for letters
    where the database has the locale C, and would keep them on the word.
    """
    bare = Func(
        F(column),
        Value("[^[:alnum:]]+"),
        Value(" "),
        Value("g"),
        function="REGEXP_REPLACE",
        output_field=TextField(),
    )
    return SearchVector(bare, config="simple")
